//! How far the reader is in each lesson, kept in this browser and sent nowhere. Where the browser keeps nothing, in the page
//! alone.

use crate::lesson::HandIn;
use crate::scenario::{Choice, Topic};
use crate::trace::{seal, unseal};
use std::cell::RefCell;
use web_sys::Storage;

thread_local! {
    /// As long as the page is open.
    static HERE: RefCell<Vec<(Topic, HandIn)>> = const { RefCell::new(Vec::new()) };
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn key(topic: Topic) -> String {
    ["oversold.lesson.", topic.name()].concat()
}

/// What was done of a lesson, if anything was.
pub fn load(topic: Topic) -> Option<HandIn> {
    let here = HERE.with_borrow(|all| all.iter().find(|(of, _)| *of == topic).map(|(_, work)| work.clone()));
    here.or_else(|| {
        let text = storage()?.get_item(&key(topic)).ok()??;
        HandIn::decode(&unseal(&text).ok()?.payload).filter(|work| work.topic == topic)
    })
}

/// Keeps what was done of a lesson. Gives whether the browser keeps it, too.
pub fn save(work: &HandIn) -> bool {
    HERE.with_borrow_mut(|all| {
        all.retain(|(of, _)| *of != work.topic);
        all.push((work.topic, work.clone()));
    });
    let text = seal(&work.encode(), None);
    storage().is_some_and(|storage| storage.set_item(&key(work.topic), &text).is_ok())
}

/// Forgets what was done of all lessons.
pub fn erase() {
    HERE.with_borrow_mut(Vec::clear);
    if let Some(storage) = storage() {
        for (topic, _) in Topic::ALL {
            // What is not there need not be removed, which is all that could fail.
            let _ = storage.remove_item(&key(*topic));
        }
    }
}
