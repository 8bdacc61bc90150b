//! Fifty runs in a row leave what three left, and what is opened and closed again leaves nothing.

use anyhow::{Result, ensure};
use oversold_e2e::{Page, each_browser, steps, wait_for};
use serde_json::Value;

/// Workers alive, listeners, bytes of the page's WebAssembly memory, elements but the log's, intervals and object URLs.
async fn footprint(page: &Page) -> Result<Value> {
    page.js("return [__probe.workers.length - __probe.ended, __probe.listeners,
                 __probe.wasm.memory.buffer.byteLength, document.querySelectorAll(':not(#log *)').length,
                 [__probe.intervals, __probe.urls]]")
        .await
}

async fn fifty_runs_leave_what_three_left(page: &Page) -> Result<()> {
    page.open("buyers=8&speed=200&guard=lock").await?;
    let mut after_three = Value::Null;
    for run in 1..=50 {
        let result = page.run(20).await?;
        page.wait_until("done", 5).await?;
        ensure!(result["verdict"]["sold"] == 1, "run {run}: {result}");
        let now = footprint(page).await?;
        ensure!(now[0] == 0, "run {run}: {} workers are left", now[0]);
        if run == 3 {
            after_three = now;
        } else if run == 50 {
            ensure!(now[1] == after_three[1], "listeners: {after_three} after three, {now} after fifty");
            ensure!(now[3] == after_three[3], "elements: {after_three} after three, {now} after fifty");
            ensure!(now[4] == after_three[4], "timers and addresses: {after_three} after three, {now} after fifty");
            // How full the heap's last page is depends on the race (each buyer who waited has one
            // event more), so one page is allowed: 47 runs that leaked anything would take more.
            let grown = now[2].as_u64().unwrap_or(u64::MAX) - after_three[2].as_u64().unwrap_or(0);
            ensure!(grown <= 65_536, "memory: {after_three} after three, {now} after fifty");
        }
    }
    Ok(())
}

/// Every view, and the dialog for sharing.
async fn what_is_opened_and_closed_leaves_nothing(page: &Page) -> Result<()> {
    page.open("buyers=3&speed=200&lang=en").await?;
    let mut after_two = Value::Null;
    for round in 1..=6 {
        for view in ["compare", "explore", "learn", "race"] {
            page.show(view).await?;
            wait_for(&format!("{view} is there"), 20, async || {
                let shown = page.js("return document.querySelector('#app').dataset.view").await?;
                Ok((shown == view && page.state().await? != "loading").then_some(()))
            })
            .await?;
        }
        page.find("#share-open").await?.click().await?;
        wait_for("the dialog", 20, async || Ok((page.count("#share pre").await? > 3).then_some(()))).await?;
        page.js("document.querySelector('#share').close()").await?;
        wait_for("it is empty", 20, async || Ok((page.count("#share pre").await? == 0).then_some(()))).await?;
        let now = footprint(page).await?;
        if round == 2 {
            after_two = now;
        } else if round == 6 {
            ensure!(now[1] == after_two[1], "listeners: {after_two} after two, {now} after six");
            ensure!(now[3] == after_two[3], "elements: {after_two} after two, {now} after six");
            ensure!(now[4] == after_two[4], "timers and addresses: {after_two} after two, {now} after six");
        }
    }
    Ok(())
}

/// Nothing grows.
pub fn leaks() -> Result<()> {
    each_browser("leaks", async |page: &Page| {
        steps!(page, fifty_runs_leave_what_three_left, what_is_opened_and_closed_leaves_nothing)
    })
}
