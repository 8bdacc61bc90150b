//! How far the page is, in one word.

use super::{Run, Stage};

/// How far the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// What the next run needs is on its way.
    Loading,
    /// Ready; nothing has run yet, or the scenario changed since.
    Idle,
    /// The run waits for its turn, or for what it needs.
    Queued,
    /// Workers are starting.
    Starting,
    /// Buyers are running, or a simulated run is played for the first time.
    Running,
    /// A run that is known is played again.
    Replaying,
    /// A run has ended.
    Done,
    /// A run was cancelled.
    Cancelled,
    /// Nothing can run here.
    Failed,
}

impl Phase {
    /// The name in `data-state`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Idle => "idle",
            Self::Queued => "queued",
            Self::Starting => "starting",
            Self::Running => "running",
            Self::Replaying => "replaying",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    /// What the page around a frame is told of it; nothing while there is nothing to tell.
    pub const fn told(self) -> Option<&'static str> {
        match self {
            Self::Loading | Self::Failed => None,
            Self::Queued | Self::Starting | Self::Running => Some("running"),
            Self::Replaying => Some("replaying"),
            Self::Idle | Self::Done | Self::Cancelled => Some("idle"),
        }
    }
}

impl Run {
    /// How far it is; `None` where there is no run.
    pub(in crate::store) fn phase(&self) -> Option<Phase> {
        Some(match self {
            Self::None => return None,
            Self::Preparing(_) => Phase::Queued,
            Self::Live(live) if matches!(live.stage, Stage::Starting { .. }) => Phase::Starting,
            Self::Live(_) | Self::Simulating(_) | Self::Counting(..) => Phase::Running,
            Self::Known(known) if known.is_first() => Phase::Running,
            Self::Known(known) if known.cursor.is_some() => Phase::Replaying,
            Self::Known(_) | Self::Crowd(..) => Phase::Done,
            Self::Cancelled(..) => Phase::Cancelled,
            Self::Failed(_) => Phase::Failed,
        })
    }
}
