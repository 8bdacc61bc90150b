//! How far the reader is in each lesson, kept in this browser and sent nowhere. Where the browser keeps nothing, in the page
//! alone.

use crate::lesson::HandIn;
use crate::scenario::{Choice, Topic};
use crate::trace::{seal, unseal};
use js_sys::Reflect;
use std::cell::RefCell;
use wasm_bindgen::JsValue;

thread_local! {
    /// What the browser does not keep, as long as the page is open.
    static HERE: RefCell<Vec<(Topic, HandIn)>> = const { RefCell::new(Vec::new()) };
}

/// The browser's storage. It is asked for as any object is: the page's script, which comes first, need not know of it.
fn storage() -> Option<JsValue> {
    Reflect::get(&js_sys::global(), &"localStorage".into()).ok().filter(JsValue::is_object)
}

fn key(topic: Topic) -> JsValue {
    ["oversold.lesson.", topic.name()].concat().into()
}

/// What was done of a lesson, if anything was.
pub fn load(topic: Topic) -> Option<HandIn> {
    let here = HERE.with_borrow(|all| all.iter().find(|(of, _)| *of == topic).map(|(_, work)| work.clone()));
    here.or_else(|| {
        let text = Reflect::get(&storage()?, &key(topic)).ok()?.as_string()?;
        HandIn::decode(&unseal(&text).ok()?.payload).filter(|work| work.topic == topic)
    })
}

/// Keeps what was done of a lesson. Gives whether the browser keeps it, too.
pub fn save(work: &HandIn) -> bool {
    let text = seal(&work.encode(), None);
    let is_kept = storage().is_some_and(|storage| Reflect::set(&storage, &key(work.topic), &text.into()).is_ok());
    HERE.with_borrow_mut(|all| {
        all.retain(|(of, _)| *of != work.topic);
        // What is kept may be gone on with in another tab, and comes from there.
        if !is_kept {
            all.push((work.topic, work.clone()));
        }
    });
    is_kept
}

/// Forgets what was done of all lessons.
pub fn erase() {
    HERE.with_borrow_mut(Vec::clear);
    if let Some(storage) = storage() {
        for (topic, _) in Topic::ALL {
            // Where nothing can be kept, nothing is.
            let _ = Reflect::set(&storage, &key(*topic), &"".into());
        }
    }
}
