//! One scenario under every guard, in virtual time.

use super::run_virtual;
use crate::scenario::{Guard, Scenario};
use crate::trace::{Verdict, judge};

/// The scenario under each guard, once.
pub fn compare(scenario: &Scenario) -> Vec<(Guard, Option<Verdict>)> {
    under_each_guard(scenario, |scenario| judge(&run_virtual(scenario)))
}

/// What becomes of a scenario under each guard, in the order of [`Guard::ALL`]; nothing where the guard is limited to
/// fewer buyers.
fn under_each_guard<T>(scenario: &Scenario, run: impl Fn(&Scenario) -> T) -> Vec<(Guard, Option<T>)> {
    let one = |guard: Guard| {
        let fits = scenario.buyers.get() <= guard.most_buyers();
        (guard, fits.then(|| run(&Scenario { guard, ..*scenario })))
    };
    Guard::ALL.into_iter().map(one).collect()
}

/// The least, the most and the sum of a number over some runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// The least.
    pub least: u64,
    /// The most.
    pub most: u64,
    sum: u64,
    runs: u64,
}

impl Spread {
    fn add(&mut self, value: u64) {
        self.least = if self.runs == 0 { value } else { self.least.min(value) };
        self.most = self.most.max(value);
        self.sum += value;
        self.runs += 1;
    }

    /// The mean; 0 before the first run.
    #[allow(clippy::cast_precision_loss, reason = "sums stay far below 2^53")]
    pub fn mean(&self) -> f64 {
        self.sum as f64 / self.runs.max(1) as f64
    }
}

/// Many runs under one guard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Runs {
    /// How many.
    pub runs: u32,
    /// In how many nothing was lost and all added up.
    pub right: u32,
    /// Tickets sold.
    pub sold: Spread,
    /// First start to last end, in microseconds.
    pub elapsed: Spread,
    /// The mean time a buyer was blocked on the guard, in microseconds.
    pub wait: Spread,
}

/// The scenario under each guard, each with so many seeds: the scenario's own and those after it.
pub fn compare_many(scenario: &Scenario, count: u32) -> Vec<(Guard, Option<Runs>)> {
    under_each_guard(scenario, |scenario| {
        let mut runs = Runs::default();
        for i in 0..count {
            let seed = scenario.seed.wrapping_add(i);
            let verdict = judge(&run_virtual(&Scenario { seed, ..*scenario }));
            runs.runs += 1;
            runs.right += u32::from(verdict.is_right());
            runs.sold.add(u64::from(verdict.sold));
            runs.elapsed.add(verdict.elapsed);
            runs.wait.add(verdict.wait_total / u64::from(scenario.buyers.get()));
        }
        runs
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Bounded, Scope};

    #[test]
    fn the_story_side_by_side() {
        let told: Vec<_> = compare(&Scenario::default())
            .into_iter()
            .filter_map(|(guard, verdict)| verdict.map(|v| (guard, v.elapsed / 1000, v.oversold, v.consistent)))
            .filter(|(guard, ..)| !matches!(guard, Guard::Lock(Scope::Write | Scope::Read)))
            .collect();
        let expected = [
            (Guard::None, 3_500, 14, false),
            (Guard::Lock(Scope::Get), 17_500, 0, true),
            (Guard::Lock(Scope::Task), 31_500, 0, true),
            (Guard::Join, 31_500, 0, true),
            (Guard::Queue, 16_000, 0, true),
            (Guard::Pipe, 16_000, 0, true),
            (Guard::Cas, 3_500, 0, true),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn many_runs_agree_with_one_and_with_each_other() {
        let once = compare(&Scenario::default());
        for ((guard, runs), (_, verdict)) in compare_many(&Scenario::default(), 20).into_iter().zip(once) {
            let (runs, verdict) = (runs.unwrap(), verdict.unwrap());
            // Without jitter all that differs is who comes first at one instant.
            assert_eq!((runs.elapsed.least, runs.elapsed.most), (verdict.elapsed, verdict.elapsed), "{guard:?}");
            assert_eq!(runs.right, if guard.is_right() { 20 } else { 0 }, "{guard:?}");
        }
        let scenario = Scenario { jitter: Bounded::clamp(100), ..Scenario::default() };
        for (guard, runs) in compare_many(&scenario, 50) {
            let runs = runs.unwrap();
            assert!(runs.elapsed.least < runs.elapsed.most, "{guard:?}");
            assert!(!guard.is_right() || (runs.right, runs.sold.least, runs.sold.most) == (50, 1, 1), "{guard:?}");
        }
    }

    #[test]
    fn too_many_for_one_guard_are_not_too_many_for_another() {
        let scenario = Scenario { buyers: Bounded::clamp(301), ..Scenario::default() };
        for (guard, verdict) in compare(&scenario) {
            assert_eq!(verdict.is_none(), guard == Guard::Cas, "{guard:?}");
        }
    }
}
