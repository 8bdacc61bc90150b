//! Exactly this run: links, files, playing it again; and what is no such link or file.

pub mod files;

use anyhow::{Context, Result, ensure};
use files::{CATCH, a_run_too_long_for_a_link_is_offered_as_a_file, runs_are_saved_and_opened_again, saved};
use oversold::engine::run_virtual;
use oversold::scenario::parse;
use oversold::trace::csv;
use oversold_e2e::{Page, each_browser, steps, wait_for};
use serde_json::Value;
use thirtyfour::{Key, TypingData};

/// Runs a query and gives its result, once the page shows it.
async fn recorded(page: &Page, query: &str) -> Result<Value> {
    page.open(query).await?;
    let result = page.run(30).await?;
    page.wait_until("done", 10).await?;
    Ok(result)
}

fn schedule(result: &Value) -> Result<&str> {
    result["schedule"].as_str().with_context(|| format!("no schedule in {result}"))
}

/// Opens an address of its own and waits for the result of the replay.
pub async fn replayed(page: &Page, address: &str) -> Result<Value> {
    // A change of the hash alone would not load the page anew.
    page.driver().goto("about:blank").await?;
    page.driver().goto(format!("{}{address}", page.url())).await?;
    wait_for("the replay tells its result", 20, async || {
        let result = page.js("return window.__probe?.results[0] ?? null").await?;
        Ok((!result.is_null()).then_some(result))
    })
    .await
}

async fn links_replay_the_very_run(page: &Page) -> Result<()> {
    for query in [
        "speed=20",
        "speed=20&guard=lock&tickets=2&buyers=6&jitter=50",
        "speed=50&guard=join&buyers=4",
        "search=0&pay=0&confirm=0&buyers=12&tickets=4",
        "speed=50&guard=queue&buyers=5&jitter=50",
        "speed=50&guard=pipe&buyers=5",
        "speed=50&guard=cas&buyers=5&tickets=2",
        "engine=virtual&speed=1000&guard=lock&scope=read&jitter=100&seed=9",
    ] {
        let original = recorded(page, query).await?;
        page.js(CATCH).await?;
        let (_, events) = saved(page, "csv").await?;
        let address = format!("?{query}#t={}", schedule(&original)?);
        let again = replayed(page, &address).await?;
        ensure!(again["engine"] == "replay", "{query}: {again}");
        ensure!(
            again["verdict"] == original["verdict"],
            "{query}: {} became {}",
            original["verdict"],
            again["verdict"]
        );
        ensure!(
            again["scenario"] == original["scenario"],
            "{query}: {} became {}",
            original["scenario"],
            again["scenario"]
        );
        ensure!(again["schedule"] == original["schedule"], "{query}: another schedule");
        page.wait_until("done", 30).await?;
        ensure!(page.text("#checked").await?.starts_with('✓'), "the model does not admit the replay");
        page.js(CATCH).await?;
        let (_, replayed) = saved(page, "csv").await?;
        ensure!(events.lines().count() > 40 && replayed == events, "{query}: {events} became {replayed}");
        let hash = page.js("return location.hash").await?;
        ensure!(hash == format!("#t={}", schedule(&original)?), "the address bar says {hash}");
        ensure!(page.count("#notices .notice").await? == 0, "{query}: a notice for a good link");
    }
    // The parameters are in the recording: without the query it is the same run.
    let original = recorded(page, "engine=virtual&speed=1000&buyers=3").await?;
    let again = replayed(page, &format!("#t={}", schedule(&original)?)).await?;
    ensure!(again["verdict"] == original["verdict"], "{again}");
    // With other parameters around it, the recording counts, and that is said.
    let again = replayed(page, &format!("?buyers=7#t={}", schedule(&original)?)).await?;
    ensure!(again["verdict"] == original["verdict"], "{again}");
    ensure!(page.text("#notices [data-notice=t]").await?.contains("buyers=7"), "no word about the other parameters");
    Ok(())
}

