//! The program as code, generated from its steps so that it cannot lie: moving the lock moves the
//! same two lines. `tests/listing.rs` compiles the Rust and runs both.

use super::{Phase, QUEUE_CAPACITY, Step, compile};
use crate::scenario::{Guard, Scenario};

/// How the purchase is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// With multiprocessing: a process for each buyer.
    Python,
    /// With a thread for each buyer.
    Rust,
    /// As the plain steps of the program, in the reader's language.
    Steps,
}

/// One line of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How deep it is indented.
    pub indent: usize,
    /// The code.
    pub text: String,
    /// Indices of the steps that it stands for. Every step stands on exactly one line; what both
    /// branches of the purchase have in common is one line with two steps.
    pub steps: Vec<usize>,
}

/// The whole script of a scenario. Empty for [`Dialect::Steps`], which is not code.
pub fn listing(scenario: &Scenario, dialect: Dialect) -> Vec<Line> {
    let syntax: &dyn Syntax = match dialect {
        Dialect::Python => &Python,
        Dialect::Rust => &Rust,
        Dialect::Steps => return Vec::new(),
    };
    let mut out = Listing { scenario, syntax, lines: Vec::new(), indent: 0, waiting: Vec::new() };
    out.fixed(syntax.head(scenario));
    out.clerk();
    if scenario.guard.has_clerk() {
        out.fixed(syntax.head_of_task());
    }
    out.task();
    out.fixed(syntax.foot(scenario));
    out.lines
}

struct Listing<'a> {
    scenario: &'a Scenario,
    syntax: &'a dyn Syntax,
    lines: Vec<Line>,
    indent: usize,
    /// Steps without a line of their own: they stand on the next one.
    waiting: Vec<usize>,
}

