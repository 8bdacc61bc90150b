//! An exploration that goes on in slices, and what came of it.

use super::backward::Backward;
use super::forward::Forward;
use super::outcome::Outcome;
use super::outcomes::Outcomes;
use crate::model::Moment;
use crate::scenario::Scenario;
use num_bigint::BigUint;

/// How far an exploration may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most states, what was told left aside.
    pub states: usize,
    /// The most memory, in bytes, about.
    pub bytes: usize,
}

impl Default for Limits {
    /// What a page can do in some seconds.
    fn default() -> Self {
        Self { states: 4_000_000, bytes: 1 << 29 }
    }
}

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

/// How far an exploration has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many states have been found, and it is not known how many there are.
    Finding(u64),
    /// All have been found; of so many parts of a thousand the schedules have been counted.
    Counting(u32),
    /// It has ended.
    Finished,
}

#[derive(Debug)]
enum Stage {
    Forward(Box<Forward>),
    Backward(Backward),
    Outcomes(Outcomes),
    Finished(Option<Counted>),
}

/// An exploration.
#[derive(Debug)]
pub struct Explorer {
    scenario: Scenario,
    limits: Limits,
    told: (u32, u32),
    states: u64,
    stage: Stage,
}

impl Explorer {
    /// Every schedule of a scenario.
    pub fn new(scenario: &Scenario, limits: Limits) -> Self {
        Self::from(scenario, &Moment::start(scenario), limits)
    }

    /// Every way in which a run can go on from a moment; outcomes are those of the whole run.
    pub fn from(scenario: &Scenario, moment: &Moment, limits: Limits) -> Self {
        let told = (moment.sold(), moment.failed());
        let stage = Stage::Forward(Box::new(Forward::new(scenario, moment)));
        Self { scenario: *scenario, limits, told, states: 0, stage }
    }

    /// Works through about so many states. Goes on as long as it has not finished.
    pub fn advance(&mut self, budget: usize) -> Progress {
        match &mut self.stage {
            Stage::Forward(forward) => {
                let more = forward.advance(budget);
                self.states = forward.states;
                let is_too_much = forward.nodes > self.limits.states || forward.bytes() > self.limits.bytes;
                match more {
                    Some(true) if !is_too_much => return Progress::Finding(self.states),
                    Some(false) if !is_too_much => {
                        let kept = forward.bytes();
                        let levels = std::mem::take(&mut forward.done);
                        self.stage = Stage::Backward(Backward::new(levels, kept));
                    }
                    _ => self.stage = Stage::Finished(None),
                }
            }
            Stage::Backward(backward) => {
                let more = backward.advance(budget);
                if backward.bytes() > self.limits.bytes {
                    self.stage = Stage::Finished(None);
                } else if !more {
                    let states = std::mem::take(&mut backward.undecided);
                    self.stage = match backward.first.take() {
                        Some(first) => Stage::Outcomes(Outcomes::new(states, first)),
                        None => Stage::Finished(None),
                    };
                }
            }
            Stage::Outcomes(outcomes) => {
                if !outcomes.advance(budget) {
                    let found = std::mem::take(&mut outcomes.found);
                    let shares = found.into_iter().map(|(end, share)| Share {
                        outcome: end.outcome().after(self.told),
                        schedules: share.schedules,
                        chance: share.chance,
                    });
                    self.stage = Stage::Finished(Some(Counted::new(&self.scenario, shares.collect())));
                }
            }
            Stage::Finished(_) => {}
        }
        self.progress()
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        match &self.stage {
            Stage::Forward(_) => Progress::Finding(self.states),
            Stage::Backward(backward) => Progress::Counting(backward.thousandths()),
            Stage::Outcomes(_) => Progress::Counting(1000),
            Stage::Finished(_) => Progress::Finished,
        }
    }

    /// What came of it so far: without numbers as long as it has not finished.
    pub fn found(&self) -> Exploration {
        let counted = if let Stage::Finished(counted) = &self.stage { counted.clone() } else { None };
        Exploration { states: self.states, counted }
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
