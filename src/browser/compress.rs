//! Deflate by the browser itself: nothing to download.

use crate::trace::Damage;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableWritablePair, Response};

// web-sys counts both among its unstable interfaces, though every browser has had them since 2023.
#[wasm_bindgen]
extern "C" {
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// As the Compression Standard (WHATWG) names RFC 1951.
const FORMAT: &str = "deflate-raw";

/// Deflates (RFC 1951); `None` where the browser cannot.
pub async fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let stream = CompressionStream::new(FORMAT).ok()?;
    through(bytes, stream.unchecked_ref()).await.ok()
}

/// Inflates. The result is at most 1032 times as long, so the caller limits the input.
///
/// # Errors
/// When the bytes are not deflated; or, which says nothing about them, when the browser cannot.
pub async fn inflate(bytes: &[u8]) -> Result<Vec<u8>, Damage> {
    let stream = DecompressionStream::new(FORMAT).map_err(|_| Damage::Packed)?;
    through(bytes, stream.unchecked_ref()).await.map_err(|_| Damage::Senseless)
}

async fn through(bytes: &[u8], stream: &ReadableWritablePair) -> Result<Vec<u8>, JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    let piped = blob.stream().pipe_through(stream);
    let buffer = JsFuture::from(Response::new_with_opt_readable_stream(Some(&piped))?.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
