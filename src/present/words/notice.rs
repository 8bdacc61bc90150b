//! What was wrong with a link, in a sentence.

use crate::scenario::{Notice, Problem};
use crate::t;
use crate::text::Lang;

/// What was wrong with a parameter, what is allowed, and what is used.
pub fn notice(lang: Lang, notice: &Notice) -> String {
    let is_unknown = notice.problem == Problem::UnknownName;
    let nearest = if is_unknown { nearest(&notice.parameter, &notice.allowed) } else { None };
    let key = match notice.problem {
        Problem::NotAValue => "notice.not_a_value",
        Problem::OutOfRange => "notice.out_of_range",
        Problem::TooManyForWorkers => "notice.too_many",
        Problem::TooManyForGuard => "notice.too_many_for_guard",
        Problem::TooFewWorkers => "notice.too_few_workers",
        Problem::UnknownName if nearest.is_some() => "notice.unknown_near",
        Problem::UnknownName => "notice.unknown",
        Problem::GivenTwice => "notice.twice",
        Problem::NoEffect => "notice.no_effect",
        Problem::BadSchedule => "notice.schedule",
        Problem::NewerSchedule => "notice.newer",
        Problem::PackedSchedule => "notice.packed",
        Problem::Pinned => "notice.pinned",
        Problem::UnknownHash => "notice.hash",
        Problem::BadFile => "notice.file",
        Problem::AlteredFile => "notice.altered_file",
        Problem::NewerFile => "notice.newer_file",
        Problem::UnplayableFile => "notice.unplayable_file",
    };
    let Notice { parameter, given, allowed, used, .. } = notice;
    // Of a run, an empty query says that every parameter has its default.
    let defaults = t!(lang, "notice.defaults");
    let or_defaults = |query: &String| if query.is_empty() { defaults.clone() } else { query.clone() };
    let is_run = parameter == "t" && notice.problem == Problem::Pinned;
    let used = if parameter == "t" { &or_defaults(used) } else { used };
    let (given, used) = if is_run { (&or_defaults(given), &or_defaults(used)) } else { (given, used) };
    let nearest = nearest.unwrap_or_default();
    t!(lang, key, name = parameter, given = given, allowed = allowed, used = used, nearest = nearest)
}

/// The known name that a misspelled one may have been: at most two letters of five are others.
fn nearest<'a>(name: &str, known: &'a str) -> Option<&'a str> {
    let is_near = |distance: usize, known: &str| distance * 5 <= known.len() * 2;
    // Pages around may ask for anything, thousands of times: what is much longer or shorter is not looked at.
    let alike = known.split(", ").filter(|known| is_near(known.len().abs_diff(name.len()), known));
    let by_distance = alike.map(|known| (distance(name, known), known));
    by_distance.min().filter(|(distance, known)| is_near(*distance, known)).map(|(_, known)| known)
}

/// How many letters have to be put in, taken out or changed to make one word of another (Levenshtein 1966), case aside.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.bytes().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in other.bytes().enumerate() {
            let changed = before + usize::from(!a.eq_ignore_ascii_case(&b));
            before = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(before + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelled_name_finds_its_own() {
        let known = "r, tickets, buyers, guard, store, search, pay, speed, seed";
        for (name, expected) in [
            ("ticket", Some("tickets")),
            ("Buyers", Some("buyers")),
            ("gaurd", Some("guard")),
            ("spead", Some("speed")),
            ("bayer", Some("buyers")),
            ("colour", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, known), expected, "{name}");
        }
    }
}
