//! What stands in a frame before anybody has asked for the app.

use super::{asked_for, open_frame, wait_within, within};
use anyhow::{Context, Result, ensure};
use oversold_e2e::host::{heard, tell};
use oversold_e2e::{Kind, Page, wait_for};
use serde_json::json;
use thirtyfour::Key;

/// On the screen of a phone, without help: the whole of it fits, and Run can be pressed.
const FITS: &str = "
    const { bottom, right } = document.querySelector('#poster-run, #run, #cancel').getBoundingClientRect();
    return bottom <= innerHeight && right <= innerWidth && document.documentElement.scrollWidth <= innerWidth;";

pub(super) async fn a_poster_until_somebody_presses_run(page: &Page) -> Result<()> {
    let before = page.answers().len();
    let _server = open_frame(page, "embed=1&speed=20&lang=en", (320, 400), false).await?;
    ensure!(within(page, FITS).await? == true, "the poster does not fit");
    ensure!(asked_for(page, before, ".wasm") == 0, "a poster loads the app");

    // Hosts of H5P content and LTI platforms hear it in their own words.
    let told = page.js("return others").await?;
    let height = heard(page, "resize").await?["height"].clone();
    for words in [
        json!({ "context": "h5p", "action": "hello" }),
        json!({ "context": "h5p", "action": "resize", "scrollHeight": height }),
        json!({ "subject": "lti.frameResize", "height": height }),
    ] {
        ensure!(told.as_array().is_some_and(|told| told.contains(&words)), "{words} is not in {told}");
    }

    // Near the button, what the app starts from is on its way, and the poster stays under the pointer that comes to press it.
    page.driver().enter_frame(0).await?;
    let run = page.find("#poster-run").await?;
    page.driver().action_chain().move_to_element_center(&run).perform().await?;
    wait_for("the app comes", 20, async || Ok((asked_for(page, before, ".wasm") > 0).then_some(()))).await?;
    ensure!(
        page.count("#poster-run").await? == 1 && page.count("#app").await? == 0,
        "the poster is gone before a press"
    );
    ensure!(asked_for(page, before, "buyer-") == 0, "the buyers' module is loaded before anybody runs");
    page.driver().action_chain().click().perform().await?;
    page.driver().enter_default_frame().await?;
    let done = heard(page, "done").await?;
    ensure!(done["verdict"]["sold"] == 15, "{done}");
    let modules = asked_for(page, before, "buyer-");
    let is_real = page.browser().kind == Kind::Chromium;
    ensure!(if is_real { modules == 2 } else { modules == 0 }, "{modules} files of the buyers' are loaded");
    if !is_real {
        let said = within(page, "return document.querySelector('#notices').innerText").await?;
        ensure!(said.as_str().is_some_and(|said| said.contains("page around")), "not the reason: {said}");
        let way = within(page, "return document.querySelector('#own-tab').href").await?;
        ensure!(way.as_str().is_some_and(|way| !way.contains("embed") && way.contains("speed=20")), "{way}");
    }
    wait_within(page, "it is over", "return document.querySelector('#app').dataset.state === 'done'").await?;
    ensure!(within(page, FITS).await? == true, "the finished run does not fit");
    page.screenshot("frame-320").await?;

    // Asked who will run, the app is there before anybody runs.
    let before = page.answers().len();
    let _server = open_frame(page, "embed=1&speed=20&lang=en", (320, 400), false).await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'hello' }").await?;
    wait_within(page, "the app is there", "return document.querySelector('#app')?.dataset.state === 'idle'").await?;
    ensure!(heard(page, "ready").await?["engine"] == if is_real { "workers" } else { "virtual" }, "somebody else runs");
    ensure!(asked_for(page, before, "buyer-") == 0, "the buyers' module is loaded before anybody runs");
    ensure!(within(page, FITS).await? == true, "the app does not fit");
    Ok(())
}

