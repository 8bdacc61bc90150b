//! `virtual`: a discrete-event simulation in whole microseconds of virtual time.
//!
//! The earliest instant comes next; among all whose turn it is at one instant, and among buyers
//! waiting for one lock, pipe or place in a queue, the seed picks, each as likely as the other. Nothing else is random: the
//! same scenario gives the same trace, byte for byte, on every machine (`tests/golden`).

use super::agenda::Agenda;
use super::bag::Bag;
use super::draws::Draws;
use super::log::Log;
use super::sink::Sink;
use crate::model::{Machine, Observer, TurnEnd};
use crate::program::{Action, BuyerId, FILE_ACCESS, Micros, Recorder, delay};
use crate::scenario::{Guard, Scenario, Store};
use crate::trace::{Event, Executor, Trace};

/// How many events a process has in a run in which nobody buys again, or serves others.
const USUAL_EVENTS: usize = 16;

/// Runs a scenario from start to end.
pub fn run_virtual(scenario: &Scenario) -> Trace {
    let mut simulation = Simulation::new(scenario);
    let mut log = room(scenario);
    simulation.record(&mut log);
    let mut trace = Trace {
        scenario: *scenario,
        executor: Executor::Virtual,
        events: log.into_events(),
        last: simulation.machine.memory().record,
        file: (scenario.store == Store::File).then(|| simulation.machine.memory().file_text()),
        failures: Vec::new(),
        open: false,
    };
    trace.end_deadlock(simulation.machine.left(), simulation.now);
    trace
}

/// How many events so many runs of a scenario have, for the bench: each is recorded and counted.
pub fn events_of(scenario: &Scenario, runs: u32) -> u64 {
    let (mut simulation, mut log, mut count) = (Simulation::new(scenario), room(scenario), 0);
    for _ in 0..runs {
        simulation.restart(scenario.seed);
        log.clear();
        simulation.record(&mut log);
        count += log.len() as u64;
    }
    count
}

/// Room for the events of a run.
fn room(scenario: &Scenario) -> Log {
    Log::new(scenario.processes() as usize * USUAL_EVENTS)
}

/// A run in virtual time that can be interrupted between any two turns. It keeps no events: each
/// goes to whoever asked for the turn, so a buyer needs 40 bytes on wasm32, and 16 more where jitter gives each instants of its own.
pub struct Simulation {
    scenario: Scenario,
    machine: Machine,
    now: Micros,
    /// Whose turn it is now.
    ready: Bag,
    agenda: Agenda,
    /// Buyers blocked on the lock, the pipe or the full queue.
    blocked: Bag,
    /// By process: whether it waits for a message, a buyer for the answer or the clerk for a request.
    awaiting: Vec<bool>,
    random: Draws,
}

impl Simulation {
    /// Everybody at the open gate, or under join the first alone.
    pub fn new(scenario: &Scenario) -> Self {
        let processes = scenario.processes();
        let mut simulation = Self {
            scenario: *scenario,
            machine: Machine::new(scenario),
            now: 0,
            ready: Bag::new(processes),
            agenda: Agenda::new(processes),
            blocked: Bag::new(processes),
            awaiting: if scenario.guard.has_clerk() { vec![false; processes as usize + 1] } else { Vec::new() },
            random: Draws::new(0, 0),
        };
        simulation.restart(scenario.seed);
        simulation
    }

    /// Everybody at the gate again, with this seed: as a new simulation, in the memory of the old one.
    pub fn restart(&mut self, seed: u32) {
        self.scenario.seed = seed;
        self.machine.restart(&self.scenario);
        self.now = 0;
        self.ready.fill(if self.scenario.guard == Guard::Join { 1 } else { self.scenario.processes() });
        self.blocked.fill(0);
        self.agenda.clear();
        self.awaiting.fill(false);
        // Stream 0 belongs to nobody; buyers draw their delays from the streams 1, 2, ...
        self.random = Draws::new(u64::from(seed), 0);
    }

    /// To the end, keeping the events.
    fn record(&mut self, log: &mut Log) {
        while self.advance(u32::MAX, log) {}
    }

    /// How many buyers have ended.
    pub const fn ended(&self) -> u32 {
        self.machine.ended()
    }

    /// How many tickets are left, by the record.
    pub const fn left(&self) -> u32 {
        self.machine.memory().record.count
    }

