//! Scenario -> steps. Here a guard is nothing but where a few steps stand.

use super::{Phase, Step};
use crate::scenario::{Guard, Scenario, Scope};

/// The program every buyer executes under this guard.
///
/// Guards that this version does not have compile to the unguarded purchase; a validated
/// scenario never asks for them.
pub fn compile(guard: Guard) -> Vec<Step> {
    match guard {
        Guard::Pipe => return pipe(),
        Guard::Queue => return queue(),
        Guard::Cas => return compare_and_swap(),
        _ => {}
    }
    let scope = guard.scope();
    let around = |part: Scope, step: Step| (scope == Some(part)).then_some(step);
    let mut steps = Vec::new();

    // search
    steps.extend(around(Scope::Task, Step::Acquire));
    steps.extend([Step::Pause(Phase::Search), Step::Look]);

    // get
    steps.extend(around(Scope::Get, Step::Acquire));
    steps.push(Step::Enter);
    steps.extend(around(Scope::Read, Step::Acquire));
    steps.push(Step::Read);
    steps.extend(around(Scope::Read, Step::Release));
    steps.push(Step::Pause(Phase::Pay));
    let check = steps.len();
    steps.push(Step::Check { sold_out: 0 });

    // if seen > 0
    steps.extend(around(Scope::Write, Step::Acquire));
    steps.push(Step::Write);
    steps.extend(around(Scope::Write, Step::Release));
    steps.extend([Step::Bought, Step::Pause(Phase::Confirm)]);
    steps.extend(leave(scope));

    // else
    steps[check] = Step::Check { sold_out: steps.len() };
    steps.push(Step::SoldOut);
    steps.extend(leave(scope));
    steps
}

/// Optimistic: nobody is kept out; who was too late reads and pays again.
fn compare_and_swap() -> Vec<Step> {
    let mut steps = compile(Guard::None);
    let read = steps.iter().position(|step| *step == Step::Read).unwrap_or(0);
    for step in &mut steps {
        if *step == Step::Write {
            *step = Step::Swap { retry: read };
        }
    }
    steps
}

/// The count is the message: whoever has taken it out may sell, and puts it back. Looking is that too.
fn pipe() -> Vec<Step> {
    let mut steps = vec![
        Step::Pause(Phase::Search),
        Step::Receive,
        Step::Show,
        Step::Send { sold: false },
        Step::Receive,
        Step::Enter,
        Step::Pause(Phase::Pay),
        Step::Check { sold_out: 0 },
        Step::Send { sold: true },
        Step::Bought,
        Step::Pause(Phase::Confirm),
        Step::Leave,
        Step::End,
    ];
    steps[7] = Step::Check { sold_out: steps.len() };
    steps.extend([Step::Send { sold: false }, Step::SoldOut, Step::Leave, Step::End]);
    steps
}

/// Nobody but the clerk touches the record. The steps of the buyers come first, then those of the clerk: it
/// reads, pays and writes for whoever asks, one request after the other; confirming is left to the buyer.
fn queue() -> Vec<Step> {
    let mut steps = vec![
        Step::Pause(Phase::Search),
        Step::Ask { buy: false },
        Step::Await,
        Step::Show,
        Step::Enter,
        Step::Ask { buy: true },
        Step::Await,
        Step::Check { sold_out: 12 },
        Step::Bought,
        Step::Pause(Phase::Confirm),
        Step::Leave,
        Step::End,
        Step::SoldOut,
        Step::Leave,
        Step::End,
    ];
    let serve = steps.len();
    let (buy, reply) = (serve + 3, serve + 7);
    steps.extend([
        Step::Serve { buy, close: reply + 1 },
        Step::Read,
        Step::Reply { next: serve },
        Step::Read,
        Step::Pause(Phase::Pay),
        Step::Check { sold_out: reply },
        Step::Write,
        Step::Reply { next: serve },
        Step::End,
    ]);
    steps
}

