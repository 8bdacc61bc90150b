//! Links: everything on the page is in its address, and what cannot be used is said.

use anyhow::{Result, ensure};
use oversold_e2e::{Page, each_browser, steps};
use thirtyfour::Key;

/// A notice: its parameter, and what its text must contain.
type Expected = (&'static str, &'static [&'static str]);

/// Queries, each with its notices.
const BAD: [(&str, &[Expected]); 4] = [
    (
        "tickets=-1&buyers=0&guard=magic&colour=red&speed=0&r=2",
        &[
            ("tickets", &["-1", "0–60000", "1"]),
            ("buyers", &["0", "1–"]),
            ("guard", &["magic", "none, lock", "none"]),
            ("colour", &["colour", "red", "tickets"]),
            ("speed", &["0.1–1000", "0.1"]),
            ("r", &["2", "1"]),
        ],
    ),
    (
        "tickets=abc&buyers=101&engine=workers&store=file&guard=pipe",
        &[
            ("tickets", &["abc", "0–60000"]),
            ("buyers", &["101", "1–100"]),
            ("store", &["file", "guard=none, lock, join, queue"]),
        ],
    ),
    ("tickets=99999999&scope=write", &[("tickets", &["99999999", "60000"]), ("scope", &["write", "guard=lock"])]),
    ("tickets=2&tickets=3", &[("tickets", &["twice", "3", "2"])]),
];

async fn what_cannot_be_used_is_said(page: &Page) -> Result<()> {
    for (query, notices) in BAD {
        page.open(&format!("lang=en&{query}")).await?;
        for (name, texts) in notices {
            let notice = page.text(&format!("#notices [data-notice={name}]")).await?;
            for text in *texts {
                ensure!(notice.contains(text), "{query}: {text:?} is not in {notice:?}");
            }
        }
    }
    page.find("#notices [data-notice=tickets] button").await?.click().await?;
    ensure!(page.count("#notices .notice").await? == 0, "a dismissed notice is still there");
    let result = page.run(20).await?;
    ensure!(result["verdict"]["sold"] == 15, "{result}");
    Ok(())
}

async fn query(page: &Page) -> Result<String> {
    Ok(page.js("return location.search").await?.as_str().unwrap_or_default().to_owned())
}

async fn set(page: &Page, name: &str, value: &str) -> Result<()> {
    let field = page.find(&format!("input[name={name}]")).await?;
    field.click().await?;
    field.send_keys(Key::Control + "a").await?;
    field.send_keys(value).await?;
    Ok(field.send_keys(Key::Tab).await?)
}

async fn the_address_says_what_is_on_the_page(page: &Page) -> Result<()> {
    page.open("buyers=15&tickets=1&speed=1.0").await?;
    ensure!(query(page).await?.is_empty(), "not canonical: {}", query(page).await?);
    set(page, "tickets", "7").await?;
    page.more().await?;
    set(page, "pay", "250").await?;
    page.js("document.querySelector('input[name=guard][value=lock]').click()").await?;
    page.js("document.querySelector('input[name=scope][value=write]').click()").await?;
    ensure!(query(page).await? == "?tickets=7&guard=lock&scope=write&pay=250", "{}", query(page).await?);
    // What is refused is said, and the field shows what is used.
    set(page, "buyers", "100000000").await?;
    ensure!(page.text("[data-notice=buyers]").await?.contains("100000000"), "no notice");
    set(page, "buyers", "many").await?;
    ensure!(page.text("[data-notice=buyers]").await?.contains("many"), "no notice");
    let shown = page.js("return document.querySelector('input[name=buyers]').value").await?;
    ensure!(shown == "1000000" && query(page).await?.contains("buyers=1000000"), "after a slip: {shown}");
    page.driver().refresh().await?;
    page.wait_until("idle", 20).await?;
    let shown = page.js("return document.querySelector('input[name=tickets]').value").await?;
    ensure!(shown == "7", "after a reload: {shown}");
    Ok(())
}

async fn presets_set_the_story(page: &Page) -> Result<()> {
    // Each is a whole scenario; the speed is the reader's.
    page.open("buyers=4&jitter=7&speed=50").await?;
    let pressed = "return [...document.querySelectorAll('[data-preset][aria-pressed=true]')].map(({ dataset }) => dataset.preset)";
    ensure!(page.js(pressed).await? == serde_json::json!([]), "pressed: {}", page.js(pressed).await?);
    for (preset, expected) in [
        ("lock", "guard=lock&"),
        ("join", "guard=join&"),
        ("small", "guard=lock&scope=write&"),
        ("torn", "tickets=15&store=file&pay=0&jitter=2&"),
        ("none", ""),
    ] {
        page.example(preset).await?;
        ensure!(query(page).await? == format!("?{expected}speed=50"), "{}", query(page).await?);
        ensure!(page.js(pressed).await? == serde_json::json!([preset]), "pressed: {}", page.js(pressed).await?);
    }
    Ok(())
}

async fn autorun_runs_once(page: &Page) -> Result<()> {
    page.driver().goto(format!("{}?autorun=1&speed=20&buyers=3", page.url())).await?;
    page.wait_until("done", 20).await?;
    let results = page.js("return __probe.results.length").await?;
    ensure!(results == 1, "{results} results");
    Ok(())
}

/// Everything on the page is in its address.
pub fn links() -> Result<()> {
    each_browser("links", async |page: &Page| {
        steps!(
            page,
            what_cannot_be_used_is_said,
            the_address_says_what_is_on_the_page,
            presets_set_the_story,
            autorun_runs_once
        )
    })
}
