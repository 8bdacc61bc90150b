//! What must hold of every run, whoever executed it: one body of cases for every engine. Used by
//! `tests/conformance.rs` (virtual time, replay, native threads) and `tests/browser.rs` (workers).

use oversold::engine::replay;
use oversold::program::{Action, Text, text};
use oversold::scenario::{Bounded, Fault, Guard, Scenario, Scope, Store};
use oversold::trace::{Event, Schedule, Trace, check, deadlock, judge};

/// Something that executes scenarios.
pub trait Engine {
    /// Runs a scenario to its end.
    async fn run(&mut self, scenario: &Scenario) -> Trace;
}

/// The most buyers in any case.
pub const MOST_BUYERS: u32 = 8;

/// Tickets and buyers: too few, enough and too many, none at all, and nobody to race with.
const CROWDS: [(u32, u32); 5] = [(1, MOST_BUYERS), (3, MOST_BUYERS), (20, 5), (0, 3), (1, 1)];

/// Runs every case.
pub async fn conform<E: Engine>(engine: &mut E) {
    for guard in Guard::ALL {
        for store in [Store::Memory, Store::File] {
            // Whoever dies of a torn text while it has the lock stops everybody: see `deaths` for that.
            let may_stop = store == Store::File && guard == Guard::Lock(Scope::READ);
            if may_stop || (store == Store::File && !guard.has_file()) {
                continue;
            }
            for (tickets, buyers) in CROWDS {
                for delay in [0, 1] {
                    let scenario = Scenario {
                        guard,
                        store,
                        tickets: Bounded::clamp(tickets),
                        buyers: Bounded::clamp(buyers),
                        search: Bounded::clamp(delay),
                        pay: Bounded::clamp(delay),
                        confirm: Bounded::clamp(delay),
                        jitter: Bounded::clamp(100),
                        seed: tickets + buyers,
                        ..Scenario::default()
                    };
                    let trace = engine.run(&scenario).await;
                    holds(&scenario, &trace);
                }
            }
        }
    }
}

/// What a death leads to. `skips` is asked of a scenario, and whether nobody can go on in it: engines of tests alone cannot
/// end such a run, and free no dead worker's lock.
pub async fn deaths<E: Engine>(engine: &mut E, skips: fn(&Scenario, bool) -> bool) {
    for guard in Guard::ALL {
        for robust in [false, true] {
            let delay = Bounded::clamp(1);
            let scenario = Scenario {
                buyers: Bounded::clamp(MOST_BUYERS),
                search: delay,
                pay: delay,
                confirm: delay,
                fault: Fault::KillHolder,
                robust,
                ..Scenario::default()
            };
            let scenario = scenario.under(guard);
            let stops = match guard {
                Guard::Lock(_) => !scenario.robust,
                Guard::Pipe | Guard::Queue => true,
                _ => false,
            };
            if skips(&scenario, stops) {
                continue;
            }
            let trace = engine.run(&scenario).await;
            assert_eq!(check(&trace), Ok(()), "{scenario:?}: {:#?}", trace.events);
            let killed: Vec<u32> =
                trace.events.iter().filter(|e| e.action == Action::Killed).map(|e| e.buyer).collect();
            assert_eq!(killed.len(), 1, "{scenario:?}");
            let found = deadlock(&trace.failures);
            assert_eq!(found.as_ref().map(|found| found.holder), stops.then_some(killed[0]), "{scenario:?}");
            // That nobody can go on is so since the last thing happened, however long it takes to notice.
            let last = |failed: bool| {
                let events = trace.events.iter().filter(|event| (event.action == Action::Failed) == failed);
                events.map(|event| event.at).max()
            };
            assert!(!stops || last(true) == last(false), "{scenario:?}: {:#?}", trace.events);
            let verdict = judge(&trace);
            if !stops {
                assert_eq!((verdict.failed, trace.failures.len()), (1, 0), "{scenario:?}");
            }
            if guard.is_right() {
                assert!(verdict.is_right(), "{scenario:?}: {verdict:?}");
                assert_eq!(verdict.sold, u32::from(!stops), "{scenario:?}");
            }
            replays(&scenario, &trace);
        }
    }
}

/// It can be replayed, with the same values and verdict.
fn replays(scenario: &Scenario, trace: &Trace) {
    let schedule = Schedule::of(trace).unwrap();
    let again = replay(&Schedule::decode(&schedule.encode()).unwrap()).unwrap();
    assert_eq!(again.events, trace.events, "{scenario:?}");
    assert_eq!(again.failures, trace.failures, "{scenario:?}");
    assert_eq!(again.file, trace.file, "{scenario:?}");
    assert_eq!(judge(&again), judge(trace), "{scenario:?}");
}

