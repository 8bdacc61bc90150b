//! How fast the record is here, in memory and in a file: measured in a worker, for only they may open files so.

use super::ask::ask;
use super::workers::text_of;
use crate::store::Rates;
use js_sys::{Object, Reflect, SharedArrayBuffer};
use wasm_bindgen::JsValue;

/// How long each is measured, in milliseconds.
const MILLIS: u32 = 400;

/// Measures both.
///
/// # Errors
/// What the browser says, where it has no such memory or no such file.
pub async fn measure() -> Result<Rates, String> {
    run().await.map_err(|error| text_of(&error))
}

async fn run() -> Result<Rates, JsValue> {
    let message = Object::new();
    Reflect::set(&message, &"millis".into(), &MILLIS.into())?;
    Reflect::set(&message, &"buffer".into(), &SharedArrayBuffer::new(4))?;
    let answer = ask_about_files(&message).await?;
    let field = |name: &str| Reflect::get(&answer, &name.into());
    match (field("memory")?.as_f64(), field("file")?.as_f64()) {
        (Some(memory), Some(file)) => Ok(Rates { memory, file }),
        _ => Err(field("failed")?),
    }
}

/// What `www/ask-worker.js` answers.
///
/// # Errors
/// When it cannot be started, or throws.
pub(super) async fn ask_about_files(message: &JsValue) -> Result<JsValue, JsValue> {
    let script = Reflect::get(&js_sys::global(), &"oversoldAsk".into())?;
    ask(&script.as_string().unwrap_or_default(), message).await
}
