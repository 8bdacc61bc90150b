//! The hash of a link: the text of a recorded run and, behind it, where it was executed. Both are opened elsewhere.

use super::{Notice, Problem, mend};

/// Reads a hash, with or without the leading `#`: the text of a recorded schedule, if there is one.
pub fn parse_hash(hash: &str) -> (Option<String>, Vec<Notice>) {
    let (mut text, mut notices) = (None, Vec::new());
    let mut notice = |name: &str, value: &str, problem, used| {
        notices.push(Notice::new(name, value, problem, "t=1.…".to_owned(), used));
    };
    let hash = hash.strip_prefix('#').unwrap_or(hash);
    // Some escape all of it.
    let pairs: Vec<_> = form_urlencoded::parse(hash.as_bytes()).collect();
    let whole = match &pairs[..] {
        [(name, value)] if value.is_empty() && name.contains('=') => name.as_bytes(),
        _ => hash.as_bytes(),
    };
    for (name, value) in form_urlencoded::parse(whole) {
        match &text {
            None if name == "t" => text = Some(mend::recording(&value)),
            // Where and when it was executed: whoever opens the run reads it.
            Some(run) if name == "by" && !run.contains('&') => {
                text = Some([run, "&by=", &mend::recording(&value)].concat());
            }
            Some(first) if name == "t" => notice("t", &value, Problem::GivenTwice, String::clone(first)),
            _ => notice(&format!("#{name}"), &value, Problem::UnknownHash, String::new()),
        }
    }
    (text, notices)
}
