//! One semantics, checked: does the step function give the very events of a trace?
//!
//! The events are executed one after the other on a model memory, each by its buyer. Every value
//! read, written and replaced has to come out the same, and so do the record and the file at the end.

use super::Trace;
use crate::program::{Action, Buyer, LocalMemory, Memory, compile, step};

/// Where a trace and the model part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Index of the event; the length of the trace when only the last record differs.
    pub event: usize,
    /// What the model does there; `None` where it does nothing.
    pub model: Option<Action>,
}

/// Replays the trace through the step function.
///
/// # Errors
/// The first event that the model does not admit.
pub fn check(trace: &Trace) -> Result<(), Mismatch> {
    let program = compile(&trace.scenario);
    let mut memory = LocalMemory::new(&trace.scenario);
    let mut buyers: Vec<Buyer> = Buyer::all(&program, trace.scenario.buyers.get()).collect();
    for (i, event) in trace.events.iter().enumerate() {
        let model = match event.action {
            // Not steps: the engine's own notes, which touch nothing that is shared.
            Action::Started | Action::Waiting => continue,
            Action::Failed => {
                memory.die(event.buyer);
                continue;
            }
            _ => {
                let mut told = None;
                if let Some(buyer) = buyers.get_mut((event.buyer as usize).wrapping_sub(1)) {
                    step(&program, buyer, &mut memory, &mut |action| told = Some(action));
                }
                told
            }
        };
        if model != Some(event.action) {
            return Err(Mismatch { event: i, model });
        }
    }
    let same_file = trace.file.as_ref().is_none_or(|text| text.as_bytes() == memory.file);
    if memory.record == trace.last && same_file {
        Ok(())
    } else {
        Err(Mismatch { event: trace.events.len(), model: None })
    }
}
