//! Golden traces: what virtual time made of a few links on the day they were written down, and has
//! to make of them for ever, on every machine. Shared by the native tests and those in browsers.

use oversold::engine::run_virtual;
use oversold::program::{Action, Record, Text};
use oversold::scenario::parse;
use std::fmt::Write;

/// Name, query and trace of each.
pub const GOLDEN: [(&str, &str, &str); 15] = [
    ("none", "buyers=5", include_str!("../golden/none.txt")),
    ("jitter", "jitter=100&seed=7", include_str!("../golden/jitter.txt")),
    ("lock", "guard=lock&tickets=2&buyers=6&jitter=50&seed=3", include_str!("../golden/lock.txt")),
    ("task", "guard=lock&scope=task&buyers=4", include_str!("../golden/task.txt")),
    ("read", "guard=lock&scope=read&buyers=5&search=0&pay=0&confirm=0", include_str!("../golden/read.txt")),
    ("pipe", "guard=pipe&tickets=2&buyers=5&jitter=50&seed=3", include_str!("../golden/pipe.txt")),
    ("cas", "guard=cas&tickets=3&buyers=6&jitter=50&seed=3", include_str!("../golden/cas.txt")),
    ("queue", "guard=queue&tickets=2&buyers=4&jitter=50&seed=3", include_str!("../golden/queue.txt")),
    ("write", "guard=lock&scope=write&tickets=2&buyers=5&jitter=30&seed=9", include_str!("../golden/write.txt")),
    ("file", "store=file&buyers=4&jitter=20&seed=5", include_str!("../golden/file.txt")),
    ("torn", "store=file&buyers=6&search=2&pay=0&confirm=0&jitter=100&seed=3", include_str!("../golden/torn.txt")),
    ("killed", "guard=lock&fault=kill-holder&buyers=4&jitter=50&seed=3", include_str!("../golden/killed.txt")),
    ("robust", "guard=lock&fault=kill-holder&robust=1&buyers=4&jitter=50&seed=3", include_str!("../golden/robust.txt")),
    ("clerk", "guard=queue&store=file&fault=kill-holder&buyers=3&jitter=50", include_str!("../golden/clerk.txt")),
    ("join", "guard=join&buyers=3&jitter=100&seed=4294967295", include_str!("../golden/join.txt")),
];

/// The trace of a query, one line an event: microseconds, buyer, what it did.
pub fn trace_of(query: &str) -> String {
    let (link, notices) = parse(query);
    assert!(notices.is_empty(), "{notices:?}");
    let mut text = String::new();
    for event in run_virtual(&link.scenario).events {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{} {} {}", event.at, event.buyer, named(event.action));
    }
    text
}

fn named(action: Action) -> String {
    let shown = |record: Record| format!("{} by {}", record.count, record.writer);
    match action {
        Action::Looked(record) | Action::Shown(record) => format!("looked {}", shown(record)),
        Action::Read(record) => format!("read {}", shown(record)),
        Action::Wrote { put, replaced } => format!("wrote {} over {}", shown(put), shown(replaced)),
        Action::Missed { found } => format!("missed {}", shown(found)),
        Action::Received { record, number } => format!("received {number}: {}", shown(record)),
        Action::Sent(record) => format!("sent {}", shown(record)),
        Action::Asked { buy, number } => format!("asked {number} to {}", if buy { "buy" } else { "look" }),
        Action::Served { client, number, .. } => format!("served {number} of {client}"),
        Action::Replied { client, record } => format!("replied to {client}: {}", shown(record)),
        Action::Answered(record) => format!("answered {}", shown(record)),
        Action::Acquired(number) => format!("acquired {number}"),
        Action::Checked { available } => format!("checked {available}"),
        Action::Loaded { text: Text::Whole(record), number } => format!("loaded {number}: {}", shown(record)),
        Action::Loaded { text: Text::Torn { length, checksum }, number } => {
            format!("loaded {number}: torn, {length} bytes, {checksum:08x}")
        }
        Action::Truncated { number } => format!("truncated {number}"),
        Action::Stored { put, replaced, number } => format!("stored {number}: {} over {}", shown(put), shown(replaced)),
        Action::Inherited(number) => format!("inherited {number}"),
        Action::Paused(phase) => format!("paused {phase:?}").to_lowercase(),
        other => format!("{other:?}").to_lowercase(),
    }
}
