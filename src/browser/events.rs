//! What machines hear of the page: `oversold:done` on the document, with the result.

use crate::trace::RunResult;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

/// The result as a plain JavaScript object, `undefined` should it not be one.
pub fn to_js(result: &RunResult) -> JsValue {
    result.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

/// Dispatches `oversold:done`.
pub fn dispatch_done(result: &RunResult) {
    let init = CustomEventInit::new();
    init.set_detail(&to_js(result));
    let event = CustomEvent::new_with_event_init_dict("oversold:done", &init);
    if let (Some(document), Ok(event)) = (web_sys::window().and_then(|window| window.document()), event) {
        // A listener of somebody else that throws is reported by the browser, not here.
        let _ = document.dispatch_event(&event);
    }
}
