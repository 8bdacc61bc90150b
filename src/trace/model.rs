//! The model, followed turn by turn by somebody who knows whose turn it was: a recorded schedule, or a trace to be checked.

use super::Turn;
use crate::program::{Action, Buyer, BuyerId, LocalMemory, Memory, Outcome, Step, compile, step};
use crate::scenario::{Guard, Scenario};

/// All processes of a run, and what they share.
pub struct Model {
    /// What they share.
    pub memory: LocalMemory,
    program: Vec<Step>,
    processes: Vec<Process>,
    joined: bool,
}

struct Process {
    buyer: Buyer,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Outside,
    Running,
    Gone,
}

impl Model {
    /// Everybody before the gate.
    pub fn new(scenario: &Scenario) -> Self {
        let program = compile(scenario);
        let outside = |buyer| Process { buyer, stage: Stage::Outside };
        Self {
            memory: LocalMemory::new(scenario),
            processes: Buyer::all(&program, scenario.buyers.get()).map(outside).collect(),
            joined: scenario.guard == Guard::Join,
            program,
        }
    }

    /// One turn: passing the gate, then step after step. Gives what was done; `None` when it is not possible.
    pub fn take(&mut self, turn: Turn) -> Option<Action> {
        let index = (turn.buyer as usize).checked_sub(1)?;
        let before = index.checked_sub(1).and_then(|before| self.processes.get(before));
        // Joined means that the one before is gone.
        let gate_is_open = !self.joined || before.is_none_or(|process| process.stage == Stage::Gone);
        let Process { buyer, stage } = self.processes.get_mut(index)?;
        match *stage {
            Stage::Gone => return None,
            Stage::Outside => {
                *stage = Stage::Running;
                return (gate_is_open && !turn.blocked).then_some(Action::Started);
            }
            Stage::Running => {}
        }
        if turn.blocked {
            // An attempt at the lock that failed, once per wait. Whether the lock was taken at that very
            // place in the order is not asked: the attempt's own place is known by the clock alone.
            let can_wait = self.program.get(buyer.at).is_some_and(|step| step.can_block()) && !buyer.waited;
            buyer.waited = true;
            return can_wait.then_some(Action::Waiting);
        }
        let mut told = None;
        match step(&self.program, buyer, &mut self.memory, &mut |action| told = Some(action)) {
            Outcome::Blocked => return None,
            Outcome::End | Outcome::Dead => *stage = Stage::Gone,
            Outcome::Did | Outcome::Pause(_) => {}
        }
        told
    }

    /// A worker failed, or was given up. This is no step: it may happen at any time.
    pub fn fail(&mut self, buyer: BuyerId) {
        if let Some(process) = self.processes.get_mut((buyer as usize).wrapping_sub(1)) {
            process.stage = Stage::Gone;
            self.memory.die(buyer);
        }
    }

    /// Who works there, or for whom.
    pub fn on_behalf_of(&self, buyer: BuyerId) -> BuyerId {
        let process = self.processes.get((buyer as usize).wrapping_sub(1));
        process.map_or(buyer, |process| process.buyer.on_behalf_of())
    }

    /// Who has not come to an end.
    pub fn left(&self) -> Vec<BuyerId> {
        let left = self.processes.iter().filter(|process| process.stage != Stage::Gone);
        left.map(|process| process.buyer.id).collect()
    }

    /// Whether all who are left wait, and another attempt of theirs would block too.
    pub fn is_stuck(&self) -> bool {
        let blocks = |process: &Process| {
            let (mut buyer, mut memory) = (process.buyer, self.memory.clone());
            buyer.waited && step(&self.program, &mut buyer, &mut memory, &mut |_| ()) == Outcome::Blocked
        };
        self.processes.iter().filter(|process| process.stage != Stage::Gone).all(blocks)
    }
}
