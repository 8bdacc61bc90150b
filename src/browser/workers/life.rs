//! How far each process of a run has come, and who failed of what: bookkeeping alone.
//!
//! It calls no browser, reads no buffer and no clock, so it can be reasoned about, and tested, by itself. Invariant: a
//! process starts at most once and comes to at most one end; what does not fit its stage changes nothing.

use crate::program::{BuyerId, Micros};
use crate::trace::{Cause, Failure};

/// How far a process has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Its worker has not said anything yet.
    Starting,
    /// It stands at the gate, or runs.
    Ready,
    /// Its program has ended.
    Ended,
    /// Its program let it die.
    Dead,
    /// It could not go on, or was given up.
    Failed,
}

/// What a worker says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Report {
    /// It stands at the gate.
    Ready,
    /// Its program has ended.
    Ended,
    /// Its program let it die, with all it held.
    Dead,
    /// It cannot go on, with the browser's words.
    Failed(String),
}

/// What follows from a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// One more stands at the gate.
    Ready,
    /// It has ended.
    Ended,
    /// It has died.
    Died,
    /// It fails for this cause; to be written down with [`Life::fail`].
    Fails(Cause),
}

/// The processes of one run, numbered from 1.
#[derive(Clone, Debug)]
pub(super) struct Life {
    stages: Vec<Stage>,
    failures: Vec<(Micros, Failure)>,
}

impl Life {
    /// So many processes, all of them starting.
    pub(super) fn new(processes: u32) -> Self {
        Self { stages: vec![Stage::Starting; processes as usize], failures: Vec::new() }
    }

    /// A process reports; `None` when nothing follows from it.
    pub(super) fn hear(&mut self, who: BuyerId, report: Report) -> Option<News> {
        let (stage, news) = match (self.stage(who)?, report) {
            (Stage::Starting, Report::Ready) => (Stage::Ready, News::Ready),
            (Stage::Ready, Report::Ended) => (Stage::Ended, News::Ended),
            (Stage::Ready, Report::Dead) => (Stage::Dead, News::Died),
            (Stage::Starting, Report::Failed(text)) => return Some(News::Fails(Cause::DidNotStart(text))),
            (Stage::Ready, Report::Failed(text)) => return Some(News::Fails(Cause::Threw(text))),
            _ => return None,
        };
        self.enter(who, stage);
        Some(news)
    }

    /// Writes down that a process fails, and when that was noticed; `None` when it has come to its end before.
    pub(super) fn fail(&mut self, who: BuyerId, cause: Cause, at: Micros) -> Option<Failure> {
        if !matches!(self.stage(who)?, Stage::Starting | Stage::Ready) {
            return None;
        }
        self.enter(who, Stage::Failed);
        let failure = Failure { buyer: who, cause };
        self.failures.push((at, failure.clone()));
        Some(failure)
    }

    /// Who is at this stage, by number.
    pub(super) fn at(&self, stage: Stage) -> Vec<BuyerId> {
        (1..).zip(&self.stages).filter(|(_, at)| **at == stage).map(|(who, _)| who).collect()
    }

    /// How many are at this stage.
    pub(super) fn count(&self, stage: Stage) -> u32 {
        self.stages.iter().map(|at| u32::from(*at == stage)).sum()
    }

    /// Whether everybody who can stand at the gate does.
    pub(super) fn all_started(&self) -> bool {
        self.count(Stage::Starting) == 0
    }

    /// Whether everybody has come to an end.
    pub(super) fn is_over(&self) -> bool {
        self.all_started() && self.count(Stage::Ready) == 0
    }

    /// Who failed, in the order in which it was noticed.
    pub(super) fn failures(&self) -> &[(Micros, Failure)] {
        &self.failures
    }

    fn stage(&self, who: BuyerId) -> Option<Stage> {
        self.stages.get((who as usize).checked_sub(1)?).copied()
    }

    fn enter(&mut self, who: BuyerId, stage: Stage) {
        if let Some(place) = self.stages.get_mut((who as usize).wrapping_sub(1)) {
            *place = stage;
        }
    }
}
