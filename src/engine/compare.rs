//! One scenario under every guard, in virtual time.

use super::run_virtual;
use crate::scenario::{Guard, Scenario};
use crate::trace::{Verdict, judge};

/// The scenario under each guard of this version, in the order of [`Guard::BUILT`]; no verdict where the
/// guard is limited to fewer buyers.
pub fn compare(scenario: &Scenario) -> Vec<(Guard, Option<Verdict>)> {
    let verdict = |guard: Guard| {
        let fits = scenario.buyers.get() <= guard.most_buyers();
        fits.then(|| judge(&run_virtual(&Scenario { guard, ..*scenario })))
    };
    Guard::BUILT.into_iter().map(|guard| (guard, verdict(guard))).collect()
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
    fn too_many_for_one_guard_are_not_too_many_for_another() {
        let scenario = Scenario { buyers: Bounded::clamp(301), ..Scenario::default() };
        for (guard, verdict) in compare(&scenario) {
            assert_eq!(verdict.is_none(), guard == Guard::Cas, "{guard:?}");
        }
    }
}
