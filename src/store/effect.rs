//! What is to be done outside of the state, as data.

use super::RunId;
use crate::scenario::{Notice, Scenario};
use crate::trace::{Judged, Recording, RunResult};
use std::rc::Rc;

/// Something to be carried out. What comes of it is told by an action.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Load the buyers' module.
    LoadModule,
    /// Start a run on real workers, when it is its turn in this tab.
    Start {
        /// Which.
        run: RunId,
        /// What.
        scenario: Scenario,
    },
    /// End whatever keeps this run going.
    Stop(RunId),
    /// Get what the run needs first.
    Prepare {
        /// Which.
        run: RunId,
        /// What.
        scenario: Scenario,
        /// What it needs.
        needs: Needs,
    },
    /// Put what real workers did into one order, judge it and check it.
    Judge {
        /// Which.
        run: RunId,
        /// What they left behind.
        recording: Rc<Recording>,
    },
    /// Simulate a run of which every event is kept.
    Simulate {
        /// Which.
        run: RunId,
        /// What.
        scenario: Scenario,
    },
    /// Simulate a run of very many buyers.
    Count {
        /// Which.
        run: RunId,
        /// What.
        scenario: Scenario,
    },
    /// Replay the text of a recorded run.
    Open {
        /// Which.
        run: RunId,
        /// The text.
        text: String,
    },
    /// Tell the result to whoever listens.
    Done(RunResult),
    /// Tell the page around this one who will run, once that is known.
    TellReady,
    /// Tell the page around this one what could not be done.
    TellError(Cause),
    /// Simulate a scenario with many seeds.
    Many {
        /// Which series.
        run: RunId,
        /// What.
        scenario: Scenario,
    },
    /// End that series.
    StopMany(RunId),
    /// Measure memory against a file.
    Measure,
    /// Save a run.
    Save {
        /// Which.
        run: Rc<Judged>,
        /// As what.
        form: Form,
    },
}

impl Effect {
    /// Whether the shell cannot carry it out by itself.
    pub const fn needs_runs(&self) -> bool {
        !matches!(self, Self::LoadModule | Self::Start { .. } | Self::Stop(_))
    }

    /// The run it belongs to, if it is of use to that run alone.
    pub const fn run(&self) -> Option<RunId> {
        match self {
            Self::Start { run, .. }
            | Self::Prepare { run, .. }
            | Self::Judge { run, .. }
            | Self::Simulate { run, .. }
            | Self::Count { run, .. }
            | Self::Open { run, .. } => Some(*run),
            Self::LoadModule
            | Self::Stop(_)
            | Self::Done(_)
            | Self::TellReady
            | Self::TellError(_)
            | Self::Many { .. }
            | Self::StopMany(_)
            | Self::Measure
            | Self::Save { .. } => None,
        }
    }
}

/// What a run on real workers, or in a frame, needs before it starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Its turn among the frames of one page.
    pub turn: bool,
    /// The buyers' module.
    pub module: bool,
    /// The file.
    pub file: bool,
}

/// What could not be done, for the page around this one.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// A run is under way.
    Busy,
    /// A parameter could not be used as given.
    Parameter(Notice),
}

/// What a run can be saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Our own file, which the page opens again.
    Json,
    /// One line an event.
    Csv,
    /// The timeline as a picture made of lines.
    Svg,
    /// The timeline as a picture made of dots.
    Png,
    /// For Perfetto.
    ChromeTrace,
}
