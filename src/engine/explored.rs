//! What an exploration found, for machines: section "Every schedule" of the contract, field by field.
//!
//! Counts are decimal strings, since they may have hundreds of digits.

use crate::model::explore::{Exploration, Share};
use crate::scenario::Scenario;
use crate::trace::ScenarioEcho;
use serde::Serialize;

/// What `oversold:explored` carries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explored {
    /// Every parameter that describes the scenario.
    pub scenario: ScenarioEcho,
    /// Whether all was counted; else a limit was met.
    pub complete: bool,
    /// How many states there are; how many were found, where a limit was met.
    pub states: u64,
    /// How many schedules; nothing is known where a limit was met.
    pub schedules: Counts,
    /// How likely.
    pub chance: Chances,
    /// Each outcome, ordered by sold, left, failed; none where a limit was met.
    pub outcomes: Vec<OutcomeEcho>,
    /// The wrong schedule with the fewest preemptions; `None` where nothing is wrong, or none was found.
    pub shortest: Option<Shortest>,
}

/// How many schedules there are, and of what kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "see model::explore::Schedules")]
pub struct Counts {
    pub total: Option<String>,
    pub wrong: Option<String>,
    pub oversold: Option<String>,
    pub deadlocked: Option<String>,
}

/// The probabilities of the same.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[allow(missing_docs, reason = "see model::explore::Chance")]
pub struct Chances {
    pub wrong: Option<f64>,
    pub oversold: Option<f64>,
    pub deadlocked: Option<f64>,
}

/// How schedules end, and how many do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "see model::explore::Outcome")]
pub struct OutcomeEcho {
    pub sold: u32,
    pub left: u32,
    pub failed: u32,
    pub deadlocked: bool,
    pub schedules: String,
    pub chance: f64,
}

/// The wrong schedule with the fewest preemptions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shortest {
    /// How often a turn is taken from somebody who could have gone on.
    pub preemptions: u32,
    /// How many turns it has.
    pub turns: u32,
    /// Its text, as `#t=` carries it.
    pub schedule: String,
}

impl Explored {
    /// What was found of a scenario.
    pub fn new(scenario: &Scenario, found: &Exploration, shortest: Option<Shortest>) -> Self {
        let mut explored = Self {
            scenario: ScenarioEcho::new(scenario),
            complete: false,
            states: found.states,
            schedules: Counts::default(),
            chance: Chances::default(),
            outcomes: Vec::new(),
            shortest,
        };
        if let Some(counted) = &found.counted {
            let (all, chance) = (&counted.schedules, &counted.chance);
            explored.complete = true;
            explored.schedules = Counts {
                total: Some(all.total.to_string()),
                wrong: Some(all.wrong.to_string()),
                oversold: Some(all.oversold.to_string()),
                deadlocked: Some(all.deadlocked.to_string()),
            };
            explored.chance = Chances {
                wrong: Some(chance.wrong),
                oversold: Some(chance.oversold),
                deadlocked: Some(chance.deadlocked),
            };
            explored.outcomes = counted.outcomes.iter().map(outcome).collect();
        }
        explored
    }
}

fn outcome(share: &Share) -> OutcomeEcho {
    let end = share.outcome;
    OutcomeEcho {
        sold: end.sold,
        left: end.left,
        failed: end.failed,
        deadlocked: end.deadlocked,
        schedules: share.schedules.to_string(),
        chance: share.chance,
    }
}
