//! The page before its app: painted from its own bytes alone, in the reader's language and theme, each part where the app
//! will have it; and what it sends for ahead is what the app asks for.

use anyhow::{Context, Result, ensure};
use oversold_e2e::{Page, each_browser, steps, wait_for};
use serde_json::Value;

/// Keeps the app's first module away until `__come(true)`, or for ever at `__come(false)`.
const HELD: &str = r"() => {
  const real = window.fetch, decided = new Promise((decide) => { window.__come = decide; });
  window.fetch = (what, how) => /app-\w+\.wasm$/.test(what)
    ? decided.then((comes) => { if (comes) return real(what, how); throw new TypeError('kept away'); })
    : real(what, how);
}";

async fn open(page: &Page, query: &str) -> Result<()> {
    page.driver().goto(format!("{}?{query}", page.url())).await?;
    ensure!(page.count("#app").await? == 0, "the app is there already");
    Ok(())
}

async fn painted_for_its_reader(page: &Page) -> Result<()> {
    for (query, lang, [title, question, run, other]) in [
        ("lang=en&theme=dark", "en", ["Oversold: one", "Will it oversell?", "Run", "超卖"]),
        ("lang=zh&theme=light", "zh-Hans", ["超卖：", "会超卖吗？", "运行", "oversell"]),
    ] {
        open(page, query).await?;
        let root = "return [document.documentElement.lang, document.documentElement.dataset.theme, document.title]";
        let root = page.js(root).await?;
        ensure!(root[0] == lang && query.ends_with(root[1].as_str().unwrap_or("nothing")), "{query}: {root}");
        ensure!(root[2].as_str().is_some_and(|said| said.starts_with(title)), "{query}: {root}");
        ensure!(page.text("h1").await? == question, "{query}: {}", page.text("h1").await?);
        let button = page.find(".run-bar button:disabled").await?.text().await?;
        ensure!(button.ends_with(run), "{query}: {button}");
        ensure!(!page.text("body").await?.contains(other), "{query}: both languages are shown");
    }
    // A frame has no chrome.
    open(page, "embed=1").await?;
    ensure!(page.text("#page").await?.is_empty(), "in a frame there is {}", page.text("#page").await?);
    Ok(())
}

/// Where the corners of what is in sight are.
const CORNERS: &str = "
    const parts = ['.brand', '.top nav', '.presets summary', '.top .tools', '.rail', '.run-bar', '#status', '#stubs', '#verdict', '.panels'];
    return parts.map((part) => [part, document.querySelector(part).getBoundingClientRect()])
      .filter(([, { top }]) => top < innerHeight).map(([part, { left, top }]) => [part, left, top]);";

/// By how many CSS px a part may be elsewhere: controls are as high as the letters of their language.
const NEAR: f64 = 4.0;

async fn stands_where_the_app_will(page: &Page) -> Result<()> {
    for (width, height) in [(1280, 720), (360, 740), (1280, 1100)] {
        page.resize(width, height).await?;
        for lang in ["en", "zh"] {
            open(page, &format!("lang={lang}")).await?;
            let before = page.js(CORNERS).await?;
            page.screenshot(&format!("first-{width}-{lang}")).await?;
            page.js("__come(true)").await?;
            page.wait_until("idle", 20).await?;
            let after = page.js(CORNERS).await?;
            let (before, after) = (before.as_array().context("no parts")?, after.as_array().context("no parts")?);
            ensure!(before.len() > 6 && before.len() == after.len(), "not the same parts: {before:?}, {after:?}");
            for (part, now) in before.iter().zip(after) {
                let moved = |at: usize| (part[at].as_f64().unwrap_or(f64::NAN) - now[at].as_f64().unwrap_or(0.0)).abs();
                ensure!(moved(1) <= NEAR && moved(2) <= NEAR, "at {width} x {height}, {lang}: from {part} to {now}");
            }
        }
    }
    Ok(())
}

/// A file that was sent for in another way than the app asks for it would be fetched again.
async fn nothing_is_fetched_twice(page: &Page) -> Result<()> {
    open(page, "speed=50").await?;
    page.js("__come(true)").await?;
    page.wait_until("idle", 20).await?;
    page.run(20).await?;
    let names = "return performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop())
        .filter((name) => /-[0-9a-f]{16}\\.(js|wasm)$/.test(name)).sort()";
    let names = page.js(names).await?;
    let names: Vec<&str> = names.as_array().context("no files")?.iter().filter_map(Value::as_str).collect();
    for part in ["app-", "buyer-", "split_"] {
        ensure!(names.iter().any(|name| name.starts_with(part)), "nothing of {part} is fetched: {names:?}");
    }
    ensure!(names.windows(2).all(|two| two[0] != two[1]), "fetched twice: {names:?}");
    ensure!(!names.iter().any(|name| name.starts_with("frame-")), "no frame, and what only a frame needs: {names:?}");
    Ok(())
}

/// The app does not come: the page says so in place of what it showed.
async fn without_its_app_it_says_so(page: &Page) -> Result<()> {
    open(page, "lang=en").await?;
    page.js("__come(false)").await?;
    wait_for("the reason", 10, async || {
        let alone = page.count("#page > #poster[role=alert]:only-child").await? == 1;
        Ok((alone && page.text("#poster").await?.contains("does not send")).then_some(()))
    })
    .await
}

pub fn before_the_app() -> Result<()> {
    each_browser("before_the_app", async |page| {
        page.with_script(HELD, async || {
            steps!(
                page,
                painted_for_its_reader,
                stands_where_the_app_will,
                nothing_is_fetched_twice,
                without_its_app_it_says_so
            )
        })
        .await
    })
}
