//! All processes of a scenario and what they share, step by step and turn by turn.
//!
//! A process stands outside the gate, or at a step, or is gone; which of these, its own state says, so a million of
//! them need no more memory than their states. Nothing here decides whose turn it is.

use super::{Observer, Turn, TurnEnd};
use crate::program::{Action, Buyer, BuyerId, LocalMemory, Memory, Outcome, Step, compile, step};
use crate::scenario::{Guard, Scenario};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// All processes of a scenario, the buyers and where there is one the clerk, and what they share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    pub(super) program: Rc<[Step]>,
    pub(super) processes: Box<[Buyer]>,
    pub(super) memory: LocalMemory,
    /// Whether each starts when the one before is gone.
    pub(super) joined: bool,
    buyers: u32,
    ended: u32,
}

/// Machines that are compared have mostly the same program, so it is left out.
impl Hash for Machine {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.processes.hash(state);
        self.memory.hash(state);
    }
}

impl Machine {
    /// Everybody outside the gate.
    pub fn new(scenario: &Scenario) -> Self {
        let (program, buyers) = (compile(scenario), scenario.buyers.get());
        Self {
            processes: Buyer::all(&program, buyers).collect(),
            program: program.into(),
            memory: LocalMemory::new(scenario),
            joined: scenario.guard == Guard::Join,
            buyers,
            ended: 0,
        }
    }

    /// Everybody outside the gate again, in the memory of the run before; the scenario is that of [`Machine::new`].
    pub fn restart(&mut self, scenario: &Scenario) {
        for process in &mut self.processes {
            *process = Buyer::new(process.id);
        }
        if let (Some(last), Some(clerk)) = (self.processes.last_mut(), Buyer::clerk(&self.program, self.buyers)) {
            *last = clerk;
        }
        self.memory = LocalMemory::new(scenario);
        self.ended = 0;
    }

    /// What they share.
    pub const fn memory(&self) -> &LocalMemory {
        &self.memory
    }

    /// How many buyers there are.
    pub const fn buyers(&self) -> u32 {
        self.buyers
    }

    /// How many buyers have ended or died.
    pub const fn ended(&self) -> u32 {
        self.ended
    }

    /// For whom a process works: itself, or the clerk's client.
    pub fn on_behalf_of(&self, id: BuyerId) -> BuyerId {
        self.process(id).map_or(id, Buyer::on_behalf_of)
    }

    /// One step of a process whose gate is open: passing the gate, then step after step. `None` when it is gone.
    pub fn step(&mut self, id: BuyerId, observer: &mut impl Observer) -> Option<Outcome> {
        if self.is_gone(id) {
            return None;
        }
        let process = self.processes.get_mut((id as usize).checked_sub(1)?)?;
        if pass(process, observer) {
            return Some(Outcome::Did);
        }
        let at = self.program.get(process.at).copied()?;
        let client = process.client;
        let outcome = step(&self.program, process, &mut self.memory, observer);
        match outcome {
            Outcome::Did => wake(at, client, self.buyers, observer),
            Outcome::End | Outcome::Dead => self.leave(id, observer),
            Outcome::Pause(_) | Outcome::Blocked => {}
        }
        Some(outcome)
    }

