//! Lessons, from the first step to the last by keyboard alone, with the answers that each gives in its test of itself; what is
//! handed in, and looked at; and what the page around a frame is told.

#[path = "../../support/lessons.rs"]
pub mod lessons;

use anyhow::{Context, Result, ensure};
use oversold::lesson::{Answer, Explanation, Lesson, Prediction, Step, Task};
use oversold::scenario::{Choice, Scope, Topic};
use oversold_e2e::browser::{Kind, variable};
use oversold_e2e::host::{frame, heard, host, tell};
use oversold_e2e::{Page, each_browser, steps, wait_for};
use serde_json::Value;
use thirtyfour::Key;
use xtask::server::Headers;

/// Presses Enter on this.
pub async fn press(page: &Page, selector: &str) -> Result<()> {
    page.find(selector)
        .await
        .with_context(|| format!("no {selector}"))?
        .send_keys(Key::Enter + "")
        .await
        .context(selector.to_owned())
}

/// Waits until a script says that it is so.
pub async fn until(page: &Page, what: &str, is: &str) -> Result<()> {
    wait_for(what, 40, async || Ok((page.js(is).await? == true).then_some(()))).await
}

async fn opened(page: &Page, query: &str) -> Result<()> {
    page.open(query).await?;
    until(page, "the lesson has come", "return document.querySelector('#step-title') !== null").await
}

/// Puts things in an order by the buttons beside them.
async fn order(page: &Page, wanted: &[usize]) -> Result<()> {
    for (place, item) in wanted.iter().enumerate() {
        let at = format!(
            "return [...document.querySelectorAll('.order li')].findIndex((it) => it.dataset.item === '{}')",
            item + 1
        );
        while page.js(&at).await?.as_u64().context("nowhere")? > place as u64 {
            press(page, &format!(".order li[data-item='{}'] .shift button:first-child", item + 1)).await?;
        }
    }
    Ok(())
}

/// Moves the lock: the end that has to give way first, first.
async fn place(page: &Page, wanted: Scope) -> Result<()> {
    let scope = "return document.querySelector('.repair').dataset.scope";
    for _ in 0..20 {
        let now = page.js(scope).await?;
        let now = now.as_str().and_then(Scope::parse).context("the lock is nowhere")?;
        let way = match () {
            () if now.to() < wanted.to() => "release-down",
            () if now.from() > wanted.from() => "acquire-up",
            () if now.from() < wanted.from() => "acquire-down",
            () if now.to() > wanted.to() => "release-up",
            () => return Ok(()),
        };
        press(page, &format!("[data-move={way}]")).await?;
        until(
            page,
            "the lock moves",
            &format!("return document.querySelector('.repair').dataset.scope !== '{}-{}'", now.from(), now.to()),
        )
        .await?;
    }
    anyhow::bail!("the lock does not come to its place")
}

/// Gives an answer.
async fn answer(page: &Page, step: &Step, answer: &Answer) -> Result<()> {
    match (answer, &step.task) {
        (Answer::Number(number), Task::Predict { prediction: Prediction::Number { range, .. }, .. }) => {
            let slider = page.find("#number").await?;
            // From the other end, so that it is touched in any case.
            slider.send_keys(Key::End + "").await?;
            for _ in *number..range.1 {
                slider.send_keys(Key::Left + "").await?;
            }
            press(page, "#commit").await
        }
        (Answer::Chosen(chosen), _) => {
            page.find(&format!("input[name=option][value='{}']", chosen + 1)).await?.send_keys(" ").await?;
            press(page, "#commit").await
        }
        (Answer::Bars(bars), _) => {
            for (at, bar) in (1..).zip(bars) {
                let slider = page.find(&format!(".bars li:nth-child({at}) input")).await?;
                slider.send_keys(Key::Right.value().to_string().repeat(*bar as usize)).await?;
            }
            press(page, "#commit").await
        }
        (Answer::Ordered(wanted), _) => {
            order(page, wanted).await?;
            press(page, "#commit").await
        }
        (Answer::Ran(_), _) => press(page, "#run-step").await,
        (Answer::Played(turns), _) => {
            until(page, "the scheduler has come", "return document.querySelector('[data-take]') !== null").await?;
            for id in turns {
                press(page, &format!("[data-take='{id}']")).await?;
            }
            Ok(())
        }
        (Answer::Placed(scope), _) => {
            place(page, *scope).await?;
            press(page, "#commit").await
        }
        (Answer::Counted, _) => press(page, "#count").await,
        (Answer::Words(words), Task::Explain { by: Explanation::Words(_), .. }) => {
            page.find("#words").await?.send_keys(words).await?;
            press(page, "#commit").await
        }
        other => anyhow::bail!("nobody knows how to answer {other:?}"),
    }
}