/// What the link says, as the app reads it: the nearest number that is allowed, and the default for what is none.
pub(super) async fn the_poster_asks_about_what_will_run(page: &Page) -> Result<()> {
    for (query, asked) in [
        ("buyers=500&engine=workers", "100 buyers, 1 ticket."),
        ("buyers=500", "500 buyers, 1 ticket."),
        ("buyers=0&tickets=0", "1 buyer, 0 tickets."),
        ("buyers=99999999999999999999&tickets=70000", "1000000 buyers, 60000 tickets."),
        ("buyers=-3&tickets=1e3", "15 buyers, 1 ticket."),
        ("buyers=4o&tickets=1,000", "15 buyers, 1000 tickets."),
        ("buyers=15.%20Then&tickets=2%EF%BC%89", "15 buyers, 2 tickets."),
        ("buyers=%EF%BC%93&tickets=0,5", "3 buyers, 1 ticket."),
        ("buyers=1%205&tickets=60%20000", "15 buyers, 60000 tickets."),
        ("buyers=5000&guard=queue", "2000 buyers, 1 ticket, a clerk with a queue."),
        ("buyers=5000&store=file&tickets=2", "2000 buyers, 2 tickets, the count in a file."),
        ("buyers=5000&guard=lock&fault=kill-holder", "2000 buyers, 1 ticket, a lock around the purchase."),
        ("guard=lock&scope=4-5", "15 buyers, 1 ticket, a lock around the writing alone."),
        ("guard=lock&scope=3-4", "15 buyers, 1 ticket, a lock around neither reading nor writing."),
        ("guard=lock&scope=al", "15 buyers, 1 ticket, a lock around the purchase."),
        ("guard=lock&scope=constructor", "15 buyers, 1 ticket, a lock around the purchase."),
        ("guard=constructor", "15 buyers, 1 ticket."),
        ("guard=pipe&store=file", "15 buyers, 1 ticket, the count in a pipe."),
        ("buyers=5000&guard=cas", "300 buyers, 1 ticket, compare-and-swap."),
    ] {
        let _server = open_frame(page, &format!("embed=1&lang=en&{query}"), (600, 540), false).await?;
        let said = within(page, "return document.querySelector('#poster h1').innerText").await?;
        ensure!(said == format!("{asked} Will it oversell?"), "{query}: {said}");
    }
    Ok(())
}

/// Each poster has the lines that decide it, and shows when its buyers would pay: at once, or one after the other.
pub(super) async fn posters_differ(page: &Page) -> Result<()> {
    let buy = "seen = count.value\ntime.sleep(1)\nif seen > 0:\n    count.value = seen - 1";
    let held =
        "with lock:\n    seen = count.value\n    time.sleep(0.5)\n    if seen > 0:\n        count.value = seen - 1";
    let small = "seen = count.value\ntime.sleep(1)\nif seen > 0:\n    with lock:\n        count.value = seen - 1";
    let looks = "with lock:\n    search()\nseen = count.value\ntime.sleep(1)\nif seen > 0:\n    count.value = seen - 1";
    let pays = "seen = count.value\nwith lock:\n    time.sleep(1)\nif seen > 0:\n    count.value = seen - 1";
    let later = "seen = count.value\nwith lock:\n    time.sleep(1)\n    if seen > 0:\n        count.value = seen - 1";
    let swaps = "while True:\n    seen = count.value\n    time.sleep(1)\n    if swap(count, seen, seen - 1): break";
    let file = "seen = json.load(open(\"db.txt\"))[\"count\"]";
    for (query, code, starts) in [
        ("", buy, 1),
        ("guard=lock&pay=500", held, 15),
        ("guard=lock&scope=write", small, 1),
        ("guard=lock&scope=0-2", looks, 15),
        ("guard=lock&scope=3-4", pays, 15),
        ("guard=lock&scope=3-6", later, 15),
        ("guard=lock&scope=5-6", buy, 1),
        ("guard=toString", buy, 1),
        ("guard=cas&store=file", swaps, 1),
        ("guard=join&buyers=3", "for buyer in buyers:\n    buyer.start()\n    buyer.join()", 3),
        ("guard=queue", "requests.put(me)\nseen = answers.get()", 15),
        ("store=file&pay=60000000", file, 1),
        ("guard=%3Cimg%20src=x%3E&scope=%3Cimg%3E&buyers=2", buy, 1),
        ("guard=lock%EF%BC%89&amp;pay=500.", held, 15),
        ("guard=lock%0A&pay=500", held, 15),
    ] {
        let _server = open_frame(page, &format!("embed=1&lang=en&{query}"), (600, 540), false).await?;
        let said = within(page, "return document.querySelector('#poster pre').innerText").await?;
        ensure!(said.as_str().is_some_and(|said| said.starts_with(code)), "{query}: {said}");
        let found = within(
            page,
            "const bars = [...document.querySelectorAll('#poster svg .pay')];
             const inside = bars.every((bar) => bar.x.baseVal.value >= 0 && bar.x.baseVal.value + bar.width.baseVal.value <= 1000.01);
             return [new Set(bars.map((bar) => bar.x.baseVal.value)).size, inside, document.querySelectorAll('#poster img').length]",
        )
        .await?;
        ensure!(found == json!([starts, true, 0]), "{query}: {found}");
    }
    // What the link cannot mean is told before anybody runs it.
    for (lang, told) in [("en", "guard: “mutex” is not a value."), ("zh_CN", "guard：“mutex”不是有效的值。")]
    {
        let _server = open_frame(page, &format!("embed=1&lang={lang}&guard=mutex"), (600, 540), false).await?;
        let said = within(page, "return document.querySelector('#poster .hint').innerText").await?;
        ensure!(said.as_str().is_some_and(|said| said.starts_with(told)), "{lang}: {said}");
    }
    let _server = open_frame(page, "embed=1&lang=en&guard=lock&scope=al", (600, 540), false).await?;
    let said = within(page, "return document.querySelector('#poster .hint').innerText").await?;
    ensure!(said == "scope: “al” is not a value. Used instead: get.", "{said}");
    Ok(())
}

