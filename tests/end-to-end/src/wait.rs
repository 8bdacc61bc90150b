//! Waiting for a described condition with a deadline; never for a time.

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// How often a condition is looked at.
const EVERY: Duration = Duration::from_millis(25);

/// Looks until `condition` gives a value.
///
/// # Errors
/// With the description, when there is none after `seconds`, and when looking fails.
pub async fn wait_for<T>(
    description: &str,
    seconds: u64,
    mut condition: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let deadline = Instant::now() + Duration::from_secs(seconds);
    loop {
        if let Some(value) = condition().await? {
            return Ok(value);
        }
        if Instant::now() > deadline {
            bail!("waited {seconds} s in vain for: {description}");
        }
        tokio::time::sleep(EVERY).await;
    }
}