/// From the first step to the last. Gives the link that would be handed in.
pub async fn walk(page: &Page, lesson: &Lesson, axe: Option<&str>) -> Result<String> {
    for (at, step) in lesson.steps.iter().enumerate() {
        let place = format!("{}, step {}, {}", lesson.topic.name(), at + 1, step.kind());
        until(page, &place, &format!("return document.querySelector('#lesson').dataset.step === '{}'", at + 1)).await?;
        let test = lesson.tests.iter().find(|test| test.step == at && test.met).context("no answer passes")?;
        let given = Answer::read(step, &test.answer).map_err(anyhow::Error::msg)?;
        answer(page, step, &given).await.with_context(|| place.clone())?;
        if let Err(error) =
            until(page, &place, "return document.querySelector('#outcome').dataset.standing === 'done'").await
        {
            anyhow::bail!("{error}: {}", page.text("#lesson").await?);
        }
        if let Some(axe) = axe {
            super::accessibility::check(page, axe, &place).await?;
        }
        press(page, "#next").await?;
    }
    until(page, "the link is written", "return document.querySelector('#lesson .hand-in') !== null").await?;
    let [done, steps] =
        ["done", "steps"].map(|name| format!("return document.querySelector('#lesson').dataset.{name}"));
    ensure!(page.js(&done).await? == page.js(&steps).await?, "{} steps are done", page.js(&done).await?);
    if let Some(axe) = axe {
        super::accessibility::check(page, axe, "handing in").await?;
    }
    Ok(page
        .js("return document.querySelector('#lesson .hand-in').dataset.link")
        .await?
        .as_str()
        .context("no link")?
        .to_owned())
}

/// The query and hash of a link to this page.
fn behind(link: &str) -> Result<&str> {
    link.split_once('?').map(|(_, behind)| behind).context("no query")
}

/// The rows of the table: how many steps are done in each, and what is said of it.
async fn rows(page: &Page) -> Result<Value> {
    until(page, "they are read", "return document.querySelector('#check tbody tr') !== null && document.querySelector('#look')?.disabled === false").await?;
    page.js("return [...document.querySelectorAll('#check tbody tr')].map((row) => [row.dataset.done ?? null, row.cells[row.cells.length - 1].innerText])").await
}

pub fn every_lesson_by_keyboard() -> Result<()> {
    each_browser("lessons", async |page: &Page| {
        page.resize(360, 740).await?;
        let axe = std::fs::read_to_string(variable("AXE")?)?;
        let mut links = Vec::new();
        for (topic, name) in Topic::ALL {
            let lesson = lessons::lesson(*topic);
            // Each in one language here, and in the other elsewhere.
            let lang = if (links.len() % 2 == 0) == (page.browser().kind == Kind::Chromium) { "zh" } else { "en" };
            opened(page, &format!("view=learn&lesson={name}&lang={lang}")).await?;
            super::accessibility::check(page, &axe, name).await?;
            let axe = (*topic == Topic::Race).then_some(axe.as_str());
            links.push(walk(page, &lesson, axe).await?);
        }
        page.usual_size().await?;
        handed_in(page, &links).await?;
        super::accessibility::check(page, &axe, "what was handed in").await
    })
}

