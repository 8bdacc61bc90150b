//! Whether real workers can share memory here, and if not, why.

use super::embed::Parent;
use js_sys::Reflect;

/// Why this page has to simulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The page stands in a frame, and the page around it is not cross-origin isolated.
    ParentNotIsolated,
    /// The page has a tab of its own and is not isolated: its host sends no headers, and no service
    /// worker could add them.
    ServiceWorkerBlocked,
    /// The page stands in a frame with `sandbox`, which gives it no origin of its own.
    Sandboxed,
    /// The browser has no isolation, or no `SharedArrayBuffer` in spite of it.
    BrowserLacks,
}

impl Obstacle {
    /// The contract's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ParentNotIsolated => "parent-not-isolated",
            Self::ServiceWorkerBlocked => "service-worker-blocked",
            Self::Sandboxed => "sandboxed",
            Self::BrowserLacks => "browser-lacks-isolation",
        }
    }
}

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
