//! How a time is said that a clock in coarse steps has measured.

use crate::program::Micros;
use crate::scenario::Scenario;
use crate::t;
use crate::text::{Lang, time};

/// Steps of a clock below which nobody calls it coarse, in microseconds of a run's own time.
const FINE: Micros = 2_000;

/// A clock, for the runs of a scenario.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// In which steps it goes, in microseconds of the scenario's time.
    step: Micros,
    /// Whether nobody would call it coarse.
    is_fine: bool,
    /// Whether pauses by it are about right.
    paces: bool,
}

impl Clock {
    /// A clock that goes in such steps, in microseconds of the scenario's time; 0 where that is not known, or no matter.
    pub fn new(scenario: &Scenario, step: Micros) -> Self {
        // Who pauses by a coarse clock pauses up to a step longer each time.
        let Scenario { search, pay, confirm, speed, .. } = scenario;
        let pauses = [search.get(), pay.get(), confirm.get()].map(|delay| Micros::from(delay) * 1000);
        let paces = pauses.into_iter().filter(|pause| *pause > 0).all(|pause| pause >= 4 * step);
        Self { step, is_fine: step <= speed.lengthen(FINE), paces }
    }

    /// Whether it cannot tell a span well: both ends of it may be off by a step.
    pub const fn is_coarse_for(self, span: Micros) -> bool {
        !self.is_fine && (span < 2 * self.step || !self.paces)
    }

    /// A span that it has measured, in the scenario's time, and no more exactly than it can tell.
    pub fn said(self, lang: Lang, span: Micros) -> String {
        match (self.is_coarse_for(span), span) {
            (false, _) => time(lang, span),
            (true, 0) => t!(lang, "timing.untold"),
            (true, _) => t!(lang, "timing.about", time = time(lang, span)),
        }
    }
}
