//! A frame from its poster to its runs: what it loads, what it tells, and what of the wheel, the keys and the focus it
//! leaves to the page around it.

mod poster;

use anyhow::{Context, Result, ensure};
use oversold_e2e::browser::variable;
use oversold_e2e::host::{heard, host, tell};
use oversold_e2e::release;
use oversold_e2e::{Kind, Page, each_browser, steps, wait_for};
use poster::{
    a_poster_until_somebody_presses_run, a_recorded_run_waits_behind_its_poster, posters_differ,
    the_poster_asks_about_what_will_run, the_poster_by_keyboard,
};
use serde_json::{Value, json};
use std::path::Path;
use thirtyfour::{By, Key};
use xtask::server::{Headers, Options, Server};

/// Opens a page with one frame of this size, which follows the height that it tells where `grows`.
async fn open_frame(page: &Page, query: &str, (width, height): (u32, u32), grows: bool) -> Result<Server> {
    let follow = "<script>addEventListener('message', ({ data }) => {
        if (data?.type === 'resize') document.querySelector('#demo').style.height = `${data.height}px`; });</script>";
    let body = format!(
        "{}<iframe id=demo style=\"border:0\" src=\"{}?{query}\" width={width} height={height}></iframe><div style=\"height:3000px\"></div>",
        if grows { follow } else { "" },
        page.url()
    );
    let (server, url) = host(&format!("frame-{}", page.browser().kind.name()), &body, Headers::Plain)?;
    page.driver().goto(&url).await?;
    heard(page, "resize").await?;
    Ok(server)
}

/// Something inside the frame.
async fn within(page: &Page, script: &str) -> Result<Value> {
    page.driver().enter_frame(0).await?;
    let value = page.js(script).await;
    page.driver().enter_default_frame().await?;
    value
}

async fn wait_within(page: &Page, description: &str, condition: &str) -> Result<()> {
    wait_for(description, 20, async || Ok((within(page, condition).await? == true).then_some(()))).await
}

/// How many answers since then went to files with this in their name.
fn asked_for(page: &Page, since: usize, part: &str) -> usize {
    page.answers().iter().skip(since).filter(|answer| answer.path.contains(part)).count()
}

/// A frame that follows what it is told: as high from the poster on as the run needs in the end, at any width, and nothing
/// scrolls in it. Where lanes hide, it says how many, until they are in sight.
async fn as_high_as_its_content(page: &Page) -> Result<()> {
    for width in [830, 600, 328] {
        let _server = open_frame(page, "embed=1&speed=20&lang=en", (width, 300), true).await?;
        let poster = heard(page, "resize").await?["height"].as_f64().context("no height")?;
        tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
        heard(page, "done").await?;
        wait_within(page, "it is over", "return document.querySelector('#app').dataset.state === 'done'").await?;
        let settled =
            "const { scrollHeight, clientHeight } = document.documentElement; return scrollHeight <= clientHeight";
        wait_within(page, "all of it is in sight", settled).await?;
        let app = page.js("return heard.findLast(({ type }) => type === 'resize').height").await?;
        let app = app.as_f64().context("no height")?;
        println!("    {width} px wide: the poster {poster} px high, the finished run {app}");
        ensure!((poster - app).abs() <= 32.0, "at {width}: the poster is {poster} px high, the finished run {app}");
        let more = "return document.querySelector('[data-more]')?.dataset.more ?? null";
        ensure!(within(page, more).await? == "5 more ↓", "at {width}: {}", within(page, more).await?);
        within(page, "document.querySelector('.lanes').scrollTop = 10000").await?;
        wait_within(page, "no lane hides below", "return document.querySelector('[data-more]') === null").await?;
    }
    // Nobody hides where there is room for all.
    let _server = open_frame(page, "embed=1&speed=20&lang=en&buyers=4", (600, 300), true).await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    heard(page, "done").await?;
    ensure!(within(page, "return document.querySelector('[data-more]')").await?.is_null(), "four lanes hide");
    Ok(())
}