    /// Takes up to `turns` turns and tells each event; `false` when the run is over.
    pub fn advance(&mut self, turns: u32, sink: &mut impl Sink) -> bool {
        for _ in 0..turns {
            if self.ready.is_empty() {
                match self.agenda.next(&mut self.ready) {
                    Some(at) => self.now = at,
                    None => return false,
                }
            }
            if let Some(buyer) = self.ready.pick(&mut self.random) {
                self.turn(buyer, sink);
            }
        }
        true
    }

    /// One turn of one process, and when its next one is.
    #[allow(clippy::inline_always, reason = "the release is built for size; a simulation comes here at every turn")]
    #[inline(always)]
    fn turn(&mut self, id: BuyerId, sink: &mut impl Sink) {
        let at = self.now;
        let Self { ready, blocked, awaiting, random, .. } = self;
        let (scenario, agenda) = (&self.scenario, &mut self.agenda);
        self.machine
            .turn::<true>(id, &mut Turning { at, id, sink, ready, blocked, awaiting, random, scenario, agenda });
    }
}

/// What comes of a turn at one instant: events on their way to the sink, and whose turn is next.
struct Turning<'a, S> {
    at: Micros,
    id: BuyerId,
    sink: &'a mut S,
    ready: &'a mut Bag,
    blocked: &'a mut Bag,
    awaiting: &'a mut [bool],
    random: &'a mut Draws,
    scenario: &'a Scenario,
    agenda: &'a mut Agenda,
}

impl<S: Sink> Recorder for Turning<'_, S> {
    #[allow(clippy::inline_always, reason = "see `Simulation::turn`")]
    #[inline(always)]
    fn record(&mut self, action: Action) {
        self.sink.put(Event { at: self.at, buyer: self.id, action });
    }
}

impl<S: Sink> Observer for Turning<'_, S> {
    /// The seed picks one of those who wait; it may still find the lock taken again.
    #[allow(clippy::inline_always, reason = "see `Simulation::turn`")]
    #[inline(always)]
    fn guard_is_free(&mut self) {
        unblock(self.blocked, self.ready, self.random);
    }

    #[allow(clippy::inline_always, reason = "see `Simulation::turn`")]
    #[inline(always)]
    fn message_for(&mut self, id: BuyerId) {
        wake(self.awaiting, self.ready, id);
    }

    #[allow(clippy::inline_always, reason = "see `Simulation::turn`")]
    #[inline(always)]
    fn admits(&mut self, id: BuyerId) {
        self.ready.add(id);
    }

    #[allow(clippy::inline_always, reason = "see `Simulation::turn`")]
    #[inline(always)]
    fn ends(&mut self, end: TurnEnd) {
        match end {
            TurnEnd::Shared => self.ready.add(self.id),
            TurnEnd::Paused { phase, on_behalf_of } => {
                self.agenda.add(self.at + delay(self.scenario, on_behalf_of, phase), self.id);
            }
            TurnEnd::FileAccess => self.agenda.add(self.at + FILE_ACCESS, self.id),
            TurnEnd::WaitsForGuard => self.blocked.add(self.id),
            TurnEnd::WaitsForMessage => self.awaiting[self.id as usize] = true,
            TurnEnd::Gone => {}
        }
    }
}

/// One of those who are blocked has a turn.
fn unblock(blocked: &mut Bag, ready: &mut Bag, random: &mut Draws) {
    if let Some(id) = blocked.pick(random) {
        ready.add(id);
    }
}

/// A message has come for somebody: whoever waits for it has a turn.
fn wake(awaiting: &mut [bool], ready: &mut Bag, id: BuyerId) {
    if awaiting.get_mut(id as usize).is_some_and(core::mem::take) {
        ready.add(id);
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
        let lock = verdict_of(Guard::Lock(Scope::GET));
        assert_eq!((lock.elapsed, lock.sold, lock.sold_out, lock.peak_in_get), (17_500_000, 1, 14, 1));
        let join = verdict_of(Guard::Join);
        assert_eq!((join.elapsed, join.sold, join.sold_out, join.peak_in_get), (31_500_000, 1, 14, 1));
    }

    #[test]
    fn scopes() {
        let task = verdict_of(Guard::Lock(Scope::TASK));
        assert_eq!((task.elapsed, task.sold), (31_500_000, 1));
        for scope in [Scope::WRITE, Scope::READ] {
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
