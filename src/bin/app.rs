//! Starts the page, and says where the build splits it in two modules.

#[cfg(target_arch = "wasm32")]
#[allow(unsafe_code, reason = "a split function is exported by one module and imported by the other")]
mod page {
    use js_sys::Promise;
    use oversold::ui::{LATER, Later};
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::spawn_local;
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// The second module. What only it refers to is only in it.
    #[wasm_split(later, fallible)]
    #[allow(clippy::unnecessary_wraps, reason = "what cannot be fetched is told as an error")]
    fn later() -> Result<&'static dyn Later, SplitLoaderError> {
        Ok(LATER)
    }

    /// Shows the page, then completes it.
    pub fn start() {
        let page = oversold::ui::start();
        spawn_local(async move { page.complete(later().await.ok()) });
    }

    /// Runs a scenario on real workers without showing it, for benches and tests. Gives
    /// `{gateMs, checked, result}`; `undefined` before the page is complete.
    #[wasm_bindgen]
    pub fn race(query: String, recording: bool) -> Option<Promise> {
        Some(oversold::ui::later()?.race(query, recording))
    }

    /// Runs a scenario so many times in virtual time without showing it, for the bench. Gives the number
    /// of events; `undefined` before the page is complete.
    #[wasm_bindgen]
    pub fn simulate(query: &str, runs: u32) -> Option<f64> {
        Some(oversold::ui::later()?.count(query, runs))
    }
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    page::start();
}
