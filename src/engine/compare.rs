//! One scenario under every guard and with every store, in virtual time.

use super::run_virtual;
use crate::scenario::{Guard, Scenario, Store};
use crate::trace::{Verdict, judge};

/// The scenario with each store under each guard that leaves the store open: first in memory, then in a file.
pub fn variants(scenario: &Scenario) -> Vec<Scenario> {
    let (with, guards) = (|store| Scenario { store, ..*scenario }, guards(scenario.guard));
    let under_each = |scenario: Scenario| guards.iter().map(move |guard| scenario.under(*guard));
    let in_file = under_each(with(Store::File)).filter(|scenario| scenario.store == Store::File);
    under_each(with(Store::Memory)).chain(in_file).collect()
}

/// Every guard, and the scenario's own if it is a lock at places without a name: behind the other locks.
fn guards(own: Guard) -> Vec<Guard> {
    let mut all = Guard::ALL.to_vec();
    let behind = all.iter().rposition(|guard| guard.scope().is_some()).map_or(0, |last| last + 1);
    if own.scope().is_some_and(|scope| !scope.is_named()) {
        all.insert(behind, own);
    }
    all
}

/// Each variant, once.
pub fn compare(scenario: &Scenario) -> Vec<(Scenario, Option<Verdict>)> {
    each_variant(scenario, once)
}

/// One variant, once.
pub fn once(scenario: &Scenario) -> Verdict {
    judge(&run_virtual(scenario))
}

/// What becomes of each variant of a scenario; nothing where it is limited to fewer buyers.
fn each_variant<T>(scenario: &Scenario, run: impl Fn(&Scenario) -> T) -> Vec<(Scenario, Option<T>)> {
    let one = |variant: Scenario| {
        let fits = variant.buyers.get() <= variant.most_buyers();
        (variant, fits.then(|| run(&variant)))
    };
    variants(scenario).into_iter().map(one).collect()
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
    /// In how many nothing was lost, all added up, and nobody waited for ever.
    pub right: u32,
    /// Tickets sold.
    pub sold: Spread,
    /// First start to last end, in microseconds.
    pub elapsed: Spread,
    /// The mean time a buyer was blocked on the guard, in microseconds.
    pub wait: Spread,
}

