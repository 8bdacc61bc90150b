//! Cancel works at any moment, and leaves nothing behind.

use anyhow::{Result, ensure};
use oversold_e2e::{Page, each_browser, steps};

async fn nobody_is_left(page: &Page) -> Result<()> {
    let left = page.js("return __probe.workers.length - __probe.ended").await?;
    ensure!(left == 0, "{left} workers are left");
    Ok(())
}

async fn cancel_while_running_and_while_waiting_for_the_lock(page: &Page) -> Result<()> {
    for query in ["search=60000", "guard=lock&search=0&pay=60000", "guard=join&pay=60000"] {
        page.open(query).await?;
        page.press_run().await?;
        page.wait_until("running", 10).await?;
        page.find("#cancel").await?.click().await?;
        page.wait_until("cancelled", 1).await?;
        nobody_is_left(page).await?;
    }
    page.open("speed=20").await?;
    let result = page.run(20).await?;
    ensure!(result["verdict"]["sold"] == 15, "the next run: {result}");
    Ok(())
}

async fn twenty_times_run_and_cancel(page: &Page) -> Result<()> {
    page.open("buyers=12&speed=10").await?;
    for _ in 0..20 {
        page.press_run().await?;
        page.js("document.querySelector('#cancel')?.click()").await?;
        page.wait_until("cancelled", 2).await?;
        nobody_is_left(page).await?;
    }
    let result = page.run(20).await?;
    ensure!(result["verdict"]["sold"] == 12, "the run after that: {result}");
    Ok(())
}

/// Cancel, once and again.
pub fn cancel() -> Result<()> {
    each_browser("cancel", async |page: &Page| {
        steps!(page, cancel_while_running_and_while_waiting_for_the_lock, twenty_times_run_and_cancel)
    })
}
