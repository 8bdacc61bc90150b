//! How runs on real workers have gone since the page was opened, by scenario: to be held against what all schedules come to.

use crate::scenario::{Scenario, Speed};
use crate::trace::Judged;
use std::cell::RefCell;

/// The most scenarios that are kept; the oldest goes first.
const MOST: usize = 100;

thread_local! {
    /// By scenario: how many runs there were, and how many of them went wrong.
    static RUNS: RefCell<Vec<(Scenario, (u32, u32))>> = const { RefCell::new(Vec::new()) };
}

/// A run on real workers has ended. One that the model does not admit counts as none, nor one that was interrupted: whoever
/// is let go on at once with all the others races them otherwise than after its own pause.
pub fn count(run: &Judged) {
    if run.checked.is_err() || run.simulated || run.interrupted > 0 {
        return;
    }
    let scenario = essence(&run.trace.scenario);
    let wrong = u32::from(!run.verdict.consistent || run.deadlock.is_some());
    RUNS.with_borrow_mut(|all| {
        let at = all.iter().position(|(of, _)| *of == scenario).unwrap_or_else(|| {
            if all.len() == MOST {
                all.remove(0);
            }
            all.push((scenario, (0, 0)));
            all.len() - 1
        });
        let (_, (runs, went_wrong)) = &mut all[at];
        (*runs, *went_wrong) = (*runs + 1, *went_wrong + wrong);
    });
}

/// How many runs of a scenario there were, at whatever speed, and how many of them went wrong.
pub fn of(scenario: &Scenario) -> (u32, u32) {
    let scenario = essence(scenario);
    RUNS.with_borrow(|all| all.iter().find(|(of, _)| *of == scenario).map(|(_, runs)| *runs)).unwrap_or_default()
}

/// What of a scenario real workers depend on, but for the speed.
fn essence(scenario: &Scenario) -> Scenario {
    Scenario { speed: Speed::ONE, seed: Scenario::default().seed, ..*scenario }
}
