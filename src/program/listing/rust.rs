//! The purchase in Rust: a thread for each buyer.

mod around;
mod clerk;

use super::outline::Function;
use super::seconds;
use super::writer::{Piece, Plain, Script, Stands, Syntax, at, more};
use crate::program::{Printed, Step};
use crate::scenario::{Fault, Guard, Scenario, Store};

pub(super) struct Rust;

impl Syntax for Rust {
    fn head(&self, script: &Script<'_>) -> Vec<Plain> {
        around::head(script)
    }

    fn clerk(&self, script: &Script<'_>, pay: &str) -> Vec<(usize, String, Stands)> {
        clerk::clerk(script.scenario, pay)
    }

    fn main(&self, script: &Script<'_>) -> Vec<Plain> {
        let handed: Vec<String> = shared(script, Function::Task).iter().map(|(name, _)| format!("&{name}")).collect();
        around::main(script.scenario, &format!("task({})", handed.join(", ")))
    }

    fn begin(&self, script: &Script<'_>, function: Function) -> Vec<Plain> {
        let mut parameters: Vec<String> =
            shared(script, function).iter().map(|(name, kind)| format!("{name}: &{kind}")).collect();
        let mut generic = "";
        if let Some(kind) = handed_over(script, function) {
            if script.has(function, Step::Acquire) {
                generic = "<'a>";
                parameters.retain(|parameter| !parameter.starts_with("lock"));
                parameters.push("lock: &'a Mutex<()>".to_owned());
            }
            parameters.push(format!("held: &mut {kind}"));
        }
        let mut out = vec![(0, format!("fn {}{generic}({}) {{", name(function), parameters.join(", ")))];
        if function == Function::Task {
            if script.scenario.guard == Guard::Queue {
                out.push((1, "let (answer, pipe) = channel();".to_owned()));
            }
            if script.hands_lock_over() && !script.has(Function::Task, Step::Acquire) {
                out.push((1, "let mut held = None;".to_owned()));
            }
        }
        out
    }

    fn end(&self) -> Option<&'static str> {
        Some("}")
    }

    fn call(&self, script: &Script<'_>, function: Function) -> String {
        let is_own = |name: &str| matches!(name, "answer" | "pipe");
        let mut arguments: Vec<String> = shared(script, function)
            .iter()
            .map(|(name, _)| if is_own(name) { format!("&{name}") } else { (*name).to_owned() })
            .collect();
        if handed_over(script, function).is_some() {
            arguments.push("&mut held".to_owned());
        }
        format!("{}({});", name(function), arguments.join(", "))
    }

    fn sleep(&self, delay: u32, stray: u32) -> String {
        // The standard library has no random numbers.
        let stray = if stray == 0 { String::new() } else { format!(", ± {}", seconds(stray)) };
        let length = seconds(delay);
        let point = if length.contains('.') { "" } else { ".0" };
        format!("sleep(Duration::from_secs_f64({length}{point})); // network{stray}")
    }

    fn statement(&self, script: &Script<'_>, function: Function, step: Step) -> Vec<Piece> {
        let left = |value: &str| print(Printed::Left(0), value);
        match step {
            Step::Look => vec![at(0, left("count.load(SeqCst)"))],
            Step::Acquire => acquire(script, function),
            Step::Release if handed_over(script, function).is_some() => vec![at(0, "*held = None;")],
            Step::Release => vec![at(0, "drop(held);")],
            Step::Read => vec![at(0, "let seen = count.load(SeqCst);")],
            Step::Write => vec![at(0, "count.store(seen - 1, SeqCst);")],
            Step::Swap { .. } => vec![
                at(0, "if count.compare_exchange(seen, seen - 1, SeqCst, SeqCst).is_err() {"),
                more(1, "continue;"),
                more(0, "}"),
            ],
            Step::Load => vec![at(0, "let text = fs::read_to_string(\"db.txt\").unwrap();")],
            Step::Parse { look: true } => vec![at(0, left("count_in(&text)"))],
            Step::Parse { look: false } => vec![at(0, "let seen = count_in(&text);")],
            Step::Truncate => vec![at(0, "let mut file = File::create(\"db.txt\").unwrap();")],
            Step::Store => vec![at(0, "write!(file, \"{{\\\"count\\\": {}}}\", seen - 1).unwrap();")],
            Step::Crash if forgets(script.scenario) => vec![
                at(0, "if !FAULT.swap(true, SeqCst) {"),
                more(1, "loop {"),
                more(2, "thread::park(); // killed: it gives nothing back"),
                more(1, "}"),
                more(0, "}"),
            ],
            Step::Crash => {
                vec![at(0, "if !FAULT.swap(true, SeqCst) {"), more(1, "panic!(\"killed\");"), more(0, "}")]
            }
            Step::Receive => vec![at(0, "let seen = receive(take);")],
            Step::Show => vec![at(0, left("seen"))],
            Step::Send { sold: true } => vec![at(0, "send(put, seen - 1);")],
            Step::Send { sold: false } => vec![at(0, "send(put, seen);")],
            Step::Ask { buy: false } => vec![at(0, "queue.put((answer.clone(), false));")],
            Step::Ask { buy: true } => vec![at(0, "queue.put((answer.clone(), true));")],
            Step::Await => vec![at(0, "let seen = pipe.recv().unwrap();")],
            Step::Bought => vec![at(0, print(Printed::Bought(0), "thread::current().id()"))],
            Step::SoldOut => vec![at(0, print(Printed::SoldOut, ""))],
            _ => vec![at(0, "")],
        }
    }

    fn branch(&self, _: &Script<'_>) -> &'static str {
        "if seen > 0 {"
    }

    fn other_branch(&self) -> &'static str {
        "} else {"
    }

    fn again(&self) -> &'static str {
        "loop {"
    }

    fn end_of_loop(&self) -> &'static str {
        "break;"
    }
}

