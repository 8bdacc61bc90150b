//! Time that is not as it seems: a page that is left and comes back, a machine that sleeps, a clock in coarse steps, a file
//! that comes late. What is judged by time says so, and nobody is taken for dead.

use crate::learn::{press, until};
use crate::replay::files::{CATCH, saved};
use anyhow::{Context, Result, ensure};
use oversold_e2e::{Page, each_browser, steps, wait_for};
use serde_json::Value;
use std::time::Instant;

/// A run of some seconds, in which somebody holds the lock.
async fn run_with_a_lock(page: &Page) -> Result<()> {
    page.open("guard=lock&buyers=5&lang=en").await?;
    page.js("window.__here = true").await?;
    page.find("#tab-log").await?.click().await?;
    page.press_run().await?;
    wait_for("somebody holds the lock", 10, async || {
        let holds = "return document.querySelector('#log')?.innerText.includes('reads') || null";
        Ok(page.js(holds).await?.as_bool())
    })
    .await?;
    Ok(())
}

async fn seconds_pass(seconds: u64) -> Result<()> {
    let begun = Instant::now();
    wait_for("the time away is over", seconds + 5, async || Ok((begun.elapsed().as_secs() >= seconds).then_some(())))
        .await
}

/// What comes of an interrupted run, for about so many milliseconds.
async fn is_told_as_interrupted(page: &Page, least: f64) -> Result<Value> {
    page.wait_until("done", 30).await?;
    let result = page.js("return __probe.results.at(-1)").await?;
    let told = result["interruptedMs"].as_f64().unwrap_or_default();
    ensure!((least..30_000.0).contains(&told), "{result}");
    ensure!(result["verdict"]["failed"] == 0 && result["verdict"]["sold"] == 1, "{result}");
    let said = page.text("#timing").await?;
    ensure!(said.contains("Interrupted"), "the page says {said:?}");
    Ok(result)
}

/// Left for another page, and come back to: the browser has kept it, with its workers.
async fn a_page_that_is_left_and_comes_back(page: &Page) -> Result<()> {
    run_with_a_lock(page).await?;
    page.driver().goto(format!("{}gallery.html", page.url())).await?;
    seconds_pass(6).await?;
    page.driver().back().await?;
    wait_for("the page is back", 10, async || {
        Ok(page.js("return document.querySelector('#app') ? true : null").await?.as_bool())
    })
    .await?;
    if page.js("return window.__here === true").await? != true {
        // Then the run is gone with the page, and nothing of it is told.
        let why = "return JSON.stringify(performance.getEntriesByType('navigation')[0]?.notRestoredReasons ?? null)";
        println!("    {} has not kept the page: {}", page.browser().kind.name(), page.js(why).await?);
        return page.wait_until("idle", 20).await;
    }
    is_told_as_interrupted(page, 3_000.0).await?;
    Ok(())
}

/// The result says so, and the file, and whoever opens a link to the run; the next run is as any other.
async fn a_machine_that_sleeps(page: &Page) -> Result<()> {
    run_with_a_lock(page).await?;
    page.browser().sleep(true).await?;
    let slept = seconds_pass(5).await;
    page.browser().sleep(false).await?;
    slept?;
    let result = is_told_as_interrupted(page, 2_500.0).await?;
    page.js(CATCH).await?;
    let (_, file) = saved(page, "json").await?;
    let file: Value = serde_json::from_str(&file)?;
    ensure!(file["interruptedMs"] == result["interruptedMs"], "the file says {}", file["interruptedMs"]);
    let schedule = result["schedule"].as_str().context("no schedule")?;
    page.driver().goto("about:blank").await?;
    page.driver().goto(format!("{}?lang=en#t={schedule}", page.url())).await?;
    let again = is_told_as_interrupted(page, 2_500.0).await?;
    ensure!(again["engine"] == "replay" && again["interruptedMs"] == result["interruptedMs"], "{again}");
    page.open("guard=lock&buyers=3&speed=20&lang=en").await?;
    let next = page.run(20).await?;
    ensure!(next["interruptedMs"].is_null() && page.count("#timing").await? == 0, "{next}");
    Ok(())
}

/// A lesson takes no interrupted run for an answer, and says why.
async fn a_lesson_during_which_the_machine_sleeps(page: &Page) -> Result<()> {
    page.open("view=learn&lesson=lock.1&lang=en").await?;
    until(page, "the lesson has come", "return document.querySelector('input[name=option]') !== null").await?;
    page.js("document.querySelector('input[name=option]').click()").await?;
    press(page, "#commit").await?;
    press(page, "#next").await?;
    press(page, "#run-step").await?;
    until(page, "it runs", "return document.querySelector('#app').dataset.state === 'running'").await?;
    page.browser().sleep(true).await?;
    let slept = seconds_pass(4).await;
    page.browser().sleep(false).await?;
    slept?;
    let said = "return document.querySelector('.waits[role=status]')?.innerText.includes('interrupted') ?? false";
    until(page, "it is said", said).await?;
    let taken = page.js("return document.querySelector('#outcome')?.dataset.standing === 'done'").await?;
    ensure!(taken == false, "an interrupted run is taken");
    press(page, "#run-step").await?;
    until(page, "the next is taken", "return document.querySelector('#outcome')?.dataset.standing === 'done'").await?;
    ensure!(page.js(said).await? == false, "it is said still");
    Ok(())
}

