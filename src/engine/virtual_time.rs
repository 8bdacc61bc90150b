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
use crate::program::{
    Action, Buyer, BuyerId, FILE_ACCESS, LocalMemory, Micros, Outcome, Recorder, Step, compile, delay, step,
};
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
        last: simulation.memory.record,
        file: (scenario.store == Store::File).then(|| simulation.memory.file_text()),
        failures: Vec::new(),
    };
    trace.end_deadlock(simulation.stuck(), simulation.now);
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
    program: Box<[Step]>,
    buyers: Box<[Buyer]>,
    memory: LocalMemory,
    now: Micros,
    /// Whose turn it is now.
    ready: Bag,
    agenda: Agenda,
    /// Buyers blocked on the lock, the pipe or the full queue.
    blocked: Bag,
    /// By process: whether it waits for a message, a buyer for the answer or the clerk for a request.
    awaiting: Vec<bool>,
    random: Draws,
    ended: u32,
}

impl Simulation {
    /// Everybody at the open gate, or under join the first alone.
    pub fn new(scenario: &Scenario) -> Self {
        let (processes, program) = (scenario.processes(), compile(scenario));
        let mut simulation = Self {
            scenario: *scenario,
            buyers: Buyer::all(&program, scenario.buyers.get()).collect(),
            program: program.into_boxed_slice(),
            memory: LocalMemory::new(scenario),
            now: 0,
            ready: Bag::new(processes),
            agenda: Agenda::new(processes),
            blocked: Bag::new(processes),
            awaiting: if scenario.guard.has_clerk() { vec![false; processes as usize + 1] } else { Vec::new() },
            random: Draws::new(0, 0),
            ended: 0,
        };
        simulation.restart(scenario.seed);
        simulation
    }

    /// Everybody at the gate again, with this seed: as a new simulation, in the memory of the old one.
    pub fn restart(&mut self, seed: u32) {
        self.scenario.seed = seed;
        let (buyers, processes) = (self.scenario.buyers.get(), self.scenario.processes());
        for buyer in &mut self.buyers {
            *buyer = Buyer::new(buyer.id);
        }
        if let (Some(last), Some(clerk)) = (self.buyers.last_mut(), Buyer::clerk(&self.program, buyers)) {
            *last = clerk;
        }
        self.memory = LocalMemory::new(&self.scenario);
        self.now = 0;
        self.ready.fill(if self.scenario.guard == Guard::Join { 1 } else { processes });
        self.blocked.fill(0);
        self.agenda.clear();
        self.awaiting.fill(false);
        // Stream 0 belongs to nobody; buyers draw their delays from the streams 1, 2, ...
        self.random = Draws::new(u64::from(seed), 0);
        self.ended = 0;
    }

    /// To the end, keeping the events.
    fn record(&mut self, log: &mut Log) {
        while self.advance(u32::MAX, log) {}
    }

    /// How many buyers have ended.
    pub const fn ended(&self) -> u32 {
        self.ended
    }

    /// Who is blocked; once the run is over, for ever.
    fn stuck(&self) -> Vec<BuyerId> {
        let awaiting = (0..).zip(&self.awaiting).filter(|(_, awaits)| **awaits).map(|(id, _)| id);
        let mut stuck: Vec<BuyerId> = self.blocked.iter().chain(awaiting).collect();
        stuck.sort_unstable();
        stuck
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

    /// One turn of one buyer: steps up to its next shared one and with it those up to the one after,
    /// or until it pauses, blocks or ends. Steps that touch nothing shared need no turn of their own:
    /// nobody could tell where among the others' steps they stood.
    #[allow(clippy::inline_always, reason = "the release is built for size; a simulation comes here at every turn")]
    #[inline(always)]
    fn turn(&mut self, id: BuyerId, sink: &mut impl Sink) {
        let at = self.now;
        let buyer = &mut self.buyers[id as usize - 1];
        let (buyers, clerk) = (self.scenario.buyers.get(), self.scenario.buyers.get() + 1);
        // The clerk comes back to its first step, but then it has served somebody.
        let is_at_start = buyer.at == 0 || id == clerk && self.memory.served == 0;
        let mut stamped = Stamped { at, buyer: id, sink };
        if is_at_start && !buyer.waited {
            stamped.record(Action::Started);
        }
        let mut shared = false;
        loop {
            let next = self.program.get(buyer.at).copied().unwrap_or(Step::End);
            if shared && next.is_shared() {
                self.ready.add(id);
                return;
            }
            shared |= next.is_shared();
            let client = buyer.client;
            match step(&self.program, buyer, &mut self.memory, &mut stamped) {
                Outcome::Did => match next {
                    // The seed picks one of those who wait; it may still find the lock taken again.
                    Step::Release | Step::Send { .. } | Step::Serve { .. } => {
                        unblock(&mut self.blocked, &mut self.ready, &mut self.random);
                    }
                    step if step.is_file_access() => {
                        self.agenda.add(at + FILE_ACCESS, id);
                        return;
                    }
                    Step::Ask { .. } => wake(&mut self.awaiting, &mut self.ready, clerk),
                    Step::Reply { .. } => wake(&mut self.awaiting, &mut self.ready, client),
                    _ => {}
                },
                Outcome::Pause(phase) => {
                    self.agenda.add(at + delay(&self.scenario, buyer.on_behalf_of(), phase), id);
                    return;
                }
                Outcome::Blocked => {
                    match next {
                        Step::Serve { .. } | Step::Await => self.awaiting[id as usize] = true,
                        _ => self.blocked.add(id),
                    }
                    return;
                }
                Outcome::End | Outcome::Dead => {
                    // A robust lock is free again.
                    if self.memory.owner_died {
                        unblock(&mut self.blocked, &mut self.ready, &mut self.random);
                    }
                    self.ended += u32::from(id <= buyers);
                    if self.ended == buyers {
                        wake(&mut self.awaiting, &mut self.ready, clerk);
                    }
                    if self.scenario.guard == Guard::Join && id < buyers {
                        self.ready.add(id + 1);
                    }
                    return;
                }
            }
        }
    }
}

/// What one buyer does at one instant, on its way to the sink.
struct Stamped<'a, S> {
    at: Micros,
    buyer: BuyerId,
    sink: &'a mut S,
}

impl<S: Sink> Recorder for Stamped<'_, S> {
    #[allow(clippy::inline_always, reason = "see `Simulation::turn`")]
    #[inline(always)]
    fn record(&mut self, action: Action) {
        self.sink.put(Event { at: self.at, buyer: self.buyer, action });
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
