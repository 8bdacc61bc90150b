//! One clock for the page and its workers.
//!
//! `performance.now()` counts from each worker's own start; together with `timeOrigin` all count
//! from the same instant; where one does not, it is set by the others (`Words::set_clock_by_gate`). Browsers round it: 5 microseconds in Chromium, 20 in Firefox when the
//! page is cross-origin isolated, so it cannot order two accesses (see [`crate::trace::order`]).

use core::cell::Cell;
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

thread_local! {
    /// By how many microseconds this context's clock was turned back.
    static TURNED_BACK: Cell<f64> = const { Cell::new(0.0) };
}

/// Microseconds since the epoch, the same in the page and in every worker.
pub fn epoch_micros() -> f64 {
    (TIME_ORIGIN.with(|origin| *origin) + performance_now()) * 1000.0 - TURNED_BACK.get()
}

/// Turns the clock of this context back by so many microseconds, or forward where there are fewer than none.
pub fn turn_back(micros: f64) {
    TURNED_BACK.set(TURNED_BACK.get() + micros);
}
