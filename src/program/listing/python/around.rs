//! What stands around the functions in Python: imports and helpers before them, the main program behind them.

use super::{has_file, print};
use crate::program::Printed;
use crate::program::listing::writer::{Plain, plain};
use crate::scenario::{Fault, Guard, Scenario};

/// Imports, and what Python does not bring along.
pub(super) fn head(scenario: &Scenario) -> Vec<Plain> {
    let (file, robust, kills) = (has_file(scenario), scenario.robust, scenario.fault == Fault::KillHolder);
    let guard = scenario.guard;
    let mut shared = vec!["Process"];
    if guard == Guard::Queue || kills || (guard.scope().is_some() && !robust) {
        shared.push("Lock");
    }
    if matches!(guard, Guard::Queue | Guard::Pipe) {
        shared.push("Pipe");
    }
    if robust || !(file || matches!(guard, Guard::Queue | Guard::Pipe)) {
        shared.push("Value");
    }
    shared.sort_unstable();
    let imports = [
        (file, "import json".to_owned()),
        (true, "import os".to_owned()),
        (scenario.jitter.get() > 0, "import random".to_owned()),
        (kills, "import signal".to_owned()),
        (true, "import time".to_owned()),
        (robust, "from fcntl import LOCK_EX, lockf".to_owned()),
        (true, format!("from multiprocessing import {}", shared.join(", "))),
    ];
    let mut out: Vec<Plain> = imports.into_iter().filter(|(wanted, _)| *wanted).map(|(_, text)| (0, text)).collect();
    if robust {
        out.extend(robust_lock());
    }
    match guard {
        Guard::Queue => out.extend(plain(QUEUE)),
        Guard::Cas => out.extend(plain(SWAP)),
        _ => {}
    }
    out
}

/// The main program; each process is handed these `arguments`.
pub(super) fn main(scenario: &Scenario, arguments: &[&str]) -> Vec<Plain> {
    let mut out = plain(&[(0, ""), (0, "if __name__ == \"__main__\":")]);
    let (tickets, buyers, guard) = (scenario.tickets, scenario.buyers, scenario.guard);
    let mut line = |indent: usize, text: String| out.push((indent, text));
    if has_file(scenario) {
        line(1, "with open(\"db.txt\", \"w\") as file:".to_owned());
        line(2, format!("json.dump({{\"count\": {tickets}}}, file)"));
    }
    match guard {
        Guard::Queue => {
            line(1, "queue = Queue()".to_owned());
            line(1, format!("pipes = [Pipe(duplex=False) for _ in range({buyers})]"));
        }
        Guard::Pipe => {
            line(1, "take, put = Pipe(duplex=False)".to_owned());
            line(1, format!("os.write(put.fileno(), b\"%8d\" % {tickets})"));
        }
        _ if has_file(scenario) => {}
        // With compare-and-swap its own lock is what makes that one step.
        Guard::Cas => line(1, format!("count = Value(\"i\", {tickets})")),
        _ => line(1, format!("count = Value(\"i\", {tickets}, lock=False)")),
    }
    if guard.scope().is_some() {
        line(1, format!("lock = {}()  # one, handed to all", if scenario.robust { "RobustLock" } else { "Lock" }));
    }
    if scenario.fault != Fault::None {
        line(1, "fault = Lock()  # whoever gets it is killed".to_owned());
    }
    if guard == Guard::Queue {
        let count = if has_file(scenario) { String::new() } else { format!("{tickets}, ") };
        let fault = if scenario.fault == Fault::None { "" } else { ", fault" };
        line(1, "senders = [sender for _, sender in pipes]".to_owned());
        line(1, format!("shop = Process(target=clerk, args=({count}queue, senders{fault}))"));
        line(1, "shop.start()".to_owned());
    }
    start(scenario, arguments, &mut out);
    if guard == Guard::Queue {
        out.extend(plain(&[(1, "queue.put(None)"), (1, "shop.join()")]));
        return out;
    }
    let left = match guard {
        Guard::Pipe => "int(os.read(take.fileno(), 8))",
        _ if has_file(scenario) => {
            out.extend(plain(&[(1, "with open(\"db.txt\") as file:"), (2, "db = json.load(file)")]));
            "db[\"count\"]"
        }
        _ => "count.value",
    };
    out.push((1, print(Printed::InTheEnd(0), left)));
    out
}

/// Starts the processes, and waits until they have ended.
fn start(scenario: &Scenario, arguments: &[&str], out: &mut Vec<Plain>) {
    let arguments = match arguments {
        [] => String::new(),
        ["me", rest @ .., "pipe"] => format!(", args=(me, {}, receiver)", rest.join(", ")),
        [one] => format!(", args=({one},)"),
        several => format!(", args=({})", several.join(", ")),
    };
    let joins = scenario.guard == Guard::Join;
    if !joins {
        out.push((1, "processes = []".to_owned()));
    }
    out.push((
        1,
        if scenario.guard == Guard::Queue {
            "for me, (receiver, _) in enumerate(pipes):".to_owned()
        } else {
            format!("for _ in range({}):", scenario.buyers)
        },
    ));
    out.push((2, format!("process = Process(target=task{arguments})")));
    out.extend(plain(&[(2, "process.start()")]));
    out.extend(plain(if joins {
        &[(2, "process.join()  # only then the next one starts")]
    } else {
        &[(2, "processes.append(process)"), (1, "for process in processes:"), (2, "process.join()")]
    }));
}

/// Python has no robust lock; the kernel's lock on a file is one, but for telling.
fn robust_lock() -> Vec<Plain> {
    let mut out = plain(&[
        (0, ""),
        (0, "class RobustLock:  # a file lock: the kernel takes it from a process that dies"),
        (1, "def __init__(self):"),
        (2, "self.owner = Value(\"i\", 0, lock=False)"),
        (0, ""),
        (1, "def acquire(self):"),
        (2, "self.file = open(\"lock.txt\", \"w\")"),
        (2, "lockf(self.file, LOCK_EX)"),
        (2, "if self.owner.value:"),
    ]);
    out.push((3, print(Printed::OwnerDied, "")));
    out.extend(plain(&[
        (2, "self.owner.value = os.getpid()"),
        (0, ""),
        (1, "def release(self):"),
        (2, "self.owner.value = 0"),
        (2, "self.file.close()"),
    ]));
    out
}

/// What `multiprocessing.Queue` is made of.
const QUEUE: &[(usize, &str)] = &[
    (0, ""),
    (0, "class Queue:  # a pipe, and a lock for those who write into it"),
    (1, "def __init__(self):"),
    (2, "self.receiver, self.sender = Pipe(duplex=False)"),
    (2, "self.lock = Lock()"),
    (0, ""),
    (1, "def put(self, message):"),
    (2, "with self.lock:"),
    (3, "self.sender.send(message)"),
    (0, ""),
    (1, "def get(self):  # the clerk alone reads"),
    (2, "return self.receiver.recv()"),
];

const SWAP: &[(usize, &str)] = &[
    (0, ""),
    (0, "def swap(count, seen, new):"),
    (1, "# Python has no compare-and-swap; holding the count makes this one step"),
    (1, "with count.get_lock():"),
    (2, "if count.value != seen:"),
    (3, "return False"),
    (2, "count.value = new"),
    (2, "return True"),
];
