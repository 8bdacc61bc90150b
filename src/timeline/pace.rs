//! From a run's own time to the scenario's seconds, in which all is told and drawn: here, and nowhere else.
//!
//! Real buyers wait for delays divided by the speed, so each of their seconds is that many of the scenario's; virtual time is
//! the scenario's, and only its playing is faster. So a lock costs the same at every speed, whoever ran. What is handed on to
//! machines, the result and the exports, keeps the run's own time.

use crate::program::Micros;
use crate::scenario::{Scenario, Speed};
use crate::trace::{Judged, Verdict};

/// How many of the scenario's seconds pass in one of a run's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace(Speed);

impl Pace {
    /// The run's own time is the scenario's.
    pub const SAME: Self = Self(Speed::ONE);

    /// Of a run of this scenario, on real workers or simulated.
    pub const fn new(scenario: &Scenario, is_real: bool) -> Self {
        if is_real { Self(scenario.speed) } else { Self::SAME }
    }

    /// Of a known run.
    pub fn of(run: &Judged) -> Self {
        Self::new(&run.trace.scenario, !run.simulated)
    }

    /// An instant, or a length, of the run's own time in the scenario's.
    pub const fn told(self, own: Micros) -> Micros {
        self.0.lengthen(own)
    }

    /// A verdict with its times in the scenario's.
    #[must_use]
    pub fn told_of(self, verdict: &Verdict) -> Verdict {
        Verdict {
            elapsed: self.told(verdict.elapsed),
            wait_total: verdict.wait_total.saturating_mul(u128::from(self.0.thousandths())) / 1000,
            wait_max: self.told(verdict.wait_max),
            ..*verdict
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_time_is_another() {
        let scenario = Scenario { speed: Speed::from_thousandths(5_000).unwrap(), ..Scenario::default() };
        let [real, simulated] = [true, false].map(|is_real| Pace::new(&scenario, is_real));
        assert_eq!([real.told(3_500_000), simulated.told(3_500_000)], [17_500_000, 3_500_000]);
        let verdict = Verdict { sold: 1, elapsed: 3_500_000, wait_max: 7, wait_total: 30, ..Verdict::default() };
        let told = Verdict { elapsed: 17_500_000, wait_max: 35, wait_total: 150, ..verdict };
        assert_eq!((real.told_of(&verdict), simulated.told_of(&verdict)), (told, verdict));
        // However long it claims to be.
        assert!(real.told(Micros::MAX) > Micros::MAX / 1001);
    }
}
