//! Asks a worker one question: it is started for it, answers with one message, and is ended.
//!
//! However it goes, also when the question cannot be posted or nobody waits for the answer any more: the worker is ended
//! and the address of its script revoked.

use super::object_url::ObjectUrl;
use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Worker;

/// A worker for one question; dropping it ends the worker, then revokes the address of its script.
struct Asked {
    worker: Worker,
    _script: ObjectUrl,
}

impl Asked {
    fn start(script: &str) -> Result<Self, JsValue> {
        let script = ObjectUrl::of_script(script)?;
        Ok(Self { worker: Worker::new(script.as_str())?, _script: script })
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// What a worker with this script answers to this message.
///
/// # Errors
/// When it cannot be started or asked, or throws.
pub async fn ask(script: &str, message: &JsValue) -> Result<JsValue, JsValue> {
    let asked = Asked::start(script)?;
    // As properties, so that the script around this module needs no functions for them.
    let answer = Promise::new(&mut |resolve, reject| {
        for (name, listener) in [("onmessage", &resolve), ("onerror", &reject)] {
            // Setting a property of a worker cannot fail.
            let _ = Reflect::set(&asked.worker, &name.into(), listener);
        }
    });
    asked.worker.post_message(message)?;
    let answer = JsFuture::from(answer).await?;
    Reflect::get(&answer, &"data".into())
}
