//! What can be done with the page's first module alone, and what the page says when the race, which is next, does not come.

use anyhow::{Result, ensure};
use oversold_e2e::{Kind, Page, each_browser, steps, wait_for};
use serde_json::Value;

/// Holds what the page fetches of its other modules until `__arrive(true)`, or fails it at `__arrive(false)`.
const HELD: &str = r"() => {
  const real = window.fetch;
  const decided = new Promise((decide) => { window.__arrive = decide; });
  window.fetch = (what, how) => /\/(split|chunk)_/.test(what.url ?? what)
    ? decided.then((comes) => { if (comes) return real(what, how); throw new TypeError('kept away'); })
    : real(what, how);
}";

/// What the page itself says of its state, complete or not.
async fn stands(page: &Page, state: &str) -> Result<()> {
    wait_for(&format!("the first module says {state}"), 20, async || {
        let now = page.js("return document.querySelector('#app')?.dataset.state ?? ''").await?;
        Ok((now == state).then_some(()))
    })
    .await
}

async fn open(page: &Page, query: &str) -> Result<()> {
    page.driver().goto(format!("{}?{query}", page.url())).await?;
    stands(page, "idle").await?;
    ensure!(page.count(".stage[aria-busy=true]").await? == 1, "the second module is there already");
    Ok(())
}

async fn run_needs_only_the_first(page: &Page) -> Result<()> {
    for lang in ["en", "zh"] {
        open(page, &format!("speed=10&lang={lang}")).await?;
        let body = page.text("body").await?;
        let key = body.split_whitespace().find(|word| {
            word.contains('.')
                && !word.ends_with('.')
                && *word != "db.txt"
                && word.chars().all(|c| c.is_ascii_lowercase() || c == '.')
        });
        ensure!(key.is_none(), "the key of a message is on the page: {key:?}");
    }
    page.press_run().await?;
    stands(page, "running").await?;
    page.js("__arrive(true)").await?;
    page.wait_until("done", 20).await?;
    let result = page.js("return __probe.results[0].verdict").await?;
    ensure!(result["sold"] == 15 && result["oversold"] == 14, "{result}");
    ensure!(page.count("#checked[data-checked=true]").await? == 1, "the model does not admit the run");
    Ok(())
}

/// Whoever is about to press Run, or to type, when the second module comes, presses and types on.
async fn the_controls_stay_when_the_second_comes(page: &Page) -> Result<()> {
    for query in ["lang=en", "lang=en&tickets=many", "lang=zh&guard=lock"] {
        open(page, query).await?;
        page.js("window.early = [...document.querySelectorAll('#run, #status, .rail input, .rail select, .presets button')]; early[0].focus()")
            .await?;
        page.js("__arrive(true)").await?;
        page.wait_until("idle", 20).await?;
        let gone =
            "return early.filter(element => !element.isConnected).map(({ outerHTML }) => outerHTML.slice(0, 22))";
        let gone = page.js(gone).await?;
        ensure!(gone == Value::Array(Vec::new()), "made anew: {gone}");
        ensure!(page.js("return document.activeElement === early[0]").await? == true, "the focus is lost");
    }
    Ok(())
}

async fn a_recorded_run_waits_for_the_second(page: &Page) -> Result<()> {
    page.driver().goto(format!("{}?engine=virtual&speed=50", page.url())).await?;
    wait_for("the page asks for its second module", 20, async || {
        Ok(page.js("return !!window.__arrive").await?.as_bool())
    })
    .await?;
    page.js("__arrive(true)").await?;
    page.wait_until("idle", 20).await?;
    let schedule = page.run(20).await?["schedule"].clone();
    let address = format!("{}#t={}", page.url(), schedule.as_str().unwrap_or_default());
    page.driver().goto("about:blank").await?;
    page.driver().goto(address).await?;
    stands(page, "idle").await?;
    page.js("__arrive(true)").await?;
    wait_for("the recorded run plays", 20, async || {
        Ok(["replaying", "done"].contains(&page.state().await?.as_str()).then_some(()))
    })
    .await
}

async fn without_the_second_it_says_so(page: &Page) -> Result<()> {
    // The loader logs what was thrown; Chromium tells of that only its type.
    page.expect_error(if page.browser().kind == Kind::Chromium { "error" } else { "kept away" });
    open(page, "speed=50").await?;
    page.press_run().await?;
    page.js("__arrive(false)").await?;
    stands(page, "failed").await?;
    let (status, stage) = (page.text("#status").await?, page.text(".stage").await?);
    ensure!(status.contains("could not be loaded") && stage == status, "{status:?}, {stage:?}");
    ensure!(page.count("#run").await? == 0, "Run can be pressed and nothing would be seen");
    ensure!(page.count("#renew:enabled").await? == 1, "no button that helps");
    let workers = page.js("return __probe.workers.length - __probe.ended").await?;
    ensure!(workers == 0, "{workers} workers are left");
    Ok(())
}

#[test]
fn the_page_in_two_halves() {
    each_browser("the_page_in_two_halves", async |page| {
        page.driver().bidi().await?.script().add_preload_script(HELD).await?;
        steps!(
            page,
            run_needs_only_the_first,
            the_controls_stay_when_the_second_comes,
            a_recorded_run_waits_for_the_second,
            without_the_second_it_says_so
        )
    });
}