const fn name(function: Function) -> &'static str {
    match function {
        Function::Search => "search",
        Function::Get => "get",
        Function::Task => "task",
    }
}

/// What a function is lent, by the same names wherever it is: name and type.
fn shared(script: &Script<'_>, function: Function) -> Vec<(&'static str, &'static str)> {
    let scenario = script.scenario;
    let mut out = match (scenario.guard, function) {
        (Guard::Queue, Function::Task) => vec![("queue", "Queue")],
        (Guard::Queue, _) => vec![("queue", "Queue"), ("answer", "Sender<u32>"), ("pipe", "Receiver<u32>")],
        (Guard::Pipe, _) => vec![("take", "PipeReader"), ("put", "PipeWriter")],
        _ if has_file(scenario) => vec![],
        _ => vec![("count", "AtomicU32")],
    };
    let locks = script.has(function, Step::Acquire) || function == Function::Task;
    if scenario.guard.scope().is_some() && locks {
        out.push(("lock", "Mutex<()>"));
    }
    out
}

/// What a function but `task` is lent of a lock that one function takes and another gives back.
fn handed_over(script: &Script<'_>, function: Function) -> Option<&'static str> {
    let is_lent = function != Function::Task && script.locks(function) && script.hands_lock_over();
    let kind =
        if script.has(function, Step::Acquire) { "Option<MutexGuard<'a, ()>>" } else { "Option<MutexGuard<'_, ()>>" };
    is_lent.then_some(kind)
}

fn acquire(script: &Script<'_>, function: Function) -> Vec<Piece> {
    let (before, behind) = match (script.hands_lock_over(), function) {
        (false, _) => ("let held = ", ";"),
        (true, Function::Task) => ("let mut held = Some(", ");"),
        (true, _) => ("*held = Some(", ");"),
    };
    if !script.scenario.robust {
        return vec![at(0, format!("{before}lock.lock().unwrap(){behind}"))];
    }
    // A robust lock: whoever panics poisons it, and the next owner is told.
    vec![
        at(0, format!("{before}lock.lock().unwrap_or_else(|poisoned| {{")),
        more(1, print(Printed::OwnerDied, "")),
        more(1, "lock.clear_poison();"),
        more(1, "poisoned.into_inner()"),
        more(0, format!("}}){behind}")),
    ]
}

/// Printing a sentence with this value in it. Who a thread is, the language itself says: `ThreadId(2)`.
fn print(printed: Printed, value: &str) -> String {
    let (before, behind) = printed.words();
    let (before, hole) = match printed {
        Printed::Bought(_) => ("", "{:?}"),
        _ if value.is_empty() => (before, ""),
        _ => (before, "{}"),
    };
    let words: Vec<&str> = [before, hole, behind].into_iter().filter(|part| !part.is_empty()).collect();
    let value = if value.is_empty() { String::new() } else { format!(", {value}") };
    format!("println!(\"{}\"{value});", words.join(" "))
}

/// Whether the record is a file.
fn has_file(scenario: &Scenario) -> bool {
    scenario.store == Store::File
}

/// Whether a buyer can panic: of the fault, unless it stays for ever with what it holds, or of a text that is no JSON.
fn may_panic(scenario: &Scenario) -> bool {
    let is_killed = scenario.fault == Fault::KillHolder && !forgets(scenario);
    scenario.guard != Guard::Queue && (has_file(scenario) || is_killed)
}

/// Whether whoever is killed takes a plain lock along. A thread that panics would poison it, which tells the others.
fn forgets(scenario: &Scenario) -> bool {
    scenario.guard.scope().is_some() && !scenario.robust
}
