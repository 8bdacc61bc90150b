//! The purchase in Rust: a thread for each buyer.

use super::{Stands, Syntax, clerk_lines, is_check, is_parse, is_pause, is_reply, is_serve, lines};
use crate::program::{QUEUE_CAPACITY, Step};
use crate::scenario::{Fault, Guard, Scenario, Store};

pub(super) struct Rust;

impl Syntax for Rust {
    fn head(&self, scenario: &Scenario) -> Vec<(usize, String)> {
        let (file, kills) = (has_file(scenario), scenario.fault == Fault::KillHolder);
        let mut out = Vec::new();
        let mut uses = |wanted: bool, text: &str| {
            if wanted {
                out.push((0, text.to_owned()));
            }
        };
        uses(file, "use std::fs::{self, File};");
        uses(file, "use std::io::Write;");
        uses(kills && forgets(scenario), "use std::mem;");
        uses(scenario.guard.scope().is_some() || scenario.guard == Guard::Pipe, "use std::sync::Mutex;");
        let record = !file && !matches!(scenario.guard, Guard::Pipe | Guard::Queue);
        match (record, kills) {
            (true, true) => uses(true, "use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};"),
            (true, false) => uses(true, "use std::sync::atomic::{AtomicU32, Ordering::SeqCst};"),
            (false, true) => uses(true, "use std::sync::atomic::{AtomicBool, Ordering::SeqCst};"),
            (false, false) => {}
        }
        match scenario.guard {
            Guard::Queue => {
                uses(true, "use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};");
            }
            Guard::Pipe => uses(true, "use std::sync::mpsc::{Receiver, Sender, channel};"),
            _ => {}
        }
        uses(true, "use std::thread::{self, sleep};");
        uses(true, "use std::time::Duration;");
        if kills {
            out.extend(lines(&[(0, ""), (0, "static FAULT: AtomicBool = AtomicBool::new(false);")]));
        }
        if file {
            out.extend(lines(COUNT_IN));
        }
        out
    }

    fn head_of_task(&self, scenario: &Scenario) -> Vec<(usize, String)> {
        let parameters = match scenario.guard {
            Guard::Queue => "requests: &SyncSender<(Sender<u32>, bool)>",
            Guard::Pipe => "put: &Sender<u32>, take: &Mutex<Receiver<u32>>",
            Guard::Lock(_) if has_file(scenario) => "lock: &Mutex<()>",
            Guard::Lock(_) => "record: &AtomicU32, lock: &Mutex<()>",
            _ if has_file(scenario) => "",
            _ => "record: &AtomicU32",
        };
        let mut out = vec![(0, String::new()), (0, format!("fn task({parameters}) {{"))];
        if scenario.guard == Guard::Queue {
            out.extend(lines(&[(1, "let (answer, pipe) = channel();")]));
        }
        out
    }

