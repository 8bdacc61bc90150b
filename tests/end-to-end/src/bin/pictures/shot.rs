//! One picture of the page as it stands, as a PNG file: the window, and what lies below its lower edge too.

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oversold_e2e::Page;
use serde_json::{Value, json};

/// Pictures are no higher than this, in CSS px.
const MOST: f64 = 6000.0;

/// The whole page, laid out for its window.
///
/// # Errors
/// When it cannot be taken.
pub async fn whole(page: &Page) -> Result<Vec<u8>> {
    let size = "const { scrollHeight } = document.documentElement; return [innerWidth, innerHeight, scrollHeight]";
    let size = page.js(size).await?;
    let at = |index: usize| size[index].as_f64().unwrap_or(0.0);
    let height = at(2).max(at(1)).min(MOST);
    if height <= at(1) {
        return window(page).await;
    }
    let clip = json!({ "x": 0, "y": 0, "width": at(0), "height": height, "scale": 1 });
    take(page, json!({ "format": "png", "captureBeyondViewport": true, "clip": clip })).await
}

/// What the window shows.
///
/// # Errors
/// When it cannot be taken.
pub async fn window(page: &Page) -> Result<Vec<u8>> {
    take(page, json!({ "format": "png" })).await
}

/// What the window shows, so many times as large.
///
/// # Errors
/// When it cannot be taken.
pub async fn enlarged(page: &Page, scale: f64) -> Result<Vec<u8>> {
    let size = page.js("return [innerWidth, innerHeight]").await?;
    let clip = json!({ "x": 0, "y": 0, "width": size[0], "height": size[1], "scale": scale });
    take(page, json!({ "format": "png", "clip": clip })).await
}

async fn take(page: &Page, how: Value) -> Result<Vec<u8>> {
    let told = page.driver().cdp().send_raw("Page.captureScreenshot", how).await?;
    Ok(STANDARD.decode(told["data"].as_str().context("no picture")?)?)
}
