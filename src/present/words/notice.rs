//! What was wrong with a link, in a sentence.

use crate::scenario::{Notice, Problem};
use crate::t;
use crate::text::Lang;

/// What was wrong with a parameter, what is allowed, and what is used.
pub fn notice(lang: Lang, notice: &Notice) -> String {
    let key = match notice.problem {
        Problem::NotAValue => "notice.not_a_value",
        Problem::OutOfRange => "notice.out_of_range",
        Problem::TooManyForWorkers => "notice.too_many",
        Problem::TooManyForGuard => "notice.too_many_for_guard",
        Problem::TooFewWorkers => "notice.too_few_workers",
        Problem::UnknownName => "notice.unknown",
        Problem::GivenTwice => "notice.twice",
        Problem::NoEffect => "notice.no_effect",
        Problem::NotBuiltYet if notice.used.is_empty() => "notice.name_not_built",
        Problem::NotBuiltYet => "notice.not_built",
        Problem::BadSchedule => "notice.schedule",
        Problem::NewerSchedule => "notice.newer",
        Problem::Pinned => "notice.pinned",
        Problem::UnknownHash => "notice.hash",
        Problem::BadFile => "notice.file",
    };
    let Notice { parameter, given, allowed, used, .. } = notice;
    // Of a run, an empty query says that every parameter has its default.
    let defaults = t!(lang, "notice.defaults");
    let or_defaults = |query: &String| if query.is_empty() { defaults.clone() } else { query.clone() };
    let is_run = parameter == "t" && notice.problem == Problem::Pinned;
    let used = if parameter == "t" { &or_defaults(used) } else { used };
    let (given, used) = if is_run { (&or_defaults(given), &or_defaults(used)) } else { (given, used) };
    t!(lang, key, name = parameter, given = given, allowed = allowed, used = used)
}
