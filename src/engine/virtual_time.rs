//! `virtual`: a discrete-event simulation in whole microseconds of virtual time.
//!
//! The earliest instant comes next; among all whose turn it is at one instant, and among buyers
//! waiting for one lock, pipe or place in a queue, the seed picks, each as likely as the other. Nothing else is random: the
//! same scenario gives the same trace, byte for byte, on every machine (`tests/golden`).

use crate::program::{
    Action, Buyer, BuyerId, FILE_ACCESS, LocalMemory, Micros, Outcome, Record, Step, compile, delay, step,
};
use crate::scenario::{Guard, Scenario, Store};
use crate::trace::{Event, Executor, Trace};
use rand_core::Rng;
use rand_pcg::Pcg32;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Runs a scenario from start to end.
pub fn run_virtual(scenario: &Scenario) -> Trace {
    let mut events = Vec::new();
    let mut simulation = Simulation::new(scenario);
    while simulation.advance(u32::MAX, &mut |event| events.push(event)) {}
    let mut trace = Trace {
        scenario: *scenario,
        executor: Executor::Virtual,
        events,
        last: simulation.record(),
        file: (scenario.store == Store::File).then(|| simulation.memory.file_text()),
        failures: Vec::new(),
    };
    trace.end_deadlock(simulation.stuck(), simulation.now);
    trace
}

/// How many events so many runs of a scenario have, for the bench: each is recorded and counted.
pub fn events_of(scenario: &Scenario, runs: u32) -> u64 {
    (0..runs).map(|_| run_virtual(scenario).events.len() as u64).sum()
}

/// A run in virtual time that can be interrupted between any two turns. It keeps no events: each
/// goes to whoever asked for the turn, so a million buyers need about 50 bytes each.
pub struct Simulation {
    scenario: Scenario,
    program: Vec<Step>,
    buyers: Vec<Buyer>,
    memory: LocalMemory,
    now: Micros,
    /// Whose turn it is now, in no particular order.
    ready: Vec<BuyerId>,
    agenda: Agenda,
    /// Buyers blocked on the lock, the pipe or the full queue, in no particular order.
    blocked: Vec<BuyerId>,
    /// By process: whether it waits for a message, a buyer for the answer or the clerk for a request.
    awaiting: Vec<bool>,
    random: Pcg32,
    ended: u32,
}

impl Simulation {
    /// Everybody at the open gate, or under join the first alone.
    pub fn new(scenario: &Scenario) -> Self {
        let (buyers, processes) = (scenario.buyers.get(), scenario.processes());
        let first = if scenario.guard == Guard::Join { 1 } else { processes };
        let program = compile(scenario);
        Self {
            scenario: *scenario,
            buyers: Buyer::all(&program, buyers).collect(),
            program,
            memory: LocalMemory::new(scenario),
            now: 0,
            ready: (1..=first).collect(),
            agenda: Agenda::new(processes),
            blocked: Vec::new(),
            awaiting: if scenario.guard.has_clerk() { vec![false; processes as usize + 1] } else { Vec::new() },
            // Stream 0 belongs to nobody; buyers draw their delays from the streams 1, 2, ...
            random: Pcg32::new(u64::from(scenario.seed), 0),
            ended: 0,
        }
    }

    /// The record as it is now.
    pub const fn record(&self) -> Record {
        self.memory.record
    }

    /// How many buyers have ended.
    pub const fn ended(&self) -> u32 {
        self.ended
    }

    /// Who is blocked; once the run is over, for ever.
    fn stuck(&self) -> Vec<BuyerId> {
        let awaiting = (0..).zip(&self.awaiting).filter(|(_, awaits)| **awaits).map(|(id, _)| id);
        let mut stuck: Vec<BuyerId> = self.blocked.iter().copied().chain(awaiting).collect();
        stuck.sort_unstable();
        stuck
    }

    /// Takes up to `turns` turns and tells each event; `false` when the run is over.
    pub fn advance(&mut self, turns: u32, tell: &mut impl FnMut(Event)) -> bool {
        for _ in 0..turns {
            if self.ready.is_empty() {
                match self.agenda.next(&mut self.ready) {
                    Some(at) => self.now = at,
                    None => return false,
                }
            }
            let buyer = pick(&mut self.random, &mut self.ready);
            self.turn(buyer, tell);
        }
        true
    }

