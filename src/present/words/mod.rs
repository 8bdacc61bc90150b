//! Sentences: what verdicts, marks, notices and lines of the log say in the reader's language, made from facts.

mod clock;
mod log;
mod mark;
mod notice;
mod people;
mod picture;
mod verdict;

pub use clock::Clock;
pub use log::event;
pub use mark::{activity, mark, target};
pub use notice::notice;
pub use people::{deaths, failure, name};
pub use picture::picture;
pub use verdict::{Answer, lost, outlook, verdict, why};

use crate::scenario::{Choice, Guard, Scope};
use crate::text::{Lang, message};

/// What a scope is called: its name, or its two places.
pub fn scope(lang: Lang, scope: Scope) -> String {
    if scope.is_named() { message(lang, &format!("scope.name.{}", scope.name())) } else { scope.name().to_owned() }
}

/// What a guard does to the purchase, in one sentence.
pub fn guard(lang: Lang, guard: Guard) -> String {
    match guard.scope() {
        Some(scope) if scope.is_named() => message(lang, &format!("guard.lock.{}", scope.name())),
        Some(scope) if scope.covers_reading_and_writing() => message(lang, "guard.lock.right"),
        Some(_) => message(lang, "guard.lock.wrong"),
        None => message(lang, &format!("guard.{}", guard.name().name())),
    }
}