/// One press of a key, and the focus goes on where the poster was; the page around keeps its place.
pub(super) async fn the_poster_by_keyboard(page: &Page) -> Result<()> {
    let _server = open_frame(page, "embed=1&speed=20&lang=en", (600, 540), false).await?;
    page.driver().enter_frame(0).await?;
    page.find("#poster-run").await?.send_keys(Key::Enter).await?;
    page.driver().enter_default_frame().await?;
    let done = heard(page, "done").await?;
    ensure!(done["verdict"]["sold"] == 15, "{done}");
    let focus = within(page, "return document.activeElement.closest('#app') !== null").await?;
    ensure!(focus == true, "the focus is lost");
    ensure!(page.js("return scrollY").await? == 0, "the page around scrolled");
    Ok(())
}

/// A recorded run plays when it is asked for, not because somebody passes by.
pub(super) async fn a_recorded_run_waits_behind_its_poster(page: &Page) -> Result<()> {
    page.open("buyers=3&speed=50").await?;
    let result = page.run(20).await?;
    let hash = result["schedule"].as_str().context("no schedule")?;
    let hash = hash.strip_prefix("t=").unwrap_or(hash).to_owned();
    let before = page.answers().len();
    let _server = open_frame(page, &format!("embed=1&buyers=3&speed=50&lang=en#t={hash}"), (600, 540), false).await?;
    page.driver().enter_frame(0).await?;
    let play = page.find("#poster-run").await?;
    ensure!(play.text().await?.contains("Play this run"), "{}", play.text().await?);
    ensure!(page.text("#poster h1").await? == "A recorded run. Did it oversell?", "another question");
    page.driver().action_chain().move_to_element_center(&play).perform().await?;
    ensure!(asked_for(page, before, ".wasm") == 0, "passing by loads the app");
    play.click().await?;
    page.driver().enter_default_frame().await?;
    let done = heard(page, "done").await?;
    ensure!(done["engine"] == "replay" && done["verdict"] == result["verdict"], "{done}\n{result}");
    // The page around that says "run" before it is there means it, too.
    let _server = open_frame(page, &format!("embed=1&lang=en#t={hash}"), (600, 540), false).await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    let done = heard(page, "done").await?;
    ensure!(done["engine"] == "replay" && done["verdict"] == result["verdict"], "{done}\n{result}");
    Ok(())
}