/// Each variant with so many seeds: the scenario's own and those after it.
pub fn compare_many(scenario: &Scenario, count: u32) -> Vec<(Scenario, Option<Runs>)> {
    each_variant(scenario, |scenario| {
        let mut runs = Runs::default();
        for i in 0..count {
            let seed = scenario.seed.wrapping_add(i);
            let verdict = judge(&run_virtual(&Scenario { seed, ..*scenario }));
            runs.runs += 1;
            runs.right += u32::from(verdict.went_well());
            runs.sold.add(u64::from(verdict.sold));
            runs.elapsed.add(verdict.elapsed);
            runs.wait.add(verdict.wait_mean(scenario.buyers.get()));
        }
        runs
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Bounded, Fault, Scope};

    /// Where the others wait for the dead, nothing is oversold, and nothing is well.
    #[test]
    fn a_deadlock_is_not_right() {
        let scenario = Scenario { fault: Fault::KillHolder, ..Scenario::default() };
        for (variant, verdict) in compare(&scenario) {
            let verdict = verdict.unwrap();
            let stops = variant.guard.holds_others_up();
            assert_eq!((verdict.stuck > 0, verdict.went_well() && stops), (stops, false), "{variant:?}");
        }
        for (variant, runs) in compare_many(&scenario, 3) {
            assert!(runs.unwrap().right == 0 || !variant.guard.holds_others_up(), "{variant:?}");
        }
    }

    #[test]
    fn the_story_side_by_side() {
        let told: Vec<_> = compare(&Scenario::default())
            .into_iter()
            .filter(|(variant, _)| variant.store == Store::Memory)
            .filter_map(|(variant, verdict)| {
                verdict.map(|v| (variant.guard, v.elapsed / 1000, v.oversold, v.consistent))
            })
            .filter(|(guard, ..)| !matches!(guard, Guard::Lock(Scope::WRITE | Scope::READ)))
            .collect();
        let expected = [
            (Guard::None, 3_500, 14, false),
            (Guard::Lock(Scope::GET), 17_500, 0, true),
            (Guard::Lock(Scope::TASK), 31_500, 0, true),
            (Guard::Join, 31_500, 0, true),
            (Guard::Queue, 16_000, 0, true),
            (Guard::Pipe, 16_000, 0, true),
            (Guard::Cas, 3_500, 0, true),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_lock_without_a_name_is_one_of_them() {
        let own = Guard::Lock(Scope::parse("2-5").unwrap());
        let variants = variants(&Scenario { guard: own, ..Scenario::default() });
        let at: Vec<usize> = (0..variants.len()).filter(|at| variants[*at].guard == own).collect();
        assert_eq!((variants.len(), at.len()), (18, 2));
        assert!(at.iter().all(|at| variants[at - 1].guard == Guard::Lock(Scope::READ)));
        let found = compare(&variants[at[0]]).into_iter().find(|(variant, _)| variant.guard == own);
        assert_eq!(found.and_then(|(_, verdict)| verdict).map(|v| (v.elapsed / 1000, v.sold)), Some((16_000, 1)));
    }

    #[test]
    fn many_runs_agree_with_one_and_with_each_other() {
        let once = compare(&Scenario::default());
        for ((variant, runs), (_, verdict)) in compare_many(&Scenario::default(), 20).into_iter().zip(once) {
            let (guard, runs, verdict) = (variant.guard, runs.unwrap(), verdict.unwrap());
            // Without jitter all that differs is who comes first at one instant.
            assert_eq!((runs.elapsed.least, runs.elapsed.most), (verdict.elapsed, verdict.elapsed), "{guard:?}");
            assert_eq!(runs.right, if guard.is_right() { 20 } else { 0 }, "{guard:?}");
        }
        let scenario = Scenario { jitter: Bounded::clamp(100), ..Scenario::default() };
        for (variant, runs) in compare_many(&scenario, 50).into_iter().filter(|(v, _)| v.store == Store::Memory) {
            let (guard, runs) = (variant.guard, runs.unwrap());
            assert!(runs.elapsed.least < runs.elapsed.most, "{guard:?}");
            assert!(!guard.is_right() || (runs.right, runs.sold.least, runs.sold.most) == (50, 1, 1), "{guard:?}");
        }
    }

    #[test]
    fn too_many_for_one_guard_are_not_too_many_for_another() {
        let scenario = Scenario { buyers: Bounded::clamp(301), ..Scenario::default() };
        for (variant, verdict) in compare(&scenario) {
            assert_eq!(verdict.is_none(), variant.guard == Guard::Cas, "{variant:?}");
        }
    }

    /// In a file everything takes as long as in memory, and 250 µs more for each access: everybody looks and reads at the
    /// same time; under the lock and join one after the other, and the one sale takes two more.
    #[test]
    fn a_file_adds_the_time_of_its_accesses() {
        let told: Vec<_> = compare(&Scenario::default())
            .into_iter()
            .filter(|(variant, _)| variant.store == Store::File)
            .map(|(variant, verdict)| (variant.guard, verdict.unwrap().elapsed, verdict.unwrap().is_right()))
            .collect();
        let expected = [
            (Guard::None, 3_500_000 + 4 * 250, false),
            (Guard::Lock(Scope::GET), 17_500_000 + (1 + 15 + 2) * 250, true),
            (Guard::Lock(Scope::TASK), 31_500_000 + (2 * 15 + 2) * 250, true),
            (Guard::Lock(Scope::WRITE), 3_500_000 + (2 + 2 * 15) * 250, false),
            (Guard::Lock(Scope::READ), 3_500_000 + (1 + 15 + 2) * 250, false),
            (Guard::Join, 31_500_000 + (2 * 15 + 2) * 250, true),
            (Guard::Queue, 16_000_000 + (2 * 15 + 2) * 250, true),
        ];
        assert_eq!(told, expected);
    }
}
