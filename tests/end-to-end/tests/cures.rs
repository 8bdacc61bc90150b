//! Files, and deaths in the wrong place: on real workers, and on the page.

use crate::replay::files::{CATCH, saved};
use anyhow::{Result, ensure};
use oversold_e2e::{Kind, Page, each_browser, steps, wait_for};
use serde_json::Value;

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

/// When the gate is open, as the page shows it, and when the result is there.
const TIMES: &str = "
    const app = document.querySelector('#app');
    delete window.__opened;
    new MutationObserver(() => { if (app.dataset.state === 'running') window.__opened ??= performance.now(); })
        .observe(app, { attributes: true });
    document.addEventListener('oversold:done', () => { window.__seen = performance.now(); });";

async fn done(page: &Page, query: &str) -> Result<Value> {
    page.open(&format!("{query}&lang=en")).await?;
    page.js(TIMES).await?;
    let result = page.run(30).await?;
    page.wait_until("done", 5).await?;
    ensure!(page.count("#checked[data-checked=true]").await? == 1, "the model does not agree: {result}");
    Ok(result)
}

/// Whoever has the lock is killed: everybody else waits for ever, and the page says for whom.
async fn a_dead_holder_is_named(page: &Page) -> Result<()> {
    let result = done(page, "guard=lock&fault=kill-holder&speed=20").await?;
    let verdict = &result["verdict"];
    ensure!(verdict["sold"] == 0 && verdict["failed"] == 15 && verdict["left"] == 1, "{result}");
    // Killed after searching and paying, 50 ms each; nobody can go on from then on, which is seen within a second.
    let elapsed = number(&verdict["elapsedMs"]);
    let seen = number(&page.js("return __seen - __opened").await?);
    ensure!(elapsed >= 100.0 && (elapsed..1100.0).contains(&seen), "over after {elapsed} ms, seen after {seen}");
    // How long it takes to see it is no part of the run.
    page.js(CATCH).await?;
    let (_, csv) = saved(page, "csv").await?;
    let last = |failed: bool| {
        let times = csv.lines().skip(1).filter(|line| line.contains(",failed,") == failed);
        times.filter_map(|line| line.split(',').next()?.parse::<u64>().ok()).max()
    };
    ensure!(last(true).is_some() && last(true) == last(false), "{:?} is not {:?}", last(true), last(false));
    let holder = page.js("return document.querySelector('#deadlock').dataset.holder").await?;
    let holder = holder.as_str().unwrap_or_default().to_owned();
    ensure!(page.text("#failures").await?.starts_with(&format!("Buyer {holder} was killed")), "{holder}");
    ensure!(page.count("#deadlock li").await? == 14, "{}", page.text("#deadlock").await?);
    let headline = page.text("#verdict").await?;
    ensure!(headline.contains(&format!("Buyer {holder} is dead, and 14 others wait")), "{headline}");
    // Exactly this run, from its link.
    let schedule = result["schedule"].as_str().unwrap_or_default().to_owned();
    page.driver().goto(format!("{}?lang=en#t={schedule}", page.url())).await?;
    let again = wait_for("the deadlock is replayed", 10, async || {
        let result = page.js("return __probe.results.at(-1) ?? null").await?;
        Ok((!result.is_null()).then_some(result))
    });
    let again = again.await?;
    ensure!(again["engine"] == "replay" && again["verdict"] == *verdict, "{again} is not {verdict}");
    Ok(())
}

async fn a_robust_lock_goes_on(page: &Page) -> Result<()> {
    let result = done(page, "guard=lock&fault=kill-holder&robust=1&speed=20").await?;
    let verdict = &result["verdict"];
    ensure!(verdict["sold"] == 1 && verdict["failed"] == 1 && verdict["soldOut"] == 13, "{result}");
    ensure!(verdict["consistent"] == true && page.count("#deadlock").await? == 0, "{result}");
    let why = page.text("#why").await?;
    ensure!(why.contains("told that its previous owner had died"), "{why}");
    page.find("#tab-log").await?.click().await?;
    ensure!(page.text("#log").await?.contains("has the lock; its previous owner died"), "not in the log");
    Ok(())
}

