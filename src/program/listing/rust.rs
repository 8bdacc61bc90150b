//! The purchase in Rust: a thread for each buyer.

use super::{Stands, Syntax, lines};
use crate::program::{QUEUE_CAPACITY, Step};
use crate::scenario::{Guard, Scenario};

pub(super) struct Rust;

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
        out.extend(lines(&[(0, "use std::thread::{self, sleep};"), (0, "use std::time::Duration;")]));
        out
    }

    fn head_of_task(&self, scenario: &Scenario) -> Vec<(usize, String)> {
        let task: &[_] = match scenario.guard {
            Guard::Lock(_) => &[(0, "fn task(record: &AtomicU32, lock: &Mutex<()>) {")],
            Guard::Queue => {
                &[(0, "fn task(requests: &SyncSender<(Sender<u32>, bool)>) {"), (1, "let (answer, pipe) = channel();")]
            }
            Guard::Pipe => &[(0, "fn task(put: &Sender<u32>, take: &Mutex<Receiver<u32>>) {")],
            _ => &[(0, "fn task(record: &AtomicU32) {")],
        };
        let mut out = lines(&[(0, "")]);
        out.extend(lines(task));
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
            guard => {
                out.push((1, format!("let record = AtomicU32::new({tickets});")));
                if matches!(guard, Guard::Lock(_)) {
                    out.extend(lines(&[(1, "let lock = Mutex::new(());")]));
                    ("task(&record, &lock)", "record.load(SeqCst)")
                } else {
                    ("task(&record)", "record.load(SeqCst)")
                }
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

    fn clerk(&self, pay: &str) -> Vec<(usize, String, Stands)> {
        let line = |indent, text: &str, stands: Stands| (indent, text.to_owned(), stands);
        vec![
            line(0, "", None),
            line(0, "fn clerk(mut count: u32, requests: &Receiver<(Sender<u32>, bool)>) {", None),
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

    fn end_of_loop(&self) -> &'static [(usize, &'static str)] {
        &[(2, "break;"), (1, "}"), (0, "}")]
    }

    fn swap(&self) -> &'static [(usize, &'static str)] {
        &[(0, "if record.compare_exchange(seen, seen - 1, SeqCst, SeqCst).is_err() {"), (1, "continue;"), (0, "}")]
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

    fn end(&self) -> &'static [(usize, &'static str)] {
        &[(0, "}")]
    }
}
