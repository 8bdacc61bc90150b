//! The queues of the Web Locks API, which all pages of one origin share (<https://w3c.github.io/web-locks/>).
//!
//! Several frames on one page take turns, so that their buyers do not race for the same cores, and so do several tabs whose
//! buyers use one file. Without the API everybody has the turn.

use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The name under which frames queue.
pub const FRAMES: &str = "oversold-run";

/// The name under which runs queue for the file.
pub const FILE: &str = "oversold-file";

/// How far a request for a lock is.
#[derive(Debug)]
enum Hold {
    /// It is not granted yet, or never will be.
    Asked,
    /// It is granted; calling this gives it back.
    Granted(Function),
    /// Nobody wants it any more.
    GivenUp,
}

/// The right to run; given back when dropped.
pub struct Turn(Rc<RefCell<Hold>>);

impl Drop for Turn {
    fn drop(&mut self) {
        if let Hold::Granted(release) = self.0.replace(Hold::GivenUp) {
            // Resolving a promise of our own cannot fail.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Waits for the turn in the queue of this name. Whoever stops waiting lets the others pass.
pub async fn take(name: &'static str) -> Turn {
    let turn = Turn(Rc::new(RefCell::new(Hold::Asked)));
    if let Some(answered) = request(name, &turn.0) {
        // Of our own, and never rejected.
        let _ = JsFuture::from(answered).await;
    }
    turn
}

/// A promise that comes true when the lock is granted or refused; `None` where there are no locks.
fn request(name: &str, hold: &Rc<RefCell<Hold>>) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some(Promise::new(&mut |answer, _| {
        let (refused, hold) = (answer.clone(), hold.clone());
        let granted = Closure::once(move |_lock: JsValue| {
            if matches!(*hold.borrow(), Hold::GivenUp) {
                // Given back at once.
                return JsValue::UNDEFINED;
            }
            let held = Promise::new(&mut |release, _| drop(hold.replace(Hold::Granted(release))));
            drop(answer.call0(&JsValue::NULL));
            held.into()
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
