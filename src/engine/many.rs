//! Monte Carlo: one scenario with many seeds.

use super::{Simulation, Sink};
use crate::program::Action;
use crate::scenario::{Guard, MAX_LANES, Scenario};
use crate::trace::Event;

/// How often each number of tickets was sold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sales {
    /// By tickets sold: how many of the runs sold so many.
    pub by_sold: Vec<u32>,
    /// How many runs.
    pub runs: u32,
}

impl Sales {
    /// Adds one run of the scenario for each of the next `count` seeds, the scenario's own first.
    pub fn add(&mut self, scenario: &Scenario, count: u32) {
        let mut simulation = Simulation::new(scenario);
        for _ in 0..count {
            let sold = sold(&mut simulation, scenario.seed.wrapping_add(self.runs));
            if self.by_sold.len() <= sold {
                self.by_sold.resize(sold + 1, 0);
            }
            self.by_sold[sold] += 1;
            self.runs += 1;
        }
    }

    /// How many runs sold more than `tickets`.
    pub fn oversold(&self, tickets: u32) -> u32 {
        self.by_sold.iter().skip(tickets as usize + 1).sum()
    }

    /// The mean number of tickets sold; 0 before the first run.
    pub fn mean(&self) -> f64 {
        let sum: f64 = (0..).zip(&self.by_sold).map(|(sold, runs)| f64::from(sold) * f64::from(*runs)).sum();
        sum / f64::from(self.runs.max(1))
    }
}

/// The most runs.
const RUNS: u32 = 10_000;

/// The most purchases in all runs together: some seconds.
const PURCHASES: u64 = 5_000_000;

/// How many runs a scenario gets: fewer when many buyers come; none when that would be too few to tell anything.
pub fn runs(scenario: &Scenario) -> u32 {
    if scenario.buyers.get() > MAX_LANES {
        return 0;
    }
    u32::try_from(PURCHASES / purchases(scenario)).unwrap_or(RUNS).min(RUNS)
}

/// How many purchases a run simulates: under `cas` every ticket sold makes the others buy again.
pub fn purchases(scenario: &Scenario) -> u64 {
    let buyers = u64::from(scenario.buyers.get());
    let again = if scenario.guard == Guard::Cas { buyers.min(u64::from(scenario.tickets.get())) } else { 0 };
    buyers * (1 + again)
}

/// How many tickets a run with this seed sells.
pub(super) fn sold(simulation: &mut Simulation, seed: u32) -> usize {
    let mut sales = Counted(0);
    simulation.restart(seed);
    while simulation.advance(u32::MAX, &mut sales) {}
    sales.0
}

/// Purchases, counted.
struct Counted(usize);

impl Sink for Counted {
    #[allow(clippy::inline_always, reason = "of most events nothing is left then, not even that they are told")]
    #[inline(always)]
    fn put(&mut self, event: Event) {
        self.0 += usize::from(event.action == Action::Bought);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::scenario::{Bounded, Scope};
    use crate::trace::judge;

    #[test]
    fn counts_what_single_runs_give() {
        let scenario = Scenario { jitter: Bounded::clamp(100), seed: u32::MAX - 5, ..Scenario::default() };
        let mut sales = Sales::default();
        sales.add(&scenario, 7);
        sales.add(&scenario, 13);
        let mut expected = vec![0; sales.by_sold.len()];
        for i in 0..20 {
            let trace = run_virtual(&Scenario { seed: scenario.seed.wrapping_add(i), ..scenario });
            expected[judge(&trace).sold as usize] += 1;
        }
        assert_eq!((sales.by_sold.clone(), sales.runs), (expected, 20));
        assert_eq!(sales.oversold(1), 20 - sales.by_sold.get(1).copied().unwrap_or(0));
    }

    #[test]
    fn a_lock_leaves_nothing_to_chance() {
        let scenario = Scenario { jitter: Bounded::clamp(100), guard: Guard::Lock(Scope::GET), ..Scenario::default() };
        let mut sales = Sales::default();
        sales.add(&scenario, 50);
        assert_eq!(sales, Sales { by_sold: vec![0, 50], runs: 50 });
        assert!((sales.mean() - 1.0).abs() < 1e-12);
    }
}
