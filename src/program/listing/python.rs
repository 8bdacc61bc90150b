//! The purchase in Python, with multiprocessing: a process for each buyer.

use super::{Stands, Syntax, clerk_lines, is_check, is_parse, is_pause, is_reply, is_serve, lines};
use crate::program::Step;
use crate::scenario::{Fault, Guard, Scenario, Store};

pub(super) struct Python;

impl Syntax for Python {
    fn head(&self, scenario: &Scenario) -> Vec<(usize, String)> {
        let (file, robust, kills) = (has_file(scenario), scenario.robust, scenario.fault == Fault::KillHolder);
        let mut shared = vec!["Process"];
        match scenario.guard {
            // Python's pipe alone tears messages when several read from it; this one has a lock at each end.
            Guard::Pipe => shared.push("SimpleQueue"),
            Guard::Queue => shared.extend(["Pipe", "SimpleQueue"]),
            _ if file && !robust => {}
            _ => shared.push("Value"),
        }
        if kills || (scenario.guard.scope().is_some() && !robust) {
            shared.push("Lock");
        }
        shared.sort_unstable();
        let mut out = Vec::new();
        let mut import = |wanted: bool, text: &str| {
            if wanted {
                out.push((0, text.to_owned()));
            }
        };
        import(file, "import json");
        import(robust, "from fcntl import LOCK_EX, lockf");
        import(true, &format!("from multiprocessing import {}", shared.join(", ")));
        import(kills, "from os import getpid, kill");
        import(robust && !kills, "from os import getpid");
        import(scenario.jitter.get() > 0, "from random import uniform");
        import(kills, "from signal import SIGKILL");
        import(true, "from time import sleep");
        if robust {
            out.extend(lines(ROBUST_LOCK));
        }
        if scenario.guard == Guard::Cas {
            out.extend(lines(SWAP));
        }
        out
    }

    fn head_of_task(&self, scenario: &Scenario) -> Vec<(usize, String)> {
        vec![(0, String::new()), (0, format!("def task({}):", parameters(scenario).join(", ")))]
    }

    fn foot(&self, scenario: &Scenario) -> Vec<(usize, String)> {
        let mut out = lines(&[(0, ""), (0, "if __name__ == \"__main__\":")]);
        let (tickets, buyers, guard) = (scenario.tickets, scenario.buyers, scenario.guard);
        let queue = "SimpleQueue()  # a pipe with a lock at each end";
        if has_file(scenario) {
            out.push((1, "with open(\"db.txt\", \"w\") as file:".to_owned()));
            out.push((2, format!("file.write(json.dumps({{\"count\": {tickets}}}))")));
        }
        match guard {
            Guard::Queue => {
                let count = if has_file(scenario) { String::new() } else { format!("{tickets}, ") };
                let fault = if scenario.fault == Fault::None { "" } else { ", fault" };
                out.push((1, format!("queue = {queue}")));
                out.push((1, format!("pipes = [Pipe() for _ in range({buyers})]")));
                out.push((1, "answers = [clerks for clerks, _ in pipes]".to_owned()));
                if scenario.fault != Fault::None {
                    out.push((1, "fault = Lock()".to_owned()));
                }
                out.push((1, format!("shop = Process(target=clerk, args=({count}queue, answers{fault}))")));
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
                out.push((1, format!("pipe = {queue}")));
                out.push((1, format!("pipe.put({tickets})")));
            }
            _ if has_file(scenario) => {}
            _ => {
                // With compare-and-swap its own lock is what makes that one step.
                let bare = if guard == Guard::Cas { "" } else { ", lock=False" };
                out.push((1, format!("record = Value(\"i\", {tickets}{bare})")));
            }
        }
        if guard.scope().is_some() {
            out.push((1, format!("lock = {}()", if scenario.robust { "RobustLock" } else { "Lock" })));
        }
        if scenario.fault != Fault::None {
            out.push((1, "fault = Lock()".to_owned()));
        }
        let given = parameters(scenario);
        let args = if given.len() == 1 { format!("({},)", given[0]) } else { format!("({})", given.join(", ")) };
        out.push((1, format!("buyers = [Process(target=task, args={args}) for _ in range({buyers})]")));
        out.extend(lines(&[(1, "for buyer in buyers:"), (2, "buyer.start()")]));
        if guard != Guard::Join {
            out.extend(lines(&[(1, "for buyer in buyers:")]));
        }
        out.extend(lines(&[(2, "buyer.join()")]));
        if has_file(scenario) {
            out.extend(lines(&[(1, "with open(\"db.txt\") as file:"), (2, "text = file.read()")]));
        }
        let left = match guard {
            Guard::Pipe => "pipe.get()",
            _ if has_file(scenario) => "json.loads(text)[\"count\"]",
            _ => "record.value",
        };
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

    fn statement(&self, _: &Scenario, step: Step) -> &'static [(usize, &'static str)] {
        match step {
            Step::Look => &[(0, "print(record.value, \"left\")")],
            Step::Acquire => &[(0, "lock.acquire()")],
            Step::Release => &[(0, "lock.release()")],
            Step::Read => &[(0, "seen = record.value")],
            Step::Write => &[(0, "record.value = seen - 1")],
            Step::Swap { .. } => &[(0, "if not swap(record, seen, seen - 1):"), (1, "continue")],
            Step::Load => &[(0, "with open(\"db.txt\") as file:"), (1, "text = file.read()")],
            Step::Parse { look: true } => &[(0, "print(json.loads(text)[\"count\"], \"left\")")],
            Step::Parse { look: false } => &[(0, "seen = json.loads(text)[\"count\"]")],
            Step::Truncate => &[(0, "with open(\"db.txt\", \"w\") as file:")],
            Step::Store => &[(1, "file.write(json.dumps({\"count\": seen - 1}))")],
            Step::Crash => &[(0, "if fault.acquire(block=False):"), (1, "kill(getpid(), SIGKILL)")],
            Step::Receive => &[(0, "seen = pipe.get()")],
            Step::Show => &[(0, "print(seen, \"left\")")],
            Step::Ask { buy: false } => &[(0, "queue.put((me, False))")],
            Step::Ask { buy: true } => &[(0, "queue.put((me, True))")],
            Step::Await => &[(0, "seen = pipe.recv()")],
            Step::Send { sold: true } => &[(0, "pipe.put(seen - 1)")],
            Step::Send { sold: false } => &[(0, "pipe.put(seen)")],
            Step::Bought => &[(0, "print(\"bought\")")],
            Step::SoldOut => &[(0, "print(\"sold out\")")],
            _ => &[(0, "pass")],
        }
    }

    fn clerk(&self, scenario: &Scenario, pay: &str) -> Vec<(usize, String, Stands)> {
        let file = has_file(scenario);
        let kills = scenario.fault == Fault::KillHolder;
        let fault = if kills { ", fault" } else { "" };
        let count = if file { "" } else { "count, " };
        let head = format!("def clerk({count}queue, pipes{fault}):");
        let mut out = clerk_lines(&[(0, "", None), (0, &head, None)]);
        out.extend(clerk_lines(&[(1, "for buyer, buys in iter(queue.get, None):", Some(is_serve))]));
        out.extend(clerk_lines(if file {
            &[
                (2, "with open(\"db.txt\") as file:", Some(|step| *step == Step::Load)),
                (3, "text = file.read()", None),
                (2, "seen = json.loads(text)[\"count\"]", Some(is_parse)),
            ]
        } else {
            &[(2, "seen = count", Some(|step| *step == Step::Read))]
        }));
        out.extend(clerk_lines(&[(2, "if buys:", None), (3, pay, Some(is_pause))]));
        if kills {
            out.extend(clerk_lines(&[
                (3, "if fault.acquire(block=False):", Some(|step| *step == Step::Crash)),
                (4, "kill(getpid(), SIGKILL)", None),
            ]));
        }
        out.extend(clerk_lines(&[(3, "if seen > 0:", Some(is_check))]));
        out.extend(clerk_lines(if file {
            &[
                (4, "with open(\"db.txt\", \"w\") as file:", Some(|step| *step == Step::Truncate)),
                (5, "file.write(json.dumps({\"count\": seen - 1}))", Some(|step| *step == Step::Store)),
            ]
        } else {
            &[(4, "count = seen - 1", Some(|step| *step == Step::Write))]
        }));
        out.extend(clerk_lines(&[(2, "pipes[buyer].send(seen)", Some(is_reply))]));
        if file {
            out.extend(clerk_lines(&[(1, "with open(\"db.txt\") as file:", None), (2, "text = file.read()", None)]));
        }
        let left = if file { "json.loads(text)[\"count\"]" } else { "count" };
        let last = format!("print({left}, \"left on record\")");
        out.extend(clerk_lines(&[(1, &last, Some(|step| *step == Step::End))]));
        out
    }

    fn again(&self) -> &'static str {
        "while True:"
    }

    fn end_of_loop(&self) -> &'static [(usize, &'static str)] {
        &[(2, "return")]
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

    fn end(&self) -> &'static [(usize, &'static str)] {
        &[(1, "return")]
    }
}

