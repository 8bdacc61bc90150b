//! The first visit over a slow line with a slow processor, seen from outside the page: when there is something to see,
//! when Run can be pressed, when the whole page stands, and how far things jump meanwhile. Beside it what the line alone
//! makes necessary. In Chromium only: only its driver can slow it down.

use crate::median;
use anyhow::Result;
use oversold_e2e::{Page, wait_for};
use serde_json::{Value, json};

/// What every request waits for, in milliseconds.
const LATENCY: f64 = 150.0;
/// What the line carries, in bytes a second.
const LINE: f64 = 200_000.0;
/// How many times slower the processor is.
const SLOWER: u32 = 4;
/// How often it is loaded at each size; the medians count.
const TIMES: usize = 3;
/// Width and height of the page, in CSS px.
const SIZES: [(u32, u32); 2] = [(1280, 720), (360, 740)];
/// How much may jump (web.dev/cls).
const SHIFT: f64 = 0.02;

/// What is waited for: its name in [`OBSERVER`] and for people; the round trips it takes at least: the page, then what Run
/// needs, then what shows a run; and when it should be there, in milliseconds.
const MOMENTS: [(&str, &str, f64, f64); 3] = [
    ("paint", "first contentful paint", 1.0, 750.0),
    ("run", "Run can be pressed", 2.0, 1250.0),
    ("whole", "the whole page stands", 3.0, 2000.0),
];

/// Installed before any script of the page: looks at every frame what is there. Times are those since the visit began.
const OBSERVER: &str = "() => {
  const seen = window.__load = { shift: 0 };
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { if (entry.name === 'first-contentful-paint') seen.paint = entry.startTime; })).observe({ type: 'paint', buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; })).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    const app = document.querySelector('#app');
    if (document.querySelector('#run:not(:disabled)')) seen.run ??= performance.now();
    if (app?.dataset.state === 'idle' && !document.querySelector('.stage[aria-busy=true], .panels[aria-busy=true], #panel [aria-busy=true], .top > .presets, .tools > :disabled') && document.querySelector('#code')) seen.whole ??= performance.now();
    if (!seen.whole || !seen.paint) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}";

/// What was seen, and the bytes that had come by each moment, headers and all.
const SEEN: &str = "
  const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  const until = (moment) => all.filter(({ responseEnd }) => responseEnd <= moment).reduce((sum, { transferSize }) => sum + transferSize, 0);
  const { paint, run, whole, shift } = window.__load;
  if (!paint || !run || !whole) return null;
  return { shift, paint: [paint, until(paint)], run: [run, until(run)], whole: [whole, until(whole)] };";

/// Loads it several times at each size.
pub async fn measure(page: &Page) -> Result<()> {
    // Once as it comes, so that server and browser are warm.
    page.open("").await?;
    page.driver().bidi().await?.script().add_preload_script(OBSERVER).await?;
    println!(
        "first visit: {LATENCY} ms a round trip, {LINE} bytes/s, processor {SLOWER} times slower; medians of {TIMES}"
    );
    for (width, height) in SIZES {
        slow_down(page, width, height).await?;
        let mut loads = Vec::new();
        for _ in 0..TIMES {
            loads.push(load(page).await?);
        }
        print(&loads, width, height);
    }
    as_it_was(page).await
}

/// One visit.
async fn load(page: &Page) -> Result<Value> {
    page.driver().goto("about:blank").await?;
    page.driver().goto(page.url()).await?;
    wait_for("the whole page stands", 60, async || {
        let seen = page.js(SEEN).await?;
        Ok((!seen.is_null()).then_some(seen))
    })
    .await
}

fn print(loads: &[Value], width: u32, height: u32) {
    let middle = |pick: &dyn Fn(&Value) -> &Value| {
        median(&mut loads.iter().map(|load| pick(load).as_f64().unwrap_or(f64::NAN)).collect::<Vec<_>>())
    };
    println!("{:>4} x {height:<22} {:>8} {:>8} {:>8} {:>10}", width, "at", "target", "limit", "bytes");
    for (name, words, trips, target) in MOMENTS {
        let (at, bytes) = (middle(&|load| &load[name][0]), middle(&|load| &load[name][1]));
        let limit = trips * LATENCY + bytes / LINE * 1000.0;
        println!("{words:<29} {at:>5.0} ms {target:>5.0} ms {limit:>5.0} ms {bytes:>10.0}");
    }
    println!("{:<29} {:>8.4} {SHIFT:>8}", "layout shift", middle(&|load| &load["shift"]));
}

async fn slow_down(page: &Page, width: u32, height: u32) -> Result<()> {
    let cdp = page.driver().cdp();
    let screen = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    cdp.send_raw("Emulation.setDeviceMetricsOverride", screen).await?;
    cdp.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER })).await?;
    cdp.send_raw("Network.enable", json!({})).await?;
    cdp.send_raw("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
    let line = json!({ "offline": false, "latency": LATENCY, "downloadThroughput": LINE, "uploadThroughput": LINE });
    cdp.send_raw("Network.emulateNetworkConditions", line).await?;
    Ok(())
}

async fn as_it_was(page: &Page) -> Result<()> {
    let cdp = page.driver().cdp();
    cdp.send_raw("Emulation.clearDeviceMetricsOverride", json!({})).await?;
    cdp.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": 1 })).await?;
    cdp.send_raw("Network.disable", json!({})).await?;
    Ok(())
}
