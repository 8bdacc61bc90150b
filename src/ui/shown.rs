//! What the stage shows: a run that goes on, or one that has ended.

use super::crowd::Crowd;
use crate::engine::run_virtual;
use crate::program::{Action as Did, Micros, Record};
use crate::scenario::Scenario;
use crate::timeline::{Timeline, build};
use crate::trace::{
    Deadlock, Event, Executor, Failure, Mismatch, RunResult, SameRead, Trace, Verdict, check, deadlock, file_after,
    first_same_read, judge,
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
    /// The whole run, once it is known.
    pub finished: Option<Rc<Finished>>,
    /// How many buyers have ended, while very many are counted.
    pub ended: u32,
    /// Very many buyers, once they are counted.
    pub crowd: Option<Rc<Crowd>>,
    /// Where a run that is known stands while it is played; `None` when all of it is shown.
    pub cursor: Option<Cursor>,
}

/// How far a known run is played.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cursor {
    /// How many of its events are shown.
    pub index: usize,
    /// The playhead, in microseconds of the run.
    pub now: f64,
    /// Whether time goes on by itself.
    pub playing: bool,
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
    /// Who waits for whom, if nobody could go on.
    pub deadlock: Option<Deadlock>,
    /// Whether the model admits every event.
    pub checked: Result<(), Mismatch>,
    /// The text that replays exactly this run; `None` when a worker failed.
    pub schedule: Option<String>,
    /// Whether its times are virtual.
    pub simulated: bool,
    /// When the playhead passes each event: its time, or that of an earlier one whose clock was ahead.
    pub passed: Vec<Micros>,
}

/// The answer to a run, however it was recorded.
pub struct Answer<'a> {
    /// What was run.
    pub scenario: &'a Scenario,
    /// Who ran it.
    pub executor: Executor,
    /// How it went.
    pub verdict: &'a Verdict,
    /// Why it went wrong, if it did.
    pub why: Option<SameRead>,
    /// Who waits for whom, if nobody could go on.
    pub deadlock: Option<&'a Deadlock>,
    /// What happened, where it was kept.
    pub events: &'a [Event],
    /// Whether the model admits every event; `None` where the events were not kept.
    pub checked: Option<bool>,
}

impl Shown {
    /// The answer, once there is one.
    pub fn answer(&self) -> Option<Answer<'_>> {
        if let Some(crowd) = &self.crowd {
            let (scenario, verdict, why) = (&crowd.census.scenario, &crowd.verdict, crowd.why);
            let executor = self.executor;
            return Some(Answer { scenario, executor, verdict, why, deadlock: None, events: &[], checked: None });
        }
        self.finished.as_ref().map(|finished| finished.answer())
    }
}

impl Finished {
    /// The answer.
    pub fn answer(&self) -> Answer<'_> {
        Answer {
            scenario: &self.trace.scenario,
            executor: self.trace.executor,
            verdict: &self.verdict,
            why: self.why,
            deadlock: self.deadlock.as_ref(),
            events: &self.trace.events,
            checked: Some(self.checked.is_ok()),
        }
    }

    /// Judges and checks a trace.
    pub fn new(trace: Rc<Trace>, schedule: Option<String>, simulated: bool) -> Self {
        let mut latest = 0;
        let pass = |event: &Event| {
            latest = event.at.max(latest);
            latest
        };
        Self {
            verdict: judge(&trace),
            why: first_same_read(&trace),
            deadlock: deadlock(&trace.failures),
            checked: check(&trace),
            schedule,
            simulated,
            passed: trace.events.iter().map(pass).collect(),
            trace,
        }
    }

    /// The end of the run, in microseconds.
    pub fn end(&self) -> Micros {
        self.passed.last().copied().unwrap_or(0)
    }

    /// How many events are shown once the first lost update has just happened; `None` without one.
    pub fn first_lost(&self) -> Option<usize> {
        Some(self.why?.lost_at? + 1)
    }

    /// The result for machines.
    pub fn result(&self) -> RunResult {
        RunResult::new(self.trace.executor, &self.trace.scenario, &self.verdict, self.schedule.clone())
    }
}

