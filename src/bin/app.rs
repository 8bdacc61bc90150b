//! Starts the page, and gives benches and tests a way in.

/// Half as large as the standard library's and as fast: each module has a memory and a thread of its own.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

// The rooms, by the names that the page knows them by: it is a part of this binary alone. In the library, its split
// functions would be exported by the buyers' module too.
#[cfg(target_arch = "wasm32")]
use oversold::{
    browser, catalogue, engine, lesson, model, present, program, scenario, store, t, text, timeline, trace,
};

#[cfg(target_arch = "wasm32")]
#[path = "../ui/mod.rs"]
mod ui;

#[cfg(target_arch = "wasm32")]
#[allow(unsafe_code, reason = "a split function is exported by one module and imported by the other")]
mod page {
    use js_sys::Promise;
    use wasm_bindgen::prelude::*;
    use wasm_split_helpers::wasm_split;

    #[wasm_split(runs)]
    fn run_race(query: String, recording: bool) -> Promise {
        oversold::browser::race::race(query, recording)
    }

    #[wasm_split(runs)]
    #[allow(clippy::needless_pass_by_value, reason = "what goes to another module is owned")]
    fn run_simulation(query: String, runs: u32) -> f64 {
        oversold::browser::race::count(&query, runs)
    }

    /// Runs a scenario on real workers without showing it, for benches and tests. Gives
    /// `{gateMs, checked, result}`.
    #[wasm_bindgen]
    pub async fn race(query: String, recording: bool) -> Result<JsValue, JsValue> {
        wasm_bindgen_futures::JsFuture::from(run_race(query, recording).await).await
    }

    /// Runs a scenario so many times in virtual time without showing it, for the bench. Gives the number
    /// of events.
    #[wasm_bindgen]
    pub async fn simulate(query: String, runs: u32) -> f64 {
        run_simulation(query, runs).await
    }
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    ui::start();
}
