//! What a page holds when it is at rest: in the end as much as after its first rounds.

use anyhow::{Result, ensure};
use oversold_e2e::{Kind, Page};
use serde_json::{Value, json};

/// How much the page's memory may grow after the first rounds, in MiB: what the largest run of all takes is never given back,
/// nor what the largest exploration takes, which ends at 128 MiB (`ui/views/explore/counter.rs`).
const MORE_MEMORY: f64 = 16.0 + 128.0;

/// How much its scripts' heap may grow, in MiB, after everything that can be collected has been.
const MORE_HEAP: f64 = 4.0;

/// See the module.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Workers alive.
    pub workers: u64,
    /// Listeners that were added and not removed, but for one of each kind of event: where that is first listened to, Yew
    /// listens to it for all of the page from then on.
    pub listeners: i64,
    /// Timers, and addresses of objects, that are left.
    pub left: i64,
    /// Elements of the page.
    pub elements: u64,
    /// The memory of its WebAssembly, in MiB; it never shrinks.
    pub memory: f64,
    /// What its scripts hold, in MiB; Chromium tells.
    pub heap: Option<f64>,
}

impl Figures {
    /// Those of the page that is open.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub async fn of(page: &Page) -> Result<Self> {
        let counted = page
            .js("return [__probe.workers.length - __probe.ended, __probe.listeners - __probe.kinds.size, __probe.intervals + __probe.urls,
                     document.querySelectorAll('*').length, __probe.wasm.memory.buffer.byteLength / 1048576]")
            .await?;
        let whole = |at: usize| counted[at].as_i64().unwrap_or_default();
        Ok(Self {
            workers: whole(0).unsigned_abs(),
            listeners: whole(1),
            left: whole(2),
            elements: whole(3).unsigned_abs(),
            memory: counted[4].as_f64().unwrap_or_default(),
            heap: heap(page).await?,
        })
    }

    /// Fails when there is more than there was.
    ///
    /// # Errors
    /// With both.
    pub fn compare(&self, first: &Self) -> Result<()> {
        let grown = |now: Option<f64>, then: Option<f64>| now.zip(then).map_or(0.0, |(now, then)| now - then);
        ensure!(self.workers == 0, "{} workers are left", self.workers);
        ensure!(self.listeners <= first.listeners, "listeners: {} became {}", first.listeners, self.listeners);
        ensure!(self.left <= first.left, "timers and addresses: {} became {}", first.left, self.left);
        ensure!(self.elements <= first.elements, "elements: {} became {}", first.elements, self.elements);
        let more = grown(Some(self.memory), Some(first.memory));
        ensure!(more <= MORE_MEMORY, "memory: {:.1} became {:.1} MiB", first.memory, self.memory);
        let more = grown(self.heap, first.heap);
        ensure!(more <= MORE_HEAP, "heap: {:?} became {:?} MiB", first.heap, self.heap);
        Ok(())
    }
}

/// What the scripts of this tab's process hold when all that can be collected has been.
async fn heap(page: &Page) -> Result<Option<f64>> {
    if page.browser().kind != Kind::Chromium {
        return Ok(None);
    }
    let cdp = page.driver().cdp();
    cdp.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
    cdp.send_raw("Performance.enable", json!({})).await?;
    let told: Value = cdp.send_raw("Performance.getMetrics", json!({})).await?;
    let metrics = told["metrics"].as_array().into_iter().flatten();
    let used = metrics.filter(|metric| metric["name"] == "JSHeapUsedSize").find_map(|metric| metric["value"].as_f64());
    Ok(used.map(|bytes| bytes / 1_048_576.0))
}
