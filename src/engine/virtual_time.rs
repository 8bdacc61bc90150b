//! `virtual`: a discrete-event simulation in whole microseconds of virtual time.
//!
//! The earliest event comes next; among events at one instant, and among buyers waiting for one
//! lock, the seed decides. Nothing else is random: the same scenario gives the same trace, byte
//! for byte, on every machine.

use crate::program::{
    Action, Buyer, BuyerId, DELAYS, LocalMemory, Micros, Outcome, Phase, Step, compile, delays, step,
};
use crate::scenario::{Guard, Scenario};
use crate::trace::{Event, Executor, Trace};
use rand_core::Rng;
use rand_pcg::Pcg32;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Runs a scenario from start to end.
pub fn run_virtual(scenario: &Scenario) -> Trace {
    let mut engine = Engine::new(scenario);
    engine.open_gate();
    while let Some(Reverse((at, _, buyer))) = engine.queue.pop() {
        engine.now = at;
        engine.turn(buyer);
    }
    Trace {
        scenario: *scenario,
        executor: Executor::Virtual,
        events: engine.events,
        last: engine.memory.record,
        failures: Vec::new(),
    }
}

/// When, the seed's tie-break, and whose turn it is then.
type Turn = Reverse<(Micros, u32, BuyerId)>;

struct Engine<'a> {
    scenario: &'a Scenario,
    program: Vec<Step>,
    buyers: Vec<Buyer>,
    memory: LocalMemory,
    now: Micros,
    queue: BinaryHeap<Turn>,
    /// Buyers blocked on the lock, in no particular order.
    blocked: Vec<BuyerId>,
    random: Pcg32,
    events: Vec<Event>,
}

impl<'a> Engine<'a> {
    fn new(scenario: &'a Scenario) -> Self {
        Self {
            scenario,
            program: compile(scenario.guard),
            buyers: (1..=scenario.buyers.get()).map(Buyer::new).collect(),
            memory: LocalMemory::new(scenario.tickets.get()),
            now: 0,
            queue: BinaryHeap::new(),
            blocked: Vec::new(),
            // Stream 0 belongs to nobody; buyers draw their delays from the streams 1, 2, ...
            random: Pcg32::new(u64::from(scenario.seed), 0),
            events: Vec::new(),
        }
    }

    /// Everybody starts at once, or under join the first alone.
    fn open_gate(&mut self) {
        let first = if self.scenario.guard == Guard::Join { 1 } else { self.scenario.buyers.get() };
        for buyer in 1..=first {
            self.schedule(0, buyer);
        }
    }

    fn schedule(&mut self, at: Micros, buyer: BuyerId) {
        let tie = self.random.next_u32();
        self.queue.push(Reverse((at, tie, buyer)));
    }

    fn record(&mut self, buyer: BuyerId, action: Action) {
        self.events.push(Event { at: self.now, buyer, action });
    }

    /// One step of one buyer, and what follows from it for whose turn comes when.
    fn turn(&mut self, id: BuyerId) {
        let buyer = &mut self.buyers[id as usize - 1];
        if buyer.at == 0 && !buyer.waited {
            self.record(id, Action::Started);
        }
        let buyer = &mut self.buyers[id as usize - 1];
        match step(&self.program, buyer, &mut self.memory) {
            Outcome::Did(action) => {
                self.record(id, action);
                self.schedule(self.now, id);
                if action == Action::Released {
                    self.wake_one();
                }
            }
            Outcome::Pause(phase) => {
                self.record(id, Action::Paused(phase));
                let delay = self.delays(id)[phase as usize];
                self.schedule(self.now + delay, id);
            }
            Outcome::Blocked { first } => {
                if first {
                    self.record(id, Action::Waiting);
                }
                self.blocked.push(id);
            }
            Outcome::End => {
                self.record(id, Action::Ended);
                if self.scenario.guard == Guard::Join && id < self.scenario.buyers.get() {
                    self.schedule(self.now, id + 1);
                }
            }
        }
    }

    /// The seed picks one of those who wait; it may still find the lock taken again.
    fn wake_one(&mut self) {
        let waiting = u32::try_from(self.blocked.len()).unwrap_or(u32::MAX);
        if waiting > 0 {
            let pick = (u64::from(self.random.next_u32()) * u64::from(waiting)) >> 32;
            let buyer = self.blocked.swap_remove(usize::try_from(pick).unwrap_or(0));
            self.schedule(self.now, buyer);
        }
    }

    fn delays(&self, buyer: BuyerId) -> [Micros; DELAYS] {
        const { assert!(Phase::Search as usize == 0 && Phase::Confirm as usize == DELAYS - 1) };
        delays(self.scenario, buyer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Bounded, Scope};
    use crate::trace::{check, judge};

    fn verdict_of(guard: Guard) -> crate::trace::Verdict {
        let trace = run_virtual(&Scenario { guard, ..Scenario::default() });
        assert_eq!(check(&trace), Ok(()));
        judge(&trace)
    }

    #[test]
    fn the_three_times_of_the_story() {
        let none = verdict_of(Guard::None);
        assert_eq!((none.elapsed, none.sold, none.oversold, none.lost_updates), (3_500_000, 15, 14, 14));
        let lock = verdict_of(Guard::Lock(Scope::Get));
        assert_eq!((lock.elapsed, lock.sold, lock.sold_out, lock.peak_in_get), (17_500_000, 1, 14, 1));
        let join = verdict_of(Guard::Join);
        assert_eq!((join.elapsed, join.sold, join.sold_out, join.peak_in_get), (31_500_000, 1, 14, 1));
    }

    #[test]
    fn scopes() {
        let task = verdict_of(Guard::Lock(Scope::Task));
        assert_eq!((task.elapsed, task.sold), (31_500_000, 1));
        for scope in [Scope::Write, Scope::Read] {
            assert!(verdict_of(Guard::Lock(scope)).oversold > 0, "{scope:?}");
        }
    }

    #[test]
    fn nothing_oversold_and_still_wrong() {
        let trace = run_virtual(&Scenario { tickets: Bounded::clamp(20), ..Scenario::default() });
        let verdict = judge(&trace);
        assert_eq!((verdict.sold, verdict.left, verdict.oversold, verdict.consistent), (15, 19, 0, false));
    }

    #[test]
    fn same_seed_same_trace() {
        let scenario = Scenario { jitter: Bounded::clamp(100), ..Scenario::default() };
        assert_eq!(run_virtual(&scenario), run_virtual(&scenario));
        let other = Scenario { seed: 2, ..scenario };
        assert_ne!(run_virtual(&scenario).events, run_virtual(&other).events);
    }
}
