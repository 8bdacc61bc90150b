//! The judgement over a run, from its trace alone, and over one that goes on, from what has been heard of it.

use super::{Failure, Follow, Place, Trace, Verdict};
use crate::program::text;
use crate::scenario::Guard;

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
        // Whoever has not got the lock has been blocked until now, and who stands at the gate since that was opened.
        let joined = self.scenario.guard == Guard::Join;
        for status in self.statuses() {
            let is_outside = joined && status.place == Place::Outside;
            let waited = if is_outside { self.last } else { status.waited_until(self.last) };
            verdict.wait_total += u128::from(waited);
            verdict.wait_max = verdict.wait_max.max(waited);
        }
        verdict
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::program::Action;
    use crate::scenario::{Bounded, Scenario};

    /// Under join everybody but one stands at the gate, and has been waiting there all the time.
    #[test]
    fn who_stands_at_the_gate_waits() {
        let scenario = Scenario { guard: Guard::Join, buyers: Bounded::clamp(4), ..Scenario::default() };
        let trace = run_virtual(&scenario);
        let starts = |(at, event): (usize, &crate::trace::Event)| (event.action == Action::Started).then_some(at);
        let starts: Vec<usize> = trace.events.iter().enumerate().filter_map(starts).collect();
        // Until the second starts the first has searched, paid and confirmed: 3.5 s; whoever comes later needs 2.
        for (before, waited) in [(starts[1], 3 * 3_500_000), (starts[2], 3_500_000 + 2 * 5_500_000)] {
            let verdict = Follow::after(&scenario, &trace.events[..before]).verdict();
            assert_eq!(verdict.wait_total, waited);
        }
        assert_eq!(judge(&trace).wait_total, 3_500_000 + 5_500_000 + 7_500_000);
    }
}