/// A text with a checksum that fits, and fourteen million bytes in it.
fn bomb() -> Result<String> {
    let bytes = vec![0; 14_000_000];
    let text = oversold::trace::seal(&bytes, Some(&miniz_oxide::deflate::compress_to_vec(&bytes, 6)));
    ensure!(text.len() < 20_000, "it has {} characters", text.len());
    Ok(text)
}

/// What was handed in is looked at: as a link, many at once, altered, and made to be unpacked without end.
async fn handed_in(page: &Page, links: &[String]) -> Result<()> {
    page.open(behind(&links[0])?).await?;
    let found = rows(page).await?;
    ensure!(found == serde_json::json!([["9", ""]]), "{found}");
    let altered = {
        let mut letters: Vec<char> = links[1].chars().collect();
        let at = letters.len() - 40;
        letters[at] = if letters[at] == 'A' { 'B' } else { 'A' };
        letters.into_iter().collect::<String>()
    };
    let bomb = format!("https://example.com/#h={}", bomb()?);
    let pasted = [&links.join("\n"), &altered, "Dear teacher", &links[0], &bomb].join("\n");
    page.open("view=check&lang=en").await?;
    until(page, "it has come", "return document.querySelector('#pasted') !== null").await?;
    let paste = "const area = document.querySelector('#pasted'); area.value = arguments[0]; area.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    page.js_with(paste, vec![pasted.into()]).await?;
    press(page, "#look").await?;
    let found = rows(page).await?;
    let row = |at: usize| (found[at][0].clone(), found[at][1].as_str().unwrap_or_default().to_owned());
    ensure!(found.as_array().is_some_and(|rows| rows.len() == links.len() + 4), "{found}");
    for at in 1..links.len() {
        let steps = lessons::lesson(Topic::ALL[at].0).steps.len().to_string();
        ensure!(row(at) == (steps.into(), String::new()), "line {}: {:?}", at + 1, row(at));
    }
    ensure!(row(0).1 == "The same as line 10." && row(9).1 == "The same as line 1.", "{found}");
    ensure!(row(7).1 == "Cut or altered: the checksum does not fit.", "{found}");
    ensure!(row(8).1.starts_with("No hand-in"), "{found}");
    ensure!(row(10).1 == "The checksum fits, but the content makes no sense.", "{found}");
    page.find("#filter").await?.send_keys("CAS").await?;
    wait_for("one is left", 5, async || Ok((page.count("#check tbody tr").await? == 1).then_some(()))).await
}

/// A lesson goes on where it was left, opens at any step, and is forgotten when that is asked for.
async fn goes_on(page: &Page) -> Result<()> {
    opened(page, "view=learn&lesson=race.4&lang=en").await?;
    ensure!(page.text("#step-title").await?.starts_with("4 of 9"), "{}", page.text("#step-title").await?);
    press(page, "#count").await?;
    until(page, "it is counted", "return document.querySelector('#outcome').dataset.standing === 'done'").await?;
    let proof =
        page.js("const { total, wrong } = document.querySelector('#proof').dataset; return [total, wrong]").await?;
    ensure!(proof == serde_json::json!(["20", "12"]), "{proof}");
    opened(page, "view=learn&lesson=race.40&lang=en").await?;
    let said = page.text("#no-step").await?;
    ensure!(said == "The link asks for step 40; this lesson has 9. Here is its end.", "{said}");
    opened(page, "view=learn&lang=en").await?;
    ensure!(page.text("#step-title").await?.starts_with("1 of 9"), "not the first that is not done");
    // What every schedule comes to is counted anew.
    until(page, "it is not forgotten", "return document.querySelector('#lesson').dataset.done === '1'").await?;
    press(page, "[data-go='10']").await?;
    for (sheet, keys) in [("#sheet", false), ("#sheet-key", true)] {
        press(page, sheet).await?;
        until(page, "all steps are there", "return document.querySelectorAll('.worksheet section').length === 9")
            .await?;
        ensure!(
            (page.count(".worksheet .key").await? == 9) == keys,
            "{sheet}: {} answers",
            page.count(".worksheet .key").await?
        );
        press(page, "#sheet-back").await?;
    }
    // Asked twice: it cannot be taken back.
    press(page, "#erase").await?;
    ensure!(page.js("return document.querySelector('#lesson').dataset.done").await? == "1", "it is forgotten at once");
    press(page, "#erase").await?;
    until(page, "it is forgotten", "return document.querySelector('#lesson').dataset.done === '0'").await
}

