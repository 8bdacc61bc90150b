//! What can be done with the page's first module alone, and before what carries out runs; and what the page says when one of
//! them does not come.

use anyhow::{Result, ensure};
use oversold_e2e::{Kind, Page, each_browser, steps, wait_for};
use serde_json::Value;

/// Holds what the page fetches of its other modules until `__arrive(true)`, or fails it at `__arrive(false)`: of all of them,
/// or of those alone that the address names behind `hold=`.
const HELD: &str = r"() => {
  const real = window.fetch;
  const decided = new Promise((decide) => { window.__arrive = decide; });
  const only = new URLSearchParams(location.hash.slice(1)).get('hold') ?? '';
  window.fetch = (what, how) => new RegExp(`/(split|chunks?)_${only}`).test(what.url ?? what)
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

/// No message is asked for that has not come yet.
async fn no_keys(page: &Page) -> Result<()> {
    let code = "return document.body.innerText.replaceAll(document.querySelector('#code')?.innerText ?? '', '')";
    let body = page.js(code).await?;
    let key = body.as_str().unwrap_or_default().split_whitespace().find(|word| {
        word.contains('.')
            && !word.ends_with('.')
            && *word != "db.txt"
            && word.chars().all(|c| c.is_ascii_lowercase() || c == '.')
    });
    ensure!(key.is_none(), "the key of a message is on the page: {key:?}");
    Ok(())
}

async fn run_needs_only_the_first(page: &Page) -> Result<()> {
    for lang in ["en", "zh"] {
        open(page, &format!("speed=10&lang={lang}")).await?;
        no_keys(page).await?;
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

/// The page without what carries out runs, or without what stands around the stage.
async fn open_without(page: &Page, part: &str, query: &str) -> Result<()> {
    page.driver().goto("about:blank").await?;
    page.driver().goto(format!("{}?{query}#hold={part}", page.url())).await?;
    stands(page, "idle").await?;
    wait_for("the stage is there", 20, async || {
        Ok((page.count(".stage[aria-busy=false] #player").await? == 1).then_some(()))
    })
    .await
}

/// All that is seen at first stands before runs are carried out; a run that ends before that is told of then.
async fn a_run_is_told_of_when_the_third_comes(page: &Page) -> Result<()> {
    for lang in ["en", "zh"] {
        open_without(page, "runs", &format!("speed=20&lang={lang}")).await?;
        wait_for("the code is there", 20, async || Ok((page.count("#code li").await? > 9).then_some(()))).await?;
        let coming = ".top > .presets, .tools > :disabled, .place:empty";
        ensure!(page.count(coming).await? == 0, "something is still to come");
        no_keys(page).await?;
        page.find("#tab-log").await?.click().await?;
        ensure!(page.count("#panel [aria-busy=true]").await? == 1, "the log is there already");
        page.press_run().await?;
        stands(page, "running").await?;
        no_keys(page).await?;
        page.js("__arrive(true)").await?;
        page.wait_until("done", 20).await?;
        let result = page.js("return __probe.results[0].verdict").await?;
        ensure!(result["sold"] == 15 && result["oversold"] == 14, "{result}");
        ensure!(page.count("#log li").await? > 60, "the log is short");
        no_keys(page).await?;
    }
    Ok(())
}

/// Whichever part does not come, the page says so, and no worker is left.
async fn without_another_part_it_says_so(page: &Page) -> Result<()> {
    page.expect_error(if page.browser().kind == Kind::Chromium { "error" } else { "kept away" });
    for part in ["around", "runs"] {
        open_without(page, part, "speed=50&lang=en").await?;
        page.press_run().await?;
        page.js("__arrive(false)").await?;
        stands(page, "failed").await?;
        let status = page.text("#status").await?;
        ensure!(status.contains("could not be loaded"), "{part}: {status:?}");
        ensure!(
            page.count("#run").await? == 0 && page.count("#renew:enabled").await? == 1,
            "{part}: no button that helps"
        );
        let workers = page.js("return __probe.workers.length - __probe.ended").await?;
        ensure!(workers == 0, "{part}: {workers} workers are left");
    }
    Ok(())
}

pub fn the_page_in_parts() -> Result<()> {
    each_browser("the_page_in_parts", async |page| {
        page.with_script(HELD, async || {
            steps!(
                page,
                run_needs_only_the_first,
                the_controls_stay_when_the_second_comes,
                a_recorded_run_waits_for_the_second,
                without_the_second_it_says_so,
                a_run_is_told_of_when_the_third_comes,
                without_another_part_it_says_so
            )
        })
        .await
    })
}
