//! Very many buyers at once: how many are doing what, at each instant shown. Counted, not estimated.

use crate::program::Micros;
use crate::trace::Census;

/// How many layers there are: searching, blocked, paying, confirming a ticket that existed, and
/// confirming one that did not.
pub const LAYERS: usize = 5;

/// How many buyers do what at evenly spaced instants.
#[derive(Clone, Debug, PartialEq)]
pub struct Density {
    /// By instant, then by layer.
    pub counts: Vec<[u32; LAYERS]>,
}

/// Counts at `samples` instants, in the middle of equal parts of the time from `from` to `to`.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "runs are shorter than 285 years, pictures narrower than 2^31 px"
)]
pub fn density(census: &Census, from: f64, to: f64, samples: usize) -> Density {
    let part = (to - from).max(1.0) / samples.max(1) as f64;
    // The first sample at or after an instant.
    let first = |at: Micros| {
        let index = ((at as f64 - from) / part - 0.5).ceil();
        (index.max(0.0) as usize).min(samples)
    };
    let tickets = census.scenario.tickets.get();
    // How the counts change from one sample to the next; the sums are the counts.
    let mut changes = vec![[0_i32; LAYERS]; samples + 1];
    for row in census.rows() {
        let [search, wait, pay, confirm] = row.stretches(&census.scenario);
        let nothing = (0, 0);
        let (sold, oversold) = if row.sale() > tickets { (nothing, confirm) } else { (confirm, nothing) };
        for (layer, (begin, end)) in [search, wait, pay, sold, oversold].into_iter().enumerate() {
            if begin < end {
                changes[first(begin)][layer] += 1;
                changes[first(end)][layer] -= 1;
            }
        }
    }
    let mut now = [0_i32; LAYERS];
    let mut counts = Vec::with_capacity(samples);
    for change in changes.iter().take(samples) {
        for (now, change) in now.iter_mut().zip(change) {
            *now += change;
        }
        counts.push(now.map(i32::cast_unsigned));
    }
    Density { counts }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::scenario::{Bounded, Guard, Scenario, Scope};

    fn census(scenario: &Scenario) -> Census {
        let mut census = Census::new(scenario);
        for event in run_virtual(scenario).events {
            census.note(event);
        }
        census
    }

    #[test]
    fn everybody_does_the_same_at_once() {
        let census = census(&Scenario { buyers: Bounded::clamp(500), ..Scenario::default() });
        let density = density(&census, 0.0, 3_500_000.0, 7);
        let [search, pay, confirm] = [[500, 0, 0, 0, 0], [0, 0, 500, 0, 0], [0, 0, 0, 1, 499]];
        assert_eq!(density.counts, [search, search, pay, pay, confirm, confirm, confirm]);
    }

    #[test]
    fn behind_a_lock_one_buys_and_the_others_wait() {
        let guard = Guard::Lock(Scope::GET);
        let census = census(&Scenario { buyers: Bounded::clamp(10), guard, ..Scenario::default() });
        // Search to 1 s, the first pays and confirms to 3.5 s, nine more pay for a second each.
        let density = density(&census, 0.0, 12_500_000.0, 25);
        assert_eq!(density.counts[1], [10, 0, 0, 0, 0]);
        assert_eq!(density.counts[2], [0, 9, 1, 0, 0]);
        assert_eq!(density.counts[5], [0, 9, 0, 1, 0]);
        assert_eq!(density.counts[24], [0, 0, 1, 0, 0]);
    }

    #[test]
    fn a_part_of_the_time_counts_the_same() {
        let scenario = Scenario { buyers: Bounded::clamp(300), jitter: Bounded::clamp(100), ..Scenario::default() };
        let census = census(&scenario);
        let whole = density(&census, 0.0, 4_000_000.0, 40);
        let part = density(&census, 1_000_000.0, 2_000_000.0, 10);
        assert_eq!(whole.counts[10..20], part.counts[..]);
    }
}
