//! What the browser's console says, collected through WebDriver BiDi.

use anyhow::Result;
use futures_util::StreamExt;
use std::sync::{Arc, Mutex, PoisonError};
use thirtyfour::WebDriver;
use thirtyfour::bidi::events::LogEntryAdded;

/// All errors so far: `console.error`, uncaught exceptions, in the page and in its workers.
#[derive(Clone, Default)]
pub struct Console {
    errors: Arc<Mutex<Vec<String>>>,
}

impl Console {
    /// Listens to a session's log.
    ///
    /// # Errors
    /// When the driver has no BiDi connection.
    pub async fn listen(driver: &WebDriver) -> Result<Self> {
        let console = Self::default();
        let errors = console.errors.clone();
        let mut entries = driver.bidi().await?.subscribe::<LogEntryAdded>().await?;
        tokio::spawn(async move {
            while let Some(entry) = entries.next().await {
                let text = entry.text.clone().unwrap_or_default();
                match entry.level.to_string().as_str() {
                    "error" => errors.lock().unwrap_or_else(PoisonError::into_inner).push(text),
                    "warn" => eprintln!("    console warning: {text}"),
                    _ => {}
                }
            }
        });
        Ok(console)
    }

    /// Forgets what it said so far.
    pub fn clear(&self) {
        self.errors.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The errors that contain none of the expected texts.
    pub fn unexpected(&self, expected: &[String]) -> Vec<String> {
        let errors = self.errors.lock().unwrap_or_else(PoisonError::into_inner);
        let is_expected = |error: &&String| expected.iter().any(|text| error.contains(text.as_str()));
        errors.iter().filter(|error| !is_expected(error)).cloned().collect()
    }
}
