//! Whether real workers can share memory here, and if not, why.

use super::embed::Parent;
use crate::store::Obstacle;
use js_sys::Reflect;

/// What keeps buyers from sharing memory; `None` when nothing does.
pub fn obstacle() -> Option<Obstacle> {
    let global = js_sys::global();
    let get = |name: &str| Reflect::get(&global, &name.into()).ok();
    let isolated = get("crossOriginIsolated").and_then(|value| value.as_bool());
    let shared = get("SharedArrayBuffer").is_some_and(|value| value.is_function());
    let origin = get("origin").and_then(|origin| origin.as_string());
    match (isolated, shared) {
        (Some(true), true) => None,
        (Some(true), false) | (None, _) => Some(Obstacle::BrowserLacks),
        _ if origin.as_deref() == Some("null") => Some(Obstacle::Sandboxed),
        _ if Parent::get().is_some() => Some(Obstacle::ParentNotIsolated),
        _ => Some(Obstacle::ServiceWorkerBlocked),
    }
}
