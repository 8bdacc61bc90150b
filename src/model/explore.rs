//! `explore`: every schedule, exhaustively, for small numbers of buyers.
//!
//! A depth-first search over who takes the next turn. Steps that touch nothing shared are executed
//! together with the shared step before them, since their place among the others' steps changes
//! nothing; so a schedule is an order of the shared steps: look, read, write, acquire, release.

use super::Machine;
use crate::program::{Action, BuyerId};
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// What all schedules together lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exploration {
    /// How many schedules there are.
    pub schedules: u64,
    /// How many of them lead to each outcome: (tickets sold, tickets left in the record).
    pub outcomes: BTreeMap<(u32, u32), u64>,
    /// How many end with buyers blocked for ever.
    pub deadlocks: u64,
}

/// Follows every schedule of `buyers` buyers. The number of schedules grows faster than
/// exponentially: two unguarded buyers have 20, three have 1152, so more than four is for the patient.
///
/// Under join there is exactly one schedule, whatever the number of buyers.
pub fn explore(scenario: &Scenario) -> Exploration {
    let mut result = Exploration::default();
    let mut start = State { machine: Machine::new(scenario), sold: 0 };
    start.machine.settle(&mut |_| ());
    start.visit(&mut result);
    result
}

#[derive(Clone)]
struct State {
    machine: Machine,
    sold: u32,
}

impl State {
    fn visit(&self, result: &mut Exploration) {
        let mut ended = true;
        for id in self.machine.enabled() {
            ended = false;
            self.after(id).visit(result);
        }
        if !ended {
            return;
        }
        result.schedules += 1;
        if self.machine.left().next().is_none() {
            let outcome = (self.sold, self.machine.memory().record.count);
            *result.outcomes.entry(outcome).or_insert(0) += 1;
        } else {
            result.deadlocks += 1;
        }
    }

    /// The state to which a turn leads.
    fn after(&self, id: BuyerId) -> Self {
        let mut next = self.clone();
        let mut told = |action| next.sold += u32::from(action == Action::Bought);
        next.machine.turn::<false>(id, &mut told);
        // Under join the next one may start.
        next.machine.settle(&mut told);
        next
    }
}