/// Whether the record is a file.
fn has_file(scenario: &Scenario) -> bool {
    scenario.store == Store::File
}

/// What each buyer is handed.
fn parameters(scenario: &Scenario) -> Vec<&'static str> {
    let mut out = match scenario.guard {
        Guard::Queue => return vec!["me", "queue", "pipe"],
        Guard::Pipe => vec!["pipe"],
        _ if has_file(scenario) => vec![],
        _ => vec!["record"],
    };
    if scenario.guard.scope().is_some() {
        out.push("lock");
    }
    if scenario.fault == Fault::KillHolder {
        out.push("fault");
    }
    out
}

/// Python has no robust lock; the kernel's lock on a file is one, but for telling.
const ROBUST_LOCK: &[(usize, &str)] = &[
    (0, ""),
    (0, "class RobustLock:  # a file lock: the kernel takes it from a process that dies"),
    (1, "def __init__(self):"),
    (2, "self.owner = Value(\"i\", 0, lock=False)"),
    (0, ""),
    (1, "def acquire(self):"),
    (2, "self.file = open(\"lock.txt\", \"w\")"),
    (2, "lockf(self.file, LOCK_EX)"),
    (2, "if self.owner.value:"),
    (3, "print(\"the last owner died\")"),
    (2, "self.owner.value = getpid()"),
    (0, ""),
    (1, "def release(self):"),
    (2, "self.owner.value = 0"),
    (2, "self.file.close()"),
];

const SWAP: &[(usize, &str)] = &[
    (0, ""),
    (0, "def swap(record, seen, new):"),
    (1, "# Python has no compare-and-swap; holding the record makes this one step"),
    (1, "with record.get_lock():"),
    (2, "if record.value != seen:"),
    (3, "return False"),
    (2, "record.value = new"),
    (2, "return True"),
];

/// Milliseconds as seconds, exactly: `1.5`.
fn seconds(millis: u32) -> String {
    let text = format!("{}.{:03}", millis / 1000, millis % 1000);
    let short = text.trim_end_matches('0');
    if short.ends_with('.') { format!("{short}0") } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn seconds_are_exact() {
        assert_eq!([0, 5, 1000, 1500, 60_000].map(seconds), ["0.0", "0.005", "1.0", "1.5", "60.0"]);
    }
}
