//! How far the page is, and what is open on it.

use crate::program::BuyerId;
use crate::scenario::View;

/// How far the page is.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// The buyers' module is on its way.
    Loading,
    /// Ready, nothing has run yet, or the scenario changed since.
    Idle,
    /// Another frame of the page around this one is running; this one is next.
    Queued,
    /// Workers are starting.
    Starting {
        /// How many stand at the gate.
        ready: u32,
        /// Who has kept the others waiting for a second.
        slow: Vec<BuyerId>,
    },
    /// Buyers are running, or a simulated run is played for the first time.
    Running,
    /// A run that is known is played again.
    Replaying,
    /// A run has ended.
    Done,
    /// A run was cancelled.
    Cancelled,
    /// Nothing can run here; why.
    Failed(String),
}

impl Phase {
    /// The name in `data-state`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Idle => "idle",
            Self::Queued => "queued",
            Self::Starting { .. } => "starting",
            Self::Running => "running",
            Self::Replaying => "replaying",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed(_) => "failed",
        }
    }

    /// Whether a run is under way.
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Queued | Self::Starting { .. } | Self::Running)
    }
}

/// Which panel is open below the stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The script's output.
    #[default]
    Log,
    /// Every guard side by side.
    Compare,
    /// The timeline as a table.
    Table,
    /// The purchase as code.
    Code,
    /// The same scenario with many seeds.
    Chance,
    /// How oversells depend on one parameter.
    Sweep,
}

impl Tab {
    /// The panel that a link with this view opens.
    pub fn of(view: View) -> Self {
        if view == View::Compare { Self::Compare } else { Self::default() }
    }
}
