//! Whether real workers can share memory here, and if not, why.

use super::embed::Parent;
use crate::store::{Obstacle, Tried};
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What keeps buyers from sharing memory; `None` when nothing does.
pub fn obstacle() -> Option<Obstacle> {
    let global = js_sys::global();
    let get = |name: &str| Reflect::get(&global, &name.into()).ok();
    let isolated = get("crossOriginIsolated").and_then(|value| value.as_bool());
    let shared = get("SharedArrayBuffer").is_some_and(|value| value.is_function());
    match (isolated, shared) {
        (Some(true), true) => None,
        (Some(true), false) | (None, _) => Some(Obstacle::BrowserLacks),
        // No sandbox without a frame.
        _ if !has_origin() => Some(if Parent::get().is_some() { Obstacle::Sandboxed } else { Obstacle::FromDisk }),
        _ if get("isSecureContext").and_then(|secure| secure.as_bool()) == Some(false) => Some(Obstacle::Insecure),
        _ if Parent::get().is_some() => Some(Obstacle::ParentNotIsolated),
        _ => Some(Obstacle::ServiceWorkerBlocked),
    }
}

/// Whether the page has an origin of its own: one from disk has none, nor has a sandboxed frame.
pub fn has_origin() -> bool {
    let origin = Reflect::get(&js_sys::global(), &"origin".into()).ok().and_then(|origin| origin.as_string());
    origin.as_deref() != Some("null")
}

/// What the host sends to isolate the page, and what the browser said of the service worker, as `www/start/ladder.js` found.
/// Nothing where that did not come.
pub async fn tried() -> Tried {
    let call = || {
        Reflect::get(&js_sys::global(), &"oversoldTried".into())
            .ok()?
            .dyn_ref::<Function>()?
            .call0(&JsValue::UNDEFINED)
            .ok()
    };
    let found = match call() {
        Some(promise) => JsFuture::from(Promise::resolve(&promise)).await.ok(),
        None => None,
    };
    let found = found.map(|found| Array::from(&found)).unwrap_or_default();
    let text = |at| found.get(at).as_string().unwrap_or_default();
    Tried { headers: text(0), refused: text(1) }
}