/// Verdict, reason and the link to exactly this run, in one press; where copying is not allowed, to be taken by hand. The
/// mark leads to the same run. None of it is there before there is one.
async fn a_run_is_handed_in(page: &Page) -> Result<()> {
    let _server = open_frame(page, "embed=1&speed=20&lang=en&buyers=3", (700, 600), true).await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'hello' }").await?;
    heard(page, "ready").await?;
    let mark = "return document.querySelector('.mark').href";
    ensure!(within(page, "return document.querySelector('#hand-in')").await?.is_null(), "handed in before a run");
    ensure!(within(page, mark).await?.as_str().is_some_and(|mark| !mark.contains('#')), "a run before a run");
    tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    let done = heard(page, "done").await?;
    wait_within(page, "it is over", "return document.querySelector('#hand-in') !== null").await?;
    let schedule = done["schedule"].as_str().context("no schedule")?;
    let schedule = schedule.strip_prefix("t=").unwrap_or(schedule);
    let link = within(page, mark).await?.as_str().unwrap_or_default().to_owned();
    // Who executed it is told of real workers alone.
    let by = if done["engine"] == "workers" { "&by=" } else { "" };
    let exact = format!("{}?buyers=3&speed=20&lang=en#t={schedule}{by}", page.url());
    ensure!(link.starts_with(&exact), "{link} is not {exact}");

    let clipboard = "window.copied = null; Object.defineProperty(navigator, 'clipboard', { configurable: true, value: {
        writeText: async (text) => { if (arguments[0]) window.copied = text; else throw new DOMException('no', 'NotAllowedError') } } })";
    page.driver().enter_frame(0).await?;
    page.js_with(clipboard, vec![true.into()]).await?;
    page.find("#hand-in").await?.click().await?;
    let copied = wait_for("the run is copied", 5, async || {
        Ok(page.js("return window.copied").await?.as_str().map(str::to_owned))
    });
    let copied = copied.await?;
    let (verdict, why) = (
        page.js("return document.querySelector('#verdict').lastChild.textContent").await?,
        page.js("return document.querySelector('#why').textContent").await?,
    );
    let lines: Vec<&str> = copied.lines().collect();
    ensure!(lines.len() == 4 && lines[0] == verdict && lines[1] == why && lines[3] == link, "{copied}");
    page.js_with(clipboard, vec![false.into()]).await?;
    page.find("#hand-in").await?.click().await?;
    let by_hand = wait_for("it can be taken by hand", 5, async || {
        let field = "const area = document.activeElement; return area?.localName === 'textarea' ? area.value.slice(area.selectionStart, area.selectionEnd) : null";
        Ok(page.js(field).await?.as_str().map(str::to_owned))
    });
    ensure!(by_hand.await? == copied, "not the same by hand");
    page.driver().enter_default_frame().await?;
    // Whoever opens it sees this run.
    page.driver().goto(&link).await?;
    let again = wait_for("the run is replayed", 10, async || {
        let result = page.js("return __probe.results.at(-1) ?? null").await?;
        Ok((!result.is_null()).then_some(result))
    });
    let again = again.await?;
    ensure!(again["engine"] == "replay" && again["verdict"] == done["verdict"], "{again}\n{done}");
    Ok(())
}

/// Whether the timeline keeps a turn of the wheel for itself; else the page around scrolls.
const KEEPS_THE_WHEEL: &str = "
    const turn = new WheelEvent('wheel', { deltaY: 120, bubbles: true, cancelable: true });
    return !document.querySelector('#timeline').dispatchEvent(turn);";

/// Whether it keeps an arrow key that goes to whatever has the focus.
const KEEPS_THE_KEYS: &str = "
    const key = new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true });
    return !document.activeElement.dispatchEvent(key);";

async fn the_wheel_and_the_keys_after_a_click_only(page: &Page) -> Result<()> {
    let _server = open_frame(page, "embed=1&speed=50&lang=en", (700, 540), true).await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    heard(page, "done").await?;
    wait_within(page, "it is over", "return document.querySelector('#app').dataset.state === 'done'").await?;
    for script in [KEEPS_THE_WHEEL, KEEPS_THE_KEYS] {
        ensure!(within(page, script).await? == false, "taken before anybody clicked: {script}");
    }
    page.driver().enter_frame(0).await?;
    page.find("#timeline").await?.click().await?;
    page.driver().enter_default_frame().await?;
    for script in [KEEPS_THE_WHEEL, KEEPS_THE_KEYS] {
        ensure!(within(page, script).await? == true, "not taken after a click: {script}");
    }
    page.driver().enter_frame(0).await?;
    page.find("#timeline").await?.send_keys(Key::Escape).await?;
    page.driver().enter_default_frame().await?;
    for script in [KEEPS_THE_WHEEL, KEEPS_THE_KEYS] {
        ensure!(within(page, script).await? == false, "not given back by Escape: {script}");
    }
    Ok(())
}

