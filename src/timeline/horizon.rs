//! Up to when the time axis reaches, and how long a run is expected to take.
//!
//! Expected is what the delays add up to without jitter. Accesses to a file take no time here: they are too short to be
//! seen on an axis.

use super::Timeline;
use crate::program::Micros;
use crate::scenario::{Guard, Scenario, Scope};

/// The end of the time axis, in microseconds of the scenario: the end of the run, or while it runs, at least the time it is expected to
/// take, so that the axis stands still.
pub fn horizon(scenario: &Scenario, timeline: &Timeline, running: bool) -> Micros {
    if running || timeline.end == 0 { timeline.end.max(expected_end(scenario)) } else { timeline.end }
}

/// When the last buyer is expected to end, in microseconds.
pub fn expected_end(scenario: &Scenario) -> Micros {
    let [search, pay, confirm] = [scenario.search, scenario.pay, scenario.confirm].map(|ms| u64::from(ms.get()) * 1000);
    let buyers = u64::from(scenario.buyers.get());
    let sales = buyers.min(u64::from(scenario.tickets.get()));
    // With nothing to sell nobody waits for a confirmation.
    let confirm = if sales > 0 { confirm } else { 0 };
    match scenario.guard {
        Guard::Lock(scope) => under_lock(scope, [search, pay, confirm], buyers, sales),
        Guard::Join => buyers * (search + pay) + sales * confirm,
        Guard::Pipe | Guard::Queue => search + (buyers * pay).max(sales * pay + confirm),
        // Every sale makes all the others pay once more.
        Guard::Cas if buyers > sales => search + sales * pay + pay.max(confirm),
        Guard::Cas => search + sales * pay + confirm,
        Guard::None => search + pay + confirm,
    }
}

/// The same under a lock: what it covers takes its time for each buyer after the other. Too small a scope may sell more than
/// there is, to how many is not foreseen but where everybody reads before anybody waits for the lock.
fn under_lock(scope: Scope, [search, pay, confirm]: [Micros; 3], buyers: u64, sales: u64) -> Micros {
    let only = |is: bool, time: Micros| if is { time } else { 0 };
    let before = only(scope.from() > 0, search) + only(scope.from() > 3, pay);
    let each = only(scope.covers(0, 1), search) + only(scope.covers(3, 4), pay);
    let behind = only(scope.to() <= 3, pay);
    let sales = if scope.from() >= 3 && sales > 0 { buyers } else { sales };
    if scope.to() == Scope::LAST {
        before + buyers * each + sales * confirm
    } else {
        before + behind + (buyers * each).max(sales * each + confirm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::scenario::{Bounded, Choice};

    fn simulated(scenario: &Scenario) -> Micros {
        run_virtual(scenario).events.last().unwrap().at
    }

    #[test]
    fn virtual_time_takes_as_long_as_expected() {
        let right = Scope::ALL.iter().map(|(scope, _)| Guard::Lock(*scope)).filter(|guard| guard.is_right());
        for guard in Guard::ALL.into_iter().chain(right) {
            for (tickets, buyers) in [(1, 15), (3, 15), (5, 5), (0, 4), (20, 6)] {
                let (tickets, buyers) = (Bounded::clamp(tickets), Bounded::clamp(buyers));
                let scenario = Scenario { tickets, buyers, guard, ..Scenario::default() };
                let expected = expected_end(&scenario);
                assert_eq!(expected, simulated(&scenario), "{guard:?}, {tickets:?} tickets, {buyers:?} buyers");
            }
        }
    }

    #[test]
    fn the_story_s_three_times() {
        let of = |guard| expected_end(&Scenario { guard, ..Scenario::default() });
        assert_eq!([Guard::None, Guard::Lock(Scope::GET), Guard::Join].map(of), [3_500_000, 17_500_000, 31_500_000]);
    }

    #[test]
    fn the_axis_stands_still_while_it_runs_and_ends_with_the_run() {
        let scenario = Scenario::default();
        let at = |end, running| horizon(&scenario, &Timeline { end, ..Timeline::default() }, running);
        assert_eq!([at(0, false), at(100, true), at(4_000_000, true)], [3_500_000, 3_500_000, 4_000_000]);
        assert_eq!(at(100, false), 100);
    }
}
