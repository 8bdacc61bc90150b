//! Scenarios in three words, and turns as a run like any other.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::engine::replay;
use oversold::model::History;
use oversold::program::BuyerId;
use oversold::scenario::{Bounded, Guard, Scenario};
use oversold::trace::{Schedule, Trace, Verdict, check, judge};

/// One ticket shop, all else as it comes.
pub fn scenario(guard: Guard, tickets: u32, buyers: u32) -> Scenario {
    Scenario { guard, tickets: Bounded::clamp(tickets), buyers: Bounded::clamp(buyers), ..Scenario::default() }
}

/// What it is as a run, by way of its text.
pub fn run(scenario: &Scenario, turns: &[BuyerId]) -> (Trace, Verdict) {
    let schedule = Schedule::played(scenario, &History::new(scenario).with(turns).unwrap());
    let opened = Schedule::decode(&schedule.encode()).unwrap();
    assert_eq!(opened, schedule);
    let trace = replay(&opened).unwrap();
    assert_eq!(check(&trace), Ok(()));
    // Replayed, its times are known.
    let again = Schedule::of(&trace).unwrap();
    assert_eq!((&again.turns, again.end), (&schedule.turns, schedule.end));
    let verdict = judge(&trace);
    (trace, verdict)
}