    /// A turn of a process whose gate is open and who is not gone: its steps up to its next shared one and with it those up
    /// to the one after, or until it blocks or is gone. Steps that touch nothing shared need no turn of their own: nobody
    /// could tell where among the others' steps they stood. Where it is `TIMED`, what takes time ends the turn too.
    /// How it ended is told, not returned: so each end leads straight to what comes of it.
    #[allow(clippy::inline_always, reason = "the release is built for size; a simulation comes here at every turn")]
    #[inline(always)]
    pub fn turn<const TIMED: bool>(&mut self, id: BuyerId, observer: &mut impl Observer) {
        let process = &mut self.processes[id as usize - 1];
        pass(process, observer);
        let mut shared = false;
        loop {
            let at = self.program.get(process.at).copied().unwrap_or(Step::End);
            if shared && at.is_shared() {
                return observer.ends(TurnEnd::Shared);
            }
            shared |= at.is_shared();
            let client = process.client;
            match step(&self.program, process, &mut self.memory, observer) {
                Outcome::Did if TIMED && at.is_file_access() => return observer.ends(TurnEnd::FileAccess),
                Outcome::Did => wake(at, client, self.buyers, observer),
                Outcome::Pause(phase) if TIMED => {
                    return observer.ends(TurnEnd::Paused { phase, on_behalf_of: process.on_behalf_of() });
                }
                Outcome::Pause(_) => {}
                Outcome::Blocked if matches!(at, Step::Serve { .. } | Step::Await) => {
                    return observer.ends(TurnEnd::WaitsForMessage);
                }
                Outcome::Blocked => return observer.ends(TurnEnd::WaitsForGuard),
                Outcome::End | Outcome::Dead => break,
            }
        }
        self.leave(id, observer);
        observer.ends(TurnEnd::Gone);
    }

    /// Everybody whose gate is open passes it, and takes the steps up to its first shared one.
    /// What was done is told in order.
    pub fn settle(&mut self, told: &mut dyn FnMut(BuyerId, Action)) {
        for id in (1..).take(self.processes.len()) {
            while self.is_enabled(id) && !self.stands_before_shared(id) {
                self.step(id, &mut |action| told(id, action));
            }
        }
    }

    /// A turn as it was recorded. Gives what was done; `None` when it is not possible.
    pub fn take(&mut self, turn: Turn) -> Option<Action> {
        let process = self.process(turn.buyer)?;
        // An attempt at the lock that failed, once per wait. Whether the lock was taken at that very
        // place in the order is not asked: the attempt's own place is known by the clock alone.
        if turn.blocked {
            let can_wait = process.started && !process.waited && self.next(process).is_some_and(Step::can_block);
            self.processes[turn.buyer as usize - 1].waited |= can_wait;
            return can_wait.then_some(Action::Waiting);
        }
        if !self.is_enabled(turn.buyer) {
            return None;
        }
        let mut told = None;
        self.step(turn.buyer, &mut |action| told = Some(action));
        told
    }

    /// A process failed, or was given up. This is no step: it may happen at any time.
    pub fn fail(&mut self, id: BuyerId) {
        if self.process(id).is_some() && !self.is_gone(id) {
            let process = &mut self.processes[id as usize - 1];
            (process.started, process.at) = (true, self.program.len());
            self.memory.die(id);
            self.leave(id, &mut |_| ());
        }
    }

    /// Somebody is gone.
    #[allow(clippy::inline_always, reason = "see `turn`")]
    #[inline(always)]
    fn leave(&mut self, id: BuyerId, observer: &mut impl Observer) {
        // A robust lock is free again.
        if self.memory.owner_died {
            observer.guard_is_free();
        }
        self.ended += u32::from(id <= self.buyers);
        if self.ended == self.buyers {
            observer.message_for(self.buyers + 1);
        }
        if self.joined && id < self.buyers {
            observer.admits(id + 1);
        }
    }
}

/// The first step of all is to pass the gate; whether it was that.
#[allow(clippy::inline_always, reason = "see `Machine::turn`")]
#[inline(always)]
fn pass(process: &mut Buyer, observer: &mut impl Observer) -> bool {
    let passes = !process.started;
    if passes {
        process.started = true;
        observer.record(Action::Started);
    }
    passes
}

/// Whom a step wakes that was done; `client` is whom the clerk served before it.
#[allow(clippy::inline_always, reason = "see `Machine::turn`")]
#[inline(always)]
fn wake(done: Step, client: BuyerId, buyers: u32, observer: &mut impl Observer) {
    match done {
        Step::Release | Step::Send { .. } | Step::Serve { .. } => observer.guard_is_free(),
        Step::Ask { .. } => observer.message_for(buyers + 1),
        Step::Reply { .. } => observer.message_for(client),
        _ => {}
    }
}
