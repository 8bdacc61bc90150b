//! Who is silent, who waits for ever, who is slow to start? The watchman is asked once a tick, tells, and ends nobody.
//!
//! Decided in ticks of the page's own timer, not in time: when the machine sleeps, page and workers sleep together and
//! nobody is suspected.

use super::lanes::Lanes;
use super::life::{Life, Stage};
use crate::program::BuyerId;
use crate::scenario::Scenario;
use crate::trace::{dead_holder, holds};

/// Milliseconds between two ticks.
pub(super) const TICK: u32 = 200;

/// Ticks without a sign of life after which a running process counts as silent: one second.
const SILENT: u32 = 5;

/// Ticks without an event after which those who all wait for a dead process are given up: well within a second.
const STUCK: u32 = 3;

/// Ticks without any worker becoming ready after which the slow ones are named: one second.
const SLOW: u32 = 5;

/// Ticks without any worker becoming ready after which the others are given up.
const GIVEN_UP: u32 = 20;

/// What the ticks since the last sign of life mean for the start of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// Workers are becoming ready.
    Going,
    /// None has become ready for a while.
    Slow,
    /// None will.
    GivenUp,
}

/// A number that is watched, and the ticks since it changed.
#[derive(Clone, Copy, Debug, Default)]
struct Watched {
    last: u32,
    quiet: u32,
}

impl Watched {
    /// A tick; for how many the number has stood still.
    fn tick(&mut self, now: u32) -> u32 {
        if now == self.last {
            self.quiet += 1;
        } else {
            (self.last, self.quiet) = (now, 0);
        }
        self.quiet
    }
}

/// Counts quiet ticks of one run.
#[derive(Debug)]
pub(super) struct Watchman {
    scenario: Scenario,
    ready: Watched,
    /// By number: a sign of life.
    signs: Vec<Watched>,
    recorded: Watched,
}

impl Watchman {
    /// Nothing is seen yet.
    pub(super) fn new(scenario: Scenario) -> Self {
        let signs = vec![Watched::default(); scenario.processes() as usize];
        Self { scenario, ready: Watched::default(), signs, recorded: Watched::default() }
    }

    /// A tick before the gate opens: how the start goes.
    pub(super) fn starts(&mut self, life: &Life) -> Start {
        match self.ready.tick(life.count(Stage::Ready)) {
            GIVEN_UP.. => Start::GivenUp,
            SLOW.. => Start::Slow,
            _ => Start::Going,
        }
    }

    /// A tick of the run: who of those who run has gone silent.
    pub(super) fn silent(&mut self, life: &Life, lanes: &Lanes) -> Vec<BuyerId> {
        let mut running = life.at(Stage::Ready);
        running.retain(|who| {
            let sign = self.signs.get_mut(*who as usize - 1);
            sign.is_some_and(|sign| sign.tick(lanes.sign(*who)) >= SILENT)
        });
        running
    }

    /// A tick of the run: for whom everybody who is left waits in vain. Nobody can go on then.
    pub(super) fn missed(&mut self, life: &Life, lanes: &Lanes) -> Option<BuyerId> {
        let quiet = self.recorded.tick(lanes.recorded());
        if quiet < STUCK || !life.at(Stage::Ready).iter().all(|who| lanes.waits(*who)) {
            return None;
        }
        // A worker may have died just after it had taken the lock, and before it could write that down.
        let suspected = || life.failures().last().map(|(_, failure)| failure.buyer).filter(|_| quiet >= SILENT);
        self.dead_holder(life, lanes).or_else(suspected)
    }

    /// Who died with what the others need, by what its lane says.
    fn dead_holder(&self, life: &Life, lanes: &Lanes) -> Option<BuyerId> {
        let dead = life.at(Stage::Dead).into_iter().chain(life.at(Stage::Failed));
        dead_holder(&self.scenario, dead.map(|who| (who, holds(&lanes.events(who)))))
    }
}
