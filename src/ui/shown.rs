//! What the stage shows: a run that goes on, or one that has ended.

use crate::engine::run_virtual;
use crate::program::Micros;
use crate::scenario::Scenario;
use crate::timeline::{Timeline, build};
use crate::trace::{
    Event, Executor, Failure, Mismatch, RunResult, SameRead, Trace, Verdict, check, first_same_read, judge,
};
use std::rc::Rc;

/// The most buyers whose expected run is drawn before they run.
const MOST_EXPECTED: u32 = 200;

/// What virtual time expects of a scenario, in the time it will take at its speed; nothing where
/// there are too many buyers to draw.
pub fn expected(scenario: &Scenario) -> Timeline {
    if scenario.buyers.get() > MOST_EXPECTED {
        return Timeline::default();
    }
    let mut trace = run_virtual(scenario);
    for event in &mut trace.events {
        event.at = scenario.speed.shorten(event.at);
    }
    build(scenario, &trace.events, 0)
}

/// A run as far as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// What runs.
    pub scenario: Scenario,
    /// Who runs it.
    pub executor: Executor,
    /// What has happened so far.
    pub events: Rc<Vec<Event>>,
    /// Time since the gate opened.
    pub now: Micros,
    /// Who has failed so far.
    pub failures: Vec<Failure>,
    /// The end, once it has come.
    pub finished: Option<Rc<Finished>>,
}

/// A run that has ended, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Finished {
    /// What happened.
    pub trace: Rc<Trace>,
    /// How it went.
    pub verdict: Verdict,
    /// Why it went wrong, if it did.
    pub why: Option<SameRead>,
    /// Whether the model admits every event.
    pub checked: Result<(), Mismatch>,
}

impl Finished {
    /// Judges and checks a trace.
    pub fn new(trace: Rc<Trace>) -> Self {
        Self { verdict: judge(&trace), why: first_same_read(&trace), checked: check(&trace), trace }
    }

    /// The result for machines.
    pub fn result(&self) -> RunResult {
        RunResult::new(&self.trace, &self.verdict, None)
    }
}

impl Shown {
    /// A run that has not begun.
    pub fn new(scenario: Scenario, executor: Executor) -> Self {
        Self { scenario, executor, events: Rc::default(), now: 0, failures: Vec::new(), finished: None }
    }

    /// From now on the whole trace is shown.
    pub fn finish(&mut self, finished: Rc<Finished>) {
        self.events = Rc::new(finished.trace.events.clone());
        self.failures.clone_from(&finished.trace.failures);
        self.now = 0;
        self.finished = Some(finished);
    }

    /// The timeline of what is shown.
    pub fn timeline(&self) -> Timeline {
        build(&self.scenario, &self.events, self.now)
    }
}
