//! The page around this one, when it stands in a frame: section "Messages" of the contract.
//!
//! Only messages whose source is the parent are read. What a message asks for is validated as a link
//! is; what is no message of ours is ignored. The [`Mirror`] tells the parent what has changed.

mod mirror;

pub use mirror::{Mirror, said};

use gloo_events::EventListener;
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

/// The most parameters that one message may set.
const MOST_PARAMETERS: u32 = 40;

/// What the page around this one asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// To be told `ready` again.
    Hello,
    /// Names and values of the link's table.
    Set(Vec<(String, String)>),
    /// To start a run.
    Run,
    /// To end it.
    Cancel,
}

/// The page around this one.
pub struct Parent(Window);

impl Parent {
    /// The parent; `None` when the page has a tab of its own.
    pub fn get() -> Option<Self> {
        let window = web_sys::window()?;
        let parent = window.parent().ok()??;
        (!Object::is(&window, &parent)).then_some(Self(parent))
    }

    /// Sends a message of this type with these fields.
    pub fn tell(&self, kind: &str, fields: &[(&str, JsValue)]) {
        let message = Object::new();
        let known = [("ns", "oversold".into()), ("v", 1.into()), ("type", kind.into())];
        for (name, value) in known.iter().chain(fields) {
            // Setting a property of a new plain object cannot fail.
            let _ = Reflect::set(&message, &(*name).into(), value);
        }
        // To whoever it is: the messages tell nothing that its reader could not see.
        let _ = self.0.post_message(&message, "*");
    }

    /// Hears what the parent has asked before the app was there, and what it asks from now on, until
    /// the listener is dropped.
    pub fn listen(&self, heard: impl Fn(Request) + 'static) -> Option<EventListener> {
        let (window, parent) = (web_sys::window()?, self.0.clone());
        // www/start/frame.js keeps early requests there until somebody takes them over.
        let early = Reflect::get(&window, &"oversold".into()).unwrap_or(JsValue::UNDEFINED);
        let _ = Reflect::set(&window, &"oversold".into(), &JsValue::NULL);
        if let Some(early) = early.dyn_ref::<Array>() {
            early.iter().filter_map(|message| read(&message)).for_each(&heard);
        }
        Some(EventListener::new(&window, "message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            let from_parent = event.source().is_some_and(|source| Object::is(&source, &parent));
            if let Some(request) = read(&event.data()).filter(|_| from_parent) {
                heard(request);
            }
        }))
    }
}

fn read(message: &JsValue) -> Option<Request> {
    let field = |name: &str| Reflect::get(message, &name.into()).ok();
    if !message.is_object() || field("ns")?.as_string()? != "oversold" || field("v")?.as_f64() != Some(1.0) {
        return None;
    }
    match field("type")?.as_string()?.as_str() {
        "hello" => Some(Request::Hello),
        "run" => Some(Request::Run),
        "cancel" => Some(Request::Cancel),
        "set" => parameters(&field("params")?).map(Request::Set),
        _ => None,
    }
}

/// Names and values; `None` when it is no object. What is neither text nor number nor truth value cannot be used, and is told
/// as it would be written: what stands beside it counts all the same.
fn parameters(params: &JsValue) -> Option<Vec<(String, String)>> {
    if Array::is_array(params) {
        return None;
    }
    let entries = Object::entries(params.dyn_ref::<Object>()?);
    if entries.length() > MOST_PARAMETERS {
        return None;
    }
    entries
        .iter()
        .map(|entry| {
            let entry: Array = entry.dyn_into().ok()?;
            let (name, value) = (entry.get(0).as_string()?, entry.get(1));
            let text = match (value.as_string(), value.as_f64(), value.as_bool()) {
                (Some(text), ..) => text,
                (_, Some(number), _) => String::from(js_sys::Number::from(number).to_string_with_radix(10).ok()?),
                (_, _, Some(flag)) => u8::from(flag).to_string(),
                _ => JSON::stringify(&value).ok()?.as_string().unwrap_or_else(|| "undefined".to_owned()),
            };
            Some((name, text))
        })
        .collect()
}
