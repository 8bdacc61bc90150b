//! A run that goes on, on real workers, and what has happened in it so far.

use super::Plan;
use crate::program::BuyerId;
use crate::scenario::Scenario;
use crate::trace::{Event, Failure, Follow, insert_by_time};

/// A run on real workers.
#[derive(Clone, Debug)]
pub struct Live {
    /// What is run.
    pub plan: Plan,
    /// How far it is.
    pub stage: Stage,
    /// Who has failed so far.
    pub failures: Vec<Failure>,
    /// What has happened so far.
    pub course: Course,
}

/// How far a run on real workers is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Workers are starting.
    Starting {
        /// How many stand at the gate.
        ready: u32,
        /// Who has kept the others waiting for a second.
        slow: Vec<BuyerId>,
    },
    /// The gate is open.
    Running {
        /// Since when, in ms of the page's clock.
        opened_at: f64,
    },
    /// All have ended; it is being judged.
    Ended,
}

impl Live {
    /// Workers are being started.
    pub(super) fn new(plan: Plan) -> Self {
        let stage = Stage::Starting { ready: 0, slow: Vec::new() };
        Self { plan, stage, failures: Vec::new(), course: Course::new(&plan.scenario) }
    }

    pub(super) fn ready(&mut self, count: u32) {
        if let Stage::Starting { ready, slow } = &mut self.stage {
            *ready = count;
            slow.clear();
        }
    }

    pub(super) fn slow(&mut self, buyers: Vec<BuyerId>) {
        if let Stage::Starting { slow, .. } = &mut self.stage {
            *slow = buyers;
        }
    }

    pub(super) fn end(&mut self) {
        self.stage = Stage::Ended;
    }
}

/// Events as they came, and how far every process has come with them. It only grows.
#[derive(Clone, Debug)]
pub struct Course {
    /// The events, in the order in which the page read them.
    pub events: Vec<Event>,
    /// The same, followed.
    pub follow: Follow,
}

impl Course {
    /// Nothing has happened yet.
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self { events: Vec::new(), follow: Follow::new(scenario) }
    }

    /// This has happened meanwhile, in any order.
    pub(super) fn extend(&mut self, events: Vec<Event>) {
        // Lanes are read one after the other; each is in its own order, which is kept.
        let mut in_time = Vec::with_capacity(events.len());
        for event in events {
            insert_by_time(&mut in_time, event);
        }
        for event in in_time {
            self.follow.hear(event);
            self.events.push(event);
        }
    }
}
