//! Whether a worker really receives shared memory: what the page was promised, tried once.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Waits for what `www/start/workers.js` found while the app was on its way. `false` where that failed.
pub async fn shares_memory() -> bool {
    let found = Reflect::get(&js_sys::global(), &"oversoldShares".into()).unwrap_or(JsValue::FALSE);
    JsFuture::from(Promise::resolve(&found)).await.is_ok_and(|found| found.is_truthy())
}
