//! What some hosts do that the playground has to live with, imitated: for tests.

use std::path::PathBuf;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// How a host is odd; by default it is not.
#[derive(Clone, Debug, Default)]
pub struct Odd {
    /// For a file that is not there it sends a page of its own, with 200, and lets it be kept for ten minutes.
    pub page_for_missing: bool,
    /// It serves a folder's page without the last slash too.
    pub without_slash: bool,
    /// It calls scripts by this type.
    pub script_type: Option<String>,
    /// It sends these headers in the place of those that isolate.
    pub headers: Vec<(String, String)>,
    /// After so many requests it serves another folder: a new version is there.
    pub deploy: Option<(usize, PathBuf)>,
}

impl Odd {
    /// The answer as such a host sends it.
    pub(super) fn send(&self, mut response: Response) -> Response {
        if self.page_for_missing && response.status() == StatusCode::NOT_FOUND {
            let headers = [(header::CONTENT_TYPE, "text/html"), (header::CACHE_CONTROL, "public, max-age=600")];
            response = (headers, Body::from("<!doctype html><title>Shop</title><p>Not here.")).into_response();
        }
        let headers = response.headers_mut();
        let is_script = |kind: &HeaderValue| kind.as_bytes().starts_with(b"text/javascript");
        if let Some(kind) = self.script_type.as_deref().and_then(|kind| HeaderValue::try_from(kind).ok())
            && headers.get(header::CONTENT_TYPE).is_some_and(is_script)
        {
            headers.insert(header::CONTENT_TYPE, kind);
        }
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                headers.insert(name, value);
            }
        }
        response
    }
}
