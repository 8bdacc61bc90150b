//! From a request to an answer, without a socket: which file a path means, and the headers it gets.
//!
//! Invariant: every answer carries the isolating headers when they were asked for, also 304 and 404;
//! a browser refuses to load a frame or a worker whose error page lacks them, and hides the real error.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, ensure};
use axum::body::{Body, HttpBody};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

use super::Headers;
use super::body;
use super::odd::Odd;
use crate::packed::Packing;
use crate::policy;

/// The headers that make a page cross-origin isolated and still let any other page embed it.
pub const ISOLATION: [(HeaderName, HeaderValue); 5] = [
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-embedder-policy"), HeaderValue::from_static("require-corp")),
    (HeaderName::from_static("document-isolation-policy"), HeaderValue::from_static("isolate-and-require-corp")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
    // A frame with sandbox="allow-scripts" has an opaque origin: to it, even our own scripts are foreign.
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
];

/// A folder, and how to answer for it.
#[derive(Debug)]
pub struct Site {
    root: PathBuf,
    path: String,
    headers: Headers,
    policy: Option<String>,
    odd: Odd,
    log: Mutex<Vec<Answer>>,
}

/// What was asked for, and how it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The path, without the query.
    pub path: String,
    /// The status.
    pub status: u16,
    /// Whether only the headers were asked for.
    pub only_headers: bool,
    /// Bytes of the body as it was sent, so compressed; none when only the headers were asked for.
    pub bytes: u64,
}

impl Site {
    /// A site of the files below `root`, which appear below the sub-folder `prefix`.
    ///
    /// # Errors
    /// When `root` is not a folder.
    pub fn new(root: &Path, headers: Headers, prefix: Option<&str>) -> Result<Self> {
        let root = root.canonicalize().with_context(|| format!("cannot serve {}", root.display()))?;
        ensure!(root.is_dir(), "cannot serve {}: it is not a folder", root.display());
        let path = match prefix.unwrap_or_default().trim_matches('/') {
            "" => "/".to_owned(),
            prefix => format!("/{prefix}/"),
        };
        Ok(Self { root, path, headers, policy: None, odd: Odd::default(), log: Mutex::default() })
    }

    /// With this policy in the place of the folder's own.
    #[must_use]
    pub fn with_policy(self, policy: Option<String>) -> Self {
        Self { policy, ..self }
    }

    /// As a host that is odd in this way.
    #[must_use]
    pub fn with_oddity(self, odd: Odd) -> Self {
        Self { odd, ..self }
    }

    /// The path of the index page; starts and ends with a slash.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Answers a request for `path` (as it is in the URL, without the query).
    pub fn answer(&self, method: &Method, path: &str, request: &HeaderMap) -> Response {
        let mut response = if matches!(*method, Method::GET | Method::HEAD) {
            self.look_up(path, request)
        } else {
            plain(StatusCode::METHOD_NOT_ALLOWED, "These are static files: only GET and HEAD are answered.\n")
        };
        if self.headers == Headers::Isolating {
            response.headers_mut().extend(ISOLATION);
        }
        if let Some(policy) = self.policy().and_then(|policy| HeaderValue::try_from(policy).ok()) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response = self.odd.send(response);
        self.log.lock().unwrap_or_else(PoisonError::into_inner).push(Answer {
            path: path.to_owned(),
            status: response.status().as_u16(),
            only_headers: *method == Method::HEAD,
            bytes: if *method == Method::HEAD { 0 } else { response.body().size_hint().exact().unwrap_or(0) },
        });
        response
    }

    /// Every answer so far.
    pub fn answers(&self) -> Vec<Answer> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The folder that is served by now.
    fn root(&self) -> &Path {
        let asked = self.log.lock().unwrap_or_else(PoisonError::into_inner).len();
        self.odd.deploy.as_ref().filter(|(after, _)| asked >= *after).map_or(&self.root, |(_, folder)| folder)
    }

    /// The policy that every answer carries. Read each time: another build of the page has another one.
    fn policy(&self) -> Option<String> {
        let own = || policy::read(self.root()).filter(|_| self.headers == Headers::Isolating);
        self.policy.clone().or_else(own)
    }

    fn look_up(&self, path: &str, request: &HeaderMap) -> Response {
        let missing = || plain(StatusCode::NOT_FOUND, &format!("There is no file at {path} here.\n"));
        // The sub-folder without its slash: relative links in the page would point beside it.
        if format!("{path}/") == self.path {
            if self.odd.without_slash {
                return Self::send(&self.root().join("index.html"), request).unwrap_or_else(|_| missing());
            }
            return moved(&self.path);
        }
        let Some(file) = path.strip_prefix(&self.path).and_then(|rest| self.locate(rest)) else {
            return missing();
        };
        if file.is_dir() {
            if !path.ends_with('/') {
                return moved(&format!("{path}/"));
            }
            return Self::send(&file.join("index.html"), request).unwrap_or_else(|_| missing());
        }
        Self::send(&file, request).unwrap_or_else(|_| missing())
    }

    /// The file a path means, or nothing when the path tries to leave the folder.
    fn locate(&self, path: &str) -> Option<PathBuf> {
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let mut file = self.root().to_owned();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            // On Windows, a backslash separates folders and a colon names a drive.
            if part == "." || part == ".." || part.contains(['\\', ':', '\0']) {
                return None;
            }
            file.push(part);
        }
        Some(file)
    }

    fn send(file: &Path, request: &HeaderMap) -> Result<Response> {
        let metadata = fs::metadata(file)?;
        ensure!(metadata.is_file(), "not a file");
        let modified = metadata.modified()?.duration_since(std::time::UNIX_EPOCH)?.as_nanos();
        let kind = body::content_type(file);
        let packing = body::packing(request, |packing| packing.of(file).is_some());
        let encoding = packing.map(Packing::name);
        let tag = format!("\"{:x}-{modified:x}-{}\"", metadata.len(), encoding.unwrap_or("identity"));

        let mut headers = HeaderMap::new();
        headers.insert(header::ETAG, HeaderValue::try_from(&tag)?);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(body::cache_control(file)));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        let known = request.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        if known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag)) {
            return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        let packed = packing.and_then(|packing| packing.of(file));
        let content = fs::read(packed.as_deref().unwrap_or(file))?;
        Ok((headers, Body::from(content)).into_response())
    }
}

fn plain(status: StatusCode, sentence: &str) -> Response {
    // no-store: a file that is missing during a build is there a second later.
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, sentence.to_owned()).into_response()
}

fn moved(to: &str) -> Response {
    let location = HeaderValue::try_from(to).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, location)]).into_response()
}

#[cfg(test)]
mod tests;
