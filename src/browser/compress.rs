//! Deflate by the browser itself: nothing to download.

use crate::trace::Damage;
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamDefaultReader, ReadableWritablePair};

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

/// The most that is inflated, in bytes: no run or hand-in of ours has as much, and a text made to be inflated without end costs
/// no more than that.
const MOST_INFLATED: usize = 2 << 20;

/// Deflates (RFC 1951); `None` where the browser cannot.
pub async fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let stream = CompressionStream::new(FORMAT).ok()?;
    through(bytes, stream.unchecked_ref(), usize::MAX).await
}

/// Inflates, to 2 MiB at most.
///
/// # Errors
/// When the bytes are not deflated, or hold more; or, which says nothing about them, when the browser cannot.
pub async fn inflate(bytes: &[u8]) -> Result<Vec<u8>, Damage> {
    let stream = DecompressionStream::new(FORMAT).map_err(|_| Damage::Packed)?;
    through(bytes, stream.unchecked_ref(), MOST_INFLATED).await.ok_or(Damage::Senseless)
}

/// Piece by piece, so that it can end before all has come; `None` where the stream breaks, or has more than `most` bytes.
async fn through(bytes: &[u8], stream: &ReadableWritablePair, most: usize) -> Option<Vec<u8>> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok()?;
    let reader = blob.stream().pipe_through(stream).get_reader();
    let reader: ReadableStreamDefaultReader = reader.unchecked_into();
    let mut all = Vec::new();
    loop {
        let read = JsFuture::from(reader.read()).await.ok()?;
        let get = |name: &str| Reflect::get(&read, &name.into()).ok();
        if get("done")?.is_truthy() {
            return Some(all);
        }
        let piece: Uint8Array = get("value")?.unchecked_into();
        if all.len() + piece.length() as usize > most {
            // What is still to come is dropped; whether the stream minds is of no interest.
            let _ = reader.cancel();
            return None;
        }
        all.extend(piece.to_vec());
    }
}