/// Who executed a run is in the link that is shared, and the page that opens it tells.
async fn a_link_says_who_executed_it(page: &Page) -> Result<()> {
    let real = recorded(page, "speed=50&buyers=3&lang=en").await?;
    page.find("#share-open").await?.click().await?;
    let shared = wait_for("the dialog", 10, async || {
        let exact = "return [...document.querySelectorAll('#share pre')].map(({ innerText }) => innerText).find((text) => text.includes('#t=')) ?? null";
        Ok(page.js(exact).await?.as_str().map(str::to_owned))
    });
    let shared = shared.await?;
    let hash = shared.split_once('#').context("no hash")?.1;
    ensure!(hash.starts_with(&format!("t={}&by=", schedule(&real)?)), "the link is {shared}");
    let again = replayed(page, &format!("?lang=en#{hash}")).await?;
    ensure!(again["verdict"] == real["verdict"] && again["schedule"] == real["schedule"], "{again}");
    let foot = page.text(".foot").await?;
    let browser = hash.rsplit("by=").next().and_then(|by| by.split(['-', '_']).next()).context("no browser")?;
    ensure!(foot.contains(browser) && foot.contains("UTC"), "{hash}: the foot says {foot}");
    ensure!(page.count("#notices .notice").await? == 0, "a notice for a good link");
    // Without it the page knows real times from virtual ones, and of nonsense it says that it cannot be read.
    for (origin, told, notices) in [("", "Real workers executed it.", 0), ("&by=me", "Real workers executed it.", 1)] {
        replayed(page, &format!("?lang=en#t={}{origin}", schedule(&real)?)).await?;
        let foot = page.text(".foot").await?;
        ensure!(foot.contains(told), "{origin}: the foot says {foot}");
        ensure!(page.count("#notices .notice").await? == notices, "{origin}: not {notices} notices");
    }
    Ok(())
}

/// The release in this browser simulates, event by event, what the library does natively.
async fn simulations_are_the_native_ones(page: &Page) -> Result<()> {
    for query in [
        "jitter=100&seed=7",
        "guard=lock&tickets=2&buyers=6&jitter=50&seed=3",
        "guard=join&buyers=3&jitter=100&seed=4294967295",
        "guard=queue&tickets=2&buyers=4&jitter=50&seed=3",
        "guard=pipe&tickets=2&buyers=5&jitter=50&seed=3",
        "guard=cas&tickets=3&buyers=6&jitter=50&seed=3",
        "store=file&buyers=6&search=2&pay=0&confirm=0&jitter=100&seed=3",
        "guard=lock&fault=kill-holder&buyers=4&jitter=50&seed=3",
    ] {
        recorded(page, &format!("engine=virtual&speed=1000&{query}")).await?;
        page.js(CATCH).await?;
        let (_, events) = saved(page, "csv").await?;
        let native = csv(&run_virtual(&parse(query).0.scenario));
        ensure!(events == native, "{query}: natively {native} but {events}");
    }
    Ok(())
}

async fn what_cannot_be_replayed_is_said(page: &Page) -> Result<()> {
    let original = recorded(page, "engine=virtual&speed=1000").await?;
    let text = schedule(&original)?.to_owned();
    let newer = text.replacen("1.", "2.", 1);
    let altered = format!("{}{}", &text[..text.len() - 5], "AAAAA");
    for (hash, word) in [
        (format!("t={}", &text[..text.len() / 2]), "cannot be|not a run that can be"),
        (format!("t={altered}"), "not a run that can be"),
        (format!("t={newer}"), "newer"),
        ("t=".to_owned(), "not a run that can be"),
        ("t=%F0%9F%8E%AB".to_owned(), "not a run that can be"),
        (format!("t={text}&t=1.x"), "twice"),
    ] {
        page.driver().goto("about:blank").await?;
        page.driver().goto(format!("{}?speed=1000&engine=virtual&lang=en#{hash}", page.url())).await?;
        let found = wait_for("a notice", 10, async || {
            if page.count("#notices [data-notice=t]").await? == 0 {
                return Ok(None);
            }
            page.text("#notices [data-notice=t]").await.map(Some)
        });
        let notice = found.await?;
        ensure!(word.split('|').any(|word| notice.contains(word)), "{hash}: {notice:?}");
    }
    page.driver().goto("about:blank").await?;
    page.open("speed=1000&engine=virtual&lang=en#nowhere").await?;
    ensure!(page.text("#notices .notice").await?.contains("nowhere"), "no word about the hash");
    let result = page.run(20).await?;
    ensure!(result["verdict"]["sold"] == 15, "the page is not usable: {result}");
    Ok(())
}

async fn index(page: &Page) -> Result<i64> {
    let value = page.js("return Number(document.querySelector('#scrub').value)").await?;
    value.as_i64().context("no position")
}

