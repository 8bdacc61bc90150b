//! What machines hear of the page: `oversold:done` on the document, with the result.

use super::embed::Parent;
use crate::trace::RunResult;
use js_sys::Reflect;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

/// The result as a plain JavaScript object, `undefined` should it not be one.
pub fn to_js(result: &RunResult) -> JsValue {
    result.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

/// Dispatches `oversold:done`, and sends `done` to the page around this one.
pub fn dispatch_done(result: &RunResult) {
    let detail = to_js(result);
    if let Some(parent) = Parent::get() {
        let field = |name: &'static str| (name, Reflect::get(&detail, &name.into()).unwrap_or(JsValue::UNDEFINED));
        parent.tell("done", &["engine", "scenario", "verdict", "schedule"].map(field));
    }
    let init = CustomEventInit::new();
    init.set_detail(&detail);
    let event = CustomEvent::new_with_event_init_dict("oversold:done", &init);
    if let (Some(document), Ok(event)) = (web_sys::window().and_then(|window| window.document()), event) {
        // A listener of somebody else that throws is reported by the browser, not here.
        let _ = document.dispatch_event(&event);
    }
}
