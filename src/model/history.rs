//! Turns that were chosen one after the other, and taken back: what somebody plays who is the scheduler.
//!
//! The turns are all that is kept; every moment is made of them again, so no way of coming to it can make a difference.

use super::{Machine, Moment, Turn};
use crate::program::{Action, BuyerId};
use crate::scenario::Scenario;

/// A run as it has been chosen so far, and what was taken back of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// Steps of a recorded run, up to where the choosing began, and where that was.
    before: Vec<Turn>,
    /// How many of these had been recorded; the others are local steps that follow from them.
    recorded: usize,
    start: Moment,
    /// Chosen, and behind `at` taken back.
    turns: Vec<BuyerId>,
    at: usize,
    present: Moment,
}

impl History {
    /// At the beginning of a scenario.
    pub fn new(scenario: &Scenario) -> Self {
        let mut before = Vec::new();
        let start = Moment::within(Machine::new(scenario), 0, 0, &mut recorder(&mut before));
        Self { before, recorded: 0, present: start.clone(), start, turns: Vec::new(), at: 0 }
    }

    /// At any instant of a recorded run; `None` when these turns are not possible.
    pub fn within(scenario: &Scenario, recorded: &[Turn]) -> Option<Self> {
        let mut machine = Machine::new(scenario);
        let (mut sold, mut failed, mut before) = (0, 0, recorded.to_vec());
        for turn in recorded {
            let action = machine.take(*turn)?;
            sold += u32::from(action == Action::Bought);
            failed += u32::from(action.is_death() && turn.buyer <= scenario.buyers.get());
        }
        let start = Moment::within(machine, sold, failed, &mut recorder(&mut before));
        Some(Self { before, recorded: recorded.len(), present: start.clone(), start, turns: Vec::new(), at: 0 })
    }

    /// With these turns; `None` when they are not possible.
    pub fn with(mut self, turns: &[BuyerId]) -> Option<Self> {
        turns.iter().all(|id| self.take(*id)).then_some(self)
    }

    /// Where it stands.
    pub const fn present(&self) -> &Moment {
        &self.present
    }

    /// Where the choosing began.
    pub const fn start(&self) -> &Moment {
        &self.start
    }

    /// How many steps had been recorded before that.
    pub const fn before(&self) -> usize {
        self.recorded
    }

    /// How often a turn was taken from somebody who could have gone on, up to the present.
    pub fn preemptions(&self) -> usize {
        let (mut moment, mut last, mut count) = (self.start.clone(), None, 0);
        for id in &self.turns[..self.at] {
            count += usize::from(last.is_some_and(|last| last != *id && moment.machine().is_enabled(last)));
            moment.take(*id, &mut |_, _| ());
            last = Some(*id);
        }
        count
    }

    /// All turns that were chosen, also those taken back.
    pub fn turns(&self) -> &[BuyerId] {
        &self.turns
    }

    /// How many of them are taken.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Lets a process take its turn; what was taken back is forgotten. Gives whether it could; else nothing changes.
    pub fn take(&mut self, id: BuyerId) -> bool {
        let can = self.present.take(id, &mut |_, _| ());
        if can {
            self.turns.truncate(self.at);
            self.turns.push(id);
            self.at += 1;
        }
        can
    }

    /// Takes the last turn back, if there is one.
    pub fn undo(&mut self) -> bool {
        self.at > 0 && self.jump(self.at - 1)
    }

    /// Takes the turn again that was taken back last, if there is one.
    pub fn redo(&mut self) -> bool {
        self.jump(self.at + 1)
    }

    /// Takes all turns back.
    pub fn restart(&mut self) {
        self.jump(0);
    }

    /// To where so many turns are taken. Gives whether so many were chosen; else nothing changes.
    pub fn jump(&mut self, at: usize) -> bool {
        if at > self.turns.len() {
            return false;
        }
        if at < self.at {
            (self.present, self.at) = (self.start.clone(), 0);
        }
        for id in &self.turns[self.at..at] {
            self.present.take(*id, &mut |_, _| ());
        }
        self.at = at;
        true
    }

    /// The steps of the run up to the present, as they are recorded. Where nobody can go on, whoever waits has tried.
    pub fn recorded(&self) -> Vec<Turn> {
        let (mut moment, mut steps) = (self.start.clone(), self.before.clone());
        for id in &self.turns[..self.at] {
            moment.take(*id, &mut recorder(&mut steps));
        }
        if moment.is_over() {
            let mut machine = moment.machine().clone();
            let waiting: Vec<BuyerId> = machine.left().collect();
            let tries = waiting.into_iter().map(|buyer| Turn { buyer, blocked: true });
            steps.extend(tries.filter(|turn| machine.take(*turn).is_some()));
        }
        steps
    }
}

/// Each action is a step.
fn recorder(steps: &mut Vec<Turn>) -> impl FnMut(BuyerId, Action) + '_ {
    |buyer, _| steps.push(Turn { buyer, blocked: false })
}
