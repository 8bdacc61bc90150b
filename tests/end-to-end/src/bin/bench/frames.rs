//! Dropped frames and, in Chromium, the time that scripts take of each: while a hundred buyers run, beside the same page at
//! rest, and while a run is played with the code beside it.

use anyhow::Result;
use oversold_e2e::{Kind, Page};
use serde_json::{Value, json};

/// Counts frames and those that came late, until told to stop or until the page's state is the one that is awaited; a
/// frame is late when more than one and a half frames of a 60 Hz screen have passed since the last.
const COUNT: &str = "window.frames_ = { all: 0, late: 0, long: 0, worst: 0, on: true };
let last = performance.now();
frames_.over = new Promise((over) => {
  const next = (now) => { const took = now - last; last = now; frames_.all += 1; if (took > 25) frames_.late += 1;
    if (took > 50) frames_.long += 1; frames_.worst = Math.max(frames_.worst, took);
    if (document.querySelector('#app').dataset.state === 'done' && frames_.until === 'done') frames_.on = false;
    frames_.on ? requestAnimationFrame(next) : over(); };
  requestAnimationFrame((now) => { last = now; requestAnimationFrame(next); });
});";

/// How long the page is looked at where nothing tells an end, in milliseconds: a default run takes as long.
const LOOK: u32 = 3500;

/// Measures all three.
pub async fn measure(page: &Page) -> Result<()> {
    page.open("buyers=100").await?;
    let rest = count(page, false).await?;
    print("at rest", &rest);
    page.press_run().await?;
    page.wait_until("running", 20).await?;
    let busy = count(page, true).await?;
    print("while 100 buyers run", &busy);

    page.open("speed=1").await?;
    page.run(20).await?;
    page.wait_until("done", 20).await?;
    page.find("#to-start").await?.click().await?;
    page.find("#tab-code").await?.click().await?;
    page.find("#play").await?.click().await?;
    let played = count(page, false).await?;
    print("while a run is played", &played);
    Ok(())
}

/// Counts until the run is done, or for a while. Nothing is asked of the page meanwhile: that would be scripts too.
async fn count(page: &Page, to_the_end: bool) -> Result<Value> {
    let end = if to_the_end {
        "frames_.until = 'done';".to_owned()
    } else {
        format!("setTimeout(() => frames_.on = false, {LOOK});")
    };
    page.js(&format!("{COUNT} {end}")).await?;
    let before = spent(page).await?;
    page.js("return frames_.over.then(() => true)").await?;
    let after = spent(page).await?;
    let mut counted = page.js("return { ...frames_, over: true }").await?;
    if let (Some(before), Some(after)) = (before, after) {
        let frames = counted["all"].as_f64().unwrap_or(f64::NAN);
        counted["script"] = json!((after.0 - before.0) * 1000.0 / frames);
        counted["task"] = json!((after.1 - before.1) * 1000.0 / frames);
    }
    Ok(counted)
}

/// Seconds that the page's own thread has spent so far: in scripts, and altogether. Chromium tells.
async fn spent(page: &Page) -> Result<Option<(f64, f64)>> {
    if page.browser().kind != Kind::Chromium {
        return Ok(None);
    }
    let cdp = page.driver().cdp();
    cdp.send_raw("Performance.enable", json!({})).await?;
    let told = cdp.send_raw("Performance.getMetrics", json!({})).await?;
    let metric = |name: &str| {
        let metrics = told["metrics"].as_array().into_iter().flatten();
        metrics.filter(|metric| metric["name"] == name).find_map(|metric| metric["value"].as_f64())
    };
    Ok(metric("ScriptDuration").zip(metric("TaskDuration")))
}

fn print(when: &str, counted: &Value) {
    let number = |name: &str| counted[name].as_f64().unwrap_or(f64::NAN);
    println!(
        "frames {when}: {} of {} later than 25 ms, {} than 50 ms (target: none), worst {:.0} ms; scripts {:.2} ms, tasks {:.2} ms a frame",
        counted["late"],
        counted["all"],
        counted["long"],
        number("worst"),
        number("script"),
        number("task"),
    );
}
