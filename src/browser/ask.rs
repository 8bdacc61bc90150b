//! Asks a worker one question: it is started for it, answers with one message, and is ended.
//!
//! However it goes, also when the question cannot be posted or nobody waits for the answer any more: the worker is ended.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Worker;

/// A worker for one question; dropping it ends the worker.
struct Asked(Worker);

impl Drop for Asked {
    fn drop(&mut self) {
        self.0.terminate();
    }
}

/// What a worker with the script at this address answers to this message.
///
/// # Errors
/// When it cannot be started or asked, or throws.
pub async fn ask(script: &str, message: &JsValue) -> Result<JsValue, JsValue> {
    let asked = Asked(Worker::new(script)?);
    // As properties, so that the script around this module needs no functions for them.
    let answer = Promise::new(&mut |resolve, reject| {
        for (name, listener) in [("onmessage", &resolve), ("onerror", &reject)] {
            // Setting a property of a worker cannot fail.
            let _ = Reflect::set(&asked.0, &name.into(), listener);
        }
    });
    asked.0.post_message(message)?;
    let answer = JsFuture::from(answer).await?;
    Reflect::get(&answer, &"data".into())
}
