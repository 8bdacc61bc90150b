//! One test in every browser: when all are there, the test runs in all of them side by side.
//! Runs mostly sleep, so that they do not disturb each other; starting a browser would.

use crate::browser::{Kind, Storage, variable};
use crate::page::Page;
use crate::pool;
use anyhow::{Context, Result, ensure};
use futures_util::future::join_all;
use std::path::Path;
use tokio::time::Instant;
use xtask::server::{Headers, Options, Server};

/// Runs a test in every wanted browser, on a server that isolates the page.
///
/// # Errors
/// When the test fails in one of them, with the reason; a picture is saved under `target/e2e/`.
pub fn each_browser(name: &str, test: impl AsyncFn(&Page) -> Result<()>) -> Result<()> {
    each_browser_with(name, Headers::Isolating, test)
}

/// Runs a test in every wanted browser, on a server with these headers.
///
/// # Errors
/// As [`each_browser`].
pub fn each_browser_with(name: &str, headers: Headers, test: impl AsyncFn(&Page) -> Result<()>) -> Result<()> {
    each_browser_on(name, Options { headers, ..Options::default() }, Storage::Default, test)
}

/// Runs a test in every wanted browser, on such a server, with such a storage.
///
/// # Errors
/// As [`each_browser`].
pub fn each_browser_on(
    name: &str,
    options: Options,
    storage: Storage,
    test: impl AsyncFn(&Page) -> Result<()>,
) -> Result<()> {
    side_by_side(name, Kind::wanted()?, options, storage, test)
}

/// Runs a test in WebKitGTK, on a server with these headers.
///
/// # Errors
/// As [`each_browser`].
pub fn in_webkit(
    name: &str,
    shared_memory: bool,
    headers: Headers,
    test: impl AsyncFn(&Page) -> Result<()>,
) -> Result<()> {
    let options = Options { headers, ..Options::default() };
    side_by_side(name, vec![Kind::WebKit { shared_memory }], options, Storage::Default, test)
}

#[allow(clippy::needless_pass_by_value, reason = "closures and options are written in place")]
fn side_by_side(
    name: &str,
    wanted: Vec<Kind>,
    options: Options,
    storage: Storage,
    test: impl AsyncFn(&Page) -> Result<()>,
) -> Result<()> {
    pool::wait(async {
        let begun = join_all(wanted.into_iter().map(|kind| begin(kind, options.clone(), storage))).await;
        let pages = begun.into_iter().collect::<Result<Vec<Page>>>()?;
        let outcomes = join_all(pages.into_iter().map(|page| one(name, page, &test))).await;
        let failures: Vec<_> = outcomes.into_iter().filter_map(Result::err).collect();
        ensure!(failures.is_empty(), "{failures:#?}");
        Ok(())
    })
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

async fn begin(kind: Kind, options: Options, storage: Storage) -> Result<Page> {
    let dist = variable("OVERSOLD_DIST")?;
    let server = Server::start(Path::new(&dist), options)?;
    Page::new(pool::take(kind, storage).await?, server).await
}

async fn one(name: &str, page: Page, test: &impl AsyncFn(&Page) -> Result<()>) -> Result<()> {
    let browser = page.browser().kind.name();
    let begun = Instant::now();
    let outcome = test(&page).await.and_then(|()| page.check_console()).with_context(|| format!("in {browser}"));
    println!("    {name} in {browser}: {:.1} s", begun.elapsed().as_secs_f32());
    if outcome.is_err() {
        tell_failure(name, &page).await;
        // Who knows in which state it is: dropped, its driver ends, and the browser with it.
        let _ = page.driver().clone().quit().await;
        return outcome;
    }
    pool::give_back(page.leave()).await.with_context(|| format!("{browser} is not as it was before"))
}
