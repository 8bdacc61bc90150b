//! The buyer's module: fetched and compiled once, then posted to every worker.

use crate::browser::object_url::ObjectUrl;
use js_sys::{Reflect, WebAssembly};
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

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
    /// Fetches and compiles the module that `index.html` names in `<meta name="oversold-buyer">`:
    /// the script's and the module's address, relative to the page, separated by a space.
    ///
    /// # Errors
    /// When the page names none, the file is not there, or the browser cannot compile it.
    pub async fn load() -> Result<Self, ModuleError> {
        let (script, module) = addresses().ok_or_else(|| ModuleError("the page names no buyer module".into()))?;
        let loaded = async {
            let bytes = JsFuture::from(fetch(&module).await?.array_buffer()?).await?;
            // From the bytes rather than the stream: a host that serves wasm with a wrong type still works.
            let module = JsFuture::from(WebAssembly::compile(&bytes)).await?.dyn_into()?;
            let text = JsFuture::from(fetch(&script).await?.text()?).await?;
            let script = Rc::new(ObjectUrl::of_script(&text.as_string().unwrap_or_default())?);
            Ok::<Self, JsValue>(Self { script, module })
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

fn addresses() -> Option<(String, String)> {
    let meta = web_sys::window()?.document()?.query_selector("meta[name=oversold-buyer]").ok()??;
    let content = meta.get_attribute("content")?;
    let (script, module) = content.split_once(' ')?;
    Some((script.to_owned(), module.to_owned()))
}

async fn fetch(address: &str) -> Result<Response, JsValue> {
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("no window"))?;
    let response: Response = JsFuture::from(window.fetch_with_str(address)).await?.dyn_into()?;
    if response.ok() {
        Ok(response)
    } else {
        Err(format!("{address}: {} {}", response.status(), response.status_text()).into())
    }
}

/// What a thrown value says, in one line.
pub(in crate::browser) fn text_of(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| error.as_string()).unwrap_or_else(|| format!("{error:?}"))
}