/// Compared on real workers, a run that was interrupted is run again.
async fn a_comparison_during_which_the_machine_sleeps(page: &Page) -> Result<()> {
    page.open("buyers=3&speed=2&lang=en").await?;
    page.compare("guards").await?;
    let begun = "return __probe.workers.filter(({ over }) => !over).length >= 3 || null";
    page.js("__probe.workers.length = 0; document.querySelector('#compare input[value=real]').click()").await?;
    wait_for("the first run has begun", 20, async || Ok(page.js(begun).await?.as_bool())).await?;
    page.browser().sleep(true).await?;
    let slept = seconds_pass(4).await;
    page.browser().sleep(false).await?;
    slept?;
    let none = wait_for("the first row is there", 40, async || {
        let row = "return document.querySelector('#compare [data-guard=none][data-store=memory] [data-fact=time] dd')?.innerText ?? null";
        Ok(page.js(row).await?.as_str().filter(|text| text.contains('s')).map(str::to_owned))
    })
    .await?;
    let seconds: f64 = none.split_whitespace().next().and_then(|text| text.parse().ok()).context(none.clone())?;
    ensure!((3.4..5.0).contains(&seconds), "the comparison says {none}");
    Ok(())
}

/// In the page and in the workers that start from a blob, the clock goes in steps of 100 ms.
const COARSE: &str = "() => {
    const coarse = () => {
        const now = performance.now.bind(performance);
        performance.now = () => Math.floor(now() / 100) * 100;
    };
    coarse();
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => make.call(URL, blob.type.includes('javascript')
        ? new Blob([`(${coarse})();\\n`, blob], { type: blob.type }) : blob);
}";

/// What the clock cannot tell is not told as if it could.
async fn a_coarse_clock(page: &Page) -> Result<()> {
    for (query, is_said) in [("speed=1000&guard=lock&buyers=5", true), ("speed=20", true), ("speed=2&buyers=3", false)]
    {
        page.with_script(COARSE, async || page.open(&format!("{query}&lang=en")).await).await?;
        page.run(20).await?;
        page.wait_until("done", 10).await?;
        let elapsed = page.text("[data-number=elapsed]").await?;
        let marked = elapsed.starts_with("about") || elapsed.starts_with("too short");
        ensure!(marked == is_said, "{query}: elapsed says {elapsed}");
        let said = if page.count("#timing").await? == 1 { page.text("#timing").await? } else { String::new() };
        ensure!(said.contains("Coarse clock") == is_said, "{query}: the page says {said:?}");
    }
    page.with_script(COARSE, async || page.open("speed=20&buyers=3&lang=en").await).await?;
    page.compare("guards").await?;
    page.js("document.querySelector('#compare input[value=real]').click()").await?;
    wait_for("times are compared as such", 30, async || {
        let told = "return document.querySelector('#compare [data-guard=none][data-store=memory] [data-fact=time] dd')?.innerText ?? ''";
        Ok(page.js(told).await?.as_str().is_some_and(|told| told.starts_with("about")).then_some(()))
    })
    .await?;
    page.open("speed=1000&guard=lock&buyers=5&lang=en").await?;
    page.run(20).await?;
    ensure!(page.count("#timing").await? == 0, "a fine clock: {}", page.text("#timing").await?);
    Ok(())
}

/// The file is opened a second and a half late, each time.
const LATE: &str = "() => {
    const late = () => {
        const { prototype } = FileSystemFileHandle, open = prototype.createSyncAccessHandle;
        prototype.createSyncAccessHandle = async function (...how) {
            await new Promise((come) => setTimeout(come, 1500));
            return open.apply(this, how);
        };
    };
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => make.call(URL, blob.type.includes('javascript')
        ? new Blob([`(${late})();\\n`, blob], { type: blob.type }) : blob);
}";

/// Whoever waits for the file is not dead; who dies while it waits is.
async fn a_file_that_comes_late(page: &Page) -> Result<()> {
    page.with_script(LATE, async || page.open("store=file&guard=lock&buyers=4&speed=100&lang=en").await).await?;
    let result = page.run(30).await?;
    ensure!(result["engine"] == "workers" && result["verdict"]["failed"] == 0, "{result}");
    ensure!(result["verdict"]["sold"] == 1 && result["interruptedMs"].is_null(), "{result}");
    ensure!(result["verdict"]["elapsedMs"].as_f64() > Some(6_000.0), "the file was not late: {result}");
    page.wait_until("done", 10).await?;
    page.press_run().await?;
    page.wait_until("running", 10).await?;
    page.js("__probe.workers.filter(({ over }) => !over)[2].vanish()").await?;
    wait_for("buyer 3 is named", 5, async || Ok((page.count("#failures li").await? == 1).then_some(()))).await?;
    ensure!(page.text("#failures li").await?.contains("Buyer 3 "), "{}", page.text("#failures").await?);
    page.wait_until("done", 30).await
}

/// All of it.
pub fn clocks() -> Result<()> {
    each_browser("clocks", async |page: &Page| {
        steps!(
            page,
            a_page_that_is_left_and_comes_back,
            a_machine_that_sleeps,
            a_lesson_during_which_the_machine_sleeps,
            a_comparison_during_which_the_machine_sleeps,
            a_coarse_clock,
            a_file_that_comes_late
        )
    })
}
