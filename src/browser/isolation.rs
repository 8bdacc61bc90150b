//! Whether real workers can share memory here, and if not, why.

use super::embed::Parent;
use crate::store::{Obstacle, Tried};
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

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
        // No sandbox without a frame.
        _ if origin.as_deref() == Some("null") => {
            Some(if Parent::get().is_some() { Obstacle::Sandboxed } else { Obstacle::FromDisk })
        }
        _ if get("isSecureContext").and_then(|secure| secure.as_bool()) == Some(false) => Some(Obstacle::Insecure),
        _ if Parent::get().is_some() => Some(Obstacle::ParentNotIsolated),
        _ => Some(Obstacle::ServiceWorkerBlocked),
    }
}

/// The headers that isolate a page.
const HEADERS: [&str; 3] = ["Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy", "Document-Isolation-Policy"];

/// What the host sends to isolate the page, and what the browser said of the service worker. The host is asked itself: the
/// worker answers only whoever wants a content.
pub async fn tried() -> Tried {
    let refused = Reflect::get(&js_sys::global(), &"oversoldRefused".into())
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default();
    Tried { headers: sent().await.unwrap_or_default(), refused }
}

async fn sent() -> Result<String, JsValue> {
    let how = Object::new();
    Reflect::set(&how, &"method".into(), &"HEAD".into())?;
    let fetch: js_sys::Function = Reflect::get(&js_sys::global(), &"fetch".into())?.dyn_into()?;
    let promise: Promise = fetch.call2(&JsValue::UNDEFINED, &"".into(), &how)?.dyn_into()?;
    let response = JsFuture::from(promise).await?.dyn_into::<web_sys::Response>()?;
    let headers = Reflect::get(&response, &"headers".into())?;
    let get: js_sys::Function = Reflect::get(&headers, &"get".into())?.dyn_into()?;
    let one = |name: &&str| {
        let value = get.call1(&headers, &(*name).into()).ok()?.as_string()?;
        Some(format!("{name}: {value}"))
    };
    Ok(HEADERS.iter().filter_map(one).collect::<Vec<_>>().join(", "))
}
