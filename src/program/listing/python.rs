//! The purchase in Python, with multiprocessing: a process for each buyer.

mod around;
mod clerk;

use super::outline::Function;
use super::seconds;
use super::writer::{Piece, Plain, Script, Stands, Syntax, at, more};
use crate::program::{Printed, Step};
use crate::scenario::{Fault, Guard, Scenario, Store};

pub(super) struct Python;

impl Syntax for Python {
    fn head(&self, script: &Script<'_>) -> Vec<Plain> {
        around::head(script.scenario)
    }

    fn clerk(&self, script: &Script<'_>, pay: &str) -> Vec<(usize, String, Stands)> {
        clerk::clerk(script.scenario, pay)
    }

    fn main(&self, script: &Script<'_>) -> Vec<Plain> {
        around::main(script.scenario, &arguments(script, Function::Task))
    }

    fn begin(&self, script: &Script<'_>, function: Function) -> Vec<Plain> {
        vec![(0, format!("def {}({}):", name(function), arguments(script, function).join(", ")))]
    }

    fn end(&self) -> Option<&'static str> {
        None
    }

    fn call(&self, script: &Script<'_>, function: Function) -> String {
        format!("{}({})", name(function), arguments(script, function).join(", "))
    }

    fn sleep(&self, delay: u32, stray: u32) -> String {
        if stray == 0 {
            format!("time.sleep({})  # network", seconds(delay))
        } else {
            format!("time.sleep(random.uniform({}, {}))  # network", seconds(delay - stray), seconds(delay + stray))
        }
    }

    fn statement(&self, _: &Script<'_>, _: Function, step: Step) -> Vec<Piece> {
        let left = |value: &str| print(Printed::Left(0), value);
        match step {
            Step::Look => vec![at(0, left("count.value"))],
            Step::Acquire => vec![at(0, "lock.acquire()")],
            Step::Release => vec![at(0, "lock.release()")],
            Step::Read => vec![at(0, "seen = count.value")],
            Step::Write => vec![at(0, "count.value = seen - 1")],
            Step::Swap { .. } => vec![at(0, "if not swap(count, seen, seen - 1):"), more(1, "continue")],
            Step::Load => vec![at(0, "with open(\"db.txt\") as file:")],
            Step::Parse { look: false } => vec![at(1, "db = json.load(file)")],
            Step::Parse { look: true } => vec![at(1, "db = json.load(file)"), more(0, left("db[\"count\"]"))],
            Step::Truncate => vec![more(0, "db[\"count\"] -= 1"), at(0, "with open(\"db.txt\", \"w\") as file:")],
            Step::Store => vec![at(1, "json.dump(db, file)")],
            Step::Crash => {
                vec![at(0, "if fault.acquire(block=False):"), more(1, "os.kill(os.getpid(), signal.SIGKILL)")]
            }
            Step::Receive => vec![at(0, "seen = int(os.read(take.fileno(), 8))")],
            Step::Show => vec![at(0, left("seen"))],
            Step::Send { sold: true } => vec![at(0, "os.write(put.fileno(), b\"%8d\" % (seen - 1))")],
            Step::Send { sold: false } => vec![at(0, "os.write(put.fileno(), b\"%8d\" % seen)")],
            Step::Ask { buy: false } => vec![at(0, "queue.put((me, False))")],
            Step::Ask { buy: true } => vec![at(0, "queue.put((me, True))")],
            Step::Await => vec![at(0, "seen = pipe.recv()")],
            Step::Bought => vec![at(0, print(Printed::Bought(0), "os.getpid()"))],
            Step::SoldOut => vec![at(0, print(Printed::SoldOut, ""))],
            _ => vec![at(0, "pass")],
        }
    }

    fn branch(&self, script: &Script<'_>) -> &'static str {
        let has_db = has_file(script.scenario) && script.scenario.guard != Guard::Queue;
        if has_db { "if db[\"count\"] > 0:" } else { "if seen > 0:" }
    }

    fn other_branch(&self) -> &'static str {
        "else:"
    }

    fn again(&self) -> &'static str {
        "while True:"
    }

    fn end_of_loop(&self) -> &'static str {
        "break"
    }
}

const fn name(function: Function) -> &'static str {
    match function {
        Function::Search => "search",
        Function::Get => "get",
        Function::Task => "task",
    }
}

/// What a function is handed, by the same names wherever it is.
fn arguments(script: &Script<'_>, function: Function) -> Vec<&'static str> {
    let scenario = script.scenario;
    let mut out = match scenario.guard {
        Guard::Queue => return vec!["me", "queue", "pipe"],
        Guard::Pipe => vec!["take", "put"],
        _ if has_file(scenario) => vec![],
        _ => vec!["count"],
    };
    if script.locks(function) || (function == Function::Task && scenario.guard.scope().is_some()) {
        out.push("lock");
    }
    if scenario.fault == Fault::KillHolder && function != Function::Search {
        out.push("fault");
    }
    out
}

/// Printing a sentence with this value in it.
fn print(printed: Printed, value: &str) -> String {
    let (before, behind) = printed.words();
    let quoted = |words: &str| if words.is_empty() { String::new() } else { format!("\"{words}\"") };
    let parts = [quoted(before), value.to_owned(), quoted(behind)];
    format!("print({})", parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
}

/// Whether the record is a file.
fn has_file(scenario: &Scenario) -> bool {
    scenario.store == Store::File
}
