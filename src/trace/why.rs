//! The cause of an oversell, as a fact of the trace: who read the same value and wrote all the same.

use super::{Event, Trace};
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
    /// Index in the trace of the write that lost the other's; `None` where no trace was kept.
    pub lost_at: Option<usize>,
}

/// The two behind the first lost update: who replaced a value, and who had read the same value and
/// wrote later all the same; `None` when no update was lost.
pub fn first_same_read(trace: &Trace) -> Option<SameRead> {
    let buyers = trace.scenario.buyers.get() as usize + 1;
    // By buyer: what it read, and at which event. By writer: who replaced its value.
    let mut read: Vec<Option<(Record, usize)>> = vec![None; buyers];
    let mut replaced_by = vec![0; buyers];
    for (index, event) in trace.events.iter().enumerate() {
        let who = event.buyer as usize;
        match event.action {
            Action::Read(record) => *read.get_mut(who)? = Some((record, index)),
            Action::Wrote { replaced, .. } | Action::Stored { replaced, .. } => {
                let (seen, at) = (*read.get(who)?)?;
                if replaced == seen {
                    *replaced_by.get_mut(seen.writer as usize)? = event.buyer;
                    continue;
                }
                // Until now nothing was lost, so whoever replaced that value had read it.
                let other = *replaced_by.get(seen.writer as usize)?;
                let (_, other_at) = (*read.get(other as usize)?)?;
                let (first, second) = if other_at < at { (other, event.buyer) } else { (event.buyer, other) };
                return Some(SameRead {
                    record: seen,
                    first,
                    second,
                    others: alike(trace, seen).saturating_sub(2),
                    lost_at: Some(index),
                });
            }
            _ => {}
        }
    }
    None
}

/// An update that was lost, as three events: their indices in the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LostUpdate {
    /// The read of who wrote later.
    pub read: usize,
    /// The write that was lost: it came after that read.
    pub lost: usize,
    /// The write over it, by who had read before.
    pub write: usize,
}

/// What the write at this index lost; `None` when it lost nothing.
pub fn lost_update(events: &[Event], write: usize) -> Option<LostUpdate> {
    let late = events.get(write)?;
    let (_, replaced) = late.action.written()?;
    let before = events.get(..write)?;
    let read = before.iter().rposition(|event| event.buyer == late.buyer && matches!(event.action, Action::Read(_)))?;
    let lost = before.iter().rposition(|event| event.action.written().is_some_and(|(put, _)| put == replaced))?;
    (read < lost).then_some(LostUpdate { read, lost, write })
}

/// How many read a value and wrote.
fn alike(trace: &Trace, value: Record) -> u32 {
    let mut seen = vec![None; trace.scenario.buyers.get() as usize + 1];
    let mut count = 0;
    for event in &trace.events {
        match (event.action, seen.get_mut(event.buyer as usize)) {
            (Action::Read(record), Some(seen)) => *seen = Some(record),
            (Action::Wrote { .. } | Action::Stored { .. }, Some(seen)) => count += u32::from(*seen == Some(value)),
            _ => {}
        }
    }
    count
}
