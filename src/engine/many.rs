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
    /// By tickets sold: how many of these did not go well. More is sold than there was, or what is sold and what is left do
    /// not add up, or nobody could go on.
    pub wrong: Vec<u32>,
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
                self.wrong.resize(sold + 1, 0);
            }
            self.by_sold[sold] += 1;
            let adds_up = sold + simulation.left() as usize == scenario.tickets.get() as usize;
            self.wrong[sold] += u32::from(!adds_up || simulation.ended() < scenario.buyers.get());
            self.runs += 1;
        }
    }

    /// How many runs sold more than `tickets`.
    pub fn oversold(&self, tickets: u32) -> u32 {
        self.by_sold.iter().skip(tickets as usize + 1).sum()
    }

    /// How many runs did not go well.
    pub fn wrong(&self) -> u32 {
        self.wrong.iter().sum()
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
    use crate::scenario::{Bounded, Fault, Scope, Store};
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

    /// As many as are judged so, one by one: also where nothing is oversold.
    #[test]
    fn what_did_not_go_well_is_counted() {
        let mut some = 0;
        for guard in Guard::ALL {
            for (tickets, fault, store) in [
                (1, Fault::None, Store::Memory),
                (20, Fault::None, Store::Memory),
                (3, Fault::KillHolder, Store::Memory),
                (1, Fault::None, Store::File),
            ] {
                let (tickets, jitter, buyers) = (Bounded::clamp(tickets), Bounded::clamp(100), Bounded::clamp(5));
                let scenario = Scenario { tickets, buyers, store, jitter, fault, ..Scenario::default() }.under(guard);
                let mut sales = Sales::default();
                sales.add(&scenario, 20);
                let well = |seed: &u32| judge(&run_virtual(&Scenario { seed: *seed, ..scenario })).went_well();
                let wrong = (scenario.seed..).take(20).filter(|seed| !well(seed)).count();
                assert_eq!(sales.wrong() as usize, wrong, "{scenario:?}");
                some += usize::from(wrong > 0 && sales.oversold(tickets.get()) == 0);
            }
        }
        assert!(some > 3, "{some}");
    }

    #[test]
    fn a_lock_leaves_nothing_to_chance() {
        let scenario = Scenario { jitter: Bounded::clamp(100), guard: Guard::Lock(Scope::GET), ..Scenario::default() };
        let mut sales = Sales::default();
        sales.add(&scenario, 50);
        assert_eq!(sales, Sales { by_sold: vec![0, 50], wrong: vec![0, 0], runs: 50 });
        assert!((sales.mean() - 1.0).abs() < 1e-12);
    }
}
