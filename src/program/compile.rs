//! Scenario -> steps. Here a guard is nothing but where a few steps stand.

use super::{Phase, Step};
use crate::scenario::{Fault, Guard, Scenario, Scope, Store};

/// The program every process of this scenario executes.
pub fn compile(scenario: &Scenario) -> Vec<Step> {
    let mut steps = match scenario.guard {
        Guard::Pipe => pipe(),
        Guard::Queue => queue(),
        Guard::Cas => compare_and_swap(),
        Guard::None | Guard::Join => purchase(None),
        Guard::Lock(scope) => purchase(Some(scope)),
    };
    if scenario.fault == Fault::KillHolder {
        steps = expand(&steps, &|step, out| fatal(scenario.guard, step, out));
    }
    if scenario.store == Store::File {
        steps = expand(&steps, &filed);
    }
    steps
}

/// Puts what `into` makes of each step in its place, and moves the addresses along.
fn expand(steps: &[Step], into: &dyn Fn(Step, &mut Vec<Step>)) -> Vec<Step> {
    let (mut places, mut out) = (Vec::with_capacity(steps.len()), Vec::with_capacity(steps.len()));
    for step in steps {
        places.push(out.len());
        into(*step, &mut out);
    }
    for step in &mut out {
        *step = step.readdressed(|at| places.get(at).copied().unwrap_or(at));
    }
    out
}

/// The fault strikes behind paying, before anything is written; under a lock that does not cover paying, within what
/// it covers: just before it is given back, or, where it is taken later, just behind that.
fn fatal(guard: Guard, step: Step, out: &mut Vec<Step>) {
    let (before, behind) = match guard.scope() {
        Some(scope) if scope.to() <= 3 => (step == Step::Release, false),
        Some(scope) if scope.from() >= 4 => (false, step == Step::Acquire),
        _ => (false, step == Step::Pause(Phase::Pay)),
    };
    if before {
        out.push(Step::Crash);
    }
    out.push(step);
    if behind {
        out.push(Step::Crash);
    }
}

/// A record in a file is read, and written, in two steps each.
fn filed(step: Step, out: &mut Vec<Step>) {
    match step {
        Step::Look => out.extend([Step::Load, Step::Parse { look: true }]),
        Step::Read => out.extend([Step::Load, Step::Parse { look: false }]),
        Step::Write => out.extend([Step::Truncate, Step::Store]),
        _ => out.push(step),
    }
}

/// The purchase, with a lock around the part that the scope names, if any.
fn purchase(scope: Option<Scope>) -> Vec<Step> {
    let mut steps = Vec::new();
    // The lock is taken, or given back, at this place.
    let place = |place: u8, steps: &mut Vec<Step>| match scope {
        Some(scope) if scope.from() == place => steps.push(Step::Acquire),
        Some(scope) if scope.to() == place => steps.push(Step::Release),
        _ => {}
    };
    // A lock that covers `get` to its end is around the call.
    let around = scope.is_some_and(|scope| scope.covers(2, Scope::LAST));

    // search
    place(0, &mut steps);
    steps.push(Step::Pause(Phase::Search));
    place(1, &mut steps);
    steps.push(Step::Look);

    // get
    if around {
        place(2, &mut steps);
    }
    steps.push(Step::Enter);
    if !around {
        place(2, &mut steps);
    }
    steps.push(Step::Read);
    place(3, &mut steps);
    steps.push(Step::Pause(Phase::Pay));
    let check = steps.len();
    steps.push(Step::Check { sold_out: 0 });

    // if seen > 0
    place(4, &mut steps);
    steps.push(Step::Write);
    place(5, &mut steps);
    steps.extend([Step::Bought, Step::Pause(Phase::Confirm)]);
    leave(around, scope.is_some_and(|scope| scope.to() == Scope::LAST), &mut steps);

    // else: it comes by neither 4 nor 5, and gives back what it holds when it has been told
    steps[check] = Step::Check { sold_out: steps.len() };
    steps.push(Step::SoldOut);
    leave(around, scope.is_some_and(|scope| scope.covers(3, 4)), &mut steps);
    steps
}

