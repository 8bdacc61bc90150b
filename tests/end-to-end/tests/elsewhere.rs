//! What other programs make of what the page saves.

use crate::replay::files::{CATCH, saved};
use anyhow::{Context, Result, ensure};
use oversold_e2e::browser::variable;
use oversold_e2e::{Page, each_browser, steps, wait_for};
use serde_json::Value;
use std::fs;
use std::path::Path;
use xtask::server::{Headers, Options, Server};

/// Keeps what is warned of.
const WARNED: &str = "() => {
    const { warn } = console;
    window.warned = [];
    console.warn = (...what) => { warned.push(what.join(' ')); warn.apply(console, what); };
}";

/// speedscope opens the trace, with a profile for each buyer.
async fn a_trace_opens_in_speedscope(page: &Page) -> Result<()> {
    let viewer = variable("SPEEDSCOPE")?;
    let release = Path::new(&viewer).parent().context("no folder")?;
    let folder = std::env::temp_dir().join("oversold-hosts").join(format!("speedscope-{}", page.browser().kind.name()));
    fs::create_dir_all(&folder)?;
    for file in fs::read_dir(release)? {
        let file = file?;
        if file.file_type()?.is_file() {
            fs::copy(file.path(), folder.join(file.file_name()))?;
        }
    }
    // Where there is no graphics card it imports all the same.
    page.expect_error("WebGL");
    let server = Server::start(&folder, Options { headers: Headers::Plain, ..Options::default() })?;
    for query in ["guard=lock&buyers=4&jitter=50", "guard=queue&buyers=3", "guard=pipe&buyers=3", "store=file&buyers=3"]
    {
        page.open(&format!("{query}&engine=virtual&speed=1000&lang=en")).await?;
        page.js(CATCH).await?;
        page.run(20).await?;
        page.wait_until("done", 10).await?;
        let (name, trace) = saved(page, "perfetto").await?;
        let events: Value = serde_json::from_str(&trace)?;
        let buyers = events["traceEvents"].as_array().context("no events")?;
        let names = buyers.iter().filter(|event| event["name"] == "thread_name").count();
        ensure!(buyers.iter().all(|event| event["cat"] == "oversold"), "an event without a category");
        fs::write(folder.join("saved.json"), &trace)?;
        page.driver().goto("about:blank").await?;
        let warned = page.driver().bidi().await?.script().add_preload_script(WARNED).await?;
        page.driver().goto(format!("{}index.html#profileURL=saved.json&title={name}", server.url())).await?;
        // Its name, and which of how many threads it shows.
        let told = wait_for("speedscope shows the trace", 20, async || {
            let told = page.js("return document.body.innerText.match(/\\(\\d+\\/\\d+\\)/)?.[0] ?? null").await?;
            Ok(told.as_str().map(str::to_owned))
        })
        .await
        .with_context(|| query.to_owned())?;
        ensure!(told == format!("(1/{names})"), "{query}, {names} threads: {told}");
        page.driver().bidi().await?.script().remove_preload_script(warned.script).await?;
        // It says so where stretches do not nest.
        let warned = page.js("return warned.filter((what) => /frame|Tried/.test(what))").await?;
        ensure!(warned == serde_json::json!([]), "{query}: {warned}");
        ensure!(page.js("return document.title").await?.as_str().is_some_and(|title| title.contains(&name)), "{name}");
    }
    Ok(())
}

/// What a reader's spreadsheet reads: where decimals have a comma, cells are separated by semicolons.
async fn a_table_is_written_as_the_place_writes(page: &Page) -> Result<()> {
    let there = "() => {
        const Real = Intl.NumberFormat;
        Intl.NumberFormat = function (_, how) { return new Real('de', how); };
    }";
    let bidi = page.driver().bidi().await?;
    let german = bidi.script().add_preload_script(there).await?;
    let opened = page.open("engine=virtual&speed=1000&buyers=3&lang=en").await;
    bidi.script().remove_preload_script(german.script).await?;
    opened?;
    page.js(CATCH).await?;
    page.run(20).await?;
    page.wait_until("done", 10).await?;
    let (_, csv) = saved(page, "csv").await?;
    ensure!(csv.starts_with("atUs;buyer;action;") && !csv.contains(','), "{csv}");
    Ok(())
}

/// Each in its own program.
#[test]
fn elsewhere() {
    each_browser("elsewhere", async |page: &Page| {
        steps!(page, a_trace_opens_in_speedscope, a_table_is_written_as_the_place_writes)
    });
}
