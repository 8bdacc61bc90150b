//! What the page takes for what five hundred students hand in: every run executed again, every schedule counted anew.

#[path = "../../../../support/lessons.rs"]
mod lessons;

use anyhow::{Context, Result, ensure};
use miniz_oxide::deflate::compress_to_vec;
use oversold::lesson::{Answer, HandIn};
use oversold::scenario::{Choice, Topic};
use oversold::trace::seal;
use oversold_e2e::{Page, wait_for};

const STUDENTS: usize = 500;

/// Presses the button; how long until the table is there, the longest frame meanwhile, and what is said.
const SCRIPT: &str = "return new Promise((done) => {
    const look = document.querySelector('#look'), begun = performance.now();
    let last = begun, worst = 0, busy = false;
    const next = (now) => {
        worst = Math.max(worst, now - last);
        last = now;
        if (busy && !look.disabled) return done([now - begun, worst, document.querySelector('#checked').innerText]);
        busy ||= look.disabled;
        requestAnimationFrame(next);
    };
    look.click();
    requestAnimationFrame(next);
})";

/// Measures one class, all lessons by turns.
pub async fn measure(page: &Page) -> Result<()> {
    let works: Vec<HandIn> = Topic::ALL.iter().map(|(topic, _)| done(*topic)).collect();
    let lines: Vec<String> = (1..=STUDENTS)
        .zip(works.iter().cycle())
        .map(|(number, work)| HandIn { name: format!("Student {number}"), ..work.clone() })
        .map(|work| seal(&work.encode(), Some(&compress_to_vec(&work.encode(), 6))))
        .collect();
    page.open("view=check&lang=en").await?;
    let there = async || Ok((page.count("#pasted").await? == 1).then_some(()));
    wait_for("the view has come", 20, there).await?;
    let paste = "const area = document.querySelector('#pasted'); area.value = arguments[0]; area.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    page.js_with(paste, vec![lines.join("\n").into()]).await?;
    let enabled = async || Ok((page.count("#look:enabled").await? == 1).then_some(()));
    wait_for("it can be looked at", 20, enabled).await?;
    let found = page.js(SCRIPT).await?;
    let number = |at: usize| found[at].as_f64().context("no time");
    let said = found[2].as_str().unwrap_or_default();
    ensure!(said.contains("500 lines. Not readable: 0."), "{said}");
    println!("{STUDENTS} hand-ins: {:.0} ms (target below 5000), the longest frame {:.0} ms", number(0)?, number(1)?);
    Ok(())
}

/// All of a lesson, done as its own test does it.
fn done(topic: Topic) -> HandIn {
    let lesson = lessons::lesson(topic);
    let mut work = HandIn::new(&lesson);
    for test in lesson.tests.iter().filter(|test| test.met) {
        work.answers[test.step] = Answer::read(&lesson.steps[test.step], &test.answer).ok();
    }
    work
}