/// Optimistic: nobody is kept out; who was too late reads and pays again.
fn compare_and_swap() -> Vec<Step> {
    let mut steps = purchase(None);
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

/// More than any program has steps, each of which blocks at most once.
const ONCE: u32 = 48;

/// Of the clerk: waiting, serving, reading, answering for who looks; and paying, checking, writing for who buys.
/// A file takes one event more for each reading and writing, the fault one for paying.
const SERVICE: u32 = 15;

/// The most events that one buyer, or the clerk, can have in a run.
///
/// Each failed swap costs five: the miss itself, and then reading, paying, passing the fault and checking again. It means
/// that somebody else has sold a ticket meanwhile, so there are at most as many as there are others, or tickets.
pub fn most_events(scenario: &Scenario) -> u32 {
    let others = scenario.buyers.get() - 1;
    ONCE + match scenario.guard {
        Guard::Cas => 5 * others.min(scenario.tickets.get()),
        Guard::Queue => SERVICE * scenario.buyers.get(),
        _ => 0,
    }
}

/// The most events that all together can have in a run: only the clerk comes again for everybody.
pub fn most_events_in_all(scenario: &Scenario) -> u64 {
    let processes = u64::from(scenario.processes());
    if scenario.guard.has_clerk() {
        processes * u64::from(ONCE) + u64::from(SERVICE) * u64::from(scenario.buyers.get())
    } else {
        processes * u64::from(most_events(scenario))
    }
}

/// The end of `get` and of the process; the lock that is held is given back within `get`, or around it.
fn leave(around: bool, holds: bool, steps: &mut Vec<Step>) {
    let release = |now: bool| (holds && now).then_some(Step::Release);
    steps.extend(release(!around));
    steps.push(Step::Leave);
    steps.extend(release(around));
    steps.push(Step::End);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Choice;
    use Phase::{Confirm, Pay, Search};
    use Step::{Acquire, Bought, Check, End, Enter, Leave, Look, Pause, Read, Release, SoldOut, Write};

    fn compiled(guard: Guard) -> Vec<Step> {
        compile(&Scenario { guard, ..Scenario::default() })
    }

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
        assert_eq!(compiled(Guard::None), expected);
        assert_eq!(compiled(Guard::Join), expected, "join changes who starts when, not the program");
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
        assert_eq!(compiled(Guard::Lock(Scope::GET)), expected);
    }

    #[test]
    fn moving_the_scope_moves_two_steps() {
        let without_lock: Vec<Step> = compiled(Guard::None).into_iter().map(unaddressed).collect();
        for (scope, _) in Scope::ALL {
            let rest: Vec<Step> = compiled(Guard::Lock(*scope))
                .into_iter()
                .filter(|step| !matches!(step, Acquire | Release))
                .map(unaddressed)
                .collect();
            assert_eq!(rest, without_lock, "{scope:?}");
        }
        let place = |scope| compiled(Guard::Lock(scope)).iter().position(|step| *step == Acquire);
        assert_eq!(place(Scope::TASK), Some(0));
        assert_eq!(place(Scope::GET), Some(2));
        assert_eq!(place(Scope::READ), Some(3));
        assert_eq!(place(Scope::WRITE), Some(6));
    }

    /// On each way through it, whatever the scope, the lock is taken once and then given back, or neither.
    #[test]
    fn what_is_taken_is_given_back() {
        for (scope, name) in Scope::ALL {
            let program = compiled(Guard::Lock(*scope));
            for available in [true, false] {
                let (mut at, mut lock) = (0, Vec::new());
                while program[at] != End {
                    match program[at] {
                        Check { sold_out } if !available => at = sold_out - 1,
                        step @ (Acquire | Release) => lock.push(step),
                        _ => {}
                    }
                    at += 1;
                }
                let comes_by = available || scope.from() <= 3;
                assert_eq!(lock, if comes_by { vec![Acquire, Release] } else { vec![] }, "{name} {available}");
            }
        }
    }

    #[test]
    fn compare_and_swap_reads_again() {
        let program = compiled(Guard::Cas);
        assert_eq!((program[3], program[6]), (Read, Step::Swap { retry: 3 }));
        assert_eq!(program.len(), compiled(Guard::None).len());
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
        assert_eq!(compiled(Guard::Pipe), expected);
    }

    #[test]
    fn the_clerk_serves_until_everybody_has_left() {
        let program = compiled(Guard::Queue);
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
            other => other.readdressed(|_| 0),
        }
    }

    #[test]
    fn a_file_is_read_and_written_in_two_steps_each() {
        let scenario = Scenario { guard: Guard::Lock(Scope::WRITE), store: Store::File, ..Scenario::default() };
        let expected = [
            Pause(Search),
            Step::Load,
            Step::Parse { look: true },
            Enter,
            Step::Load,
            Step::Parse { look: false },
            Pause(Pay),
            Check { sold_out: 16 },
            Acquire,
            Step::Truncate,
            Step::Store,
            Release,
            Bought,
            Pause(Confirm),
            Leave,
            End,
            SoldOut,
            Leave,
            End,
        ];
        assert_eq!(compile(&scenario), expected);
    }

    /// Between acquire and release, whatever the scope; and nothing else changes.
    #[test]
    fn the_fault_strikes_inside() {
        let locks = Scope::ALL.iter().map(|(scope, _)| Guard::Lock(*scope));
        for guard in Guard::ALL.into_iter().chain(locks) {
            for store in [Store::Memory, Store::File] {
                let scenario = Scenario { fault: Fault::KillHolder, store, ..Scenario::default() }.under(guard);
                let program = compile(&scenario);
                let crashes: Vec<usize> = (0..program.len()).filter(|at| program[*at] == Step::Crash).collect();
                assert_eq!(crashes.len(), 1, "{guard:?}");
                let taken = |step: &Step| matches!(step, Acquire | Step::Receive);
                let given = |step: &Step| matches!(step, Release | Step::Send { .. });
                let before = &program[..crashes[0]];
                let held = before.iter().filter(|s| taken(s)).count() - before.iter().filter(|s| given(s)).count();
                assert_eq!(held, usize::from(matches!(guard, Guard::Lock(_) | Guard::Pipe)), "{guard:?}");
                let others: Vec<Step> =
                    program.into_iter().filter(|step| *step != Step::Crash).map(unaddressed).collect();
                let without = compile(&Scenario { fault: Fault::None, ..scenario });
                assert_eq!(others, without.into_iter().map(unaddressed).collect::<Vec<_>>(), "{guard:?}");
            }
        }
    }
}