/// Ten thousand messages while buyers run: each is answered or ignored, and the run is the one that was asked for.
async fn a_flood_during_a_run(page: &Page) -> Result<()> {
    let _server = open_frame(page, "embed=1&engine=auto&pay=2500&lang=en", (600, 540), false).await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    wait_for("it runs", 20, async || {
        Ok((page.js("return heard.some(({ state }) => state === 'running')").await? == true).then_some(()))
    })
    .await?;
    let flood = "
        const demo = document.querySelector('#demo').contentWindow, said = heard.length;
        const wrong = [null, 'run', [], { ns: 'oversold', v: 2, type: 'cancel' }, { ns: 'other', v: 1, type: 'cancel' }, { ns: 'oversold', v: 1, type: 'Cancel' }];
        for (let i = 0; i < 5000; i++) {
          demo.postMessage({ ns: 'oversold', v: 1, type: 'set', params: { tickets: i, guard: 'lock' } }, '*');
          demo.postMessage(wrong[i % wrong.length], '*');
        }
        return said;";
    let said = page.js(flood).await?;
    let done = heard(page, "done").await?;
    let (scenario, verdict) = (&done["scenario"], &done["verdict"]);
    ensure!(scenario["tickets"] == 1 && scenario["guard"] == "none" && scenario["pay"] == 2500, "{done}");
    ensure!(verdict["sold"] == 15 && verdict["failed"] == 0, "{done}");
    let answered =
        "return heard.slice(arguments[0]).filter(({ type }) => type === 'error').map(({ reason }) => reason)";
    wait_for("every request that was one is answered", 20, async || {
        let reasons = page.js_with(answered, vec![said.clone()]).await?;
        let reasons = reasons.as_array().context("no answers")?;
        ensure!(reasons.iter().all(|reason| reason == "busy"), "not busy: {reasons:?}");
        Ok((reasons.len() == 5000).then_some(()))
    })
    .await
}

/// The page around cancels, at whatever moment; a run that was cancelled tells no result, and the next one does.
async fn the_page_around_cancels(page: &Page) -> Result<()> {
    let _server = open_frame(page, "embed=1&search=60000&lang=en", (600, 540), false).await?;
    let idle = async || {
        wait_for("it is idle", 20, async || {
            Ok((page.js("return heard.findLast(({ type }) => type === 'state')?.state").await? == "idle").then_some(()))
        })
        .await
    };
    // While the poster loads the app, and once the run is on.
    tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'cancel' }").await?;
    idle().await?;
    page.js("heard.length = 0").await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    wait_for("it runs", 20, async || {
        Ok((page.js("return heard.some(({ state }) => state === 'running')").await? == true).then_some(()))
    })
    .await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'cancel' }").await?;
    idle().await?;
    ensure!(within(page, "return document.querySelector('#app').dataset.state").await? == "cancelled", "not cancelled");
    tell(page, "{ ns: 'oversold', v: 1, type: 'set', params: { search: 0, pay: 10, confirm: 0, buyers: 3 } }").await?;
    page.js("heard.length = 0").await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    let done = heard(page, "done").await?;
    ensure!(done["scenario"]["buyers"] == 3 && done["verdict"]["failed"] == 0, "{done}");
    Ok(())
}

