//! Fifty runs in a row leave what three left.

use anyhow::{Result, ensure};
use oversold_e2e::{Page, each_browser};
use serde_json::Value;

/// Workers alive, listeners, bytes of the page's WebAssembly memory, elements.
async fn footprint(page: &Page) -> Result<Value> {
    page.js("return [__probe.workers.length - __probe.ended, __probe.listeners,
                 __probe.wasm.memory.buffer.byteLength, document.querySelectorAll('*').length]")
        .await
}

#[test]
fn fifty_runs_leave_what_three_left() {
    each_browser("fifty", async |page: &Page| {
        page.open("speed=100&guard=lock").await?;
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
                // The log has a line for every time a buyer waited, which the race decides.
                ensure!(now[1] == after_three[1], "listeners: {after_three} after three, {now} after fifty");
                ensure!(now[2] == after_three[2], "memory: {after_three} after three, {now} after fifty");
            }
        }
        Ok(())
    });
}
