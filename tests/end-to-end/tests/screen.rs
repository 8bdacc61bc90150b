//! One screen: what a reader needs to see at once is in the window at once, and stays where it is while a run goes on.

use anyhow::{Context, Result, ensure};
use oversold_e2e::{Page, each_browser, steps, wait_for};
use serde_json::Value;
use thirtyfour::Key;

/// The edges of these elements, of the first that is there of several: left, top, right, bottom.
const EDGES: &str = "return [innerWidth, innerHeight, ...arguments[0].map((name) => {
    const { left, top, right, bottom } = document.querySelector(name).getBoundingClientRect();
    return [name, left, top, right, bottom]; })]";

/// The elements all lie in the window; gives where.
async fn inside(page: &Page, when: &str, names: &[&str]) -> Result<Vec<(String, [f64; 4])>> {
    let edges = page.js_with(EDGES, vec![serde_json::json!(names)]).await?;
    let edges = edges.as_array().context("no edges")?;
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    let (width, height) = (number(&edges[0]), number(&edges[1]));
    let mut found = Vec::new();
    for one in &edges[2..] {
        let at = [1, 2, 3, 4].map(|side| number(&one[side]));
        let fits = at[0] >= -0.5 && at[1] >= -0.5 && at[2] <= width + 0.5 && at[3] <= height + 0.5;
        ensure!(fits && at[3] > at[1], "{when}, {width} x {height}: {one}");
        found.push((one[0].to_string(), at));
    }
    Ok(found)
}

/// Nothing is elsewhere by more than a CSS px.
fn stayed(before: &[(String, [f64; 4])], after: &[(String, [f64; 4])], when: &str) -> Result<()> {
    for ((name, was), (_, is)) in before.iter().zip(after) {
        let moved = was.iter().zip(is).any(|(was, is)| (was - is).abs() > 1.0);
        ensure!(!moved, "{when}: {name} was at {was:?} and is at {is:?}");
    }
    Ok(())
}

/// Before, during and after a run.
async fn through_a_run(page: &Page, query: &str, names: &[&str]) -> Result<()> {
    page.open(query).await?;
    let before = inside(page, "before", names).await?;
    page.press_run().await?;
    wait_for("it runs", 20, async || Ok((page.state().await? == "running").then_some(()))).await?;
    // Run is Cancel meanwhile, in the same place.
    let during: Vec<&str> = names.iter().map(|name| if *name == "#run" { "#cancel" } else { name }).collect();
    let during = inside(page, "during", &during).await?;
    page.wait_until("done", 30).await?;
    let after = inside(page, "after", names).await?;
    stayed(&before, &during, &format!("{query}, when it began"))?;
    stayed(&before, &after, &format!("{query}, when it ended"))
}

/// What is on one screen.
const ALL: [&str; 6] = ["#run", "#verdict", "#why", "#timeline", "#player", "#code"];

/// The holder of the lock dies, and a box says who waits for whom.
const DEADLOCK: &str = "speed=3&guard=lock&fault=kill-holder&lang=en";

async fn on_a_desk(page: &Page) -> Result<()> {
    for (width, height) in [(1280, 720), (1366, 768), (1280, 595)] {
        page.resize(width, height).await?;
        for query in ["speed=3&lang=en", "speed=3&lang=zh&theme=dark", "speed=10&guard=lock&lang=en", DEADLOCK] {
            // Below the code a line more is said of somebody who is dead.
            let names: Vec<&str> = ALL.into_iter().filter(|name| query != DEADLOCK || *name != "#code").collect();
            through_a_run(page, query, &names).await?;
            let scrolls = page
                .js("const lanes = document.querySelector('.lanes'); return lanes.scrollHeight - lanes.clientHeight")
                .await?;
            ensure!(scrolls == 0, "{width} x {height}, {query}: {scrolls} px of the lanes are hidden");
            page.screenshot(&format!("one-screen-{width}x{height}-{}", query.replace(['=', '&'], "-"))).await?;
        }
    }
    Ok(())
}

async fn in_a_hand(page: &Page) -> Result<()> {
    page.resize(360, 740).await?;
    if page.js("return innerWidth").await? != 360 {
        // Some browsers' windows cannot be that narrow.
        println!("    the window is {} px wide", page.js("return innerWidth").await?);
    }
    for query in ["speed=3&lang=en", "speed=3&lang=zh&theme=dark"] {
        through_a_run(page, query, &["#run", "#verdict", "#why", "#timeline", "#code", "#scrub", "#theme"]).await?;
        inside(page, "after", &["#to-lost"]).await?;
        page.screenshot(&format!("one-screen-360-{}", query.replace(['=', '&'], "-"))).await?;
    }
    through_a_run(page, DEADLOCK, &["#run", "#verdict", "#why", "#timeline", "#code", "#scrub"]).await?;
    ensure!(page.count("#deadlock").await? == 1, "nobody waits in vain");
    page.screenshot("one-screen-360-deadlock").await?;
    // The controls are one press away, and Run stays where it is.
    page.find("#settings").await?.click().await?;
    inside(page, "with the settings", &["#controls", "#run"]).await?;
    page.find("#controls input[name=guard][value=join]").await?.click().await?;
    let guard = "return new URLSearchParams(location.search).get('guard')";
    wait_for("the guard is chosen", 5, async || Ok((page.js(guard).await? == "join").then_some(()))).await
}