/// What a death does where there is no lock: the count is lost in the pipe, the clerk is missed by all, and nobody else
/// minds.
async fn deaths_elsewhere(page: &Page) -> Result<()> {
    for (guard, waiters, sold) in [("pipe", 14, 0), ("queue", 15, 0), ("cas", 0, 1), ("join", 0, 1), ("none", 0, 14)] {
        let result = done(page, &format!("guard={guard}&fault=kill-holder&speed=50")).await?;
        let verdict = &result["verdict"];
        ensure!(page.count("#deadlock li").await? == waiters, "{guard}: {result}");
        ensure!(verdict["sold"] == sold, "{guard}: {result}");
        ensure!(verdict["failed"] == if waiters > 0 { 15 } else { 1 }, "{guard}: {result}");
    }
    Ok(())
}

/// A hundred times of a hundred, plain and robust, ten at a time. How long the longest of
/// them took is told; ten runs beside each other say nothing about one alone.
async fn a_hundred_deaths(page: &Page) -> Result<()> {
    page.open("").await?;
    let script = "const [robust, batch] = arguments;
        return Promise.all(Array.from({ length: 10 }, (_, i) => wasmBindings.race(
          `guard=lock&fault=kill-holder&robust=${robust}&buyers=4&jitter=100&seed=${batch * 10 + i}&speed=100`, true)))";
    for robust in [0, 1] {
        let mut longest = 0.0_f64;
        for batch in 0..10 {
            let runs = page.js_with(script, vec![robust.into(), batch.into()]).await?;
            for run in runs.as_array().into_iter().flatten() {
                let verdict = &run["result"]["verdict"];
                let expected = if robust == 1 { (1, 1) } else { (0, 4) };
                ensure!(run["checked"] == true && verdict["consistent"] == true, "{run}");
                ensure!((verdict["sold"] == expected.0) && (verdict["failed"] == expected.1), "robust={robust}: {run}");
                longest = longest.max(number(&verdict["elapsedMs"]));
            }
        }
        println!("    robust={robust}: the longest run took {longest:.0} ms");
    }
    Ok(())
}

/// A real file: with no guard it oversells as memory does, with the lock it is right; its text is on the page.
async fn a_file_is_the_record(page: &Page) -> Result<()> {
    let result = done(page, "store=file&speed=2").await?;
    let verdict = &result["verdict"];
    ensure!(result["engine"] == "workers" && result["scenario"]["store"] == "file", "{result}");
    // Where one process at a time has it open, the others come late, and some may find it sold out.
    let exclusive = page.browser().kind == Kind::Firefox;
    let all = verdict["sold"] == 15 && verdict["lostUpdates"] == 14;
    ensure!(all || (exclusive && verdict["oversold"] != 0 && verdict["lostUpdates"] != 0), "{result}");
    let text = page.text("#file pre").await?;
    ensure!(text == "{\"count\": 0}", "{text}");
    // What stands there is what the file system has.
    let script = "const folder = await navigator.storage.getDirectory();
        return (await (await folder.getFileHandle('db.txt')).getFile()).text()";
    let real = page.js(&format!("return (async () => {{ {script} }})()")).await?;
    ensure!(real == text.as_str(), "{real} is not {text}");
    let how = page.text("#file .hint").await?;
    ensure!(how.contains("one process at a time") == exclusive, "{how}");

    let result = done(page, "store=file&guard=lock&tickets=3&speed=20").await?;
    let verdict = &result["verdict"];
    ensure!(verdict["sold"] == 3 && verdict["consistent"] == true && verdict["failed"] == 0, "{result}");
    ensure!(page.text("#file pre").await? == "{\"count\": 0}", "not written");
    let result = done(page, "store=file&guard=queue&speed=20").await?;
    ensure!(result["verdict"]["sold"] == 1, "{result}");
    Ok(())
}

/// Where several processes have the file open, a reader finds it empty now and then, and dies of it; where only one has,
/// never. The model admits each of these runs.
async fn half_written_reads(page: &Page) -> Result<()> {
    page.open("lang=en").await?;
    let most = if page.browser().kind == Kind::Chromium { 60 } else { 8 };
    let script = "const [most] = arguments; return (async () => { const runs = [];
        for (let i = 0; i < most && !(runs.at(-1)?.result.verdict.failed); i += 1)
          runs.push(await wasmBindings.race(`store=file&tickets=100&buyers=12&search=1&pay=0&confirm=0&jitter=100&seed=${i}`, true));
        return runs })()";
    let runs = page.js_with(script, vec![most.into()]).await?;
    let runs = runs.as_array().cloned().unwrap_or_default();
    ensure!(runs.iter().all(|run| run["checked"] == true), "the model does not admit one of {runs:?}");
    let torn = runs.iter().any(|run| run["result"]["verdict"]["failed"] != 0);
    let expected = page.browser().kind == Kind::Chromium;
    ensure!(torn == expected, "a half-written read: {torn}, in {} runs", runs.len());
    // The schedule of such a run shows it again, with the error and its reason.
    if let Some(schedule) = runs.iter().rev().find_map(|run| run["result"]["schedule"].as_str()).filter(|_| torn) {
        page.driver().goto(format!("{}?lang=en#t={schedule}", page.url())).await?;
        wait_for("the run is replayed", 10, async || {
            Ok((page.js("return __probe.results.length").await? == 1).then_some(()))
        })
        .await?;
        page.find("#to-end").await?.click().await?;
        page.wait_until("done", 5).await?;
        ensure!(page.text("#failures").await?.contains("JSONDecodeError"), "{}", page.text("#failures").await?);
        ensure!(page.text("#why").await?.contains("emptied it"), "{}", page.text("#why").await?);
    }
    Ok(())
}

