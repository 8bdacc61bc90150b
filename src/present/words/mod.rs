//! Sentences: what verdicts, marks, notices and lines of the log say in the reader's language, made from facts.

mod log;
mod mark;
mod notice;
mod people;
mod picture;
mod verdict;

pub use log::event;
pub use mark::{activity, mark, target};
pub use notice::notice;
pub use people::{deaths, failure, name};
pub use picture::picture;
pub use verdict::{Answer, lost, outlook, verdict, why};

use crate::scenario::{Choice, Guard};
use crate::text::{Lang, message};

/// What a guard does to the purchase, in one sentence.
pub fn guard(lang: Lang, guard: Guard) -> String {
    match guard.scope() {
        Some(scope) => message(lang, &format!("guard.lock.{}", scope.name())),
        None => message(lang, &format!("guard.{}", guard.name().name())),
    }
}
