//! The 21 placements of the lock: which are right, by trying all schedules; and how long they take.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::engine::{replay, run_virtual};
use oversold::model::explore::{Limits, explore};
use oversold::program::{compile, decode, encode};
use oversold::scenario::{Bounded, Choice, Fault, Guard, Link, Scenario, Scope, Store, parse, write};
use oversold::trace::{Schedule, check, judge};

fn all() -> impl Iterator<Item = Scenario> {
    Scope::ALL.iter().map(|(scope, _)| Scenario { guard: Guard::Lock(*scope), ..Scenario::default() })
}

fn name(scenario: &Scenario) -> &'static str {
    scenario.guard.scope().unwrap().name()
}

/// The proof: no schedule of two or three buyers is wrong, or some are. And the same with two tickets.
#[test]
fn right_are_those_that_cover_reading_and_writing() {
    for scenario in all() {
        for (tickets, buyers) in [(1, 2), (1, 3), (2, 3)] {
            let scenario = Scenario { tickets: Bounded::clamp(tickets), buyers: Bounded::clamp(buyers), ..scenario };
            let counted = explore(&scenario, Limits::default()).counted.unwrap();
            let is_right = counted.schedules.wrong == 0_u32.into();
            assert_eq!(is_right, scenario.guard.is_right(), "{} {tickets} {buyers}", name(&scenario));
            assert_eq!(counted.schedules.deadlocked, 0_u32.into());
        }
    }
}

#[test]
fn up_to_the_sale_is_the_fastest_right_one() {
    let time = |scenario: &Scenario| judge(&run_virtual(scenario)).elapsed / 1000;
    let mut right: Vec<_> = all().filter(|s| s.guard.is_right()).map(|s| (time(&s), name(&s))).collect();
    right.sort_unstable();
    let expected =
        [(16_000, "1-5"), (16_000, "2-5"), (17_500, "1-6"), (17_500, "get"), (30_000, "0-5"), (31_500, "task")];
    assert_eq!(right, expected);
}

/// Every engine and the codecs take them as they take the others.
#[test]
fn they_run_replay_and_are_written_like_the_others() {
    for scenario in all() {
        for store in [Store::Memory, Store::File] {
            for (fault, robust) in [(Fault::None, false), (Fault::KillHolder, false), (Fault::KillHolder, true)] {
                let scenario = Scenario { buyers: Bounded::clamp(6), store, fault, robust, ..scenario };
                let program = compile(&scenario);
                assert_eq!(decode(&encode(&program)).as_ref(), Ok(&program));
                let trace = run_virtual(&scenario);
                assert_eq!(check(&trace), Ok(()), "{scenario:?}");
                let schedule = Schedule::decode(&Schedule::of(&trace).unwrap().encode()).unwrap();
                assert_eq!(replay(&schedule).unwrap().events, trace.events, "{scenario:?}");
            }
        }
    }
}

#[test]
fn a_link_says_them_by_name_or_by_places() {
    for scenario in all() {
        let scope = scenario.guard.scope().unwrap();
        let (link, notices) = parse(&format!("guard=lock&scope={}-{}", scope.from(), scope.to()));
        assert_eq!((link.scenario, notices), (scenario, vec![]));
        let written = write(&Link { scenario, ..Link::default() });
        let expected =
            if scope == Scope::GET { "guard=lock".to_owned() } else { format!("guard=lock&scope={}", scope.name()) };
        assert_eq!(written, expected);
    }
    for wrong in ["5-2", "3-3", "2-7", "2"] {
        let (link, notices) = parse(&format!("guard=lock&scope={wrong}"));
        assert_eq!(link.scenario.guard, Guard::Lock(Scope::GET));
        assert_eq!((notices.len(), &*notices[0].allowed), (1, "get, task, write, read, A-B"));
    }
}
