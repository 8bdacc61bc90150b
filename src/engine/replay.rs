//! `replay`: a recorded schedule decides who takes the next step; the step function decides what
//! the step does. So a schedule cannot claim values: it can only be possible or not.

use crate::program::{Action, Buyer, FILE_ACCESS, LocalMemory, Micros, Outcome, Step, compile, delay, step};
use crate::scenario::Store;
use crate::trace::{Event, Executor, Schedule, Trace};

/// A schedule that the program does not admit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// Index of the turn that cannot be taken; the number of turns when some buyer has not ended.
    pub turn: usize,
}

/// Replays a schedule.
///
/// # Errors
/// The first turn that the program does not admit.
pub fn replay(schedule: &Schedule) -> Result<Trace, Impossible> {
    let scenario = &schedule.scenario;
    let program = compile(scenario);
    let mut memory = LocalMemory::new(scenario);
    let mut replayed: Vec<Replayed> = Buyer::all(&program, scenario.buyers.get()).map(Replayed::new).collect();
    let mut events = Vec::with_capacity(schedule.turns.len());
    let mut now = 0;
    for (i, turn) in schedule.turns.iter().enumerate() {
        let impossible = Impossible { turn: i };
        let who = (turn.buyer as usize).checked_sub(1).and_then(|at| replayed.get_mut(at)).ok_or(impossible)?;
        let action = who.take(&program, turn.blocked, &mut memory).ok_or(impossible)?;
        now = match &schedule.times {
            Some(times) => times.get(i).copied().ok_or(impossible)?,
            // Nobody goes on before its pause is over; everything else takes no time.
            None => now.max(who.ready_at),
        };
        match action {
            Action::Paused(phase) => who.ready_at = now + delay(scenario, who.buyer.on_behalf_of(), phase),
            Action::Loaded { .. } | Action::Truncated { .. } | Action::Stored { .. } => {
                who.ready_at = now + FILE_ACCESS;
            }
            _ => {}
        }
        events.push(Event { at: now, buyer: turn.buyer, action });
    }
    let file = (scenario.store == Store::File).then(|| memory.file_text());
    let mut trace = Trace {
        scenario: *scenario,
        executor: Executor::Replay,
        events,
        last: memory.record,
        file,
        failures: Vec::new(),
    };
    let left: Vec<&Replayed> = replayed.iter().filter(|who| who.stage != Stage::Ended).collect();
    let incomplete = Impossible { turn: schedule.turns.len() };
    if schedule.deadlock {
        // Everybody who is left waits, and cannot but go on waiting.
        let waits = |who: &&Replayed| who.buyer.waited && who.is_blocked(&program, &memory);
        if left.is_empty() || !left.iter().all(waits) {
            return Err(incomplete);
        }
        let at = schedule.times.as_ref().and_then(|times| times.last().copied()).unwrap_or(now);
        trace.end_deadlock(left.iter().map(|who| who.buyer.id), at);
    }
    if schedule.deadlock == trace.failures.is_empty() || (!schedule.deadlock && !left.is_empty()) {
        return Err(incomplete);
    }
    Ok(trace)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Outside,
    Running,
    Ended,
}

struct Replayed {
    buyer: Buyer,
    stage: Stage,
    ready_at: Micros,
}

impl Replayed {
    const fn new(buyer: Buyer) -> Self {
        Self { buyer, stage: Stage::Outside, ready_at: 0 }
    }

    /// One turn: passing the gate, then step after step. `None` when it is not possible.
    fn take(&mut self, program: &[Step], blocked: bool, memory: &mut LocalMemory) -> Option<Action> {
        match self.stage {
            Stage::Ended => return None,
            Stage::Outside => {
                self.stage = Stage::Running;
                return (!blocked).then_some(Action::Started);
            }
            Stage::Running => {}
        }
        if blocked {
            // An attempt at the lock that failed, once per wait. Whether the lock was taken at that very
            // place in the order is not asked: the attempt's own place is known by the clock alone.
            let can_wait = program.get(self.buyer.at).is_some_and(|step| step.can_block()) && !self.buyer.waited;
            self.buyer.waited = true;
            return can_wait.then_some(Action::Waiting);
        }
        let mut told = None;
        match step(program, &mut self.buyer, memory, &mut |action| told = Some(action)) {
            Outcome::Blocked => return None,
            Outcome::End | Outcome::Dead => self.stage = Stage::Ended,
            Outcome::Did | Outcome::Pause(_) => {}
        }
        told
    }

    /// Whether another attempt would block too.
    fn is_blocked(&self, program: &[Step], memory: &LocalMemory) -> bool {
        step(program, &mut self.buyer.clone(), &mut memory.clone(), &mut |_| ()) == Outcome::Blocked
    }
}
