//! What goes into an answer's body: the type of a file, how long it may be kept, and its compressed form,
//! which is made once and kept in memory.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Good enough for a visitor on the same machine, and quick enough not to be noticed at the first request.
const BROTLI_QUALITY: i32 = 5;
/// Below this a header costs as much as compression saves.
const WORTH_COMPRESSING: u64 = 512;

/// How a body is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// As it is on disk.
    Identity,
    /// RFC 1952; all that Firefox accepts over plain http.
    Gzip,
    /// RFC 7932.
    Brotli,
}

impl Encoding {
    /// The best one that the request accepts and that is worth it.
    pub fn choose(request: &HeaderMap, content_type: &str, length: u64) -> Self {
        let packed = content_type.starts_with("image/") && !content_type.starts_with("image/svg");
        if packed || length < WORTH_COMPRESSING {
            return Self::Identity;
        }
        let accepted = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        [Self::Brotli, Self::Gzip]
            .into_iter()
            .find(|encoding| accepts(accepted, encoding.name()))
            .unwrap_or(Self::Identity)
    }

    /// Its name in `Content-Encoding`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    fn apply(self, content: Vec<u8>) -> io::Result<Vec<u8>> {
        match self {
            Self::Identity => Ok(content),
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(&content)?;
                encoder.finish()
            }
            Self::Brotli => {
                let params = BrotliEncoderParams { quality: BROTLI_QUALITY, ..BrotliEncoderParams::default() };
                let mut packed = Vec::new();
                brotli::BrotliCompress(&mut &*content, &mut packed, &params)?;
                Ok(packed)
            }
        }
    }
}

/// Whether an `Accept-Encoding` list names `encoding` and does not weigh it with zero.
fn accepts(list: &str, encoding: &str) -> bool {
    list.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = parts.filter_map(|part| part.strip_prefix("q=")).any(|q| q.parse() == Ok(0.0));
        named && !refused
    })
}

/// Compressed bodies by file and encoding, each with the entity tag of the content that it was made from.
#[derive(Debug, Default)]
pub struct Shelf(Mutex<HashMap<(PathBuf, Encoding), (String, Bytes)>>);

impl Shelf {
    /// The file's content in this encoding; made anew when `tag` says that the file has changed.
    pub fn fetch(&self, file: &Path, tag: &str, encoding: Encoding) -> io::Result<Bytes> {
        if encoding == Encoding::Identity {
            return fs::read(file).map(Bytes::from);
        }
        let key = (file.to_owned(), encoding);
        // A panic while the lock is held cannot leave the map half-written, so a poisoned one is good.
        if let Some((known, content)) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key)
            && known == tag
        {
            return Ok(content.clone());
        }
        let content = Bytes::from(encoding.apply(fs::read(file)?)?);
        let entry = (tag.to_owned(), content.clone());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, entry);
        Ok(content)
    }
}

/// The `Content-Type` of a file. A browser runs no script and compiles no module of another type.
pub fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" | "md" | "ftl" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// How long a browser may keep a file: for ever when its name changes with its content, else it must ask.
pub fn cache_control(file: &Path) -> &'static str {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let hashed = name
        .split(['-', '_', '.'])
        .any(|part| part.len() == 16 && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
    if hashed { "public, max-age=31536000, immutable" } else { "no-cache" }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn only_content_hashes_are_kept_for_ever() {
        for name in ["app-0123456789abcdef_bg.wasm", "style-fedcba9876543210.css"] {
            assert_eq!(cache_control(Path::new(name)), "public, max-age=31536000, immutable", "{name}");
        }
        for name in ["index.html", "sw.js", "icon-192.png", "abcdef.js"] {
            assert_eq!(cache_control(Path::new(name)), "no-cache", "{name}");
        }
    }

    #[test]
    fn what_is_packed_can_be_unpacked() {
        let content = "one ticket, fifteen buyers; ".repeat(100).into_bytes();
        let mut unpacked = Vec::new();
        let gzip = Encoding::Gzip.apply(content.clone()).unwrap();
        flate2::read::GzDecoder::new(&*gzip).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, content);

        unpacked.clear();
        let packed = Encoding::Brotli.apply(content.clone()).unwrap();
        brotli::BrotliDecompress(&mut &*packed, &mut unpacked).unwrap();
        assert_eq!(unpacked, content);
    }
}
