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
    use wasm_bindgen_futures::{JsFuture, future_to_promise};
    use wasm_split_helpers::wasm_split;

    /// What is done without showing it.
    enum Way {
        /// A run on real workers; whether its events are recorded.
        Race(bool),
        /// So many runs in virtual time.
        Simulate(u32),
    }

    #[wasm_split(runs)]
    fn carry(query: String, way: Way) -> Promise {
        match way {
            Way::Race(recording) => oversold::browser::race::race(query, recording),
            Way::Simulate(runs) => Promise::resolve(&JsValue::from(oversold::browser::race::count(&query, runs))),
        }
    }

    fn carried(query: String, way: Way) -> Promise {
        future_to_promise(async { JsFuture::from(carry(query, way).await).await })
    }

    /// Runs a scenario on real workers without showing it, for benches and tests. The promise gives
    /// `{gateMs, checked, result}`.
    #[wasm_bindgen]
    pub fn race(query: String, recording: bool) -> Promise {
        carried(query, Way::Race(recording))
    }

    /// Runs a scenario so many times in virtual time without showing it, for the bench. The promise gives the number
    /// of events.
    #[wasm_bindgen]
    pub fn simulate(query: String, runs: u32) -> Promise {
        carried(query, Way::Simulate(runs))
    }
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    ui::start();
}
