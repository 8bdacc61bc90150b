//! Whether a worker really receives shared memory: what the page was promised, tried once.

use crate::store::Obstacle;
use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Waits for what `www/start/workers.js` found while the app was on its way: what is in the way, if anything is.
pub async fn obstacle() -> Option<Obstacle> {
    let found = Reflect::get(&js_sys::global(), &"oversoldShares".into()).unwrap_or(JsValue::FALSE);
    match JsFuture::from(Promise::resolve(&found)).await {
        Ok(found) if found.is_truthy() => None,
        Ok(found) if found.is_null() => Some(Obstacle::WorkersForbidden),
        _ => Some(Obstacle::BrowserLacks),
    }
}
