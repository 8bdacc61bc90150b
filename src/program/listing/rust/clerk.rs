//! The clerk in Rust: it reads, pays and writes for whoever asks, one request after the other.

use super::{has_file, print};
use crate::program::listing::writer::Stands;
use crate::program::{Printed, Step};
use crate::scenario::{Fault, Scenario};

/// The whole clerk.
pub(super) fn clerk(scenario: &Scenario, pay: &str) -> Vec<(usize, String, Stands)> {
    let file = has_file(scenario);
    let kills = scenario.fault == Fault::KillHolder;
    let mut out: Vec<(usize, String, Stands)> = Vec::new();
    let mut line = |wanted: bool, indent: usize, text: &str, stands: Stands| {
        if wanted {
            out.push((indent, text.to_owned(), stands));
        }
    };
    let count = if file { "" } else { "mut count: u32, " };
    let read = "let text = fs::read_to_string(\"db.txt\").unwrap();";
    let write = "write!(file, \"{{\\\"count\\\": {}}}\", seen - 1).unwrap();";
    line(true, 0, "", None);
    line(true, 0, &format!("fn clerk({count}requests: &Receiver<Request>) {{"), None);
    line(true, 1, "for (client, buys) in requests {", Some(|step| matches!(step, Step::Serve { .. })));
    line(file, 2, read, Some(|step| *step == Step::Load));
    line(file, 2, "let seen = count_in(&text);", Some(|step| matches!(step, Step::Parse { look: false })));
    line(!file, 2, "let seen = count;", Some(|step| *step == Step::Read));
    line(true, 2, "if buys {", None);
    line(true, 3, pay, Some(|step| matches!(step, Step::Pause(_))));
    line(kills, 3, "if !FAULT.swap(true, SeqCst) {", Some(|step| *step == Step::Crash));
    line(kills, 4, "loop {", None);
    line(kills, 5, "thread::park(); // killed: its inbox stays, and nobody looks into it", None);
    line(kills, 4, "}", None);
    line(kills, 3, "}", None);
    line(true, 3, "if seen > 0 {", Some(|step| matches!(step, Step::Check { .. })));
    line(file, 4, "let mut file = File::create(\"db.txt\").unwrap();", Some(|step| *step == Step::Truncate));
    line(file, 4, write, Some(|step| *step == Step::Store));
    line(!file, 4, "count = seen - 1;", Some(|step| *step == Step::Write));
    line(true, 3, "}", None);
    line(true, 2, "}", None);
    line(true, 2, "client.send(seen).unwrap();", Some(|step| matches!(step, Step::Reply { .. })));
    line(true, 1, "}", None);
    line(file, 1, "let count = count_in(&fs::read_to_string(\"db.txt\").unwrap());", None);
    line(true, 1, &print(Printed::InTheEnd(0), "count"), Some(|step| *step == Step::End));
    line(true, 0, "}", None);
    out
}