/// Nobody runs before having said what to expect; then both stand side by side.
async fn predicts_first(page: &Page) -> Result<()> {
    opened(page, "view=learn&lesson=race.2&lang=en").await?;
    ensure!(page.count("#run-step").await? == 0 && page.count("#predict-first").await? == 1, "it can be run");
    ensure!(
        page.js("return getComputedStyle(document.querySelector('.stage')).display").await? == "none",
        "the stage is there"
    );
    press(page, "#predict-first").await?;
    let slider = page.find("#number").await?;
    slider.send_keys(Key::Right + "").await?;
    press(page, "#commit").await?;
    ensure!(page.text("#outcome").await? == "Your prediction is kept. Now run it.", "{}", page.text("#outcome").await?);
    press(page, "#next").await?;
    press(page, "#run-step").await?;
    until(page, "it has run", "return document.querySelector('#outcome').dataset.standing === 'done'").await?;
    let compared = page.text("#outcome .compared").await?;
    ensure!(compared == "You said 1. It was 15.", "{compared}");
    ensure!(page.text("#verdict").await?.contains("14 oversold"), "{}", page.text("#verdict").await?);
    press(page, "#back").await?;
    ensure!(page.text("#outcome .compared").await? == compared, "it is not compared there");
    ensure!(page.count("#commit").await? == 0, "it can be said anew");
    Ok(())
}

/// Hints come after attempts that failed, one at a time.
async fn hints(page: &Page) -> Result<()> {
    opened(page, "view=learn&lesson=race.7&lang=en").await?;
    press(page, "#commit").await?;
    until(page, "it is counted", "return document.querySelector('#outcome').dataset.standing === 'missed'").await?;
    ensure!(page.count("#outcome .hints li").await? == 1, "not one hint");
    ensure!(page.js("return +document.querySelector('#proof').dataset.wrong > 0").await? == true, "nothing is wrong");
    Ok(())
}

/// By hand: nothing is missed before the run is over, and what was done stays done, whatever is tried afterwards.
async fn by_hand(page: &Page) -> Result<()> {
    opened(page, "view=learn&lesson=race.3&lang=en").await?;
    let standing = "return document.querySelector('#outcome').dataset.standing";
    let is_done = "return document.querySelector('[data-go=\"3\"]').innerText === '✓'";
    until(page, "the scheduler has come", "return document.querySelector('[data-take]') !== null").await?;
    for id in [1, 1, 1] {
        press(page, &format!("[data-take='{id}']")).await?;
        ensure!(page.count("#outcome .hints").await? == 0, "a hint before it is over");
    }
    for id in [2, 2] {
        press(page, &format!("[data-take='{id}']")).await?;
    }
    until(page, "it is missed", "return document.querySelectorAll('#outcome .hints li').length === 1").await?;
    press(page, "#restart").await?;
    for id in [1, 1, 2, 2, 2, 1] {
        press(page, &format!("[data-take='{id}']")).await?;
    }
    until(page, "it is done", is_done).await?;
    press(page, "#restart").await?;
    press(page, "[data-take='2']").await?;
    ensure!(page.js(is_done).await? == true, "it is not done any more");
    press(page, "#next").await?;
    press(page, "#back").await?;
    ensure!(page.js(standing).await? == "done" && page.js(is_done).await? == true, "it was forgotten");
    // The focus goes to where the reader reads on.
    ensure!(page.js("return document.activeElement.id").await? == "step-title", "the focus is lost");
    Ok(())
}

