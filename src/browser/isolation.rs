//! Whether real workers can share memory here, and if not, why.

use js_sys::Reflect;

/// Why this page has to simulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The page, or the page around it, is not cross-origin isolated.
    NotIsolated,
    /// It is, and the browser still has no `SharedArrayBuffer`.
    BrowserLacks,
}

/// What keeps buyers from sharing memory; `None` when nothing does.
pub fn obstacle() -> Option<Obstacle> {
    let global = js_sys::global();
    let get = |name: &str| Reflect::get(&global, &name.into()).ok();
    let isolated = get("crossOriginIsolated").and_then(|value| value.as_bool()) == Some(true);
    let shared = get("SharedArrayBuffer").is_some_and(|value| value.is_function());
    match (isolated, shared) {
        (true, true) => None,
        (true, false) => Some(Obstacle::BrowserLacks),
        (false, _) => Some(Obstacle::NotIsolated),
    }
}
