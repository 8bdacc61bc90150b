//! Browsers between two tests: to start one takes longer than most tests. A test that passed gives its browser back as
//! good as new, with one empty tab; each test has an origin of its own, so that nothing that is kept reaches the next.

use crate::browser::{Browser, Kind, Storage};
use anyhow::Result;
use std::sync::{LazyLock, Mutex, PoisonError};
use tokio::runtime::{Builder, Runtime};

/// What drivers are spoken to on: they outlive the test that started them.
#[allow(clippy::expect_used, reason = "without it there is nothing to test with")]
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime"));

/// The browsers that wait.
static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// Waits for what is done in browsers.
pub fn wait<T>(what: impl Future<Output = T>) -> T {
    RUNTIME.block_on(what)
}

/// A browser that waits, or a new one.
///
/// # Errors
/// When it does not start.
pub async fn take(kind: Kind, storage: Storage) -> Result<Browser> {
    let waiting = {
        let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |browser: &Browser| browser.kind == kind && browser.storage == storage;
        idle.iter().position(same).map(|at| idle.swap_remove(at))
    };
    match waiting {
        Some(browser) => Ok(browser),
        None => Browser::start(kind, storage).await,
    }
}

/// Takes a browser back, for a test to come; one that the next test could not tell from a new one.
///
/// # Errors
/// When its tabs cannot be closed.
pub async fn give_back(browser: Browser) -> Result<()> {
    browser.one_empty_tab().await?;
    IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(browser);
    Ok(())
}

/// Closes all browsers that wait: nobody comes any more.
pub fn end() {
    let idle = std::mem::take(&mut *IDLE.lock().unwrap_or_else(PoisonError::into_inner));
    wait(async {
        for browser in idle {
            if let Err(error) = browser.driver.clone().quit().await {
                eprintln!("    {} does not close: {error}", browser.kind.name());
            }
        }
    });
}
