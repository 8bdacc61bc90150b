//! What machines hear of the page: `oversold:done` on the document, with the result of a run, and `oversold:explored`, with
//! what is known of every schedule; both are messages to the page around this one, too.

use super::embed::Parent;
use crate::engine::Explored;
use crate::trace::RunResult;
use gloo_events::EventListener;
use js_sys::Reflect;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

const DONE: &str = "oversold:done";

/// As a plain JavaScript object, `undefined` should it not be one.
pub fn to_js(result: &impl Serialize) -> JsValue {
    result.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

/// Dispatches `oversold:done`, and sends `done` to the page around this one.
pub fn dispatch_done(result: &RunResult) {
    dispatch(DONE, "done", &["engine", "scenario", "verdict", "schedule"], &to_js(result));
}

/// Calls `heard` whenever the result of a run has been told, until dropped.
pub fn on_done(heard: impl Fn() + 'static) -> Option<EventListener> {
    let document = web_sys::window()?.document()?;
    Some(EventListener::new(&document, DONE, move |_| heard()))
}

/// Dispatches `oversold:explored`, and sends `explored` to the page around this one.
pub fn dispatch_explored(explored: &Explored) {
    let fields = ["scenario", "complete", "states", "schedules", "chance", "outcomes", "shortest"];
    dispatch("oversold:explored", "explored", &fields, &to_js(explored));
}

fn dispatch(event: &str, message: &str, fields: &[&'static str], detail: &JsValue) {
    if let Some(parent) = Parent::get() {
        let field = |name: &&'static str| (*name, Reflect::get(detail, &(*name).into()).unwrap_or(JsValue::UNDEFINED));
        parent.tell(message, &fields.iter().map(field).collect::<Vec<_>>());
    }
    let init = CustomEventInit::new();
    init.set_detail(detail);
    let event = CustomEvent::new_with_event_init_dict(event, &init);
    if let (Some(document), Ok(event)) = (web_sys::window().and_then(|window| window.document()), event) {
        // A listener of somebody else that throws is reported by the browser, not here.
        let _ = document.dispatch_event(&event);
    }
}
