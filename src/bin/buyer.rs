//! Starts one buyer in its worker. `www/buyer-worker.js` drives it, since only a script can wait for a file.

/// Half as large as the standard library's and as fast: each module has a memory and a thread of its own.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(target_arch = "wasm32")]
mod worker {
    use js_sys::SharedArrayBuffer;
    use oversold::browser::buyer::Process;
    use oversold::browser::shared::{Handle, Words};
    use std::cell::RefCell;
    use wasm_bindgen::prelude::*;

    thread_local! {
        /// The one process of this worker. An exported class would bring along more script than the rest needs.
        static PROCESS: RefCell<Option<Process>> = const { RefCell::new(None) };
    }

    /// Makes the process of this number on the shared buffer.
    #[wasm_bindgen]
    pub fn enter(buffer: &SharedArrayBuffer, id: u32) -> Result<(), JsError> {
        // Words and numbers are left out: the machinery that writes them weighs as much as the buyer.
        let process = Process::new(&Words::attach(buffer), id).map_err(|_| JsError::new("this is no program"))?;
        PROCESS.replace(process);
        Ok(())
    }

    /// Lets it go on until it halts; why, is [`Halt`](oversold::browser::buyer::Halt) as a number.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(file: Option<Handle>) -> u32 {
        PROCESS.with_borrow_mut(|process| process.as_mut().map_or(0, |process| process.run(file) as u32))
    }
}

fn main() {}
