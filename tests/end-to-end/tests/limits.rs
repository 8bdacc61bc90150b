//! A hundred buyers, and more than the browser can carry.

use anyhow::{Result, ensure};
use oversold_e2e::{Kind, Page, each_browser, steps};

async fn a_hundred_buyers_start_run_and_end(page: &Page) -> Result<()> {
    page.open("buyers=100&search=200&pay=200&confirm=200").await?;
    for _ in 0..2 {
        let result = page.run(30).await?;
        ensure!(result["verdict"]["sold"] == 100 && result["verdict"]["failed"] == 0, "{result}");
        page.wait_until("done", 5).await?;
    }
    Ok(())
}

/// Chromium has address space for about 124 WebAssembly memories in one process. The test takes most
/// of it, so that not all buyers can start; Firefox has no such limit within reach.
async fn beyond_the_limit_some_buyers_start_and_the_page_says_how_many(page: &Page) -> Result<()> {
    if page.browser().kind != Kind::Chromium {
        return Ok(());
    }
    page.expect_error("Out of memory");
    page.open("buyers=100&search=50&pay=50&confirm=50").await?;
    page.js("window.held = []; try { while (held.length < 80) held.push(new WebAssembly.Memory({ initial: 1 })); } catch {}").await?;
    let result = page.run(30).await?;
    page.wait_until("done", 5).await?;
    let failed = result["verdict"]["failed"].as_u64().unwrap_or(0);
    ensure!(failed > 0, "everybody started: {result}");
    let notice = page.text("[data-notice=buyers]").await?;
    ensure!(notice.contains(&(100 - failed).to_string()), "{failed} failed, the notice says {notice}");
    ensure!(page.count("#failures li").await? as u64 == failed, "not everybody who failed is named");
    // With room again, everybody starts.
    page.open("buyers=20&speed=10").await?;
    let result = page.run(30).await?;
    ensure!(result["verdict"]["failed"] == 0, "{result}");
    Ok(())
}

/// The second takes what the first needs.
pub fn limits() -> Result<()> {
    each_browser("limits", async |page: &Page| {
        steps!(page, a_hundred_buyers_start_run_and_end, beyond_the_limit_some_buyers_start_and_the_page_says_how_many)
    })
}
