//! Starts one buyer in its worker. `www/buyer-worker.js` calls [`buyer`] when the page says so.

#[cfg(target_arch = "wasm32")]
mod worker {
    use js_sys::{Function, SharedArrayBuffer};
    use oversold::browser::{buyer, shared::Words};
    use wasm_bindgen::prelude::*;

    /// Runs buyer number `id` on the shared buffer; calls `ready` when it stands at the gate.
    #[wasm_bindgen(js_name = runBuyer)]
    pub fn run_buyer(buffer: &SharedArrayBuffer, id: u32, ready: &Function) -> Result<(), JsError> {
        let tell = || drop(ready.call0(&JsValue::NULL));
        buyer::run(&Words::attach(buffer), id, tell)
            .map_err(|error| JsError::new(&format!("word {} of the program is no step", error.at)))
    }
}

fn main() {}
