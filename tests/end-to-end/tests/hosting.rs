//! Where the page stands: isolated parents, blocked storage, reloads, a new version, many frames, a sub-folder.

use anyhow::{Context, Result, ensure};
use oversold_e2e::browser::variable;
use oversold_e2e::host::{frame, heard, host, tell};
use oversold_e2e::{Kind, Page, Storage, each_browser, each_browser_on, each_browser_with, steps, wait_for};
use serde_json::Value;
use std::fs;
use std::path::Path;
use xtask::server::site::Answer;
use xtask::server::{Headers, Options, Server};

/// How often the page itself was asked for.
fn loads(page: &Page) -> usize {
    let is_load = |answer: &&Answer| answer.path.ends_with('/') && !answer.only_headers;
    page.answers().iter().filter(is_load).count()
}

/// Asks the frame for a run by message, and gives what it said it is ready for, and the result.
async fn runs_in_the_frame(page: &Page) -> Result<(Value, Value)> {
    heard(page, "resize").await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    let done = heard(page, "done").await?;
    ensure!(done["verdict"]["sold"] == 15, "{done}");
    Ok((heard(page, "ready").await?, done))
}

/// A parent that is isolated itself, with and without `allow`.
async fn isolated_parents(page: &Page) -> Result<()> {
    let name = page.browser().kind.name();
    for (kind, allow) in [("allowed", "allow=\"cross-origin-isolated\""), ("not-allowed", "")] {
        let body = frame(page, "embed=1&speed=20&lang=en", allow);
        let (_host, url) = host(&format!("isolated-{kind}-{name}"), &body, Headers::Isolating)?;
        let before = loads(page);
        page.driver().goto(&url).await?;
        ensure!(page.js("return crossOriginIsolated").await? == true, "the parent is not isolated");
        let (ready, done) = runs_in_the_frame(page).await?;
        ensure!(ready["engine"] == done["engine"], "{ready} {done}");
        // Without `allow` too: Chromium isolates the frame by its own header, and Firefox does not ask for `allow`.
        ensure!(ready["engine"] == "workers", "{kind}: {ready}");
        ensure!(loads(page) - before == 1, "{kind}: loaded again");
    }
    Ok(())
}

/// On a host with headers nothing is loaded again, neither in a page of its own nor in a frame.
async fn a_host_with_headers_never_reloads(page: &Page) -> Result<()> {
    let before = loads(page);
    page.open("speed=50").await?;
    page.run(20).await?;
    ensure!(loads(page) - before == 1, "loaded {} times", loads(page) - before);
    let body = frame(page, "embed=1&speed=50", "");
    let (_host, url) = host(&format!("headers-{}", page.browser().kind.name()), &body, Headers::Plain)?;
    page.driver().goto(&url).await?;
    runs_in_the_frame(page).await?;
    ensure!(loads(page) - before == 2, "the frame was loaded {} times", loads(page) - before - 1);
    Ok(())
}

/// Ten frames: light until somebody asks, and the page around them neither scrolls nor loses its focus, nor keeps its
/// reader waiting.
async fn ten_frames(page: &Page) -> Result<()> {
    let one = |query: &str| {
        format!("<p>Text.</p><iframe src=\"{}?embed=1{query}\" width=600 height=540></iframe>", page.url())
    };
    let frames: String = ["", "&guard=lock", "&guard=join", "&tickets=5", "&buyers=3"].map(one).concat();
    let body =
        "<div style=\"height:1500px\"></div><input id=name><div id=frames></div><div style=\"height:1500px\"></div>";
    let (_host, url) = host(&format!("ten-{}", page.browser().kind.name()), body, Headers::Plain)?;
    let mut longest = Vec::new();
    // Whatever else the machine does makes a pause longer, never shorter: of a few attempts the best one counts.
    while longest.iter().all(|pause| *pause >= 50) {
        ensure!(longest.len() < 5, "the page around was kept waiting for {longest:?} ms");
        longest.push(insert_frames(page, &url, &frames.repeat(2)).await?);
    }
    println!("    longest pause of the page around: {longest:?} ms");
    Ok(())
}

