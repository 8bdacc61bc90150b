//! The hash of a link: the text of a recorded run and, behind it, where it was executed. Both are opened elsewhere.

use super::{Notice, Problem};

/// Reads a hash, with or without the leading `#`: the text of a recorded schedule, if there is one.
pub fn parse_hash(hash: &str) -> (Option<String>, Vec<Notice>) {
    let (mut text, mut notices) = (None, Vec::new());
    let mut notice = |name: &str, value: &str, problem, used| {
        notices.push(Notice::new(name, value, problem, "t=1.…".to_owned(), used));
    };
    for (name, value) in form_urlencoded::parse(hash.strip_prefix('#').unwrap_or(hash).as_bytes()) {
        match &text {
            None if name == "t" => text = Some(value.into_owned()),
            // Where and when it was executed: whoever opens the run reads it.
            Some(run) if name == "by" && !run.contains('&') => text = Some([run, "&by=", &*value].concat()),
            Some(first) if name == "t" => notice("t", &value, Problem::GivenTwice, String::clone(first)),
            _ => notice(&format!("#{name}"), &value, Problem::UnknownHash, String::new()),
        }
    }
    (text, notices)
}