    /// One turn of one buyer: steps up to its next shared one and with it those up to the one after,
    /// or until it pauses, blocks or ends. Steps that touch nothing shared need no turn of their own:
    /// nobody could tell where among the others' steps they stood.
    #[allow(clippy::inline_always, reason = "the release is built for size; this runs twelve million times")]
    #[inline(always)]
    fn turn(&mut self, id: BuyerId, tell: &mut impl FnMut(Event)) {
        let at = self.now;
        let mut record = |action| tell(Event { at, buyer: id, action });
        let buyer = &mut self.buyers[id as usize - 1];
        let (buyers, clerk) = (self.scenario.buyers.get(), self.scenario.buyers.get() + 1);
        // The clerk comes back to its first step, but then it has served somebody.
        let is_at_start = buyer.at == 0 || id == clerk && self.memory.served == 0;
        if is_at_start && !buyer.waited {
            record(Action::Started);
        }
        let mut shared = false;
        loop {
            let next = self.program.get(buyer.at).copied().unwrap_or(Step::End);
            if shared && next.is_shared() {
                self.ready.push(id);
                return;
            }
            shared |= next.is_shared();
            let outcome = step(&self.program, buyer, &mut self.memory);
            match outcome {
                Outcome::Did(action) => {
                    record(action);
                    // The seed picks one of those who wait; it may still find the lock taken again.
                    match action {
                        Action::Released | Action::Sent(_) | Action::Served { .. } if !self.blocked.is_empty() => {
                            self.ready.push(pick(&mut self.random, &mut self.blocked));
                        }
                        Action::Loaded { .. } | Action::Truncated { .. } | Action::Stored { .. } => {
                            self.agenda.add(at + FILE_ACCESS, id);
                            return;
                        }
                        Action::Asked { .. } => wake(&mut self.awaiting, &mut self.ready, clerk),
                        Action::Replied { client, .. } => wake(&mut self.awaiting, &mut self.ready, client),
                        _ => {}
                    }
                }
                Outcome::Pause(phase) => {
                    record(Action::Paused(phase));
                    self.agenda.add(at + delay(&self.scenario, buyer.on_behalf_of(), phase), id);
                    return;
                }
                Outcome::Blocked { first } => {
                    if first {
                        record(Action::Waiting);
                    }
                    match next {
                        Step::Serve { .. } | Step::Await => self.awaiting[id as usize] = true,
                        _ => self.blocked.push(id),
                    }
                    return;
                }
                Outcome::End | Outcome::Dead(_) => {
                    record(if let Outcome::Dead(how) = outcome { how } else { Action::Ended });
                    // A robust lock is free again.
                    if self.memory.owner_died && !self.blocked.is_empty() {
                        self.ready.push(pick(&mut self.random, &mut self.blocked));
                    }
                    self.ended += u32::from(id <= buyers);
                    if self.ended == buyers {
                        wake(&mut self.awaiting, &mut self.ready, clerk);
                    }
                    if self.scenario.guard == Guard::Join && id < buyers {
                        self.ready.push(id + 1);
                    }
                    return;
                }
            }
        }
    }
}

/// A message has come for somebody: whoever waits for it has a turn.
fn wake(awaiting: &mut [bool], ready: &mut Vec<BuyerId>, id: BuyerId) {
    if awaiting.get_mut(id as usize).is_some_and(core::mem::take) {
        ready.push(id);
    }
}

/// Takes one out, each as likely as the other up to one part in 2^32 / length (multiply and shift,
/// Lemire 2019). There has to be one.
#[allow(clippy::inline_always, reason = "the release is built for size; this runs twelve million times")]
#[inline(always)]
fn pick(random: &mut Pcg32, from: &mut Vec<BuyerId>) -> BuyerId {
    let at = (u64::from(random.next_u32()) * from.len() as u64) >> 32;
    from.swap_remove(usize::try_from(at).unwrap_or(0))
}

/// Who continues when: a heap of instants, each with a chain of buyers. Buyers added one after the
/// other for the same instant share an entry, so that a million equal delays make one.
struct Agenda {
    heap: BinaryHeap<Reverse<(Micros, BuyerId)>>,
    /// By buyer: the next one in the same chain; 0 at its end. Nobody is in two chains.
    chain: Vec<BuyerId>,
    /// Instant and last buyer of the chain that was added to last.
    latest: Option<(Micros, BuyerId)>,
}

impl Agenda {
    fn new(buyers: u32) -> Self {
        Self { heap: BinaryHeap::new(), chain: vec![0; buyers as usize + 1], latest: None }
    }

    #[allow(clippy::inline_always, reason = "the release is built for size; this runs twelve million times")]
    #[inline(always)]
    fn add(&mut self, at: Micros, buyer: BuyerId) {
        self.chain[buyer as usize] = 0;
        match self.latest {
            Some((instant, last)) if instant == at => self.chain[last as usize] = buyer,
            _ => self.heap.push(Reverse((at, buyer))),
        }
        self.latest = Some((at, buyer));
    }

    /// Moves everybody of the earliest instant to `ready` and gives that instant.
    fn next(&mut self, ready: &mut Vec<BuyerId>) -> Option<Micros> {
        let Reverse((at, _)) = *self.heap.peek()?;
        while let Some(Reverse((instant, first))) = self.heap.peek().copied()
            && instant == at
        {
            self.heap.pop();
            let mut buyer = first;
            while buyer != 0 {
                ready.push(buyer);
                buyer = self.chain[buyer as usize];
            }
        }
        // The chain is used up; whoever is added for this instant again begins another.
        if self.latest.is_some_and(|(instant, _)| instant == at) {
            self.latest = None;
        }
        Some(at)
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