impl Listing<'_> {
    fn fixed(&mut self, lines: Vec<(usize, String)>) {
        self.lines.extend(lines.into_iter().map(|(indent, text)| Line { indent, text, steps: Vec::new() }));
    }

    fn line(&mut self, text: String, steps: &[usize]) {
        let mut all = core::mem::take(&mut self.waiting);
        all.extend_from_slice(steps);
        self.lines.push(Line { indent: self.indent, text, steps: all });
    }

    /// The clerk's part. Reading and answering are one line each, whatever was asked.
    fn clerk(&mut self) {
        let program = compile(self.scenario.guard);
        let Some(serve) = program.iter().position(|step| matches!(step, Step::Serve { .. })) else { return };
        let at = |wanted: fn(&Step) -> bool| -> Vec<usize> {
            (serve..program.len()).filter(|i| wanted(&program[*i])).collect()
        };
        let pay = self.pause(Phase::Pay);
        for (indent, text, wanted) in self.syntax.clerk(&pay) {
            self.indent = indent;
            self.line(text, &wanted.map(at).unwrap_or_default());
        }
    }

    /// Sleeping for a phase.
    fn pause(&self, phase: Phase) -> String {
        let delay = match phase {
            Phase::Search => self.scenario.search,
            Phase::Pay => self.scenario.pay,
            Phase::Confirm => self.scenario.confirm,
        };
        let stray = delay.get() * self.scenario.jitter.get() / 100;
        self.syntax.sleep(delay.get(), stray)
    }

    /// The purchase: up to the check, both branches, and the end that they share.
    fn task(&mut self) {
        let program = compile(self.scenario.guard);
        let check = program.iter().position(|step| matches!(step, Step::Check { .. })).unwrap_or(0);
        let Some(Step::Check { sold_out }) = program.get(check).copied() else { return };
        let leaves: Vec<usize> = (0..program.len()).filter(|i| program[*i] == Step::Leave).collect();
        let [bought_end, sold_out_end] = leaves[..] else { return };
        self.indent = 1;
        // Where a failed swap continues, a loop begins.
        let again = program.iter().find_map(|step| match step {
            Step::Swap { retry } => Some(*retry),
            _ => None,
        });
        for (i, step) in program.iter().enumerate().take(check) {
            if again == Some(i) {
                self.line(self.syntax.again().into(), &[]);
                self.indent += 1;
            }
            self.step(*step, &[i]);
        }
        self.line(self.syntax.branch().into(), &[check]);
        self.branch(&program, check + 1..bought_end);
        self.line(self.syntax.other_branch().into(), &[]);
        self.branch(&program, sold_out..sold_out_end);
        if let Some(text) = self.syntax.end_of_branch() {
            self.line(text.into(), &[]);
        }
        for (i, j) in (bought_end..sold_out).zip(sold_out_end..program.len()) {
            self.step(program[i], &[i, j]);
        }
    }

    fn branch(&mut self, program: &[Step], steps: core::ops::Range<usize>) {
        self.indent += 1;
        for i in steps {
            self.step(program[i], &[i]);
        }
        self.indent -= 1;
    }

    fn step(&mut self, step: Step, at: &[usize]) {
        let comment = self.syntax.comment();
        match step {
            Step::Enter => self.line(format!("{comment} get"), at),
            Step::Leave => self.waiting.extend_from_slice(at),
            Step::End if self.indent > 1 => {
                self.line(self.syntax.end_of_loop().into(), at);
                let (_, end) = self.syntax.end();
                for indent in (0..self.indent).rev().filter(|_| end == "}") {
                    self.indent = indent;
                    self.line(end.into(), &[]);
                }
            }
            Step::End => {
                let (indent, text) = self.syntax.end();
                self.indent = indent;
                self.line(text.into(), at);
            }
            Step::Swap { .. } => {
                let [first, rest @ ..] = self.syntax.swap() else { return };
                self.line((*first).into(), at);
                self.indent += 1;
                for text in rest {
                    self.indent -= usize::from(*text == "}");
                    self.line((*text).into(), &[]);
                }
                self.indent -= usize::from(rest.last() != Some(&"}"));
            }
            Step::Pause(phase) => {
                if phase == Phase::Search {
                    self.line(format!("{comment} search"), &[]);
                }
                self.line(self.pause(phase), at);
            }
            // The branch is written where it is taken.
            Step::Check { .. } => {}
            _ => self.line(self.syntax.statement(step).into(), at),
        }
    }
}

/// Which steps stand on a line, if any.
type Stands = Option<fn(&Step) -> bool>;

/// What differs between languages.
trait Syntax {
    fn head(&self, scenario: &Scenario) -> Vec<(usize, String)>;
    fn foot(&self, scenario: &Scenario) -> Vec<(usize, String)>;
    fn comment(&self) -> &'static str;
    /// Between the clerk and the buyers' task.
    fn head_of_task(&self) -> Vec<(usize, String)>;
    /// The clerk's lines, with which steps stand there; `pay` is how it sleeps while paying.
    fn clerk(&self, pay: &str) -> Vec<(usize, String, Stands)>;
    /// Sleeping for `delay` milliseconds, more or less by at most `stray`.
    fn sleep(&self, delay: u32, stray: u32) -> String;
    fn statement(&self, step: Step) -> &'static str;
    /// The head of a loop that has no end of its own.
    fn again(&self) -> &'static str;
    /// Leaving that loop for good.
    fn end_of_loop(&self) -> &'static str;
    /// Writing if the record is still what was seen, else beginning the loop again.
    fn swap(&self) -> &'static [&'static str];
    fn branch(&self) -> &'static str;
    fn other_branch(&self) -> &'static str;
    fn end_of_branch(&self) -> Option<&'static str>;
    /// Indentation and text of the task's last line.
    fn end(&self) -> (usize, &'static str);
}

fn lines(text: &[(usize, &str)]) -> Vec<(usize, String)> {
    text.iter().map(|(indent, text)| (*indent, (*text).to_owned())).collect()
}