/// In the page the clock goes in steps of 100 ms: of such a run something more is said than of others.
const COARSE: &str = "() => {
    const now = performance.now.bind(performance);
    performance.now = () => Math.floor(now() / 100) * 100;
}";

/// What is said of times that are not to be trusted moves nothing.
async fn doubtful_times(page: &Page) -> Result<()> {
    for (width, height, scrub) in [(1280, 720, "#player"), (360, 740, "#scrub")] {
        page.resize(width, height).await?;
        let names = ["#run", "#verdict", "#why", "#timeline", "#code", scrub];
        page.with_script(COARSE, async || through_a_run(page, "speed=3&search=100&lang=en", &names).await).await?;
        ensure!(page.count("#timing").await? == 1, "nothing is said of the times");
        ensure!(
            page.js("return document.querySelector('#stubs .forged').getBoundingClientRect().width > 8").await? == true,
            "the stubs have no room"
        );
        page.screenshot(&format!("doubtful-times-{width}")).await?;
    }
    page.resize(1280, 720).await
}

/// A window of 1366 x 768 at 200 %: nothing lies over anything.
async fn enlarged(page: &Page) -> Result<()> {
    page.resize(683, 384).await?;
    page.open("speed=20&lang=en").await?;
    page.run(20).await?;
    page.wait_until("done", 5).await?;
    inside(page, "enlarged", &["#run", "#verdict"]).await?;
    let fixed = "return [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility() &&
        ['fixed', 'sticky'].includes(getComputedStyle(element).position) && !element.closest('table')).map(({ id }) => id)";
    ensure!(page.js(fixed).await? == Value::Array(Vec::new()), "fixed: {}", page.js(fixed).await?);
    page.resize(1280, 720).await
}

/// Run is the third thing that the tab key reaches; R presses it; and what skips to it does.
async fn run_is_near(page: &Page) -> Result<()> {
    page.open("speed=20&lang=en").await?;
    let has_focus = "return document.activeElement?.id";
    for _ in 0..3 {
        page.driver().active_element().await?.send_keys(Key::Tab + "").await?;
    }
    ensure!(page.js(has_focus).await? == "run", "the third is {}", page.js(has_focus).await?);
    page.js("document.querySelector('.skip').focus(); document.activeElement.click()").await?;
    ensure!(page.js(has_focus).await? == "run", "skipped to {}", page.js(has_focus).await?);
    ensure!(page.js("return location.hash").await? == "", "skipping is in the address");
    page.find("input[name=tickets]").await?.send_keys("r").await?;
    ensure!(page.state().await? == "idle", "a letter that is typed starts a run");
    page.open("speed=20&lang=en").await?;
    page.find("body").await?.send_keys("r").await?;
    page.wait_until("done", 20).await
}

/// For a lecture hall: nothing but the run, and large.
async fn presenting(page: &Page) -> Result<()> {
    page.resize(1280, 720).await?;
    page.open("speed=20&lang=en").await?;
    page.find("#present").await?.click().await?;
    wait_for("it presents", 5, async || Ok((page.count("[data-present] #app").await? == 1).then_some(()))).await?;
    ensure!(page.js("return location.search").await? == "?speed=20&lang=en&present=1", "not in the address");
    page.run(20).await?;
    page.wait_until("done", 5).await?;
    inside(page, "presenting", &ALL).await?;
    nothing_is_small(page).await?;
    ensure!(
        page.js("return document.querySelector('#controls').checkVisibility()").await? == false,
        "controls are shown"
    );
    page.screenshot("presenting").await?;
    page.find("#present").await?.click().await?;
    wait_for("it does not", 5, async || Ok((page.count("[data-present]").await? == 0).then_some(()))).await?;
    // Where most is said: somebody died with the lock.
    page.open("guard=lock&fault=kill-holder&buyers=5&speed=20&lang=en&present=1").await?;
    page.run(20).await?;
    page.wait_until("done", 5).await?;
    ensure!(page.count("#deadlock").await? == 1, "nobody waits in vain");
    nothing_is_small(page).await?;
    page.screenshot("presenting-deadlock").await.map(drop)
}

/// Every text that can be seen has letters of 18 px and more.
async fn nothing_is_small(page: &Page) -> Result<()> {
    let small = "return [...document.querySelectorAll('body *')]
        .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue.trim()))
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.visually-hidden, .skip'))
        .filter((element) => element.getBoundingClientRect().width > 1)
        .map((element) => [element.closest('[id]')?.id, element.textContent.slice(0, 20), parseFloat(getComputedStyle(element).fontSize)])
        .filter(([, , size]) => size < 17.99)";
    ensure!(page.js(small).await? == Value::Array(Vec::new()), "smaller than 18 px: {}", page.js(small).await?);
    Ok(())
}

pub fn one_screen() -> Result<()> {
    each_browser("one_screen", async |page: &Page| {
        steps!(page, on_a_desk, in_a_hand, doubtful_times, enlarged, run_is_near, presenting)
    })
}
