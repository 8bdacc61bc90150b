//! A run that has ended, judged: all that the page knows of it, made from its trace alone.

use super::{
    Census, Deadlock, Event, Executor, Mismatch, Origin, RunResult, SameRead, Trace, Verdict, check, deadlock,
    first_same_read, judge,
};
use crate::program::Micros;
use std::rc::Rc;

/// A run of which every event is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
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
    /// The text that replays exactly this run, as a hash carries it, with its origin; `None` when a worker failed.
    pub recording: Option<String>,
    /// Whether its times are virtual.
    pub simulated: bool,
    /// When a playhead passes each event: its time, or that of an earlier one whose clock was ahead. Ascending.
    pub passed: Vec<Micros>,
}

impl Judged {
    /// Judges and checks a trace.
    pub fn new(trace: Rc<Trace>, recording: Option<String>, simulated: bool) -> Self {
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
            recording,
            simulated,
            passed: trace.events.iter().map(pass).collect(),
            trace,
        }
    }

    /// How many events it has.
    pub fn len(&self) -> usize {
        self.passed.len()
    }

    /// Whether nothing happened at all.
    pub fn is_empty(&self) -> bool {
        self.passed.is_empty()
    }

    /// Its end, in microseconds since the gate opened.
    pub fn end(&self) -> Micros {
        self.passed.last().copied().unwrap_or(0)
    }

    /// Where the playhead stands when so many events are shown.
    pub fn time_of(&self, index: usize) -> Micros {
        index.checked_sub(1).and_then(|last| self.passed.get(last)).copied().unwrap_or(0)
    }

    /// How many events are shown once the first lost update has just happened; `None` without one.
    pub fn first_lost(&self) -> Option<usize> {
        Some(self.why?.lost_at? + 1)
    }

    /// The result for machines.
    pub fn result(&self) -> RunResult {
        let schedule = self.recording.as_deref().map(|recording| Origin::split(recording).0.to_owned());
        RunResult::new(self.trace.executor, &self.trace.scenario, &self.verdict, schedule)
    }

    /// Where it was executed, and when, if it was on real workers and that is known.
    pub fn origin(&self) -> Option<Origin> {
        Origin::split(self.recording.as_deref()?).1
    }
}

/// A run of very many buyers, counted row by row.
#[derive(Debug)]
pub struct Counted {
    /// What every buyer did.
    pub census: Census,
    /// How it went.
    pub verdict: Verdict,
    /// Why it went wrong, if it did.
    pub why: Option<SameRead>,
}

/// Each counting is another: a million rows are not compared whenever the page is drawn.
impl PartialEq for Counted {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other)
    }
}

impl Counted {
    /// Judges what was counted.
    pub fn new(census: Census) -> Self {
        Self { verdict: census.verdict(), why: census.same_read(), census }
    }

    /// The result for machines.
    pub fn result(&self) -> RunResult {
        RunResult::new(Executor::Virtual, &self.census.scenario, &self.verdict, None)
    }
}
