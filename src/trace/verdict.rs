//! The judgement over a run, from its trace alone.
//!
//! Sales are counted from the buyers' own confirmations, an append-only ledger; never from the
//! record, which an unguarded run has damaged.

use super::Trace;
use crate::program::{Action, Micros, Record};
use crate::scenario::Guard;

/// How a run went, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Buyers who were told "bought".
    pub sold: u32,
    /// The record's count at the end.
    pub left: u32,
    /// Sold, but not there: `max(0, sold - tickets)`.
    pub oversold: u32,
    /// Writes that replaced a value their writer had not read.
    pub lost_updates: u32,
    /// Whether `sold + left = tickets`.
    pub consistent: bool,
    /// Buyers who were told "sold out".
    pub sold_out: u32,
    /// Buyers who did not reach the end.
    pub failed: u32,
    /// First start to last end.
    pub elapsed: Micros,
    /// Time blocked on the guard, summed over all buyers.
    pub wait_total: Micros,
    /// The longest time one buyer was blocked on the guard.
    pub wait_max: Micros,
    /// Most buyers inside `get` at one time.
    pub peak_in_get: u32,
}

/// What the judge remembers of each buyer.
#[derive(Clone, Copy, Default)]
struct Memo {
    seen: Option<Record>,
    waiting_since: Option<Micros>,
    waited: Micros,
    inside: bool,
}

/// Judges a trace.
pub fn judge(trace: &Trace) -> Verdict {
    let tickets = trace.scenario.tickets.get();
    let buyers = trace.scenario.buyers.get() as usize;
    let mut memos = vec![Memo::default(); buyers + 1];
    let mut verdict = Verdict { left: trace.last.count, ..Verdict::default() };
    let (mut first, mut last) = (None, 0);
    let mut inside = 0;
    for event in &trace.events {
        if event.action == Action::Started {
            first.get_or_insert(event.at);
        }
        last = last.max(event.at);
        let Some(memo) = memos.get_mut(event.buyer as usize) else { continue };
        match event.action {
            // Under join the guard is the gate itself: who starts late was blocked until then.
            Action::Started if trace.scenario.guard == Guard::Join => {
                memo.waited += event.at.saturating_sub(first.unwrap_or(event.at));
            }
            Action::Waiting => memo.waiting_since = Some(event.at),
            Action::Acquired(_) => {
                let since = memo.waiting_since.take();
                memo.waited += since.map_or(0, |since| event.at.saturating_sub(since));
            }
            Action::Entered => {
                memo.inside = true;
                inside += 1;
                verdict.peak_in_get = verdict.peak_in_get.max(inside);
            }
            Action::Left => {
                memo.inside = false;
                inside -= 1;
            }
            Action::Read(record) => memo.seen = Some(record),
            Action::Wrote { replaced, .. } if memo.seen != Some(replaced) => verdict.lost_updates += 1,
            Action::Bought => verdict.sold += 1,
            Action::SoldOut => verdict.sold_out += 1,
            // The dead are not inside any more.
            Action::Failed if core::mem::take(&mut memo.inside) => inside -= 1,
            _ => {}
        }
    }
    verdict.failed = u32::try_from(trace.failures.len()).unwrap_or(u32::MAX);
    verdict.oversold = verdict.sold.saturating_sub(tickets);
    verdict.consistent = u64::from(verdict.sold) + u64::from(verdict.left) == u64::from(tickets);
    verdict.elapsed = last.saturating_sub(first.unwrap_or(last));
    for memo in &memos {
        // Whoever never got the lock was blocked to the end.
        let waited = memo.waited + memo.waiting_since.map_or(0, |since| last.saturating_sub(since));
        verdict.wait_total += waited;
        verdict.wait_max = verdict.wait_max.max(waited);
    }
    verdict
}
