//! `replay`: a recorded schedule decides who takes the next step; the step function decides what
//! the step does. So a schedule cannot claim values: it can only be possible or not.

use crate::model::Machine;
use crate::program::{Action, BuyerId, FILE_ACCESS, Micros, delay};
use crate::scenario::Store;
use crate::trace::{End, Event, Executor, Schedule, Trace};

/// A schedule that the program does not admit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// Index of the turn that cannot be taken; the number of turns when the run does not end as the schedule says.
    pub turn: usize,
}

/// Replays a schedule.
///
/// # Errors
/// The first turn that the program does not admit.
pub fn replay(schedule: &Schedule) -> Result<Trace, Impossible> {
    let scenario = &schedule.scenario;
    let mut machine = Machine::new(scenario);
    // By process: when its pause is over.
    let mut ready: Vec<Micros> = vec![0; scenario.processes() as usize];
    let mut events = Vec::with_capacity(schedule.turns.len());
    let mut now = 0;
    for (i, turn) in schedule.turns.iter().enumerate() {
        let impossible = Impossible { turn: i };
        let action = machine.take(*turn).ok_or(impossible)?;
        let ready = ready.get_mut(turn.buyer as usize - 1).ok_or(impossible)?;
        now = match &schedule.times {
            Some(times) => times.get(i).copied().ok_or(impossible)?,
            // Nobody goes on before its pause is over; everything else takes no time.
            None => now.max(*ready),
        };
        match action {
            Action::Paused(phase) => *ready = now + delay(scenario, machine.on_behalf_of(turn.buyer), phase),
            Action::Loaded { .. } | Action::Truncated { .. } | Action::Stored { .. } => *ready = now + FILE_ACCESS,
            _ => {}
        }
        events.push(Event { at: now, buyer: turn.buyer, action });
    }
    let mut trace = Trace {
        scenario: *scenario,
        executor: Executor::Replay,
        events,
        last: machine.memory().record,
        file: (scenario.store == Store::File).then(|| machine.memory().file_text()),
        failures: Vec::new(),
        open: schedule.end == End::Open,
    };
    let left: Vec<BuyerId> = machine.left().collect();
    let incomplete = Impossible { turn: schedule.turns.len() };
    // With nobody left, nobody can go on.
    let end = if !machine.is_stuck() {
        End::Open
    } else if left.is_empty() {
        End::All
    } else {
        End::Deadlock
    };
    if end != schedule.end {
        return Err(incomplete);
    }
    if end == End::Deadlock {
        let at = schedule.times.as_ref().and_then(|times| times.last().copied()).unwrap_or(now);
        trace.end_deadlock(left, at);
        // Everybody waits, but for nobody who is dead.
        if trace.failures.is_empty() {
            return Err(incomplete);
        }
    }
    Ok(trace)
}