/// Milliseconds as seconds, exactly: `1.5`.
fn seconds(millis: u32) -> String {
    let text = format!("{}.{:03}", millis / 1000, millis % 1000);
    let short = text.trim_end_matches('0');
    if short.ends_with('.') { format!("{short}0") } else { short.to_owned() }
}

struct Python;

impl Syntax for Python {
    fn head(&self, scenario: &Scenario) -> Vec<(usize, String)> {
        let imports = match scenario.guard {
            Guard::Lock(_) => "from multiprocessing import Lock, Process, Value",
            // Python's pipe alone tears messages when several read from it; this one has a lock at each end.
            Guard::Pipe => "from multiprocessing import Process, SimpleQueue",
            Guard::Queue => "from multiprocessing import Pipe, Process, SimpleQueue",
            _ => "from multiprocessing import Process, Value",
        };
        let mut out = lines(&[(0, imports), (0, "from time import sleep")]);
        if scenario.jitter.get() > 0 {
            out.extend(lines(&[(0, "from random import uniform")]));
        }
        if scenario.guard == Guard::Cas {
            out.extend(lines(&[
                (0, ""),
                (0, "def swap(record, seen, new):"),
                (1, "# Python has no compare-and-swap; holding the record makes this one step"),
                (1, "with record.get_lock():"),
                (2, "if record.value != seen:"),
                (3, "return False"),
                (2, "record.value = new"),
                (2, "return True"),
            ]));
        }
        let task = match scenario.guard {
            Guard::Lock(_) => "def task(record, lock):",
            Guard::Queue => "def clerk(count, queue, pipes):",
            Guard::Pipe => "def task(pipe):",
            _ => "def task(record):",
        };
        out.extend(lines(&[(0, ""), (0, task)]));
        out
    }

    fn foot(&self, scenario: &Scenario) -> Vec<(usize, String)> {
        let mut out = lines(&[(0, ""), (0, "if __name__ == \"__main__\":")]);
        let tickets = scenario.tickets;
        let (args, left) = match scenario.guard {
            Guard::Queue => {
                out.extend(lines(&[(1, "queue = SimpleQueue()  # a pipe with a lock at each end")]));
                out.push((1, format!("pipes = [Pipe() for _ in range({})]", scenario.buyers)));
                out.extend(lines(&[(1, "answers = [clerks for clerks, _ in pipes]")]));
                out.push((1, format!("shop = Process(target=clerk, args=({tickets}, queue, answers))")));
                out.extend(lines(&[
                    (1, "shop.start()"),
                    (1, "buyers = [Process(target=task, args=(me, queue, own)) for me, (_, own) in enumerate(pipes)]"),
                    (1, "for buyer in buyers:"),
                    (2, "buyer.start()"),
                    (1, "for buyer in buyers:"),
                    (2, "buyer.join()"),
                    (1, "queue.put(None)"),
                    (1, "shop.join()"),
                ]));
                return out;
            }
            Guard::Pipe => {
                out.extend(lines(&[(1, "pipe = SimpleQueue()  # a pipe with a lock at each end")]));
                out.push((1, format!("pipe.put({tickets})")));
                ("(pipe,)", "pipe.get()")
            }
            Guard::Lock(_) => {
                out.push((1, format!("record = Value(\"i\", {tickets}, lock=False)")));
                out.extend(lines(&[(1, "lock = Lock()")]));
                ("(record, lock)", "record.value")
            }
            Guard::Cas => {
                out.push((1, format!("record = Value(\"i\", {tickets})")));
                ("(record,)", "record.value")
            }
            _ => {
                out.push((1, format!("record = Value(\"i\", {tickets}, lock=False)")));
                ("(record,)", "record.value")
            }
        };
        let buyers = scenario.buyers;
        out.push((1, format!("buyers = [Process(target=task, args={args}) for _ in range({buyers})]")));
        out.extend(lines(&[(1, "for buyer in buyers:"), (2, "buyer.start()")]));
        if scenario.guard != Guard::Join {
            out.extend(lines(&[(1, "for buyer in buyers:")]));
        }
        out.extend(lines(&[(2, "buyer.join()")]));
        out.push((1, format!("print({left}, \"left on record\")")));
        out
    }

