//! The judgement over a run, from its trace alone, and over one that goes on, from what has been heard of it.

use super::{Failure, Follow, Trace, Verdict};
use crate::program::text;

/// Judges a trace.
pub fn judge(trace: &Trace) -> Verdict {
    // A file that cannot be read has no count.
    let left = match &trace.file {
        Some(file) => text::count(file.as_bytes()),
        None => Some(trace.last.count),
    };
    let stuck = |failure: &&Failure| failure.is_stuck();
    let stuck = u32::try_from(trace.failures.iter().filter(stuck).count()).unwrap_or(u32::MAX);
    Verdict { stuck, ..Follow::after(&trace.scenario, &trace.events).decide(left) }
}

impl Follow {
    /// The judgement as it stands now.
    pub fn verdict(&self) -> Verdict {
        self.decide(match &self.file {
            Some(bytes) => text::count(bytes),
            None => Some(self.record().count),
        })
    }

    /// The judgement: `left` is the count at the end, if it can be read.
    fn decide(&self, left: Option<u32>) -> Verdict {
        let tickets = self.scenario.tickets.get();
        let mut verdict = Verdict { left: left.unwrap_or(0), ..self.counted };
        verdict.oversold = verdict.sold.saturating_sub(tickets);
        let adds_up = u64::from(verdict.sold) + u64::from(verdict.left) == u64::from(tickets);
        verdict.consistent = left.is_some() && adds_up;
        verdict.elapsed = self.last.saturating_sub(self.first.unwrap_or(self.last));
        let in_vain = self.statuses().iter().filter(|status| status.waits_in_vain() && !status.is_clerk);
        verdict.stuck = u32::try_from(in_vain.count()).unwrap_or(u32::MAX);
        // Whoever has not got the lock has been blocked until now.
        for waited in self.statuses().iter().map(|status| status.waited_until(self.last)) {
            verdict.wait_total += u128::from(waited);
            verdict.wait_max = verdict.wait_max.max(waited);
        }
        verdict
    }
}
