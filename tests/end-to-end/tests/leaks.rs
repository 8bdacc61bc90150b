//! Fifty runs in a row leave what three left.

use anyhow::{Result, ensure};
use oversold_e2e::{Page, each_browser};
use serde_json::Value;

/// Workers alive, listeners, bytes of the page's WebAssembly memory, elements but the log's, intervals and object URLs.
async fn footprint(page: &Page) -> Result<Value> {
    page.js("return [__probe.workers.length - __probe.ended, __probe.listeners,
                 __probe.wasm.memory.buffer.byteLength, document.querySelectorAll(':not(#log *)').length,
                 [__probe.intervals, __probe.urls]]")
        .await
}

#[test]
fn fifty_runs_leave_what_three_left() {
    each_browser("fifty", async |page: &Page| {
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
    });
}
