//! Every schedule: counted as soon as the page is ready, told to whoever listens, and played turn by turn.

use anyhow::{Context, Result, ensure};
use oversold_e2e::host::{frame, heard, host};
use oversold_e2e::{Page, each_browser, steps, wait_for};
use serde_json::{Value, json};
use thirtyfour::Key;
use xtask::server::Headers;

/// What was told, once it was.
async fn explored(page: &Page) -> Result<Value> {
    wait_for("it is explored", 20, async || {
        let told = page.js("return __probe.explored.at(-1) ?? null").await?;
        Ok((!told.is_null()).then_some(told))
    })
    .await
}

fn is_known(told: &Value) -> Result<()> {
    ensure!(told["complete"] == true && told["states"] == 25, "{told}");
    let schedules = json!({ "total": "1152", "wrong": "1008", "oversold": "1008", "deadlocked": "0" });
    ensure!(told["schedules"] == schedules, "{told}");
    let chance = told["chance"]["wrong"].as_f64().context("no chance")?;
    ensure!((chance - 14.0 / 27.0).abs() < 1e-12, "{chance}");
    ensure!(told["outcomes"].as_array().is_some_and(|outcomes| outcomes.len() == 3), "{told}");
    ensure!(told["outcomes"][0]["schedules"] == "144" && told["outcomes"][0]["sold"] == 1, "{told}");
    ensure!(told["shortest"]["preemptions"] == 1 && told["shortest"]["turns"] == 8, "{told}");
    Ok(())
}

/// The text of the shortest one opens as a run, which is wrong.
async fn explores_by_itself(page: &Page) -> Result<()> {
    page.open("buyers=3&view=explore&autorun=1&lang=en").await?;
    let told = explored(page).await?;
    is_known(&told)?;
    ensure!(page.js("return __probe.results.length").await? == 0, "a run was made too");
    let headline = page.text("#every-headline").await?;
    ensure!(headline == "1,008 of 1,152 schedules are wrong", "{headline}");
    let story = page.text("#schedules .story").await?;
    ensure!(story.contains("Buyer 1 still believes 1, and writes 0."), "{story}");
    let text = told["shortest"]["schedule"].as_str().context("no text")?.to_owned();
    let link = page.js("return document.querySelector('#schedules a').href").await?;
    ensure!(link.as_str().is_some_and(|link| link.ends_with(&format!("?buyers=3&lang=en#t={text}"))), "{link}");
    page.find("#schedules a").await?.click().await?;
    let result = wait_for("the run is opened", 10, async || {
        let result = page.js("return __probe.results.at(-1) ?? null").await?;
        Ok((!result.is_null()).then_some(result))
    })
    .await?;
    ensure!(result["verdict"]["sold"] == 2 && result["schedule"] == text.as_str(), "{result}");
    ensure!(page.count("#view-race[aria-current=page]").await? == 1, "it is not shown in the race");
    // Firefox breaks off what a page that is left is doing, in the midst of it.
    page.wait_until("done", 10).await
}

/// What is small needs no button; and the button explores once more.
async fn explores_when_asked(page: &Page) -> Result<()> {
    page.open("buyers=4&guard=lock&view=explore&lang=en").await?;
    let told = explored(page).await?;
    ensure!(told["schedules"]["total"] == "20160" && told["schedules"]["wrong"] == "0", "{told}");
    ensure!(told["shortest"].is_null(), "{told}");
    let headline = page.text("#every-headline").await?;
    ensure!(headline == "0 of 20,160: no schedule can oversell", "{headline}");
    page.js("__probe.explored.length = 0").await?;
    page.find("#explore-run").await?.click().await?;
    ensure!(explored(page).await? == told, "not the same again");
    Ok(())
}

/// Two hundred buyers have numbers of more than a thousand digits, and the page stays alive meanwhile.
async fn two_hundred_buyers(page: &Page) -> Result<()> {
    page.open("buyers=200&view=explore&lang=en").await?;
    ensure!(page.count("#every-headline").await? == 0, "explored by itself");
    page.find("#explore-run").await?.click().await?;
    page.find("#explore-cancel").await?.click().await?;
    wait_for("it is cancelled", 5, async || Ok((page.count("#explore-cancel").await? == 0).then_some(()))).await?;
    ensure!(page.js("return __probe.explored.length").await? == 0, "told, though cancelled");
    page.find("#explore-run").await?.click().await?;
    let told = explored(page).await?;
    let digits = told["schedules"]["total"].as_str().map(str::len);
    ensure!(digits > Some(1000), "{digits:?} digits");
    let headline = page.text("#every-headline").await?;
    ensure!(headline.contains(" × 10¹"), "{headline}");
    Ok(())
}

async fn odds(page: &Page) -> Result<[String; 2]> {
    let odds = wait_for("the odds are counted", 10, async || {
        let odds =
            page.js("const { total, wrong } = document.querySelector('#odds').dataset; return [total, wrong]").await?;
        Ok(odds[0].is_string().then_some(odds))
    })
    .await?;
    Ok([0, 1].map(|at| odds[at].as_str().unwrap_or_default().to_owned()))
}

