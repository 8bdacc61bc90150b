//! Dropped frames while a hundred buyers run, beside the same page at rest.

use anyhow::Result;
use oversold_e2e::Page;

/// Counts frames and those that came late, until told to stop; a frame is late when more than one and
/// a half frames of a 60 Hz screen have passed since the last.
const COUNT: &str = "window.frames_ = { all: 0, late: 0, worst: 0, on: true };
let last = performance.now();
const next = (now) => { const took = now - last; last = now; frames_.all += 1; if (took > 25) frames_.late += 1;
  frames_.worst = Math.max(frames_.worst, took); if (frames_.on) requestAnimationFrame(next); };
requestAnimationFrame((now) => { last = now; requestAnimationFrame(next); });";

/// Measures both.
pub async fn measure(page: &Page) -> Result<()> {
    page.open("buyers=100").await?;
    page.js(&format!("{COUNT} return new Promise((done) => setTimeout(done, 3500))")).await?;
    let rest = page.js("frames_.on = false; return frames_").await?;
    page.press_run().await?;
    page.wait_until("running", 20).await?;
    page.js(COUNT).await?;
    page.wait_until("done", 20).await?;
    let busy = page.js("frames_.on = false; return frames_").await?;
    println!(
        "frames later than 25 ms: {} of {} at rest (worst {:.0} ms), {} of {} while 100 buyers run (worst {:.0} ms)",
        rest["late"],
        rest["all"],
        rest["worst"].as_f64().unwrap_or(f64::NAN),
        busy["late"],
        busy["all"],
        busy["worst"].as_f64().unwrap_or(f64::NAN)
    );
    Ok(())
}