/// The reader is at some place and types when the frames come, and one of them runs. Gives the longest time, in ms, for
/// which the page around could not have answered then.
async fn insert_frames(page: &Page, url: &str, frames: &str) -> Result<u64> {
    page.driver().goto("about:blank").await?;
    let before = page.answers().len();
    page.driver().goto(url).await?;
    page.js("document.querySelector('#name').focus(); scrollTo(0, 1200)").await?;
    page.js_with(
        "window.longest = 0; window.loaded = 0; let last = performance.now();
         (function beat() { const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now; setTimeout(beat, 0); })();
         document.querySelector('#frames').innerHTML = arguments[0];
         for (const frame of document.querySelectorAll('iframe')) frame.onload = () => window.loaded += 1;",
        vec![frames.into()],
    )
    .await?;
    // Frames out of sight are not laid out in every browser, so only some tell their height.
    wait_for("all ten have loaded, and one has told its height", 30, async || {
        let loaded = "return window.loaded === 10 && heard.some(({ type }) => type === 'resize')";
        Ok((page.js(loaded).await? == true).then_some(()))
    })
    .await?;
    let answers = page.answers().split_off(before);
    ensure!(!answers.iter().any(|answer| answer.path.contains(".wasm")), "a frame loaded the app unasked: {answers:?}");
    let bytes: u64 = answers.iter().map(|answer| answer.bytes).sum();
    println!("    ten frames in {}: {} answers, {bytes} bytes", page.browser().kind.name(), answers.len());
    // The first visit, and at most 40 KB for all others together.
    ensure!(bytes < 15_000 + 40_000, "{bytes} bytes: {answers:?}");
    // The frames stand: making ten is the browser's own work, whatever is in them.
    let made = page.js("const made = Math.round(window.longest); window.longest = 0; return made").await?;
    println!("    ten frames in {}: {made} ms without an answer while they were made", page.browser().kind.name());
    // One of them runs: that is not the business of the page around either.
    page.js("document.querySelector('iframe').contentWindow.postMessage({ ns: 'oversold', v: 1, type: 'run' }, '*')")
        .await?;
    heard(page, "done").await?;
    let kept = page.js("return [document.activeElement?.id, scrollY]").await?;
    ensure!(kept == serde_json::json!(["name", 1200]), "focus or position moved: {kept}");
    page.js("return Math.round(window.longest)").await?.as_u64().context("no time")
}

/// Every parameter of a link is on the page, and comes back from it.
async fn every_parameter_survives(page: &Page) -> Result<()> {
    for query in [
        "tickets=7&buyers=9&guard=lock&scope=task&store=file&search=1&pay=2&confirm=3&jitter=40&speed=2.5&seed=77&fault=kill-holder&robust=1&engine=virtual&view=compare&lang=zh&theme=dark",
        "guard=queue&engine=workers&lang=en&theme=light",
        "guard=cas&embed=1",
        "buyers=1000000&guard=join",
        "tickets=60000&search=60000&pay=60000&confirm=60000&jitter=100&speed=0.1&seed=4294967295",
    ] {
        page.open(query).await?;
        ensure!(
            page.js("return location.search.slice(1)").await? == query,
            "{query} became {}",
            page.js("return location.search").await?
        );
        ensure!(
            page.count("#notices .notice[data-notice]:not([data-notice=engine])").await? == 0,
            "{query} is not understood"
        );
    }
    Ok(())
}

/// Random pairs in the query, ten thousand in all, and random hashes: the page is usable, and says what it does not use.
/// (`tests/link.rs` and `tests/browser.rs` ask the same of ten thousand more.)
async fn random_links(page: &Page) -> Result<()> {
    let names = [
        "tickets",
        "buyers",
        "guard",
        "scope",
        "store",
        "speed",
        "seed",
        "fault",
        "view",
        "x",
        "Tickets",
        "__proto__",
        "%00",
        "%E7%A5%A8",
    ];
    let values = [
        "",
        "-1",
        "0",
        "1",
        "1e9",
        "none",
        "queue",
        "file",
        "NaN",
        "999999999999999999999",
        "%FF",
        "%E7%A5%A8",
        "kill-holder",
        "%3Cscript%3E",
    ];
    let mut state: u32 = 7;
    let mut below = |n: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % n
    };
    for _ in 0..5 {
        let pairs: Vec<String> =
            (0..2000).map(|_| format!("{}={}", names[below(names.len())], values[below(values.len())])).collect();
        page.open(&format!("{}&lang=en", pairs.join("&"))).await?;
        let told = page.count("#notices .notice").await?;
        ensure!(told > 0, "nothing was said about {pairs:?}");
        ensure!(page.count("#run:not(:disabled)").await? == 1, "not usable after {pairs:?}");
    }
    page.open("lang=en&buyers=3&speed=50").await?;
    // Browsers let a page change its address two hundred times in half a minute, no oftener.
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    for round in 0..60 {
        let text: String = (0..=below(40)).map(|_| char::from(digits[below(digits.len())])).collect();
        let hash = if round % 2 == 0 { format!("t=1.{text}") } else { text };
        page.js_with("location.hash = arguments[0]", vec![hash.clone().into()]).await?;
        let what = format!("a notice about #{hash}, and an address without it");
        wait_for(&what, 10, async || {
            let said = "return !location.hash && document.querySelectorAll('#notices .notice').length === 1";
            Ok((page.js(said).await? == true).then_some(()))
        })
        .await?;
    }
    let result = page.run(20).await?;
    ensure!(result["verdict"]["sold"] == 3, "{result}");
    Ok(())
}