async fn take(page: &Page, buyers: &[u32]) -> Result<()> {
    for buyer in buyers {
        page.find(&format!("[data-take='{buyer}']")).await?.click().await?;
    }
    Ok(())
}

async fn says(page: &Page, total: &str, wrong: &str) -> Result<()> {
    let odds = odds(page).await?;
    ensure!(odds == [total, wrong], "{odds:?}, not {total} and {wrong}");
    Ok(())
}

/// To a wrong end by buttons and keys, back, and out into the race.
async fn the_reader_schedules(page: &Page) -> Result<()> {
    page.open("buyers=2&view=explore&lang=en").await?;
    says(page, "20", "12").await?;
    take(page, &[1, 1, 2, 2]).await?;
    says(page, "2", "2").await?;
    let said = page.text("#odds").await?;
    ensure!(said == "From here 2 of 2 are wrong: it is lost.", "{said}");
    page.driver().action_chain().send_keys("1").perform().await?;
    page.driver().action_chain().send_keys("2").perform().await?;
    let verdict = page.text("#played-verdict.wrong").await?;
    ensure!(verdict.contains('2'), "{verdict}");
    ensure!(page.count("[data-take]:disabled").await? == 2, "somebody can go on");
    page.find("#undo").await?.click().await?;
    ensure!(page.count("#played-verdict").await? == 0 && page.count("[data-take]:disabled").await? == 1, "not undone");
    page.find("#redo").await?.click().await?;
    ensure!(page.count("#played-verdict.wrong").await? == 1, "not done again");
    page.find("[data-jump='2']").await?.click().await?;
    take(page, &[1]).await?;
    let said = page.text("#odds").await?;
    ensure!(said.ends_with("can go wrong."), "{said}");
    page.find("#restart").await?.click().await?;
    says(page, "20", "12").await?;
    take(page, &[2, 2, 1, 1, 1, 2]).await?;
    page.find("#open-played").await?.click().await?;
    let result = wait_for("the run is opened", 10, async || {
        let result = page.js("return __probe.results.at(-1) ?? null").await?;
        Ok((!result.is_null()).then_some(result))
    })
    .await?;
    ensure!(result["verdict"]["sold"] == 2 && result["verdict"]["lostUpdates"] == 1, "{result}");
    page.wait_until("done", 10).await
}

/// Whoever cannot go on says why; a schedule that was found can be stepped through.
async fn who_waits_says_why(page: &Page) -> Result<()> {
    page.open("buyers=2&guard=lock&view=explore&lang=en").await?;
    take(page, &[1, 1, 2]).await?;
    ensure!(page.count("[data-take='2']:disabled").await? == 1, "it does not wait");
    let why = page.text("#next-2").await?;
    ensure!(why == "waits for the lock: Buyer 1 has it", "{why}");
    page.open("buyers=3&view=explore&lang=en").await?;
    explored(page).await?;
    page.find("#schedules .ways button").await?.click().await?;
    let lines = wait_for("its turns are there", 5, async || {
        let lines = page.count("[data-jump]").await?;
        Ok((lines > 1).then_some(lines))
    })
    .await?;
    ensure!(lines == 9, "{lines} lines");
    let redo = page.find("#redo").await?;
    redo.send_keys(Key::Enter + "").await?;
    ensure!(page.count("[data-jump='1'][aria-current=step]").await? == 1, "no step was taken");
    Ok(())
}

/// Nothing is wider than a phone.
async fn fits_a_phone(page: &Page) -> Result<()> {
    for query in ["buyers=15&view=explore&lang=en", "buyers=3&view=explore&lang=zh&guard=lock&scope=write"] {
        page.open(query).await?;
        explored(page).await?;
        let beyond = "document.documentElement.style.width = '360px';
            return [...document.querySelectorAll('#explore, #explore *')].filter((element) =>
                !element.closest('.outcomes, .visually-hidden') && element.getBoundingClientRect().right > 360).map(({ outerHTML }) => outerHTML.slice(0, 80))";
        let beyond = page.js(beyond).await?;
        ensure!(beyond == json!([]), "{query}: {beyond}");
    }
    Ok(())
}

/// In a frame the page around it is told the same.
async fn in_a_frame(page: &Page) -> Result<()> {
    let name = format!("explore-{}", page.browser().kind.name());
    let (_host, url) = host(&name, &frame(page, "embed=1&buyers=3&view=explore&autorun=1", ""), Headers::Plain)?;
    page.driver().goto(&url).await?;
    is_known(&heard(page, "explored").await?)
}

/// All of it.
#[test]
fn explore() {
    each_browser("explore", async |page: &Page| {
        steps!(
            page,
            explores_by_itself,
            explores_when_asked,
            two_hundred_buyers,
            the_reader_schedules,
            who_waits_says_why,
            fits_a_phone,
            in_a_frame
        )
    });
}
