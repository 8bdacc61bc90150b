//! Waiting for a described condition with a deadline; never for a time.

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// The shortest and the longest time between two looks at a condition. Between them it is a tenth of what has been waited
/// so far: each look keeps the processor from what is waited for.
const BETWEEN: [Duration; 2] = [Duration::from_millis(20), Duration::from_millis(100)];

/// Looks until `condition` gives a value.
///
/// # Errors
/// With the description, when there is none after `seconds`, and when looking fails.
pub async fn wait_for<T>(
    description: &str,
    seconds: u64,
    mut condition: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let begun = Instant::now();
    let deadline = begun + Duration::from_secs(seconds);
    loop {
        if let Some(value) = condition().await? {
            return Ok(value);
        }
        if Instant::now() > deadline {
            bail!("waited {seconds} s in vain for: {description}");
        }
        let [shortest, longest] = BETWEEN;
        tokio::time::sleep((begun.elapsed() / 10).clamp(shortest, longest)).await;
    }
}
