//! Very many buyers: counted without freezing the page, drawn as counts and as single lanes.

use anyhow::{Context, Result, ensure};
use oversold_e2e::{Page, each_browser, steps, wait_for};

async fn is_painted(page: &Page, canvas: &str) -> Result<bool> {
    let script = "const canvas = document.querySelector(arguments[0]), context = canvas.getContext('2d');
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        const colours = new Set();
        for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0) colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
        return colours.size > 5;";
    Ok(page.js_with(script, vec![canvas.into()]).await? == true)
}

async fn a_million_buyers(page: &Page) -> Result<()> {
    page.open("engine=virtual&buyers=1000000&lang=en").await?;
    let result = page.run(60).await?;
    let verdict = &result["verdict"];
    ensure!(verdict["sold"] == 1_000_000 && verdict["oversold"] == 999_999, "{result}");
    ensure!(verdict["elapsedMs"] == 3500 && verdict["lostUpdates"] == 999_999, "{result}");
    page.wait_until("done", 10).await?;
    let bytes = page.js("return __probe.wasm.memory.buffer.byteLength").await?.as_u64().context("no memory")?;
    ensure!(bytes < 512 << 20, "{bytes} bytes of memory");
    ensure!(is_painted(page, "canvas.head").await? && is_painted(page, "#timeline").await?, "nothing is drawn");
    page.find("#tab-table").await?.click().await?;
    wait_for("a table of counts", 5, async || Ok((page.count("#table tbody tr").await? == 24).then_some(()))).await?;
    ensure!(page.text("#table tbody tr").await?.contains("1,000,000"), "not everybody searches at first");
    // Down to any single one.
    page.js("const field = document.querySelector('#from'); field.value = '777777'; field.dispatchEvent(new Event('change', { bubbles: true }))").await?;
    page.js("document.querySelector('#timeline').focus()").await?;
    page.find("#timeline").await?.send_keys(thirtyfour::Key::Right).await?;
    wait_for("a mark is explained", 5, async || Ok(page.text("#explain").await?.contains("Buyer").then_some(())))
        .await?;
    page.screenshot("million").await?;
    Ok(())
}

async fn counting_is_cancelled_and_the_page_is_ready(page: &Page) -> Result<()> {
    page.open("engine=virtual&buyers=1000000&guard=lock&lang=en").await?;
    page.press_run().await?;
    page.wait_until("running", 10).await?;
    page.find("#cancel").await?.click().await?;
    page.wait_until("cancelled", 10).await?;
    ensure!(page.js("return __probe.results.length").await? == 0, "a cancelled run told a result");
    page.js("const field = document.querySelector('input[name=buyers]'); field.value = '5000'; field.dispatchEvent(new Event('change', { bubbles: true }))").await?;
    page.wait_until("idle", 5).await?;
    let verdict = page.run(30).await?["verdict"].clone();
    // s + b p + c for a lock around get and one ticket.
    ensure!(verdict["sold"] == 1 && verdict["elapsedMs"] == 1000 + 5000 * 1000 + 1500, "{verdict}");
    Ok(())
}

/// Very many buyers.
pub fn crowd() -> Result<()> {
    each_browser("crowd", async |page: &Page| {
        steps!(page, a_million_buyers, counting_is_cancelled_and_the_page_is_ready)
    })
}