    fn comment(&self) -> &'static str {
        "#"
    }

    fn sleep(&self, delay: u32, stray: u32) -> String {
        if stray == 0 {
            format!("sleep({})", seconds(delay))
        } else {
            format!("sleep(uniform({}, {}))", seconds(delay - stray), seconds(delay + stray))
        }
    }

    fn statement(&self, step: Step) -> &'static str {
        match step {
            Step::Look => "print(record.value, \"left\")",
            Step::Acquire => "lock.acquire()",
            Step::Release => "lock.release()",
            Step::Read => "seen = record.value",
            Step::Write => "record.value = seen - 1",
            Step::Receive => "seen = pipe.get()",
            Step::Show => "print(seen, \"left\")",
            Step::Ask { buy: false } => "queue.put((me, False))",
            Step::Ask { buy: true } => "queue.put((me, True))",
            Step::Await => "seen = pipe.recv()",
            Step::Send { sold: true } => "pipe.put(seen - 1)",
            Step::Send { sold: false } => "pipe.put(seen)",
            Step::Bought => "print(\"bought\")",
            Step::SoldOut => "print(\"sold out\")",
            _ => "pass",
        }
    }

    fn head_of_task(&self) -> Vec<(usize, String)> {
        lines(&[(0, ""), (0, "def task(me, queue, pipe):")])
    }

    fn clerk(&self, pay: &str) -> Vec<(usize, String, Stands)> {
        let line = |indent, text: &str, stands: Stands| (indent, text.to_owned(), stands);
        vec![
            line(1, "for buyer, buys in iter(queue.get, None):", Some(|step| matches!(step, Step::Serve { .. }))),
            line(2, "seen = count", Some(|step| *step == Step::Read)),
            line(2, "if buys:", None),
            line(3, pay, Some(|step| matches!(step, Step::Pause(_)))),
            line(3, "if seen > 0:", Some(|step| matches!(step, Step::Check { .. }))),
            line(4, "count = seen - 1", Some(|step| *step == Step::Write)),
            line(2, "pipes[buyer].send(seen)", Some(|step| matches!(step, Step::Reply { .. }))),
            line(1, "print(count, \"left on record\")", Some(|step| *step == Step::End)),
        ]
    }

    fn again(&self) -> &'static str {
        "while True:"
    }

    fn end_of_loop(&self) -> &'static str {
        "return"
    }

    fn swap(&self) -> &'static [&'static str] {
        &["if not swap(record, seen, seen - 1):", "continue"]
    }

    fn branch(&self) -> &'static str {
        "if seen > 0:"
    }

    fn other_branch(&self) -> &'static str {
        "else:"
    }

    fn end_of_branch(&self) -> Option<&'static str> {
        None
    }

    fn end(&self) -> (usize, &'static str) {
        (1, "return")
    }
}

struct Rust;

impl Syntax for Rust {
    fn head(&self, scenario: &Scenario) -> Vec<(usize, String)> {
        let mut out = Vec::new();
        match scenario.guard {
            Guard::Lock(_) => out.extend(lines(&[(0, "use std::sync::Mutex;")])),
            Guard::Queue => {
                out.extend(lines(&[(
                    0,
                    "use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};",
                )]));
            }
            Guard::Pipe => out.extend(lines(&[
                (0, "use std::sync::Mutex;"),
                (0, "use std::sync::mpsc::{Receiver, Sender, channel};"),
            ])),
            _ => {}
        }
        if !matches!(scenario.guard, Guard::Pipe | Guard::Queue) {
            out.extend(lines(&[(0, "use std::sync::atomic::{AtomicU32, Ordering::SeqCst};")]));
        }
        let task = match scenario.guard {
            Guard::Lock(_) => "fn task(record: &AtomicU32, lock: &Mutex<()>) {",
            Guard::Queue => "fn clerk(mut count: u32, requests: &Receiver<(Sender<u32>, bool)>) {",
            Guard::Pipe => "fn task(put: &Sender<u32>, take: &Mutex<Receiver<u32>>) {",
            _ => "fn task(record: &AtomicU32) {",
        };
        out.extend(lines(&[
            (0, "use std::thread::{self, sleep};"),
            (0, "use std::time::Duration;"),
            (0, ""),
            (0, task),
        ]));
        out
    }

