//! Every schedule: counted as soon as the page is ready, told to whoever listens, and played turn by turn.

mod many;

use anyhow::{Context, Result, ensure};
use many::{more_buyers_than_lanes, two_hundred_buyers};
use oversold_e2e::host::{frame, heard, host};
use oversold_e2e::{Page, each_browser, steps, wait_for};
use serde_json::{Value, json};
use thirtyfour::Key;
use xtask::server::Headers;

/// What was told, once it was.
pub async fn explored(page: &Page) -> Result<Value> {
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

/// The numbers of the contract, in this browser: as if somebody went from link to link.
async fn counts_what_the_library_counts(page: &Page) -> Result<()> {
    page.open("buyers=5&view=explore&lang=en").await?;
    explored(page).await?;
    for (query, of) in [
        ("", ["20 12", "1152 1008", "147168 142560"]),
        ("&guard=lock&scope=write", ["42 20", "4698 3960", "1075320 1038240"]),
        ("&guard=lock&scope=read", ["52 30", "9210 8550", "3643080 3606120"]),
        ("&guard=lock", ["12 0", "360 0", "20160 0"]),
        ("&guard=lock&scope=task", ["2 0", "6 0", "24 0"]),
        ("&guard=cas", ["20 0", "2520 0", "1289808 0"]),
        ("&guard=pipe", ["6 0", "90 0", "2520 0"]),
    ] {
        for (buyers, numbers) in (2..).zip(of) {
            let go = format!(
                "__probe.explored.length = 0; history.pushState(null, '', '?buyers={buyers}{query}&view=explore&lang=en');
                 dispatchEvent(new PopStateEvent('popstate'))"
            );
            page.js(&go).await?;
            let told = explored(page).await?["schedules"].clone();
            let said = [&told["total"], &told["wrong"]].map(|number| number.as_str().unwrap_or_default()).join(" ");
            ensure!(said == numbers, "{buyers} buyers{query}: {said}, not {numbers}");
        }
    }
    Ok(())
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

/// What is said of a buyer's step, once it is counted.
async fn then(page: &Page, buyer: u32) -> Result<[String; 2]> {
    let selector = format!("#then-{buyer}");
    let odds = wait_for("what a step does is counted", 10, async || {
        let odds = page
            .js(&format!(
                "const {{ total, wrong }} = document.querySelector('{selector}').dataset; return [total, wrong]"
            ))
            .await?;
        Ok(odds[0].is_string().then_some(odds))
    })
    .await?;
    Ok([0, 1].map(|at| odds[at].as_str().unwrap_or_default().to_owned()))
}

/// On request each button says what its step does, exactly, before and after a turn; everybody's next line is marked.
async fn steps_tell_what_they_do(page: &Page) -> Result<()> {
    page.open("buyers=3&view=explore&lang=en").await?;
    explored(page).await?;
    ensure!(page.count("[id^='then-']").await? == 0, "told without being asked");
    page.find("#show-odds").await?.click().await?;
    ensure!(then(page, 1).await? == ["384", "336"], "{:?}", then(page, 1).await?);
    take(page, &[1, 1, 2]).await?;
    ensure!(then(page, 1).await? == ["3", "0"] && then(page, 2).await? == ["16", "16"], "not those of this moment");
    let said = page.text("#then-2").await?;
    ensure!(said == "then 16 of 16 are wrong: lost", "{said}");
    let marked = page.js("return [...document.querySelectorAll('.people .listing .here code')].map((line) => line.textContent.trim())").await?;
    ensure!(
        marked == json!(["count.value = seen - 1", "seen = count.value", "print(count.value, \"left\")"]),
        "{marked}"
    );
    page.open("buyers=6&view=explore&lang=en").await?;
    explored(page).await?;
    take(page, &[4]).await?;
    let all = page.js("return [...document.querySelectorAll('#scheduler .listing .here [aria-hidden]')].map((sign) => sign.textContent.trim())").await?;
    ensure!(all == json!(["1–3 5 6 ▶", "4 ▶"]), "{all}");
    Ok(())
}

async fn standing(page: &Page) -> Result<String> {
    let met = page.js("return document.querySelector('#challenge-standing')?.dataset.met ?? null").await?;
    Ok(met.as_str().unwrap_or("none").to_owned())
}

/// A challenge sets its scenario, any way of reaching its goal counts, and the explorer ends the one that no run can.
async fn challenges_are_met(page: &Page) -> Result<()> {
    page.open("buyers=5&guard=cas&view=explore&lang=en").await?;
    page.find("[data-challenge='oversell']").await?.click().await?;
    wait_for("its scenario is set", 5, async || Ok((page.count("[data-take]").await? == 3).then_some(()))).await?;
    says(page, "1152", "1008").await?;
    ensure!(standing(page).await? == "false", "met before it began");
    // Each is interrupted once and again: it oversells, but not so.
    take(page, &[1, 2, 1, 2, 1, 2, 3, 3]).await?;
    ensure!(standing(page).await? == "false", "met with many preemptions");
    page.find("#restart").await?.click().await?;
    take(page, &[3, 3, 2, 2, 2, 3, 1, 1]).await?;
    ensure!(standing(page).await? == "true", "not met by another way than the shortest");
    page.find("[data-challenge='proof']").await?.click().await?;
    wait_for("its scenario is set", 5, async || Ok((page.count("[data-take]").await? == 4).then_some(()))).await?;
    ensure!(standing(page).await? == "false", "met by itself");
    page.find("#prove").await?.click().await?;
    wait_for("it is proved", 10, async || Ok((standing(page).await? == "true").then_some(()))).await?;
    let said = page.text("#challenge-standing").await?;
    ensure!(said.starts_with("Done. 0 of 20,160: no schedule can oversell."), "{said}");
    ensure!(page.text("[data-challenge='oversell']").await?.contains('✓'), "what was met is forgotten");
    page.find("[data-challenge='deadlock']").await?.click().await?;
    wait_for("its scenario is set", 5, async || Ok((page.count("[data-take]").await? == 3).then_some(()))).await?;
    says(page, "103032", "101820").await
}

/// By arrow keys and Enter through the graph; as a table; and where there are too many states, the reason.
async fn the_graph_is_walked(page: &Page) -> Result<()> {
    page.open("buyers=3&view=explore&lang=en").await?;
    explored(page).await?;
    ensure!(page.count("#states [data-state]").await? == 25, "not every state is drawn");
    page.js("document.querySelector('#states [tabindex=\"0\"]').focus()").await?;
    let press =
        async |key: Key| -> Result<()> { Ok(page.driver().action_chain().send_keys(key + "").perform().await?) };
    press(Key::Right).await?;
    press(Key::Enter).await?;
    wait_for("a turn was taken", 5, async || {
        Ok((page.count("[data-jump='1'][aria-current=step]").await? == 1).then_some(()))
    })
    .await?;
    let spoken = page.js("return document.activeElement.getAttribute('aria-label')").await?;
    let expected = "After turn 1: the record says 1, sold 0. 2 × next: looks how many are left; 1 × next: reads the count. From here 336 of 384 are wrong (87.5 %). You are here.";
    ensure!(spoken == expected, "{spoken}");
    ensure!(page.text("#states-here").await? == expected, "not said to those who see");
    press(Key::Left).await?;
    press(Key::Enter).await?;
    wait_for("it is taken back", 5, async || {
        Ok((page.count("[data-jump='0'][aria-current=step]").await? == 1).then_some(()))
    })
    .await?;
    page.find("#states-table").await?.click().await?;
    ensure!(page.count("#states tbody tr").await? == 25, "not every state is in the table");
    ensure!(page.count("#states tr[aria-current=step]").await? == 1, "the present is not marked");
    page.open("buyers=8&view=explore&lang=en").await?;
    wait_for("it is there", 20, async || Ok((page.count("#states").await? == 1).then_some(()))).await?;
    let why = page.text("#states .hint").await?;
    ensure!(page.count("#states svg").await? == 0 && why.starts_with("There are more than 250 states."), "{why}");
    Ok(())
}

/// A run on real workers is a measure of its own, and one goes on by hand from any of its instants; what was played so far
/// has a link.
async fn from_a_run_of_the_race(page: &Page) -> Result<()> {
    page.open("buyers=3&speed=20&lang=en").await?;
    page.run(20).await?;
    page.wait_until("done", 10).await?;
    ensure!(page.count("#by-hand").await? == 0, "offered at the end");
    page.find("#to-start").await?.click().await?;
    for _ in 0..8 {
        page.js("document.querySelector('#next-event').dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }))").await?;
    }
    page.find("#by-hand").await?.click().await?;
    wait_for("it goes on from there", 20, async || Ok((page.count("#begun").await? == 1).then_some(()))).await?;
    let begun = page.text("#begun").await?;
    ensure!(begun.contains("after 8 of its steps"), "{begun}");
    let real = page.text("[data-measure='real']").await?;
    ensure!(real.contains("of 1 runs"), "{real}");
    page.find("[data-take]:not(:disabled)").await?.click().await?;
    ensure!(page.count("[data-jump='1'][aria-current=step]").await? == 1, "no step was taken");
    page.find("#open-played").await?.click().await?;
    wait_for("the run is opened", 10, async || {
        Ok((page.count("#view-race[aria-current=page]").await? == 1 && page.count("#by-hand").await? == 1)
            .then_some(()))
    })
    .await?;
    // Left open, it has a link that opens as far as it was played, and can be gone on with.
    let link = page.js("return location.href").await?.as_str().context("no address")?.to_owned();
    ensure!(link.contains("#t=1."), "{link}");
    page.driver().goto("about:blank").await?;
    page.driver().goto(&link).await?;
    wait_for("it opens", 20, async || Ok((page.count("#by-hand").await? == 1).then_some(()))).await?;
    page.find("#by-hand").await?.click().await?;
    wait_for("it goes on from there", 20, async || Ok((page.count("#begun").await? == 1).then_some(()))).await?;
    page.find("#afresh").await?.click().await?;
    wait_for("it begins afresh", 5, async || Ok((page.count("#begun").await? == 0).then_some(()))).await?;
    says(page, "1152", "1008").await
}

/// Nothing is wider than a phone.
async fn fits_a_phone(page: &Page) -> Result<()> {
    for query in ["buyers=15&view=explore&lang=en", "buyers=3&view=explore&lang=zh&guard=lock&scope=write"] {
        page.open(query).await?;
        explored(page).await?;
        let beyond = "document.documentElement.style.width = '360px';
            return [...document.querySelectorAll('#explore, #explore *')].filter((element) =>
                !element.closest('.outcomes, .graph > *, .visually-hidden') && element.getBoundingClientRect().right > 360).map(({ outerHTML }) => outerHTML.slice(0, 80))";
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
pub fn explore() -> Result<()> {
    each_browser("explore", async |page: &Page| {
        steps!(
            page,
            explores_by_itself,
            counts_what_the_library_counts,
            explores_when_asked,
            two_hundred_buyers,
            more_buyers_than_lanes,
            the_reader_schedules,
            who_waits_says_why,
            steps_tell_what_they_do,
            challenges_are_met,
            the_graph_is_walked,
            from_a_run_of_the_race,
            fits_a_phone,
            in_a_frame
        )
    })
}
