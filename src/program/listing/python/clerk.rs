//! The clerk in Python: it reads, pays and writes for whoever asks, one request after the other.

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
    let (count, fault) = (if file { "" } else { "count, " }, if kills { ", fault" } else { "" });
    line(true, 0, "", None);
    line(true, 0, &format!("def clerk({count}queue, pipes{fault}):"), None);
    line(true, 1, "for buyer, buys in iter(queue.get, None):", Some(|step| matches!(step, Step::Serve { .. })));
    line(file, 2, "with open(\"db.txt\") as file:", Some(|step| *step == Step::Load));
    line(file, 3, "seen = json.load(file)[\"count\"]", Some(|step| matches!(step, Step::Parse { look: false })));
    line(!file, 2, "seen = count", Some(|step| *step == Step::Read));
    line(true, 2, "if buys:", None);
    line(true, 3, pay, Some(|step| matches!(step, Step::Pause(_))));
    line(kills, 3, "if fault.acquire(block=False):", Some(|step| *step == Step::Crash));
    line(kills, 4, "os.kill(os.getpid(), signal.SIGKILL)", None);
    line(true, 3, "if seen > 0:", Some(|step| matches!(step, Step::Check { .. })));
    line(file, 4, "with open(\"db.txt\", \"w\") as file:", Some(|step| *step == Step::Truncate));
    line(file, 5, "json.dump({\"count\": seen - 1}, file)", Some(|step| *step == Step::Store));
    line(!file, 4, "count = seen - 1", Some(|step| *step == Step::Write));
    line(true, 2, "pipes[buyer].send(seen)", Some(|step| matches!(step, Step::Reply { .. })));
    line(file, 1, "with open(\"db.txt\") as file:", None);
    line(file, 2, "count = json.load(file)[\"count\"]", None);
    line(true, 1, &print(Printed::InTheEnd(0), "count"), Some(|step| *step == Step::End));
    out
}