/// The most events that one buyer, or the clerk, can have in a run.
///
/// Each failed swap costs four: the miss itself, and then reading, paying and checking again. It means
/// that somebody else has sold a ticket meanwhile, so there are at most as many as there are others, or tickets.
pub fn most_events(scenario: &Scenario) -> u32 {
    /// More than any program has steps, each of which blocks at most once.
    const ONCE: u32 = 32;
    /// Of the clerk: waiting, serving, reading, answering for who looks; and paying, checking, writing for who buys.
    const SERVICE: u32 = 11;
    let others = scenario.buyers.get() - 1;
    ONCE + match scenario.guard {
        Guard::Cas => 4 * others.min(scenario.tickets.get()),
        Guard::Queue => SERVICE * scenario.buyers.get(),
        _ => 0,
    }
}

/// The end of `get` and of the process, the same in both branches.
fn leave(scope: Option<Scope>) -> Vec<Step> {
    let mut steps = vec![Step::Leave];
    if matches!(scope, Some(Scope::Get | Scope::Task)) {
        steps.push(Step::Release);
    }
    steps.push(Step::End);
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use Phase::{Confirm, Pay, Search};
    use Step::{Acquire, Bought, Check, End, Enter, Leave, Look, Pause, Read, Release, SoldOut, Write};

    #[test]
    fn unguarded() {
        let expected = [
            Pause(Search),
            Look,
            Enter,
            Read,
            Pause(Pay),
            Check { sold_out: 11 },
            Write,
            Bought,
            Pause(Confirm),
            Leave,
            End,
            SoldOut,
            Leave,
            End,
        ];
        assert_eq!(compile(Guard::None), expected);
        assert_eq!(compile(Guard::Join), expected, "join changes who starts when, not the program");
    }

    #[test]
    fn lock_around_get() {
        let expected = [
            Pause(Search),
            Look,
            Acquire,
            Enter,
            Read,
            Pause(Pay),
            Check { sold_out: 13 },
            Write,
            Bought,
            Pause(Confirm),
            Leave,
            Release,
            End,
            SoldOut,
            Leave,
            Release,
            End,
        ];
        assert_eq!(compile(Guard::Lock(Scope::Get)), expected);
    }

    #[test]
    fn moving_the_scope_moves_two_steps() {
        let without_lock: Vec<Step> = compile(Guard::None).into_iter().map(unaddressed).collect();
        for scope in [Scope::Get, Scope::Task, Scope::Write, Scope::Read] {
            let rest: Vec<Step> = compile(Guard::Lock(scope))
                .into_iter()
                .filter(|step| !matches!(step, Acquire | Release))
                .map(unaddressed)
                .collect();
            assert_eq!(rest, without_lock, "{scope:?}");
        }
        let place = |scope| compile(Guard::Lock(scope)).iter().position(|step| *step == Acquire);
        assert_eq!(place(Scope::Task), Some(0));
        assert_eq!(place(Scope::Get), Some(2));
        assert_eq!(place(Scope::Read), Some(3));
        assert_eq!(place(Scope::Write), Some(6));
    }

    #[test]
    fn compare_and_swap_reads_again() {
        let program = compile(Guard::Cas);
        assert_eq!((program[3], program[6]), (Read, Step::Swap { retry: 3 }));
        assert_eq!(program.len(), compile(Guard::None).len());
    }

    #[test]
    fn the_count_travels_through_the_pipe() {
        use Step::{Receive, Send, Show};
        let expected = [
            Pause(Search),
            Receive,
            Show,
            Send { sold: false },
            Receive,
            Enter,
            Pause(Pay),
            Check { sold_out: 13 },
            Send { sold: true },
            Bought,
            Pause(Confirm),
            Leave,
            End,
            Send { sold: false },
            SoldOut,
            Leave,
            End,
        ];
        assert_eq!(compile(Guard::Pipe), expected);
    }

    #[test]
    fn the_clerk_serves_until_everybody_has_left() {
        let program = compile(Guard::Queue);
        assert_eq!(program[7], Check { sold_out: 12 });
        assert_eq!(program[12], SoldOut);
        assert_eq!(program[15], Step::Serve { buy: 18, close: 23 });
        assert_eq!(program[16..18], [Read, Step::Reply { next: 15 }]);
        let buying = [Read, Pause(Pay), Check { sold_out: 22 }, Write, Step::Reply { next: 15 }, End];
        assert_eq!(program[18..], buying);
    }

    fn unaddressed(step: Step) -> Step {
        match step {
            Check { .. } => Check { sold_out: 0 },
            other => other,
        }
    }
}