/// What is typed as a name is handed in at once; another name takes back runs under a class code.
async fn names(page: &Page) -> Result<()> {
    opened(page, "view=learn&lesson=race.10&lang=en").await?;
    let link = "return document.querySelector('#lesson .hand-in')?.dataset.link ?? ''";
    wait_for("a link", 5, async || Ok((page.js(link).await? != "").then_some(()))).await?;
    let before = page.js(link).await?;
    page.find("#name").await?.send_keys("<b>Ada</b>").await?;
    wait_for("another link", 5, async || Ok((page.js(link).await? != before).then_some(()))).await?;
    let link = page.js(link).await?.as_str().context("no link")?.to_owned();
    page.open(behind(&link)?).await?;
    rows(page).await?;
    ensure!(page.text("#check tbody th").await? == "<b>Ada</b>", "{}", page.text("#check tbody th").await?);
    Ok(())
}

pub fn learning() -> Result<()> {
    each_browser("learning", async |page: &Page| steps!(page, goes_on, predicts_first, hints, by_hand, names))
}

/// The lesson that a narrow frame leads through, with the way to hand it in behind its last step.
async fn in_a_frame(page: &Page) -> Result<()> {
    page.driver().enter_frame(0).await?;
    until(page, "the lesson has come", "return document.querySelector('#step-title') !== null").await?;
    walk(page, &lessons::lesson(Topic::Race), None).await?;
    Ok(page.driver().enter_default_frame().await?)
}

/// Every lesson, from its first step to its last, in one language after the other.
pub async fn every_lesson(page: &Page) -> Result<()> {
    for (at, (topic, name)) in Topic::ALL.iter().enumerate() {
        let lang = if at % 2 == 0 { "zh" } else { "en" };
        opened(page, &format!("view=learn&lesson={name}.1&lang={lang}")).await?;
        walk(page, &lessons::lesson(*topic), None).await?;
    }
    Ok(())
}

/// In a frame: the page around it is told of every step; of what would be handed in, only once it has said hello.
pub fn lessons_in_frames() -> Result<()> {
    each_browser("lessons in frames", async |page: &Page| {
        let (_server, url) =
            host("course", &frame(page, "view=learn&lesson=race.1&lang=en&embed=1", ""), Headers::Plain)?;
        page.resize(360, 740).await?;
        page.driver().goto(&url).await?;
        let expect = |told: &Value, expected: Value| {
            let seen = ["lesson", "step", "steps", "done", "handin"].map(|name| told[name].clone());
            ensure!(Value::from(seen.to_vec()) == expected, "{told}");
            Ok(())
        };
        expect(&heard(page, "lesson").await?, serde_json::json!(["race", 1, 9, false, null]))?;
        in_a_frame(page).await?;
        let last = page.js("return heard.filter(({ type }) => type === 'lesson').at(-1)").await?;
        expect(&last, serde_json::json!(["race", 9, 9, true, null]))?;
        tell(page, "{ ns: 'oversold', v: 1, type: 'hello' }").await?;
        let handed_in = wait_for("what was done is handed in", 10, async || {
            let last =
                page.js("return heard.findLast(({ type, handin }) => type === 'lesson' && handin) ?? null").await?;
            Ok(last["handin"].as_str().map(str::to_owned))
        });
        let handed_in = handed_in.await?;
        page.usual_size().await?;
        page.open(behind(&handed_in)?).await?;
        let found = rows(page).await?;
        ensure!(found == serde_json::json!([["9", ""]]), "{found}");
        Ok(())
    })
}
