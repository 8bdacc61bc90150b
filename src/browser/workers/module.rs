//! The buyer's module: fetched and compiled once, by the page's first script, then posted to every worker.

use crate::browser::object_url::ObjectUrl;
use js_sys::{Reflect, WebAssembly};
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A promise of the script's text and the module.
    #[wasm_bindgen(catch, js_name = oversoldBuyers)]
    async fn buyers() -> Result<JsValue, JsValue>;
}

/// The worker's script and the compiled module. Clones share both.
#[derive(Clone, Debug, PartialEq)]
pub struct BuyerModule {
    /// Workers start from it without asking the host once each, which a hundred of them would notice.
    script: Rc<ObjectUrl>,
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
            let [script, module] = [0, 1].map(|index| Reflect::get_u32(&made, index));
            let script = Rc::new(ObjectUrl::of_script(&script?.as_string().unwrap_or_default())?);
            Ok::<Self, JsValue>(Self { script, module: module?.dyn_into()? })
        };
        loaded.await.map_err(|error| ModuleError(text_of(&error)))
    }

    /// Address of the worker's script.
    pub fn script(&self) -> &str {
        self.script.as_str()
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
