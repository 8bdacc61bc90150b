//! `explore`: every schedule, exhaustively, for small numbers of buyers.
//!
//! A depth-first search over who takes the next step. Steps that touch nothing shared are executed
//! together with the shared step before them, since their place among the others' steps changes
//! nothing; so a schedule is an order of the shared steps: look, read, write, acquire, release.

use crate::program::{Buyer, LocalMemory, Outcome, Step, compile, step};
use crate::scenario::{Guard, Scenario};
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
    let (guard, buyers) = (scenario.guard, scenario.buyers.get());
    let program = compile(scenario);
    let mut result = Exploration::default();
    let mut start = State {
        buyers: Buyer::all(&program, buyers).map(|buyer| (buyer, false)).collect(),
        memory: LocalMemory::new(scenario),
        sold: 0,
    };
    for i in 0..start.buyers.len() {
        start.run_local(&program, i);
    }
    visit(&program, guard, &start, &mut result);
    result
}

#[derive(Clone)]
struct State {
    /// Each buyer, and whether it has ended.
    buyers: Vec<(Buyer, bool)>,
    memory: LocalMemory,
    sold: u32,
}

fn visit(program: &[Step], guard: Guard, state: &State, result: &mut Exploration) {
    let (mut running, mut moved) = (false, false);
    for i in 0..state.buyers.len() {
        if state.buyers[i].1 {
            continue;
        }
        running = true;
        let mut next = state.clone();
        if next.take_shared(program, i) {
            moved = true;
            visit(program, guard, &next, result);
        }
        if guard == Guard::Join {
            break;
        }
    }
    if !running {
        result.schedules += 1;
        *result.outcomes.entry((state.sold, state.memory.record.count)).or_insert(0) += 1;
    } else if !moved {
        result.schedules += 1;
        result.deadlocks += 1;
    }
}

impl State {
    /// One shared step and the local ones after it; `false` when it blocks.
    fn take_shared(&mut self, program: &[Step], i: usize) -> bool {
        let (buyer, ended) = &mut self.buyers[i];
        match step(program, buyer, &mut self.memory, &mut |_| ()) {
            Outcome::Blocked => return false,
            Outcome::Dead => *ended = true,
            _ => {}
        }
        self.run_local(program, i);
        true
    }

    fn run_local(&mut self, program: &[Step], i: usize) {
        let (buyer, ended) = &mut self.buyers[i];
        while !*ended && program.get(buyer.at).is_none_or(|step| !step.is_shared()) {
            if program.get(buyer.at) == Some(&Step::Bought) {
                self.sold += 1;
            }
            *ended = matches!(step(program, buyer, &mut self.memory, &mut |_| ()), Outcome::End | Outcome::Dead);
        }
    }
}