fn holds(scenario: &Scenario, trace: &Trace) {
    assert_eq!(trace.scenario, *scenario);
    assert!(trace.failures.is_empty(), "{scenario:?}: {:?}", trace.failures);
    for buyer in 1..=scenario.buyers.get() {
        lane_holds(scenario, trace, buyer);
    }
    if scenario.guard.has_clerk() {
        clerk_holds(scenario, trace);
    }

    // The model admits every value.
    assert_eq!(check(trace), Ok(()), "{scenario:?}: {:#?}", trace.events);

    // What is told holds together.
    let verdict = judge(trace);
    let (tickets, buyers) = (scenario.tickets.get(), scenario.buyers.get());
    assert_eq!(verdict.sold + verdict.sold_out + verdict.failed, buyers, "{scenario:?}");
    assert_eq!(verdict.oversold, verdict.sold.saturating_sub(tickets));
    let readable = trace.file.as_ref().is_none_or(|file| text::count(file.as_bytes()).is_some());
    assert_eq!(verdict.consistent, readable && verdict.sold + verdict.left == tickets);
    assert!(verdict.lost_updates > 0 || verdict.consistent, "{scenario:?}: {verdict:?}");
    assert!(verdict.peak_in_get <= buyers);
    if scenario.guard.is_right() {
        let came = buyers - verdict.failed;
        assert_eq!((verdict.sold, verdict.lost_updates), (tickets.min(came), 0), "{scenario:?}");
    }
    assert!(verdict.failed == 0 || scenario.store == Store::File, "{scenario:?}");
    if matches!(scenario.guard, Guard::Join | Guard::Lock(Scope::GET | Scope::TASK)) {
        assert_eq!(verdict.peak_in_get, 1, "{scenario:?}");
    }
    replays(scenario, trace);
}

/// One buyer's own events: a beginning, an end, and one answer.
fn lane_holds(scenario: &Scenario, trace: &Trace, buyer: u32) {
    let lane: Vec<Event> = trace.events.iter().copied().filter(|event| event.buyer == buyer).collect();
    let count = |wanted: fn(Action) -> bool| lane.iter().filter(|event| wanted(event.action)).count();
    assert_eq!(lane.first().map(|event| event.action), Some(Action::Started), "{scenario:?} {buyer}");
    assert!(lane.is_sorted_by_key(|event| event.at), "{scenario:?}: {lane:?}");
    if lane.last().map(|event| event.action) == Some(Action::Raised) {
        let torn = lane[lane.len() - 2].action;
        assert!(matches!(torn, Action::Loaded { text: Text::Torn { .. }, .. }), "{scenario:?} {buyer}: {torn:?}");
        return;
    }
    assert_eq!(lane.last().map(|event| event.action), Some(Action::Ended), "{scenario:?} {buyer}");
    assert_eq!(count(|action| matches!(action, Action::Bought | Action::SoldOut)), 1, "{scenario:?} {buyer}");
    // Read once, and once more after each miss; or look and buy with the count in hand.
    let (read, taken, missed) = (
        count(|action| matches!(action, Action::Read(_))),
        count(|action| matches!(action, Action::Received { .. })),
        count(|action| matches!(action, Action::Missed { .. })),
    );
    let expected = match scenario.guard {
        Guard::Pipe => (0, 2),
        Guard::Queue => (0, 0),
        _ => (1 + missed, 0),
    };
    let asked = count(|action| matches!(action, Action::Asked { .. }));
    assert_eq!(asked, if scenario.guard.has_clerk() { 2 } else { 0 }, "{scenario:?} {buyer}");
    assert_eq!(asked, count(|action| matches!(action, Action::Answered(_))), "{scenario:?} {buyer}");
    assert_eq!((read, taken), expected, "{scenario:?} {buyer}");
    assert!(missed == 0 || scenario.guard == Guard::Cas, "{scenario:?} {buyer}");
    assert_eq!(taken, count(|action| matches!(action, Action::Sent(_))), "{scenario:?} {buyer}");
    let acquired = count(|action| matches!(action, Action::Acquired(_)));
    assert_eq!(acquired, count(|action| action == Action::Released), "{scenario:?} {buyer}");
}

/// The clerk serves every request once, and is the last to go.
fn clerk_holds(scenario: &Scenario, trace: &Trace) {
    let (buyers, clerk) = (scenario.buyers.get(), scenario.processes());
    assert_eq!(clerk, buyers + 1);
    let lane: Vec<Action> =
        trace.events.iter().filter(|event| event.buyer == clerk).map(|event| event.action).collect();
    let count =
        |wanted: fn(&Action) -> bool| u32::try_from(lane.iter().filter(|action| wanted(action)).count()).unwrap();
    assert_eq!(lane.first(), Some(&Action::Started), "{scenario:?}");
    assert_eq!(lane[lane.len() - 2..], [Action::Closed, Action::Ended], "{scenario:?}");
    assert_eq!(count(|action| matches!(action, Action::Served { .. })), 2 * buyers, "{scenario:?}");
    assert_eq!(count(|action| matches!(action, Action::Replied { .. })), 2 * buyers, "{scenario:?}");
    assert_eq!(count(|action| action.written().is_some()), scenario.tickets.get().min(buyers), "{scenario:?}");
    let only_here = |event: &Event| {
        let touches = matches!(event.action, Action::Read(_) | Action::Looked(_) | Action::Loaded { .. });
        event.buyer == clerk || !(touches || event.action.written().is_some())
    };
    assert!(trace.events.iter().all(only_here), "{scenario:?}: somebody else touched the record");
}
