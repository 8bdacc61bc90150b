//! The buyer's module: fetched and compiled once, by the page's first script, then posted to every worker.

use js_sys::{Reflect, WebAssembly};
use std::fmt;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A promise of the address of the script and the module.
    #[wasm_bindgen(catch, js_name = oversoldBuyers)]
    async fn buyers() -> Result<JsValue, JsValue>;
}

/// The worker's script and the compiled module. Clones share both.
#[derive(Clone, Debug, PartialEq)]
pub struct BuyerModule {
    made: JsValue,
    module: WebAssembly::Module,
}

/// Why the module is not there, with what the browser said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleError(pub String);

impl fmt::Display for ModuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl BuyerModule {
    /// What the page's first script has made ready by now (`www/start/buyers.js`), or makes ready.
    ///
    /// # Errors
    /// When a file is not there, or the browser cannot compile it.
    pub async fn load() -> Result<Self, ModuleError> {
        let loaded = async {
            let made = buyers().await?;
            let module = Reflect::get(&made, &"module".into())?.dyn_into()?;
            Ok::<Self, JsValue>(Self { made, module })
        };
        loaded.await.map_err(|error| ModuleError(text_of(&error)))
    }

    /// Address of the worker's script; of the file, as soon as it turns out that policies forbid any other.
    pub fn script(&self) -> String {
        Reflect::get(&self.made, &"script".into()).ok().and_then(|script| script.as_string()).unwrap_or_default()
    }

    /// The compiled module.
    pub const fn module(&self) -> &WebAssembly::Module {
        &self.module
    }
}

/// What a thrown value says, in one line.
pub(in crate::browser) fn text_of(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| error.as_string()).unwrap_or_else(|| format!("{error:?}"))
}
