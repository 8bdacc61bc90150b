//! The cause of an oversell, as a fact of the trace: who read the same value and wrote all the same.

use super::Trace;
use crate::program::{Action, BuyerId, Record};

/// Buyers who read one and the same value and then each wrote what they made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SameRead {
    /// What they read, and who had written it.
    pub record: Record,
    /// The first to read it.
    pub first: BuyerId,
    /// The second to read it.
    pub second: BuyerId,
    /// How many more read it and wrote.
    pub others: u32,
    /// Index in the trace of the second one's read.
    pub event: usize,
}

/// The first value that two buyers read and both replaced; `None` when no update was lost.
pub fn first_same_read(trace: &Trace) -> Option<SameRead> {
    let mut wrote = vec![false; trace.scenario.buyers.get() as usize + 1];
    for event in &trace.events {
        if let (Action::Wrote { .. }, Some(wrote)) = (event.action, wrote.get_mut(event.buyer as usize)) {
            *wrote = true;
        }
    }
    let reads: Vec<(usize, BuyerId, Record)> = trace
        .events
        .iter()
        .enumerate()
        .filter(|(_, event)| wrote.get(event.buyer as usize) == Some(&true))
        .filter_map(|(i, event)| match event.action {
            Action::Read(record) => Some((i, event.buyer, record)),
            _ => None,
        })
        .collect();
    // Versions are read in the order in which they were written, so equal ones stand together.
    reads.chunk_by(|a, b| a.2 == b.2).find_map(|same| match same {
        [(_, first, record), (event, second, _), others @ ..] => Some(SameRead {
            record: *record,
            first: *first,
            second: *second,
            others: u32::try_from(others.len()).unwrap_or(u32::MAX),
            event: *event,
        }),
        _ => None,
    })
}
