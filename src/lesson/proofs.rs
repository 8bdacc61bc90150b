//! What has been counted of all schedules, by scenario. Where buyers can come to does not depend on how long anything takes,
//! so scenarios that differ in that alone are counted once.

use crate::scenario::Scenario;

/// What is known of every schedule of a scenario; numbers that no float can tell from their neighbours are as near as it
/// gets, 0 is exact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proof {
    /// How many there are.
    pub total: f64,
    /// How many of them are wrong.
    pub wrong: f64,
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub struct Proofs(Vec<(Scenario, Option<Proof>)>);

fn timeless(scenario: &Scenario) -> Scenario {
    let Scenario { tickets, buyers, guard, store, fault, robust, .. } = *scenario;
    Scenario { tickets, buyers, guard, store, fault, robust, ..Scenario::default() }
}

impl Proofs {
    /// Of this scenario that has been counted; nothing where a limit was met.
    pub fn add(&mut self, scenario: &Scenario, proof: Option<Proof>) {
        if !self.knows(scenario) {
            self.0.push((timeless(scenario), proof));
        }
    }

    /// Whether a scenario has been counted, or cannot be.
    pub fn knows(&self, scenario: &Scenario) -> bool {
        self.0.iter().any(|(known, _)| *known == timeless(scenario))
    }

    /// What has been counted of a scenario.
    pub fn get(&self, scenario: &Scenario) -> Option<Proof> {
        self.0.iter().find(|(known, _)| *known == timeless(scenario)).and_then(|(_, proof)| *proof)
    }
}
