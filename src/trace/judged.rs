//! A run that has ended, judged: all that the page knows of it, made from its trace alone.

use super::{
    Census, Deadlock, Event, Executor, Mismatch, Origin, RunResult, SameRead, Trace, Verdict, check, deadlock,
    first_same_read, interrupted, judge,
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
    /// The text that replays exactly this run; `None` when a worker failed.
    pub schedule: Option<String>,
    /// The same as a hash carries it, with its origin.
    pub recording: Option<String>,
    /// Where it was executed, and when, or what the hash says instead and cannot be read.
    pub origin: Option<Result<Origin, String>>,
    /// Whether its times are virtual.
    pub simulated: bool,
    /// For how long it was interrupted, in microseconds of its own time ([`interrupted`]): what is told of its times says
    /// nothing then. 0 when it was not.
    pub interrupted: Micros,
    /// In which steps the clock goes with which its times were taken here, in microseconds; 0 where that is not known.
    pub clock_step: Micros,
    /// When a playhead passes each event: its time, or that of an earlier one whose clock was ahead. Ascending.
    pub passed: Vec<Micros>,
}

impl Judged {
    /// Judges and checks a trace. `recording` is the text that replays it, as a hash carries it.
    pub fn new(trace: Rc<Trace>, recording: Option<String>, simulated: bool) -> Self {
        let (schedule, origin) = match recording.as_deref().map(Origin::split) {
            Some((schedule, origin)) => (Some(schedule.to_owned()), origin),
            None => (None, None),
        };
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
            recording,
            origin,
            interrupted: if simulated { 0 } else { interrupted(&trace) },
            clock_step: 0,
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
        let Self { trace, verdict, schedule, interrupted, .. } = self;
        RunResult::new(trace.executor, &trace.scenario, verdict, schedule.clone(), *interrupted)
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
        RunResult::new(Executor::Virtual, &self.census.scenario, &self.verdict, None, 0)
    }
}