    fn foot(&self, scenario: &Scenario) -> Vec<(usize, String)> {
        let join = if scenario.guard == Guard::Join { ".join().unwrap()" } else { "" };
        let mut out = lines(&[(0, ""), (0, "fn main() {")]);
        let tickets = scenario.tickets;
        let (task, left) = match scenario.guard {
            Guard::Queue => {
                out.push((1, format!("let (requests, inbox) = sync_channel({QUEUE_CAPACITY});")));
                out.extend(lines(&[(1, "thread::scope(|shop| {")]));
                out.push((2, format!("shop.spawn(move || clerk({tickets}, &inbox));")));
                out.push((2, format!("for _ in 0..{} {{", scenario.buyers)));
                out.extend(lines(&[
                    (3, "let requests = requests.clone();"),
                    (3, "shop.spawn(move || task(&requests));"),
                    (2, "}"),
                    (2, "drop(requests); // the clerk ends when the last sender is gone"),
                    (1, "});"),
                    (0, "}"),
                ]));
                return out;
            }
            Guard::Pipe => {
                out.extend(lines(&[
                    (1, "let (put, take) = channel();"),
                    (1, "let take = Mutex::new(take); // one end, for many"),
                ]));
                out.push((1, format!("put.send({tickets}).unwrap();")));
                ("task(&put, &take)", "take.lock().unwrap().recv().unwrap()")
            }
            Guard::Lock(_) => {
                out.push((1, format!("let record = AtomicU32::new({tickets});")));
                out.extend(lines(&[(1, "let lock = Mutex::new(());")]));
                ("task(&record, &lock)", "record.load(SeqCst)")
            }
            _ => {
                out.push((1, format!("let record = AtomicU32::new({tickets});")));
                ("task(&record)", "record.load(SeqCst)")
            }
        };
        out.push((1, "thread::scope(|shop| {".to_owned()));
        out.push((2, format!("for _ in 0..{} {{", scenario.buyers)));
        out.push((3, format!("shop.spawn(|| {task}){join};")));
        out.extend(lines(&[(2, "}"), (1, "});")]));
        out.push((1, format!("println!(\"{{}} left on record\", {left});")));
        out.extend(lines(&[(0, "}")]));
        out
    }