pub fn frames_and_links_on_a_good_host() -> Result<()> {
    each_browser("hosting", async |page: &Page| {
        steps!(
            page,
            isolated_parents,
            a_host_with_headers_never_reloads,
            ten_frames,
            every_parameter_survives,
            random_links
        )
    })
}

/// Third-party storage is blocked, on a host without headers: one rung lower, and no loop.
pub fn blocked_storage() -> Result<()> {
    let plain = Options { headers: Headers::Plain, ..Options::default() };
    each_browser_on("blocked_storage", plain, Storage::OwnSiteOnly, async |page: &Page| {
        page.expect_error("Failed to register/update a ServiceWorker");
        let body = frame(page, "embed=1&speed=20", "");
        let (_host, url) = host(&format!("blocked-{}", page.browser().kind.name()), &body, Headers::Plain)?;
        page.driver().goto(&url).await?;
        let (ready, _) = runs_in_the_frame(page).await?;
        println!("    {}: {ready}", page.browser().kind.name());
        // Chromium gives the frame a service worker of its own per site around it, blocked storage or not.
        let expected = if page.browser().kind == Kind::Chromium { Value::Null } else { "parent-not-isolated".into() };
        ensure!(ready["reason"] == expected, "{ready}");
        ensure!(loads(page) <= 2, "loaded {} times", loads(page));
        Ok(())
    })
}

/// In a sub-folder of a host without headers: one reload, and offline afterwards.
pub fn a_sub_folder() -> Result<()> {
    let options = Options { headers: Headers::Plain, prefix: Some("courses/races".into()), ..Options::default() };
    each_browser_on("sub_folder", options, Storage::Default, async |page: &Page| {
        page.driver().goto(format!("{}?speed=50", page.url())).await?;
        wait_for("isolated, after one reload", 20, async || {
            Ok((page.js("return crossOriginIsolated").await? == true).then_some(()))
        })
        .await?;
        page.wait_until("idle", 20).await?;
        let result = page.run(20).await?;
        ensure!(result["engine"] == "workers", "{result}");
        ensure!(loads(page) == 2, "loaded {} times", loads(page));
        ensure!(page.answers().iter().all(|answer| answer.status < 400), "{:?}", page.answers());
        Ok(())
    })
}

/// Opened once, the page opens and runs without the host.
async fn without_a_network(page: &Page) -> Result<()> {
    let server = Server::start(
        Path::new(&variable("OVERSOLD_DIST")?),
        Options { headers: Headers::Plain, ..Options::default() },
    )?;
    let url = server.url().clone();
    // What is not kept, such as the icon, is missed.
    for words in ["Failed to load resource", "ServiceWorker"] {
        page.expect_error(words);
    }
    page.driver().goto(format!("{url}?speed=50")).await?;
    wait_for("isolated", 20, async || Ok((page.js("return crossOriginIsolated").await? == true).then_some(()))).await?;
    page.wait_until("idle", 20).await?;
    page.run(20).await?;
    drop(server);
    page.driver().goto(format!("{url}?tickets=2&speed=10")).await?;
    page.wait_until("idle", 20).await?;
    let result = page.run(20).await?;
    ensure!(result["engine"] == "workers" && result["scenario"]["tickets"] == 2, "{result}");
    ensure!(result["verdict"]["sold"] == 15, "{result}");
    Ok(())
}

