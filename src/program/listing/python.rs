//! The purchase in Python, with multiprocessing: a process for each buyer.

use super::{Stands, Syntax, lines};
use crate::program::Step;
use crate::scenario::{Guard, Scenario};

pub(super) struct Python;

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
        out
    }

    fn head_of_task(&self, scenario: &Scenario) -> Vec<(usize, String)> {
        let task = match scenario.guard {
            Guard::Lock(_) => "def task(record, lock):",
            Guard::Queue => "def task(me, queue, pipe):",
            Guard::Pipe => "def task(pipe):",
            _ => "def task(record):",
        };
        lines(&[(0, ""), (0, task)])
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
            guard => {
                // With compare-and-swap its own lock is what makes that one step.
                let bare = if guard == Guard::Cas { "" } else { ", lock=False" };
                out.push((1, format!("record = Value(\"i\", {tickets}{bare})")));
                if matches!(guard, Guard::Lock(_)) {
                    out.extend(lines(&[(1, "lock = Lock()")]));
                    ("(record, lock)", "record.value")
                } else {
                    ("(record,)", "record.value")
                }
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

    fn clerk(&self, pay: &str) -> Vec<(usize, String, Stands)> {
        let line = |indent, text: &str, stands: Stands| (indent, text.to_owned(), stands);
        vec![
            line(0, "", None),
            line(0, "def clerk(count, queue, pipes):", None),
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

    fn end_of_loop(&self) -> &'static [(usize, &'static str)] {
        &[(2, "return")]
    }

    fn swap(&self) -> &'static [(usize, &'static str)] {
        &[(0, "if not swap(record, seen, seen - 1):"), (1, "continue")]
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