/// One event on or back: with Shift, since else it goes from mark to mark.
async fn step(page: &Page, to: &str) -> Result<()> {
    let press = format!(
        "document.querySelector('#{to}-event').dispatchEvent(new MouseEvent('click', {{ bubbles: true, shiftKey: true }}))"
    );
    page.js(&press).await?;
    Ok(())
}

async fn a_run_is_played_again(page: &Page) -> Result<()> {
    page.open("speed=20&lang=en").await?;
    ensure!(page.js("return document.querySelector('#play').disabled").await? == true, "played before any run");
    page.run(20).await?;
    page.wait_until("done", 10).await?;
    let total = index(page).await?;
    ensure!(total == 180, "15 buyers without a guard do 12 things each, not {total} together");

    page.find("#to-lost").await?.click().await?;
    page.wait_until("replaying", 5).await?;
    let lost = index(page).await?;
    ensure!(page.text("#here").await?.contains("writes 0 (record was 0)"), "{}", page.text("#here").await?);
    step(page, "prev").await?;
    wait_for("one event back", 5, async || Ok((index(page).await? == lost - 1).then_some(()))).await?;
    step(page, "next").await?;
    wait_for("one event on", 5, async || Ok((index(page).await? == lost).then_some(()))).await?;

    // The code shows where everybody stands, and nobody is missing.
    page.find("#tab-code").await?.click().await?;
    let standing = page
        .js("return [...document.querySelectorAll('#code .standing [aria-hidden]')].reduce((sum, e) => sum + parseInt(e.innerText), 0)")
        .await?;
    ensure!(standing == 15, "{standing} buyers stand in the code");

    // From mark to mark: before the lost update somebody else has written, been told, or read.
    page.find("#prev-event").await?.click().await?;
    wait_for("the mark before", 5, async || Ok((index(page).await? < lost).then_some(()))).await?;
    page.find("#to-start").await?.click().await?;
    page.find("#next-event").await?.click().await?;
    wait_for("the first mark is a read", 5, async || Ok(page.text("#here").await?.contains("reads 1").then_some(())))
        .await?;
    let first = index(page).await?;

    // By keyboard, where the timeline has the focus.
    page.js("document.querySelector('#timeline').focus()").await?;
    let keys: [(TypingData, i64, &str); 7] = [
        (Key::Home.into(), 0, "the beginning"),
        (Key::Shift + ".", 1, "one event on"),
        (Key::Shift + ",", 0, "one event back"),
        (".".into(), first, "the first read"),
        (",".into(), 0, "the beginning again"),
        (Key::End.into(), total, "the end"),
        ("l".into(), lost, "the first lost update"),
    ];
    for (key, at, what) in keys {
        page.find("#timeline").await?.send_keys(key).await?;
        wait_for(what, 5, async || Ok((index(page).await? == at).then_some(()))).await?;
    }

    page.find("#to-start").await?.click().await?;
    wait_for("the beginning", 5, async || Ok((index(page).await? == 0).then_some(()))).await?;
    ensure!(page.text("#verdict").await?.contains("0 sold"), "{}", page.text("#verdict").await?);
    page.find("#play").await?.click().await?;
    page.wait_until("done", 10).await?;
    ensure!(index(page).await? == total, "not played to the end");
    ensure!(page.text("#verdict").await?.contains("14"), "{}", page.text("#verdict").await?);

    // Another run begins as if nothing had been played.
    page.find("#to-lost").await?.click().await?;
    page.wait_until("replaying", 5).await?;
    let result = page.run(20).await?;
    ensure!(result["verdict"]["sold"] == 15, "{result}");
    page.wait_until("done", 10).await
}

async fn a_simulated_run_pauses_and_is_cancelled(page: &Page) -> Result<()> {
    page.open("engine=virtual&speed=1").await?;
    let result = page.run(10).await?;
    ensure!(result["verdict"]["elapsedMs"] == 3500, "the result comes before the playing ends: {result}");
    page.find("#play").await?.click().await?;
    wait_for("it pauses", 5, async || {
        let label = page.js("return document.querySelector('#play').getAttribute('aria-label')").await?;
        Ok((label == "Play").then_some(()))
    })
    .await?;
    let at = index(page).await?;
    step(page, "next").await?;
    wait_for("one event on", 5, async || Ok((index(page).await? == at + 1).then_some(()))).await?;
    page.find("#cancel").await?.click().await?;
    page.wait_until("cancelled", 5).await?;

    // Run while a run is played is another run.
    page.open("engine=virtual&speed=2").await?;
    let first = page.run(10).await?;
    page.wait_until("done", 10).await?;
    page.find("#to-start").await?.click().await?;
    page.find("#play").await?.click().await?;
    page.wait_until("replaying", 5).await?;
    let second = page.run(10).await?;
    ensure!(second == first, "{first} and then {second}");
    page.wait_until("done", 10).await
}

