//! The hash of a link: the text of a recorded run and, behind it, where it was executed; or that of what was handed in. They
//! are opened elsewhere.

use super::{Notice, Problem, mend};

/// What a hash carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// The text of a recorded run.
    pub recorded: Option<String>,
    /// The text of what was handed in.
    pub handed_in: Option<String>,
}

impl Carried {
    /// A recorded run.
    pub fn recorded(text: impl Into<String>) -> Self {
        Self { recorded: Some(text.into()), handed_in: None }
    }
}

/// Reads a hash, with or without the leading `#`.
pub fn parse_hash(hash: &str) -> (Carried, Vec<Notice>) {
    let (mut carried, mut notices) = (Carried::default(), Vec::new());
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
        let text = &mut carried.recorded;
        match text {
            _ if name == "h" && carried.handed_in.is_none() => carried.handed_in = Some(mend::recording(&value)),
            None if name == "t" => *text = Some(mend::recording(&value)),
            // Where and when it was executed: whoever opens the run reads it.
            Some(run) if name == "by" && !run.contains('&') => {
                *text = Some([run, "&by=", &mend::recording(&value)].concat());
            }
            Some(first) if name == "t" => notice("t", &value, Problem::GivenTwice, String::clone(first)),
            _ if mend::is_tracker(&name) => {}
            _ => notice(&format!("#{name}"), &value, Problem::UnknownHash, String::new()),
        }
    }
    (carried, notices)
}