impl Shown {
    /// A run that has not begun.
    pub fn new(scenario: Scenario, executor: Executor) -> Self {
        Self {
            scenario,
            executor,
            events: Rc::default(),
            now: 0,
            failures: Vec::new(),
            finished: None,
            ended: 0,
            crowd: None,
            cursor: None,
        }
    }

    /// From now on the whole trace is shown.
    pub fn finish(&mut self, finished: Rc<Finished>) {
        self.events = Rc::new(finished.trace.events.clone());
        self.failures.clone_from(&finished.trace.failures);
        self.now = 0;
        self.cursor = None;
        self.finished = Some(finished);
    }

    /// From now on the run is played, from its beginning.
    pub fn play(&mut self, finished: Rc<Finished>) {
        self.finish(finished);
        self.seek(0);
        if let Some(cursor) = &mut self.cursor {
            cursor.playing = true;
        }
    }

    /// Shows so many events of a run that is known.
    pub fn seek(&mut self, index: usize) {
        let Some(finished) = self.finished.clone() else { return };
        let index = index.min(finished.passed.len());
        let now = index.checked_sub(1).map_or(0, |last| finished.passed[last]);
        let playing = self.cursor.is_some_and(|cursor| cursor.playing);
        self.point(&finished, Cursor { index, now: float(now), playing });
    }

    /// Shows so many events more, or fewer.
    pub fn step(&mut self, by: i32) {
        let Some(finished) = &self.finished else { return };
        let index = self.cursor.map_or(finished.passed.len(), |cursor| cursor.index);
        self.seek(index.saturating_add_signed(by as isize));
    }

    /// Lets time go on, in microseconds of the run; `false` when its end is reached.
    pub fn advance(&mut self, by: f64) -> bool {
        let (Some(finished), Some(cursor)) = (self.finished.clone(), self.cursor) else { return false };
        let now = cursor.now + by;
        let index = finished.passed.partition_point(|at| float(*at) <= now).max(cursor.index);
        self.point(&finished, Cursor { index, now, ..cursor });
        index < finished.passed.len()
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a playhead is not negative")]
    fn point(&mut self, finished: &Finished, cursor: Cursor) {
        if self.cursor.is_none_or(|before| before.index != cursor.index) {
            self.events = Rc::new(finished.trace.events[..cursor.index].to_vec());
        }
        self.now = cursor.now as Micros;
        self.cursor = Some(cursor);
    }

    /// How a run that is played stands at the playhead.
    pub fn so_far(&self) -> Verdict {
        let written = self.events.iter().rev().find_map(|event| match event.action {
            Did::Sent(record) => Some(record),
            action => action.written().map(|(put, _)| put),
        });
        let last = written.unwrap_or_else(|| Record::initial(self.scenario.tickets.get()));
        judge(&Trace {
            scenario: self.scenario,
            executor: self.executor,
            events: self.events.to_vec(),
            last,
            file: file_after(&self.scenario, &self.events),
            failures: Vec::new(),
        })
    }

    /// Whether its times are virtual.
    pub fn is_simulated(&self) -> bool {
        let schedule = self.finished.as_ref().map(|finished| finished.simulated);
        schedule.unwrap_or(self.executor == Executor::Virtual)
    }

    /// Tickets sold in what is shown.
    pub fn sold(&self) -> u32 {
        if let Some(crowd) = &self.crowd {
            return crowd.verdict.sold;
        }
        self.events.iter().map(|event| u32::from(event.action == Did::Bought)).sum()
    }

    /// The timeline of what is shown.
    pub fn timeline(&self) -> Timeline {
        build(&self.scenario, &self.events, self.now)
    }
}

/// Microseconds as a number that time is added to in fractions.
#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
const fn float(micros: Micros) -> f64 {
    micros as f64
}