    fn comment(&self) -> &'static str {
        "//"
    }

    fn sleep(&self, delay: u32, stray: u32) -> String {
        // The standard library has no random numbers.
        let stray = if stray == 0 { String::new() } else { format!(" // ± {stray}") };
        format!("sleep(Duration::from_millis({delay}));{stray}")
    }

    fn statement(&self, step: Step) -> &'static str {
        match step {
            Step::Look => "println!(\"{} left\", record.load(SeqCst));",
            Step::Acquire => "let held = lock.lock().unwrap();",
            Step::Release => "drop(held);",
            Step::Read => "let seen = record.load(SeqCst);",
            Step::Write => "record.store(seen - 1, SeqCst);",
            Step::Receive => "let seen = take.lock().unwrap().recv().unwrap();",
            Step::Show => "println!(\"{seen} left\");",
            Step::Ask { buy: false } => "requests.send((answer.clone(), false)).unwrap();",
            Step::Ask { buy: true } => "requests.send((answer.clone(), true)).unwrap();",
            Step::Await => "let seen = pipe.recv().unwrap();",
            Step::Send { sold: true } => "put.send(seen - 1).unwrap();",
            Step::Send { sold: false } => "put.send(seen).unwrap();",
            Step::Bought => "println!(\"bought\");",
            Step::SoldOut => "println!(\"sold out\");",
            _ => "",
        }
    }

    fn head_of_task(&self) -> Vec<(usize, String)> {
        lines(&[
            (0, ""),
            (0, "fn task(requests: &SyncSender<(Sender<u32>, bool)>) {"),
            (1, "let (answer, pipe) = channel();"),
        ])
    }

    fn clerk(&self, pay: &str) -> Vec<(usize, String, Stands)> {
        let line = |indent, text: &str, stands: Stands| (indent, text.to_owned(), stands);
        vec![
            line(1, "for (client, buys) in requests {", Some(|step| matches!(step, Step::Serve { .. }))),
            line(2, "let seen = count;", Some(|step| *step == Step::Read)),
            line(2, "if buys {", None),
            line(3, pay, Some(|step| matches!(step, Step::Pause(_)))),
            line(3, "if seen > 0 {", Some(|step| matches!(step, Step::Check { .. }))),
            line(4, "count = seen - 1;", Some(|step| *step == Step::Write)),
            line(3, "}", None),
            line(2, "}", None),
            line(2, "client.send(seen).unwrap();", Some(|step| matches!(step, Step::Reply { .. }))),
            line(1, "}", None),
            line(1, "println!(\"{count} left on record\");", Some(|step| *step == Step::End)),
            line(0, "}", None),
        ]
    }

    fn again(&self) -> &'static str {
        "loop {"
    }

    fn end_of_loop(&self) -> &'static str {
        "break;"
    }

    fn swap(&self) -> &'static [&'static str] {
        &["if record.compare_exchange(seen, seen - 1, SeqCst, SeqCst).is_err() {", "continue;", "}"]
    }

    fn branch(&self) -> &'static str {
        "if seen > 0 {"
    }

    fn other_branch(&self) -> &'static str {
        "} else {"
    }

    fn end_of_branch(&self) -> Option<&'static str> {
        Some("}")
    }

    fn end(&self) -> (usize, &'static str) {
        (0, "}")
    }
}

/// The lines as a file.
pub fn source(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let indent = if line.text.is_empty() { 0 } else { line.indent };
        text.extend([&"    ".repeat(indent), &*line.text, "\n"]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scope;

    #[test]
    fn every_step_stands_on_exactly_one_line() {
        for guard in Guard::BUILT {
            for dialect in [Dialect::Python, Dialect::Rust] {
                let lines = listing(&Scenario { guard, ..Scenario::default() }, dialect);
                let mut steps: Vec<usize> = lines.iter().flat_map(|line| line.steps.clone()).collect();
                steps.sort_unstable();
                let all: Vec<usize> = (0..compile(guard).len()).collect();
                assert_eq!(steps, all, "{guard:?} {dialect:?}");
            }
        }
    }

    #[test]
    fn the_well_known_script() {
        let scenario = Scenario { guard: Guard::Lock(Scope::Get), ..Scenario::default() };
        let text = source(&listing(&scenario, Dialect::Python));
        let task = "\
def task(record, lock):
    # search
    sleep(1.0)
    print(record.value, \"left\")
    lock.acquire()
    # get
    seen = record.value
    sleep(1.0)
    if seen > 0:
        record.value = seen - 1
        print(\"bought\")
        sleep(1.5)
    else:
        print(\"sold out\")
    lock.release()
    return
";
        assert!(text.contains(task), "{text}");
    }

    #[test]
    fn seconds_are_exact() {
        assert_eq!([0, 5, 1000, 1500, 60_000].map(seconds), ["0.0", "0.005", "1.0", "1.5", "60.0"]);
    }
}
