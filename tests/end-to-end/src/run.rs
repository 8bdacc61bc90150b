//! One test in every browser: all are started first, then the test runs in all of them side by side.
//! Runs mostly sleep, so that they do not disturb each other; starting a browser would.

use crate::browser::{Browser, Kind, Storage, variable};
use crate::page::Page;
use anyhow::{Context, Result};
use futures_util::future::join_all;
use std::path::Path;
use tokio::runtime::Builder;
use tokio::time::Instant;
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
pub fn each_browser_with(name: &str, headers: Headers, test: impl AsyncFn(&Page) -> Result<()>) {
    each_browser_on(name, Options { headers, ..Options::default() }, Storage::Default, test);
}

/// Runs a test in every wanted browser, on such a server, with such a storage.
///
/// # Panics
/// As [`each_browser`].
pub fn each_browser_on(name: &str, options: Options, storage: Storage, test: impl AsyncFn(&Page) -> Result<()>) {
    side_by_side(name, Kind::wanted, options, storage, test);
}

/// Runs a test in WebKitGTK, on a server with these headers.
///
/// # Panics
/// As [`each_browser`].
pub fn in_webkit(name: &str, shared_memory: bool, headers: Headers, test: impl AsyncFn(&Page) -> Result<()>) {
    let wanted = || Ok(vec![Kind::WebKit { shared_memory }]);
    side_by_side(name, wanted, Options { headers, ..Options::default() }, Storage::Default, test);
}

#[allow(
    clippy::expect_used,
    clippy::panic,
    clippy::needless_pass_by_value,
    reason = "a test fails by panicking; closures are written in place"
)]
fn side_by_side(
    name: &str,
    wanted: impl Fn() -> Result<Vec<Kind>>,
    options: Options,
    storage: Storage,
    test: impl AsyncFn(&Page) -> Result<()>,
) {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let failures = runtime.block_on(async {
        let wanted = wanted().expect("the browsers");
        let started = join_all(wanted.into_iter().map(|kind| start(kind, options.clone(), storage))).await;
        let pages: Vec<Page> = started.into_iter().map(|page| page.expect("a browser and its page")).collect();
        let outcomes = join_all(pages.iter().map(|page| one(name, page, &test))).await;
        outcomes.into_iter().filter_map(Result::err).collect::<Vec<_>>()
    });
    assert!(failures.is_empty(), "{name}: {failures:#?}");
}

/// Several tests in one browser, one after the other: starting one takes longer than most tests. All of them run,
/// also when one fails.
///
/// ```ignore
/// each_browser("links", async |page: &Page| steps!(page, a_good_link, a_bad_link));
/// ```
#[macro_export]
macro_rules! steps {
    ($page:expr, $($test:ident),+ $(,)?) => {{
        let outcomes = [$($crate::step($page, stringify!($test), $test).await),+];
        let failures: Vec<_> = outcomes.into_iter().filter_map(Result::err).collect();
        anyhow::ensure!(failures.is_empty(), "{failures:#?}");
        Ok(())
    }};
}

/// One of several tests in one browser ([`steps`](crate::steps)). It begins with an empty page in a window of the
/// usual size, and expects no errors.
///
/// # Errors
/// What the test says, and what the console said that the test did not expect, with the test's name.
pub async fn step<'a>(page: &'a Page, name: &'static str, test: impl AsyncFn(&'a Page) -> Result<()>) -> Result<()> {
    page.driver().goto("about:blank").await?;
    page.usual_size().await?;
    let begun = Instant::now();
    let outcome = test(page).await.and_then(|()| page.check_console()).context(name);
    if outcome.is_err() {
        tell_failure(name, page).await;
    }
    page.forget();
    println!("    {name} in {}: {:.1} s", page.browser().kind.name(), begun.elapsed().as_secs_f32());
    outcome
}

/// What people want to know of a failure: how the page looks, and what its console says.
async fn tell_failure(name: &str, page: &Page) {
    let picture = page.screenshot(&format!("failed-{name}")).await;
    eprintln!("    picture: {picture:?}; console: {:?}", page.check_console().err());
}

async fn start(kind: Kind, options: Options, storage: Storage) -> Result<Page> {
    let dist = variable("OVERSOLD_DIST")?;
    let server = Server::start(Path::new(&dist), options)?;
    Page::new(Browser::start(kind, storage).await?, server).await
}

async fn one(name: &str, page: &Page, test: &impl AsyncFn(&Page) -> Result<()>) -> Result<()> {
    let browser = page.browser().kind.name();
    let begun = Instant::now();
    let outcome = test(page).await.and_then(|()| page.check_console()).with_context(|| format!("in {browser}"));
    if outcome.is_err() {
        tell_failure(name, page).await;
    }
    println!("    {name} in {browser}: {:.1} s", begun.elapsed().as_secs_f32());
    let closed = page.driver().clone().quit().await.context("closing the browser");
    outcome.and(closed)
}
