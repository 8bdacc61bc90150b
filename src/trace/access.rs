//! How long an access to the file took in a run of real workers: read from the events alone.

use super::Trace;
use crate::program::{Action, BuyerId, Micros};
use std::collections::BTreeMap;

/// The mean time of an access to the file, in microseconds: from the step before it to its end. Only accesses count before
/// which their process neither slept nor waited, since what is over late is no part of an access. `None` where there were
/// none. In virtual time, where the step comes first and the time after it, this says nothing: see
/// [`crate::program::FILE_ACCESS`].
#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
pub fn file_access(trace: &Trace) -> Option<f64> {
    let mut before: BTreeMap<BuyerId, (Micros, Action)> = BTreeMap::new();
    let (mut sum, mut accesses) = (0, 0_u32);
    for event in &trace.events {
        let last = before.insert(event.buyer, (event.at, event.action));
        let (true, Some((since, action))) = (is_access(event.action), last) else { continue };
        if !matches!(action, Action::Started | Action::Paused(_) | Action::Waiting) {
            sum += event.at.saturating_sub(since);
            accesses += 1;
        }
    }
    (accesses > 0).then(|| sum as f64 / f64::from(accesses))
}

const fn is_access(action: Action) -> bool {
    matches!(action, Action::Loaded { .. } | Action::Truncated { .. } | Action::Stored { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::scenario::{Scenario, Store};

    /// Each access of a simulated run made to take 300 microseconds, and each pause to end late.
    #[test]
    fn neither_sleeping_nor_waiting_is_part_of_an_access() {
        let mut trace = run_virtual(&Scenario { store: Store::File, ..Scenario::default() });
        let mut now: BTreeMap<BuyerId, (Micros, bool)> = BTreeMap::new();
        for event in &mut trace.events {
            let (at, slept) = now.get(&event.buyer).copied().unwrap_or_default();
            let late = if slept { 7_000 } else { 0 };
            event.at = at + if is_access(event.action) { 300 + late } else { late };
            now.insert(event.buyer, (event.at, matches!(event.action, Action::Paused(_) | Action::Started)));
        }
        assert!(file_access(&trace).is_some_and(|mean| (mean - 300.0).abs() < 1e-9), "{:?}", file_access(&trace));
        assert_eq!(file_access(&run_virtual(&Scenario::default())), None);
    }
}
