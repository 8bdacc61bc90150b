//! One test in every browser.

use crate::browser::{Browser, Kind, variable};
use crate::page::Page;
use anyhow::{Context, Result};
use std::path::Path;
use tokio::runtime::Builder;
use xtask::server::{Headers, Options, Server};

/// Runs a test in every wanted browser, on a server that isolates the page.
///
/// # Panics
/// When the test fails in one of them, with the reason; a picture is saved under `target/e2e/`.
pub fn each_browser(name: &str, test: impl AsyncFn(&Page) -> Result<()>) {
    each_browser_with(name, Headers::Isolating, test);
}

/// Runs a test in every wanted browser, on a server with these headers.
///
/// # Panics
/// As [`each_browser`].
#[allow(
    clippy::expect_used,
    clippy::panic,
    clippy::needless_pass_by_value,
    reason = "a test fails by panicking; closures are written in place"
)]
pub fn each_browser_with(name: &str, headers: Headers, test: impl AsyncFn(&Page) -> Result<()>) {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    for kind in Kind::wanted().expect("the browsers") {
        let begun = std::time::Instant::now();
        if let Err(error) = runtime.block_on(one(name, kind, headers, &test)) {
            panic!("{name} in {}: {error:?}", kind.name());
        }
        println!("    {name} in {}: {:.1} s", kind.name(), begun.elapsed().as_secs_f32());
    }
}

async fn one(name: &str, kind: Kind, headers: Headers, test: &impl AsyncFn(&Page) -> Result<()>) -> Result<()> {
    let dist = variable("OVERSOLD_DIST")?;
    let server = Server::start(Path::new(&dist), Options { headers, ..Options::default() })?;
    let page = Page::new(Browser::start(kind).await?, server).await?;
    let outcome = test(&page).await.and_then(|()| page.check_console());
    if outcome.is_err() {
        let picture = page.screenshot(&format!("failed-{name}")).await;
        eprintln!("    picture: {picture:?}; console: {:?}", page.check_console().err());
    }
    let closed = page.driver().clone().quit().await.context("closing the browser");
    outcome.and(closed)
}
