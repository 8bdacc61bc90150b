//! One clock for the page and its workers.
//!
//! `performance.now()` counts from each worker's own start; together with `timeOrigin` all count
//! from the same instant. Browsers round it: 5 microseconds in Chromium, 20 in Firefox when the
//! page is cross-origin isolated, so it cannot order two accesses (see [`crate::trace::order`]).

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;

    #[wasm_bindgen(thread_local_v2, js_namespace = performance, js_name = timeOrigin)]
    static TIME_ORIGIN: f64;
}

/// Milliseconds since this page or worker began.
pub fn now() -> f64 {
    performance_now()
}

/// Microseconds since the epoch, the same in the page and in every worker.
pub fn epoch_micros() -> f64 {
    (TIME_ORIGIN.with(|origin| *origin) + performance_now()) * 1000.0
}