/// Another window asks for a run, of the poster and of the app: nobody hears it. A request of the page around, sent
/// after it, tells when it would have been heard.
async fn strangers_are_not_heard(page: &Page) -> Result<()> {
    let before = page.answers().len();
    let _server = open_frame(page, "embed=1&buyers=4&lang=en", (600, 540), false).await?;
    page.js("window.stranger = document.body.appendChild(document.createElement('iframe')).contentWindow").await?;
    let ask = "stranger.eval(`parent.document.querySelector('#demo').contentWindow.postMessage({ ns: 'oversold', v: 1, type: 'run' }, '*')`)";
    page.js(ask).await?;
    wait_within(page, "the poster still stands", "return document.querySelector('#poster-run') !== null").await?;
    ensure!(asked_for(page, before, ".wasm") == 0, "a stranger made the poster load the app");
    for buyers in [5, 6] {
        tell(page, &format!("{{ ns: 'oversold', v: 1, type: 'set', params: {{ buyers: {buyers} }} }}")).await?;
        wait_for("the page around is heard", 20, async || {
            let link = page.js("return heard.findLast(({ type }) => type === 'state')?.link ?? ''").await?;
            Ok(link.as_str().is_some_and(|link| link.contains(&format!("buyers={buyers}"))).then_some(()))
        })
        .await?;
        let ran =
            page.js("return heard.filter(({ state, reason }) => state === 'running' || reason === 'busy')").await?;
        ensure!(ran == Value::Array(Vec::new()), "a stranger was heard: {ran}");
        page.js(ask).await?;
    }
    Ok(())
}

/// Runs for which the buyers cannot be fetched: whoever asked hears of each that it failed and is over.
async fn a_run_that_lacks_its_buyers_is_over(page: &Page) -> Result<()> {
    // Frames on another site are isolated in Chromium alone.
    if page.browser().kind != Kind::Chromium {
        return Ok(());
    }
    page.expect_error("");
    let folder = release::folder("no-buyers")?;
    release::copy(&folder, |name| !name.starts_with("buyer-"))?;
    let playground = Server::start(&folder, Options::default())?;
    let body = format!(
        "<iframe id=demo src=\"{}?embed=1&lang=en\" width=600 height=540 allow=cross-origin-isolated></iframe>",
        playground.url()
    );
    let (_host, url) = host("no-buyers", &body, Headers::Isolating)?;
    page.driver().goto(&url).await?;
    heard(page, "resize").await?;
    for nth in 1..=2 {
        tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
        wait_for("it says that the run failed, and is over", 20, async || {
            let told = page
                .js("return heard.filter(({ type }) => type === 'state' || type === 'error').map(({ state, reason }) => state ?? reason)")
                .await?;
            let expected = [["running", "load", "idle"]; 2].concat();
            let told: Vec<&str> = told.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            // Before the first it was idle.
            Ok(told.ends_with(&expected[..3 * nth]).then_some(()))
        })
        .await?;
    }
    Ok(())
}

/// The element as the share dialog offers it, twice on a page of another origin, from a host that sends no headers: each
/// follows the height of its own content, and a change during a run is made after it.
async fn the_element_that_is_offered(page: &Page) -> Result<()> {
    page.open("buyers=4&speed=2&lang=en").await?;
    page.find("#share-open").await?.click().await?;
    wait_for("the dialog", 10, async || Ok((page.count("#share pre").await? > 3).then_some(()))).await?;
    let offered = page
        .js("return [...document.querySelectorAll('#share pre')].map(pre => pre.innerText).find(text => text.includes('<oversold-demo'))")
        .await?;
    let offered = offered.as_str().context("no element is offered")?;
    let plain = Options { headers: Headers::Plain, ..Options::default() };
    let playground = Server::start(Path::new(&variable("OVERSOLD_DIST")?), plain)?;
    let offered = offered.replace(&page.url(), &playground.url());
    let body = format!("{offered}{}", offered.replace("buyers=\"4\"", "buyers=\"3\" guard=\"lock\""));
    let (_host, url) = host(&format!("offered-{}", page.browser().kind.name()), &body, Headers::Plain)?;
    page.driver().goto(&url).await?;
    page.js(
        "window.told = [...document.querySelectorAll('oversold-demo')].map(demo => {
           const told = { done: [], heights: [] };
           demo.addEventListener('done', ({ detail }) => told.done.push(detail));
           demo.addEventListener('resize', ({ detail }) => told.heights.push(detail.height));
           return told; });
         const [first, second] = document.querySelectorAll('oversold-demo');
         first.addEventListener('state', ({ detail }) => { told[0].state = detail.state; if (detail.state === 'running') first.setAttribute('buyers', '5'); });
         first.run(); second.run();",
    )
    .await?;
    wait_for("both have run", 30, async || {
        Ok((page.js("return told.every(({ done }) => done.length === 1)").await? == true).then_some(()))
    })
    .await?;
    let done = page.js("return told.map(({ done }) => done[0].scenario)").await?;
    ensure!(done[0]["buyers"] == 4 && done[1]["buyers"] == 3 && done[1]["guard"] == "lock", "{done}");
    wait_for("each is as high as it says", 10, async || {
        let heights = "return [...document.querySelectorAll('oversold-demo')].every((demo, at) =>
            Math.abs(demo.shadowRoot.querySelector('iframe').getBoundingClientRect().height - told[at].heights.at(-1)) < 3)";
        Ok((page.js(heights).await? == true).then_some(()))
    })
    .await?;
    let first = page.driver().find(By::Css("oversold-demo")).await?;
    ensure!(first.prop("link").await?.is_some_and(|link| link.contains("buyers=5")), "the link is an old one");
    wait_for("it is idle again", 20, async || Ok((page.js("return told[0].state").await? == "idle").then_some(())))
        .await?;
    page.js("document.querySelector('oversold-demo').run()").await?;
    let again = wait_for("it has run again", 20, async || {
        let again = page.js("return told[0].done[1]?.scenario ?? null").await?;
        Ok((!again.is_null()).then_some(again))
    })
    .await?;
    ensure!(again["buyers"] == 5, "the change during the run was lost: {again}");
    page.driver().goto("about:blank").await?;
    Ok(())
}