/// One press, and the next runs show it: simulated, and on real workers where several have the file open at once.
async fn the_preset_shows_a_half_written_file(page: &Page) -> Result<()> {
    for (query, at_once) in [("engine=virtual", true), ("", page.browser().kind == Kind::Chromium)] {
        page.open(&format!("lang=en&{query}")).await?;
        page.example("torn").await?;
        let mut failed = Vec::new();
        // In most runs; which of them is chance.
        while failed.len() < 6 && failed.iter().all(|failed| *failed == 0) {
            let result = page.run(30).await?;
            failed.push(result["verdict"]["failed"].as_u64().unwrap_or_default());
            page.wait_until("done", 20).await?;
        }
        println!("    {query}: readers who found the file half written, run by run: {failed:?}");
        ensure!(failed.iter().any(|failed| *failed > 0) == at_once, "{query}: {failed:?}");
    }
    Ok(())
}

/// The simulated file needs no file system.
async fn a_simulated_file(page: &Page) -> Result<()> {
    let result = done(page, "store=file&engine=virtual&speed=100&guard=lock&scope=task").await?;
    ensure!(result["verdict"]["elapsedMs"] == 31_508.0, "{result}");
    ensure!(page.text("#file .hint").await?.contains("simulated"), "not said");
    // A browser that gives workers none: said, and simulated.
    page.open("lang=en&store=file&speed=100").await?;
    page.js(
        "return fetch(oversoldAsk).then((answer) => answer.text()).then((text) => {
            const script = `navigator.storage.getDirectory = () => Promise.reject(new Error('forbidden on purpose')); ${text}`;
            const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
            __probe.script = (nth) => nth === 1 ? address : null;
        })",
    )
    .await?;
    let result = page.run(20).await?;
    ensure!(result["engine"] == "virtual" && result["verdict"]["sold"] == 15, "{result}");
    let notice = page.text("#notices [data-notice=store]").await?;
    ensure!(notice.contains("forbidden on purpose"), "{notice}");
    Ok(())
}

/// The controls say what the link says.
async fn controls_for_both(page: &Page) -> Result<()> {
    page.open("buyers=3&speed=50").await?;
    for (name, value, query) in [
        ("store", "file", "?buyers=3&store=file&speed=50"),
        ("fault", "kill-holder", "?buyers=3&store=file&speed=50&fault=kill-holder"),
        ("guard", "lock", "?buyers=3&guard=lock&store=file&speed=50&fault=kill-holder"),
        ("robust", "1", "?buyers=3&guard=lock&store=file&speed=50&fault=kill-holder&robust=1"),
        ("guard", "pipe", "?buyers=3&guard=pipe&speed=50&fault=kill-holder"),
        ("fault", "none", "?buyers=3&guard=pipe&speed=50"),
    ] {
        page.js(&format!("document.querySelector('input[name={name}][value=\"{value}\"]').click()")).await?;
        let what = format!("{name}={value} is in the address");
        wait_for(&what, 5, async || Ok((page.js("return location.search").await? == query).then_some(()))).await?;
    }
    ensure!(page.count("input[name=store]:disabled").await? == 2, "a pipe has no file");
    Ok(())
}

/// What is made to go wrong, and the file.
pub fn cures() -> Result<()> {
    each_browser("cures", async |page: &Page| {
        steps!(
            page,
            a_dead_holder_is_named,
            a_robust_lock_goes_on,
            deaths_elsewhere,
            a_hundred_deaths,
            a_file_is_the_record,
            half_written_reads,
            the_preset_shows_a_half_written_file,
            a_simulated_file,
            controls_for_both
        )
    })
}