async fn many_seeds_give_a_histogram(page: &Page) -> Result<()> {
    page.open("jitter=100&lang=en").await?;
    page.compare("chance").await?;
    wait_for("the panel", 10, async || Ok((page.count("#chance").await? == 1).then_some(()))).await?;
    page.find("#run-many").await?.click().await?;
    wait_for("ten thousand runs", 20, async || {
        let runs = page.js("return document.querySelector('#chance').dataset.runs").await?;
        Ok((runs == "10000").then_some(()))
    })
    .await?;
    let sum = page
        .js("return [...document.querySelectorAll('.histogram tbody tr')].reduce((sum, row) => sum + Number(row.cells[2].innerText.replace(',', '')), 0)")
        .await?;
    ensure!(sum == 10_000, "the bars add up to {sum}");
    ensure!(page.count(".histogram .oversold").await? > 3, "no spread");
    // More buyers than can be simulated so often: said, not tried.
    page.open("engine=virtual&buyers=5000&lang=en").await?;
    page.compare("chance").await?;
    wait_for("the panel", 10, async || Ok((page.count("#chance").await? == 1).then_some(()))).await?;
    ensure!(page.text("#chance").await?.contains("2,000"), "no word about the limit");
    ensure!(page.count("#run-many").await? == 0, "a button that would freeze the page");
    Ok(())
}

/// Twelve hundred random scenarios on real workers: the model admits every run, and the five guards that are right, the
/// lock in two scopes, are right in two hundred each.
const RACES: &str = "
    const [seed, count] = arguments;
    let state = seed >>> 0;
    // xorshift32: any spread will do, as long as it is the same every time.
    const random = below => { state ^= state << 13; state ^= state >>> 17; state ^= state << 5; return (state >>> 0) % below; };
    const right = [() => ['lock', 'lock&scope=task'][random(2)], () => 'join', () => 'queue', () => 'pipe', () => 'cas'];
    const others = ['none', 'none&store=file', 'lock&scope=write', 'lock&scope=read', 'lock&store=file', 'queue&store=file'];
    const one = guard => window.wasmBindings.race(
      `tickets=${random(5)}&buyers=${1 + random(5)}&guard=${guard}&search=${random(3)}&pay=${random(3)}` +
      `&confirm=${random(3)}&jitter=100&seed=${random(1000)}`, true);
    const rejected = [];
    let next = 0;
    const lane = async () => {
      while (next < count) {
        const i = next++, fair = i % 6 < 5;
        const run = await one(fair ? right[i % 6]() : others[random(6)]);
        const { result: { verdict, scenario, schedule } } = run;
        const served = verdict.sold === Math.min(scenario.tickets, scenario.buyers) && verdict.consistent;
        const wrong = verdict.oversold || verdict.lostUpdates || !served;
        // Who reads a file that is being written dies of it.
        const died = verdict.failed && scenario.store === 'memory';
        if (!run.checked || died || !schedule || (fair && wrong)) rejected.push(run.result);
      }
    };
    return Promise.all([lane(), lane(), lane(), lane()]).then(() => rejected);";

async fn the_model_admits_a_thousand_runs(page: &Page) -> Result<()> {
    page.open("").await?;
    for batch in 1..=20 {
        let rejected = page.js_with(RACES, vec![(batch * 7919).into(), 60.into()]).await?;
        ensure!(rejected == Value::Array(Vec::new()), "batch {batch}: {rejected}");
    }
    Ok(())
}

/// Exactly this run, as a link and as a file; playing; and what the model says of real workers.
pub fn replay() -> Result<()> {
    each_browser("replay", async |page: &Page| {
        steps!(
            page,
            links_replay_the_very_run,
            a_link_says_who_executed_it,
            simulations_are_the_native_ones,
            what_cannot_be_replayed_is_said,
            runs_are_saved_and_opened_again,
            a_run_too_long_for_a_link_is_offered_as_a_file,
            a_run_is_played_again,
            a_simulated_run_pauses_and_is_cancelled,
            many_seeds_give_a_histogram,
            the_model_admits_a_thousand_runs
        )
    })
}
