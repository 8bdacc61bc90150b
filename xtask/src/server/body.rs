//! What goes into an answer's body: which form of a file, its type, and how long it may be kept.

use std::path::Path;

use axum::http::{HeaderMap, header};

use crate::packed::Packing;

/// How the body is sent: the best that the request accepts.
pub fn packing(request: &HeaderMap, is_there: impl Fn(Packing) -> bool) -> Option<Packing> {
    let accepted = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Packing::ALL.into_iter().find(|packing| accepts(accepted, packing.name()) && is_there(*packing))
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
}
