//! An exploration that goes on in slices, and what came of it.

use super::outcome::Outcome;
use super::rules::Rules;
use crate::model::Moment;
use crate::scenario::{Fault, Scenario, Store};
use num_bigint::BigUint;
use ways::{Count, Limits, Progress};

/// How many schedules there are, and of what kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedules {
    /// All of them.
    pub total: BigUint,
    /// Those that do not add up, or end in a deadlock.
    pub wrong: BigUint,
    /// Those that sell more than there was.
    pub oversold: BigUint,
    /// Those that end with somebody waiting for ever.
    pub deadlocked: BigUint,
}

/// The probabilities of the same, when at each turn each of those who can go on is as likely as the other. The relative
/// error is at most 1e-12.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "see Schedules")]
pub struct Chance {
    pub wrong: f64,
    pub oversold: f64,
    pub deadlocked: f64,
}

/// What comes to one outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// How it ends.
    pub outcome: Outcome,
    /// How many schedules end so.
    pub schedules: BigUint,
    /// With which probability; see [`Chance`].
    pub chance: f64,
}

/// What all schedules together lead to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exploration {
    /// How many states there are, buyers taken as exchangeable, what they were told included; where it is not complete, how
    /// many were found.
    pub states: u64,
    /// What was counted; `None` when a limit was met.
    pub counted: Option<Counted>,
}

/// The numbers of a complete exploration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counted {
    /// How many schedules.
    pub schedules: Schedules,
    /// How likely.
    pub chance: Chance,
    /// Each outcome that there is, ordered by sold, left, failed.
    pub outcomes: Vec<Share>,
}

/// An exploration.
#[derive(Debug)]
pub struct Explorer {
    scenario: Scenario,
    told: (u32, u32),
    count: Count,
}

impl Explorer {
    /// Every schedule of a scenario.
    pub fn new(scenario: &Scenario, limits: Limits) -> Self {
        Self::from(scenario, &Moment::start(scenario), limits)
    }

    /// Every way in which a run can go on from a moment; outcomes are those of the whole run.
    pub fn from(scenario: &Scenario, moment: &Moment, limits: Limits) -> Self {
        let mut rules = Rules::new(scenario);
        let start = rules.state(moment);
        let buyers = scenario.buyers.get() as usize;
        let most_failed = match (scenario.store, scenario.fault) {
            (Store::File, _) => buyers,
            (Store::Memory, Fault::KillHolder) => 1,
            (Store::Memory, Fault::None) => 0,
        };
        let Rules { table, turns } = rules;
        let count = Count::new(table, Box::new(turns), &start, (buyers, most_failed), limits);
        Self { scenario: *scenario, told: (moment.sold(), moment.failed()), count }
    }

    /// Works through about so many states. Goes on as long as it has not finished.
    pub fn advance(&mut self, budget: usize) -> Progress {
        self.count.advance(budget)
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        self.count.progress()
    }

    /// What came of it so far: without numbers as long as it has not finished.
    pub fn found(&self) -> Exploration {
        let counted = self.count.found().map(|found| {
            let shares = found.iter().map(|(end, part)| Share {
                outcome: Outcome::from(*end).after(self.told),
                schedules: part.ways.clone(),
                chance: part.chance,
            });
            Counted::new(&self.scenario, shares.collect())
        });
        Exploration { states: self.count.states(), counted }
    }
}

impl Counted {
    fn new(scenario: &Scenario, outcomes: Vec<Share>) -> Self {
        let (mut schedules, mut chance) = (Schedules::default(), Chance::default());
        for share in &outcomes {
            schedules.total += &share.schedules;
            for (is, schedules, chance) in [
                (share.outcome.is_wrong(scenario), &mut schedules.wrong, &mut chance.wrong),
                (share.outcome.is_oversold(scenario), &mut schedules.oversold, &mut chance.oversold),
                (share.outcome.deadlocked, &mut schedules.deadlocked, &mut chance.deadlocked),
            ] {
                if is {
                    *schedules += &share.schedules;
                    *chance += share.chance;
                }
            }
        }
        Self { schedules, chance, outcomes }
    }
}

/// Every schedule of a scenario, at once.
pub fn explore(scenario: &Scenario, limits: Limits) -> Exploration {
    odds(scenario, &Moment::start(scenario), limits)
}

/// Every way in which a run can go on from a moment, at once.
pub fn odds(scenario: &Scenario, moment: &Moment, limits: Limits) -> Exploration {
    let mut explorer = Explorer::from(scenario, moment, limits);
    while explorer.advance(1 << 12) != Progress::Finished {}
    explorer.found()
}
