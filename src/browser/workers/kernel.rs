//! What a kernel does for processes: it starts them, lets them run, and cleans up after the dead.
//!
//! It owns the workers; dropping it stops the run and ends them all. It judges nobody: who is dead, [`Life`] and the
//! watchman say.

use super::BuyerModule;
use super::crew::Member;
use super::lanes::Lanes;
use super::life::{Life, Report, Stage};
use crate::browser::shared::Words;
use crate::program::{BuyerId, Micros};
use crate::scenario::{Guard, Scenario};
use crate::trace::holds;
use wasm_bindgen::JsValue;

/// The kernel of one run.
pub(super) struct Kernel {
    scenario: Scenario,
    words: Words,
    /// The workers of those who are not dead.
    members: Vec<(BuyerId, Member)>,
    opened: bool,
}

impl Kernel {
    /// For a run in these words; nobody is started yet.
    pub(super) const fn new(scenario: Scenario, words: Words) -> Self {
        Self { scenario, words, members: Vec::new(), opened: false }
    }

    /// Starts a process. What it says reaches `report`.
    ///
    /// # Errors
    /// When the browser starts no worker, or posts it no shared memory.
    pub(super) fn start(
        &mut self,
        module: &BuyerModule,
        who: BuyerId,
        report: impl Fn(BuyerId, Report) + Clone + 'static,
    ) -> Result<(), JsValue> {
        self.members.push((who, Member::start(module, &self.words, who, report)?));
        Ok(())
    }

    /// Whether the gate is open, were it only for the first.
    pub(super) const fn is_open(&self) -> bool {
        self.opened
    }

    /// Time since the gate opened; 0 before.
    pub(super) fn elapsed(&self) -> Micros {
        if self.opened { self.words.elapsed() } else { 0 }
    }

    /// Opens the gate: to all, or under join to the first.
    pub(super) fn open(&mut self, life: &Life) {
        self.opened = true;
        if self.scenario.guard == Guard::Join {
            self.admit_next(life);
        } else {
            self.words.open_gate(self.scenario.processes());
        }
    }

    /// Under join, the first of those who are left runs, and the others wait at the gate; once it is gone, the next one
    /// may start. Whoever dies at the gate opens it to nobody.
    pub(super) fn admit_next(&self, life: &Life) {
        if self.opened
            && self.scenario.guard == Guard::Join
            && let Some(first) = life.at(Stage::Ready).first()
        {
            self.words.open_gate(*first);
        }
    }

    /// Ends the worker of a dead process. It will ask the clerk nothing more, and a robust lock that it has is freed.
    pub(super) fn bury(&mut self, who: BuyerId, lanes: &Lanes) {
        self.members.retain(|(member, _)| *member != who);
        if who <= self.scenario.buyers.get() {
            self.words.leave_for_the_dead();
        }
        if self.leaves_robust_lock(who, lanes) {
            self.words.bury_owner();
        }
    }

    /// Whether a dead process has a lock that is to go on without it.
    fn leaves_robust_lock(&self, who: BuyerId, lanes: &Lanes) -> bool {
        self.scenario.robust && holds(&lanes.events(who))
    }

    /// Ends so many workers. The buffer stays readable.
    pub(super) fn end_some(&mut self, most: usize) {
        self.members.truncate(self.members.len().saturating_sub(most));
    }

    /// The workers that are left, which somebody else ends now.
    pub(super) fn dismiss(&mut self) -> Vec<Member> {
        core::mem::take(&mut self.members).into_iter().map(|(_, member)| member).collect()
    }
}

impl Drop for Kernel {
    fn drop(&mut self) {
        // Whoever sleeps wakes up and sees it, also where the browser lets a worker come to the end of its turn.
        self.words.stop();
    }
}
