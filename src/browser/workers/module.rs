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
    kept: Rc<ObjectUrl>,
    /// Where policies forbid that, from the file.
    file: Rc<str>,
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
    /// Fetches and compiles the module that the page names.
    ///
    /// # Errors
    /// When the page names none, the file is not there, or the browser cannot compile it.
    pub async fn load() -> Result<Self, ModuleError> {
        let [script, module, _] = addresses().ok_or_else(|| ModuleError("the page names no buyer module".into()))?;
        let loaded = async {
            let bytes = JsFuture::from(fetch(&module).await?.array_buffer()?).await?;
            // From the bytes rather than the stream: a host that serves wasm with a wrong type still works.
            let module = JsFuture::from(WebAssembly::compile(&bytes)).await?.dyn_into()?;
            let text = JsFuture::from(fetch(&script).await?.text()?).await?;
            let kept = Rc::new(ObjectUrl::of_script(&text.as_string().unwrap_or_default())?);
            Ok::<Self, JsValue>(Self { kept, file: script.as_str().into(), module })
        };
        loaded.await.map_err(|error| ModuleError(text_of(&error)))
    }

    /// Address of the worker's script. `www/start/workers.js` finds out which one is allowed.
    pub fn script(&self) -> &str {
        let files = Reflect::get(&js_sys::global(), &"oversoldFiles".into());
        if files.is_ok_and(|files| files.is_truthy()) { &self.file } else { self.kept.as_str() }
    }

    /// The compiled module.
    pub const fn module(&self) -> &WebAssembly::Module {
        &self.module
    }
}

/// The files for workers that the page names in `<meta name="oversold-workers">`, relative to it, separated by spaces:
/// the buyers' script and their module, and the script that measures the record.
pub(in crate::browser) fn addresses() -> Option<[String; 3]> {
    let meta = web_sys::window()?.document()?.query_selector("meta[name=oversold-workers]").ok()??;
    let content = meta.get_attribute("content")?;
    let (script, rest) = content.split_once(' ')?;
    let (module, measure) = rest.split_once(' ')?;
    Some([script, module, measure].map(ToOwned::to_owned))
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
