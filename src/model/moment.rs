//! An instant of a run: the machine between two turns, and what its buyers have been told so far.
//!
//! A turn here is one shared step with the local steps after it: where those stand among the others' steps nobody could tell.
//! So a schedule is an order of shared steps. The invariant: everybody whose gate is open stands before a shared step.

use super::Machine;
use crate::program::{Action, BuyerId};
use crate::scenario::Scenario;

/// A machine between two turns, and what was told.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    machine: Machine,
    sold: u32,
    failed: u32,
}

impl Moment {
    /// Before the first turn.
    pub fn start(scenario: &Scenario) -> Self {
        Self::within(Machine::new(scenario), 0, 0, &mut |_, _| ())
    }

    /// Within a run that has come to this, when so many had been told "bought", and so many had died. Whoever has local steps
    /// to take, takes them; what was done is told in order.
    pub fn within(machine: Machine, sold: u32, failed: u32, told: &mut impl FnMut(BuyerId, Action)) -> Self {
        let mut moment = Self { machine, sold, failed };
        moment.hear(told, |machine, told| machine.settle(told));
        moment
    }

    /// The processes, and what they share.
    pub const fn machine(&self) -> &Machine {
        &self.machine
    }

    /// How many buyers have been told "bought".
    pub const fn sold(&self) -> u32 {
        self.sold
    }

    /// How many buyers have died.
    pub const fn failed(&self) -> u32 {
        self.failed
    }

    /// Whether nobody can take a turn: the run is over.
    pub fn is_over(&self) -> bool {
        self.machine.enabled().next().is_none()
    }

    /// The turn of a process and, under join, what the next one does before its first shared step; told in order. Gives
    /// whether it can go on; where it cannot, nothing is done.
    pub fn take(&mut self, id: BuyerId, told: &mut impl FnMut(BuyerId, Action)) -> bool {
        let can = self.machine.is_enabled(id);
        if can {
            self.hear(told, |machine, told| {
                machine.turn::<false>(id, &mut |action| told(id, action));
                machine.settle(told);
            });
        }
        can
    }

    /// Counts what buyers are told, and passes it on.
    fn hear<F: FnMut(BuyerId, Action)>(
        &mut self,
        told: &mut F,
        act: impl FnOnce(&mut Machine, &mut dyn FnMut(BuyerId, Action)),
    ) {
        let Self { machine, sold, failed } = self;
        let buyers = machine.buyers();
        act(machine, &mut |id, action| {
            *sold += u32::from(action == Action::Bought);
            // The clerk is no buyer.
            *failed += u32::from(action.is_death() && id <= buyers);
            told(id, action);
        });
    }
}