    fn foot(&self, scenario: &Scenario) -> Vec<(usize, String)> {
        let mut out = lines(&[(0, ""), (0, "fn main() {")]);
        let (tickets, buyers, file) = (scenario.tickets, scenario.buyers, has_file(scenario));
        if file {
            out.push((1, format!("fs::write(\"db.txt\", \"{{\\\"count\\\": {tickets}}}\").unwrap();")));
        }
        let task = match scenario.guard {
            Guard::Queue => {
                let count = if file { String::new() } else { format!("{tickets}, ") };
                out.push((1, format!("let (requests, inbox) = sync_channel({QUEUE_CAPACITY});")));
                out.extend(lines(&[(1, "thread::scope(|shop| {")]));
                out.push((2, format!("shop.spawn(move || clerk({count}&inbox));")));
                out.push((2, format!("for _ in 0..{buyers} {{")));
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
                "task(&put, &take)"
            }
            guard => {
                if !file {
                    out.push((1, format!("let record = AtomicU32::new({tickets});")));
                }
                if guard.scope().is_some() {
                    out.extend(lines(&[(1, "let lock = Mutex::new(());")]));
                }
                match (guard.scope().is_some(), file) {
                    (true, true) => "task(&lock)",
                    (true, false) => "task(&record, &lock)",
                    (false, true) => "task()",
                    (false, false) => "task(&record)",
                }
            }
        };
        out.push((1, "thread::scope(|shop| {".to_owned()));
        match (scenario.guard == Guard::Join, may_die(scenario)) {
            (true, dies) => {
                out.push((2, format!("for _ in 0..{buyers} {{")));
                out.push((
                    3,
                    if dies {
                        format!("drop(shop.spawn(|| {task}).join()); // also when it has died")
                    } else {
                        format!("shop.spawn(|| {task}).join().unwrap();")
                    },
                ));
                out.extend(lines(&[(2, "}")]));
            }
            (false, true) => {
                out.push((2, format!("let buyers: Vec<_> = (0..{buyers}).map(|_| shop.spawn(|| {task})).collect();")));
                out.extend(lines(&[
                    (2, "for buyer in buyers {"),
                    (3, "drop(buyer.join()); // also when it has died"),
                    (2, "}"),
                ]));
            }
            (false, false) => {
                out.push((2, format!("for _ in 0..{buyers} {{")));
                out.push((3, format!("shop.spawn(|| {task});")));
                out.extend(lines(&[(2, "}")]));
            }
        }
        out.extend(lines(&[(1, "});")]));
        let left = match scenario.guard {
            Guard::Pipe => "take.lock().unwrap().recv().unwrap()",
            _ if file => "count_in(&fs::read_to_string(\"db.txt\").unwrap())",
            _ => "record.load(SeqCst)",
        };
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

    fn statement(&self, scenario: &Scenario, step: Step) -> &'static [(usize, &'static str)] {
        match step {
            Step::Look => &[(0, "println!(\"{} left\", record.load(SeqCst));")],
            // A robust lock: whoever panics poisons it, and the next owner is told.
            Step::Acquire if scenario.robust => &[
                (0, "let held = lock.lock().unwrap_or_else(|poisoned| {"),
                (1, "println!(\"the last owner died\");"),
                (1, "lock.clear_poison();"),
                (1, "poisoned.into_inner()"),
                (0, "});"),
            ],
            Step::Acquire => &[(0, "let held = lock.lock().unwrap();")],
            Step::Release => &[(0, "drop(held);")],
            Step::Read => &[(0, "let seen = record.load(SeqCst);")],
            Step::Write => &[(0, "record.store(seen - 1, SeqCst);")],
            Step::Swap { .. } => &[
                (0, "if record.compare_exchange(seen, seen - 1, SeqCst, SeqCst).is_err() {"),
                (1, "continue;"),
                (0, "}"),
            ],
            Step::Load => &[(0, "let text = fs::read_to_string(\"db.txt\").unwrap();")],
            Step::Parse { look: true } => &[(0, "println!(\"{} left\", count_in(&text));")],
            Step::Parse { look: false } => &[(0, "let seen = count_in(&text);")],
            Step::Truncate => &[(0, "let mut file = File::create(\"db.txt\").unwrap();")],
            Step::Store => &[(0, "write!(file, \"{{\\\"count\\\": {}}}\", seen - 1).unwrap();")],
            Step::Crash if forgets(scenario) => &[
                (0, "if !FAULT.swap(true, SeqCst) {"),
                (1, "mem::forget(held); // a killed process gives nothing back"),
                (1, "panic!(\"killed\");"),
                (0, "}"),
            ],
            Step::Crash => &[(0, "if !FAULT.swap(true, SeqCst) {"), (1, "panic!(\"killed\");"), (0, "}")],
            Step::Receive => &[(0, "let seen = take.lock().unwrap().recv().unwrap();")],
            Step::Show => &[(0, "println!(\"{seen} left\");")],
            Step::Ask { buy: false } => &[(0, "requests.send((answer.clone(), false)).unwrap();")],
            Step::Ask { buy: true } => &[(0, "requests.send((answer.clone(), true)).unwrap();")],
            Step::Await => &[(0, "let seen = pipe.recv().unwrap();")],
            Step::Send { sold: true } => &[(0, "put.send(seen - 1).unwrap();")],
            Step::Send { sold: false } => &[(0, "put.send(seen).unwrap();")],
            Step::Bought => &[(0, "println!(\"bought\");")],
            Step::SoldOut => &[(0, "println!(\"sold out\");")],
            _ => &[(0, "")],
        }
    }

    fn clerk(&self, scenario: &Scenario, pay: &str) -> Vec<(usize, String, Stands)> {
        let file = has_file(scenario);
        let count = if file { "" } else { "mut count: u32, " };
        let head = format!("fn clerk({count}requests: &Receiver<(Sender<u32>, bool)>) {{");
        let mut out = clerk_lines(&[(0, "", None), (0, &head, None)]);
        out.extend(clerk_lines(&[(1, "for (client, buys) in requests {", Some(is_serve))]));
        out.extend(clerk_lines(if file {
            &[
                (2, "let text = fs::read_to_string(\"db.txt\").unwrap();", Some(|step| *step == Step::Load)),
                (2, "let seen = count_in(&text);", Some(is_parse)),
            ]
        } else {
            &[(2, "let seen = count;", Some(|step| *step == Step::Read))]
        }));
        out.extend(clerk_lines(&[(2, "if buys {", None), (3, pay, Some(is_pause))]));
        if scenario.fault == Fault::KillHolder {
            out.extend(clerk_lines(&[
                (3, "if !FAULT.swap(true, SeqCst) {", Some(|step| *step == Step::Crash)),
                (4, "loop {", None),
                (5, "thread::park(); // killed: its inbox stays, and nobody looks into it", None),
                (4, "}", None),
                (3, "}", None),
            ]));
        }
        out.extend(clerk_lines(&[(3, "if seen > 0 {", Some(is_check))]));
        out.extend(clerk_lines(if file {
            &[
                (4, "let mut file = File::create(\"db.txt\").unwrap();", Some(|step| *step == Step::Truncate)),
                (4, "write!(file, \"{{\\\"count\\\": {}}}\", seen - 1).unwrap();", Some(|step| *step == Step::Store)),
            ]
        } else {
            &[(4, "count = seen - 1;", Some(|step| *step == Step::Write))]
        }));
        out.extend(clerk_lines(&[
            (3, "}", None),
            (2, "}", None),
            (2, "client.send(seen).unwrap();", Some(is_reply)),
            (1, "}", None),
        ]));
        if file {
            out.extend(clerk_lines(&[(1, "let count = count_in(&fs::read_to_string(\"db.txt\").unwrap());", None)]));
        }
        out.extend(clerk_lines(&[
            (1, "println!(\"{count} left on record\");", Some(|step| *step == Step::End)),
            (0, "}", None),
        ]));
        out
    }

    fn again(&self) -> &'static str {
        "loop {"
    }

    fn end_of_loop(&self) -> &'static [(usize, &'static str)] {
        &[(2, "break;"), (1, "}"), (0, "}")]
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

/// Whether the record is a file.
fn has_file(scenario: &Scenario) -> bool {
    scenario.store == Store::File
}

/// Whether a buyer can die: of the fault, or of a text that is no JSON.
fn may_die(scenario: &Scenario) -> bool {
    has_file(scenario) || scenario.fault == Fault::KillHolder
}

/// Whether whoever is killed takes a plain lock along. A thread that panics would poison it, which tells the others.
fn forgets(scenario: &Scenario) -> bool {
    scenario.guard.scope().is_some() && !scenario.robust
}

const COUNT_IN: &[(usize, &str)] = &[
    (0, ""),
    (0, "fn count_in(text: &str) -> u32 {"),
    (1, "let count = text.strip_prefix(\"{\\\"count\\\": \").and_then(|rest| rest.strip_suffix('}'));"),
    (1, "count.and_then(|count| count.parse().ok()).expect(\"no JSON\")"),
    (0, "}"),
];