/// A new version comes while a run is on: the run goes on to its end, and nothing is reloaded.
async fn a_new_version_during_a_run(page: &Page) -> Result<()> {
    let folder =
        std::env::temp_dir().join(format!("oversold-deploy-{}-{}", page.browser().kind.name(), std::process::id()));
    let dist = variable("OVERSOLD_DIST")?;
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(Path::new(&dist))? {
        let entry = entry?;
        fs::copy(entry.path(), folder.join(entry.file_name()))?;
    }
    let server = Server::start(&folder, Options { headers: Headers::Plain, ..Options::default() })?;
    page.driver().goto(format!("{}?speed=2&buyers=4", server.url())).await?;
    wait_for("isolated", 20, async || Ok((page.js("return crossOriginIsolated").await? == true).then_some(()))).await?;
    page.wait_until("idle", 20).await?;
    let before = page.js("return performance.timeOrigin").await?;
    page.press_run().await?;
    page.wait_until("running", 10).await?;
    for name in ["sw.js", "index.html"] {
        let text = fs::read_to_string(folder.join(name)).with_context(|| name.to_owned())?;
        let comment = if name == "sw.js" { "\n// version 2\n" } else { "<!-- version 2 -->" };
        fs::write(folder.join(name), text + comment)?;
    }
    page.js("return navigator.serviceWorker.getRegistration().then(registration => registration?.update()).then(() => true)").await?;
    page.wait_until("done", 20).await?;
    let result = page.js("return __probe.results.at(-1)").await?;
    ensure!(result["verdict"]["sold"] == 4, "{result}");
    ensure!(page.js("return performance.timeOrigin").await? == before, "the page was loaded again");
    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// The service worker keeps the page: through a new version, and without a network.
pub fn the_service_worker() -> Result<()> {
    each_browser_with("service_worker", Headers::Plain, async |page: &Page| {
        steps!(page, a_new_version_during_a_run, without_a_network)
    })
}

/// The strictest policy that can run WebAssembly: it forbids what the page has in itself, and workers without a file.
const STRICTEST: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
                         require-trusted-types-for 'script'";

/// From now on it is expected that these are forbidden: what by which directive.
fn expect_forbidden(page: &Page, all: &[&str]) {
    for forbidden in all {
        page.expect_error(&format!("forbidden by the policy: {forbidden}"));
        // Firefox says it in words of its own too.
        let directive = forbidden.split(' ').next().unwrap_or_default();
        page.expect_error(&format!("({directive})"));
    }
}

/// What it forbids is there as files, so nothing but time is lost.
async fn all_comes_as_files(page: &Page) -> Result<()> {
    expect_forbidden(page, &["script-src-elem inline", "style-src-elem inline", "worker-src blob"]);
    page.open("guard=lock&speed=50&lang=en").await?;
    let result = page.run(20).await?;
    ensure!(result["engine"] == "workers" && result["verdict"]["sold"] == 1, "{result}");
    let sheet = "return getComputedStyle(document.documentElement).getPropertyValue('--u') !== ''";
    ensure!(page.js(sheet).await? == true, "the style sheet is missing");
    for view in ["compare", "explore", "race"] {
        page.show(view).await?;
        page.wait_until("done", 20).await?;
    }
    let body = frame(page, "embed=1&speed=5&lang=en", "");
    let (_host, url) = host(&format!("strictest-{}", page.browser().kind.name()), &body, Headers::Plain)?;
    page.driver().goto(&url).await?;
    runs_in_the_frame(page).await?;
    Ok(())
}

/// Where not even WebAssembly is allowed, the page says so.
async fn a_sentence_without_webassembly(page: &Page) -> Result<()> {
    expect_forbidden(
        page,
        &["script-src-elem inline", "style-src-elem inline", "script-src wasm-eval", "worker-src blob"],
    );
    let policy = Some(STRICTEST.replace(" 'wasm-unsafe-eval'", ""));
    let server = Server::start(Path::new(&variable("OVERSOLD_DIST")?), Options { policy, ..Options::default() })?;
    page.driver().goto(format!("{}?lang=en", server.url())).await?;
    wait_for("a sentence", 20, async || {
        let said = "return document.querySelector('[role=alert]')?.textContent ?? ''";
        let said = page.js(said).await?;
        Ok(said.as_str().is_some_and(|said| said.contains("script-src: 'self' 'wasm-unsafe-eval'")).then_some(()))
    })
    .await
}

pub fn the_strictest_policy() -> Result<()> {
    let options = Options { policy: Some(STRICTEST.to_owned()), ..Options::default() };
    each_browser_on("strictest", options, Storage::Default, async |page: &Page| {
        steps!(page, all_comes_as_files, a_sentence_without_webassembly)
    })
}
