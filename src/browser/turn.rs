//! Several frames on one page take turns, so that their buyers do not race for the same cores, and so do several tabs
//! whose buyers use one file: the Web Locks API, which all pages of one origin share.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The name under which frames queue.
pub const FRAMES: &str = "oversold-run";

/// The name under which runs queue for the file.
pub const FILE: &str = "oversold-file";

/// The right to run; given back when dropped. Without the API everybody has it.
pub struct Turn {
    release: Option<Function>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // Resolving a promise of our own cannot fail.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Waits for the turn in the queue of this name.
pub async fn take(name: &'static str) -> Turn {
    let Some(granted) = request(name) else { return Turn { release: None } };
    let release = JsFuture::from(granted).await.ok().and_then(|release| release.dyn_into().ok());
    Turn { release }
}

/// A promise of the function that gives the lock back; `None` where there are no locks.
fn request(name: &str) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some(Promise::new(&mut |grant, _| {
        let refused = grant.clone();
        let granted = Closure::once(move |_lock: JsValue| {
            Promise::new(&mut |release, _| drop(grant.call1(&JsValue::NULL, &release)))
        });
        let asked = request.call2(&locks, &name.into(), granted.as_ref()).and_then(JsCast::dyn_into::<Promise>);
        spawn_local(async move {
            let outcome = match asked {
                Ok(held) => JsFuture::from(held).await,
                Err(error) => Err(error),
            };
            // Kept until the lock is given back, or refused.
            drop(granted);
            if outcome.is_err() {
                // A frame without an origin of its own is refused; it runs all the same.
                drop(refused.call0(&JsValue::NULL));
            }
        });
    }))
}
