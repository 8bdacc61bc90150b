//! What stands around the functions in Rust: imports and helpers before them, the main program behind them.

use super::{has_file, may_panic, print};
use crate::program::listing::writer::{Plain, Script, plain};
use crate::program::{Printed, QUEUE_CAPACITY};
use crate::scenario::{Fault, Guard, Scenario};

/// Imports, and what Rust does not bring along.
pub(super) fn head(script: &Script<'_>) -> Vec<Plain> {
    let scenario = script.scenario;
    let (file, kills, guard) = (has_file(scenario), scenario.fault == Fault::KillHolder, scenario.guard);
    let (pipe, queue, lock) = (guard == Guard::Pipe, guard == Guard::Queue, guard.scope().is_some());
    let hands_over = lock && script.hands_lock_over();
    let mut atomics = Vec::new();
    if kills {
        atomics.push("AtomicBool");
    }
    if !(file || pipe || queue) {
        atomics.push("AtomicU32");
    }
    let atomic = format!("use std::sync::atomic::{{{}, Ordering::SeqCst}};", atomics.join(", "));
    let imports = [
        (file, "use std::fs::{self, File};"),
        (file, "use std::io::Write;"),
        (pipe, "use std::io::{PipeReader, PipeWriter, Read, Write, pipe};"),
        (queue || (lock && !hands_over), "use std::sync::Mutex;"),
        (hands_over, "use std::sync::{Mutex, MutexGuard};"),
        (!atomics.is_empty(), &*atomic),
        (queue, "use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};"),
        (true, "use std::thread::{self, sleep};"),
        (true, "use std::time::Duration;"),
    ];
    let mut out: Vec<Plain> =
        imports.into_iter().filter(|(wanted, _)| *wanted).map(|(_, text)| (0, text.to_owned())).collect();
    let helpers: [(bool, &[(usize, &str)]); 4] = [
        (kills, &[(0, ""), (0, "static FAULT: AtomicBool = AtomicBool::new(false);")]),
        (file, COUNT_IN),
        (pipe, PIPE),
        (queue, QUEUE),
    ];
    out.extend(helpers.into_iter().filter(|(wanted, _)| *wanted).flat_map(|(_, lines)| plain(lines)));
    out
}

/// The main program; each thread runs this `task`.
pub(super) fn main(scenario: &Scenario, task: &str) -> Vec<Plain> {
    let mut out = plain(&[(0, ""), (0, "fn main() {")]);
    let (tickets, guard, file) = (scenario.tickets, scenario.guard, has_file(scenario));
    let mut line = |text: String| out.push((1, text));
    if file {
        line(format!("fs::write(\"db.txt\", \"{{\\\"count\\\": {tickets}}}\").unwrap();"));
    }
    match guard {
        Guard::Queue => {
            let count = if file { String::new() } else { format!("{tickets}, ") };
            line(format!("let (pipe, inbox) = sync_channel({QUEUE_CAPACITY});"));
            line("let queue = Queue { pipe: Mutex::new(pipe) };".to_owned());
            line(format!("let shop = thread::spawn(move || clerk({count}&inbox));"));
        }
        Guard::Pipe => {
            line("let (take, put) = pipe().unwrap();".to_owned());
            line(format!("send(&put, {tickets});"));
        }
        _ if file => {}
        _ => line(format!("let count = AtomicU32::new({tickets});")),
    }
    if guard.scope().is_some() {
        line("let lock = Mutex::new(()); // one, lent to all".to_owned());
    }
    out.extend(threads(scenario, task));
    let left = match guard {
        Guard::Queue => {
            out.extend(plain(&[
                (1, "drop(queue); // the clerk ends when nobody can ask any more"),
                (1, "shop.join().unwrap();"),
                (0, "}"),
            ]));
            return out;
        }
        Guard::Pipe => "receive(&take)",
        _ if file => "count_in(&fs::read_to_string(\"db.txt\").unwrap())",
        _ => "count.load(SeqCst)",
    };
    out.push((1, print(Printed::InTheEnd(0), left)));
    out.push((0, "}".to_owned()));
    out
}

/// Starts the threads, and waits until they have ended.
fn threads(scenario: &Scenario, task: &str) -> Vec<Plain> {
    let buyers = scenario.buyers;
    let dies = may_panic(scenario);
    let mut out = plain(&[(1, "thread::scope(|threads| {")]);
    match (scenario.guard == Guard::Join, dies) {
        (true, dies) => {
            out.push((2, format!("for _ in 0..{buyers} {{")));
            out.push((
                3,
                if dies {
                    format!("drop(threads.spawn(|| {task}).join()); // also when it has died")
                } else {
                    format!("threads.spawn(|| {task}).join().unwrap();")
                },
            ));
            out.extend(plain(&[(2, "}")]));
        }
        (false, true) => {
            out.push((2, format!("let all: Vec<_> = (0..{buyers}).map(|_| threads.spawn(|| {task})).collect();")));
            out.extend(plain(&[
                (2, "for thread in all {"),
                (3, "drop(thread.join()); // also when it has died"),
                (2, "}"),
            ]));
        }
        (false, false) => {
            out.push((2, format!("for _ in 0..{buyers} {{")));
            out.push((3, format!("threads.spawn(|| {task});")));
            out.extend(plain(&[(2, "}")]));
        }
    }
    out.extend(plain(&[(1, "});")]));
    out
}

const COUNT_IN: &[(usize, &str)] = &[
    (0, ""),
    (0, "fn count_in(text: &str) -> u32 {"),
    (1, "let count = text.strip_prefix(\"{\\\"count\\\": \").and_then(|rest| rest.strip_suffix('}'));"),
    (1, "count.and_then(|count| count.parse().ok()).expect(\"no JSON\")"),
    (0, "}"),
];

const PIPE: &[(usize, &str)] = &[
    (0, ""),
    (0, "fn receive(mut take: &PipeReader) -> u32 {"),
    (1, "let mut count = [0; 4];"),
    (1, "take.read_exact(&mut count).unwrap();"),
    (1, "u32::from_le_bytes(count)"),
    (0, "}"),
    (0, ""),
    (0, "fn send(mut put: &PipeWriter, count: u32) {"),
    (1, "put.write_all(&count.to_le_bytes()).unwrap();"),
    (0, "}"),
];

const QUEUE: &[(usize, &str)] = &[
    (0, ""),
    (0, "type Request = (Sender<u32>, bool);"),
    (0, ""),
    (0, "struct Queue {"),
    (1, "pipe: Mutex<SyncSender<Request>>, // a pipe, and a lock for those who write into it"),
    (0, "}"),
    (0, ""),
    (0, "impl Queue {"),
    (1, "fn put(&self, request: Request) {"),
    (2, "self.pipe.lock().unwrap().send(request).unwrap();"),
    (1, "}"),
    (0, "}"),
];
