//! One semantics, checked: does the step function give the very events of a trace?
//!
//! The events are executed one after the other on a model memory, each by its buyer. Every value
//! read, written and replaced has to come out the same, and so do the record and the file at the end. Everybody starts
//! once, under join when the one before is gone, and comes to an end, of its own or as a failure that is told; but in a run
//! that was left open.

use super::{Failure, Trace};
use crate::model::{Machine, Turn};
use crate::program::Action;

/// Where a trace and the model part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Index of the event; the length of the trace when only the record or the file at the end
    /// differs, or somebody has not come to an end.
    pub event: usize,
    /// What the model does there; `None` where it does nothing.
    pub model: Option<Action>,
}

/// Replays the trace through the step function.
///
/// # Errors
/// The first event that the model does not admit.
pub fn check(trace: &Trace) -> Result<(), Mismatch> {
    let mut machine = Machine::new(&trace.scenario);
    // What a worker that failed had done last it could not always write down; but a deadlock without one follows from the program.
    let mut must_be_stuck = trace.failures.iter().all(Failure::is_stuck);
    for (i, event) in trace.events.iter().enumerate() {
        if event.action == Action::Failed {
            // Not a step, but an engine's note of what it has told as a failure too.
            let is_told = trace.failures.iter().any(|failure| failure.buyer == event.buyer);
            if !is_told || (core::mem::take(&mut must_be_stuck) && !machine.is_stuck()) {
                return Err(Mismatch { event: i, model: None });
            }
            machine.fail(event.buyer);
            continue;
        }
        let step = machine.take(Turn { buyer: event.buyer, blocked: event.action == Action::Waiting });
        if step != Some(event.action) {
            return Err(Mismatch { event: i, model: step });
        }
    }
    let same_file = trace.file.as_ref().is_none_or(|text| text.as_bytes() == machine.memory().file);
    // Who has not come to an end can go on, where the run was left open.
    let same_end = if trace.open { !machine.is_stuck() } else { machine.left().next().is_none() };
    if machine.memory().record == trace.last && same_file && same_end {
        Ok(())
    } else {
        Err(Mismatch { event: trace.events.len(), model: None })
    }
}
