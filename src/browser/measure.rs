//! How fast the record is here, in memory and in a file: measured in a worker, for only they may open files so.

use super::workers::text_of;
use js_sys::{Array, Object, Promise, Reflect, SharedArrayBuffer};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, MessageEvent, Url, Worker};

/// How long each is measured, in milliseconds.
const MILLIS: u32 = 400;

/// Reads and writes of the record a second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// A word of shared memory.
    pub memory: f64,
    /// A file, opened and closed for each.
    pub file: f64,
}

/// Measures both.
///
/// # Errors
/// What the browser says, where it has no such memory or no such file.
pub async fn measure() -> Result<Rates, String> {
    run().await.map_err(|error| text_of(&error))
}

async fn run() -> Result<Rates, JsValue> {
    let script = include_str!("../../www/measure-worker.js");
    let url = Url::create_object_url_with_blob(&Blob::new_with_str_sequence(&Array::of1(&script.into()))?)?;
    let worker = Worker::new(&url)?;
    let message = Object::new();
    Reflect::set(&message, &"millis".into(), &MILLIS.into())?;
    Reflect::set(&message, &"buffer".into(), &SharedArrayBuffer::new(4))?;
    let answer = Promise::new(&mut |resolve, reject| {
        worker.set_onmessage(Some(&resolve));
        worker.set_onerror(Some(&reject));
    });
    worker.post_message(&message)?;
    let answer = JsFuture::from(answer).await;
    worker.terminate();
    Url::revoke_object_url(&url)?;
    let data = answer?.dyn_into::<MessageEvent>()?.data();
    let field = |name: &str| Reflect::get(&data, &name.into());
    match (field("memory")?.as_f64(), field("file")?.as_f64()) {
        (Some(memory), Some(file)) => Ok(Rates { memory, file }),
        _ => Err(field("failed")?),
    }
}
