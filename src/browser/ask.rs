//! Asks a worker one question: it is started for it, answers with one message, and is ended.

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Url, Worker};

/// What a worker with this script answers to this message.
///
/// # Errors
/// When it cannot be started, or throws.
pub async fn ask(script: &str, message: &JsValue) -> Result<JsValue, JsValue> {
    let url = Url::create_object_url_with_blob(&Blob::new_with_str_sequence(&Array::of1(&script.into()))?)?;
    let worker = Worker::new(&url)?;
    // As properties, so that the script around this module needs no functions for them.
    let answer = Promise::new(&mut |resolve, reject| {
        for (name, listener) in [("onmessage", &resolve), ("onerror", &reject)] {
            // Setting a property of a worker cannot fail.
            let _ = Reflect::set(&worker, &name.into(), listener);
        }
    });
    worker.post_message(message)?;
    let answer = JsFuture::from(answer).await;
    worker.terminate();
    Url::revoke_object_url(&url)?;
    Reflect::get(&answer?, &"data".into())
}