/// Four frames at once on a host without headers, at the first visit: each is isolated, with one reload at most.
async fn neighbours_without_headers(page: &Page) -> Result<()> {
    let plain = Options { headers: Headers::Plain, ..Options::default() };
    let playground = Server::start(Path::new(&variable("OVERSOLD_DIST")?), plain)?;
    let frame = format!("<iframe src=\"{}?embed=1\" width=600 height=300></iframe>", playground.url());
    let ready = "<script>window.ready = new Map(); addEventListener('message', ({ source, data }) => {
        if (data?.type === 'ready') ready.set(source, [data.engine, data.reason]); });</script>";
    let body = format!("{ready}{}", frame.repeat(4));
    let (_host, url) = host(&format!("neighbours-{}", page.browser().kind.name()), &body, Headers::Plain)?;
    page.driver().goto(&url).await?;
    let ready = wait_for("all four are ready", 30, async || {
        page.js("for (const { contentWindow } of document.querySelectorAll('iframe'))
            if (!ready.has(contentWindow)) contentWindow.postMessage({ ns: 'oversold', v: 1, type: 'hello' }, '*')")
            .await?;
        let ready = page.js("return [...ready.values()]").await?;
        Ok(ready.as_array().is_some_and(|ready| ready.len() == 4).then_some(ready))
    })
    .await?;
    let expected = if page.browser().kind == Kind::Chromium {
        json!(["workers", null])
    } else {
        json!(["virtual", "parent-not-isolated"])
    };
    ensure!(ready.as_array().into_iter().flatten().all(|ready| *ready == expected), "{ready}");
    let loads = playground.answers().iter().filter(|answer| answer.path.ends_with('/') && !answer.only_headers).count();
    ensure!(loads <= 8, "four frames were loaded {loads} times");
    // Whoever leaves while something is still on its way, has cut it off.
    for frame in 0..4 {
        page.driver().enter_frame(frame).await?;
        wait_for("its second module has come", 20, async || Ok((page.count("#timeline").await? == 1).then_some(())))
            .await?;
        page.driver().enter_default_frame().await?;
    }
    page.driver().goto("about:blank").await?;
    Ok(())
}

/// A frame as its reader and the page around it see it.
pub fn frame() -> Result<()> {
    each_browser("frame", async |page: &Page| {
        steps!(
            page,
            a_poster_until_somebody_presses_run,
            the_poster_asks_about_what_will_run,
            posters_differ,
            as_high_as_its_content,
            a_run_is_handed_in,
            the_poster_by_keyboard,
            a_recorded_run_waits_behind_its_poster,
            the_wheel_and_the_keys_after_a_click_only,
            a_flood_during_a_run,
            the_page_around_cancels,
            strangers_are_not_heard,
            a_run_that_lacks_its_buyers_is_over,
            the_element_that_is_offered,
            neighbours_without_headers
        )
    })
}
