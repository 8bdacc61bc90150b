//! Whether a worker really receives shared memory: what the page was promised, tried once.

use super::ask::ask;
use js_sys::{Atomics, Int32Array, SharedArrayBuffer};
use wasm_bindgen::JsValue;

/// Answers with what it found in the memory that it was handed.
const SCRIPT: &str = "onmessage = ({ data }) => postMessage(new Int32Array(data)[0])";

/// Any number that is not there by itself.
const SIGN: i32 = 0x5eed;

/// Hands a worker some shared memory, and waits for what it found there. `false` where that fails.
pub async fn shares_memory() -> bool {
    run().await.is_ok_and(|found| found.as_f64() == Some(f64::from(SIGN)))
}

async fn run() -> Result<JsValue, JsValue> {
    let buffer: JsValue = SharedArrayBuffer::new(4).into();
    Atomics::store(&Int32Array::new(&buffer), 0, SIGN)?;
    ask(SCRIPT, &buffer).await
}
