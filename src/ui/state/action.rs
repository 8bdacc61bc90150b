//! What can happen to the page.

use super::Tab;
use crate::browser::workers::BuyerModule;
use crate::engine::Sales;
use crate::program::{BuyerId, Dialect, Micros};
use crate::timeline::Mark;
use crate::trace::{Damage, Event, Executor, Failure};
use crate::ui::crowd::Crowd;
use crate::ui::shown::Finished;
use std::rc::Rc;

/// What can happen to the page.
pub enum Action {
    /// A control, a preset: one parameter takes a value.
    Set(&'static str, String),
    /// Several parameters at once.
    Preset(&'static [(&'static str, &'static str)]),
    /// A notice was read.
    Dismiss(usize),
    /// The module arrived, or did not.
    Module(Result<BuyerModule, String>),
    /// The page's second module arrived, or did not.
    Later(bool),
    /// The run waits for its turn.
    Queue,
    /// Real workers cannot have a file here; what the browser said.
    NoFile(String),
    /// Workers are being started, or a simulated run begins to play.
    Start(Executor),
    /// So many workers are ready.
    Ready(u32),
    /// Nobody has become ready for a second.
    Slow(Vec<BuyerId>),
    /// The gate is open.
    Opened,
    /// A buyer failed.
    Failed(Failure),
    /// A frame of a run: its events so far, and the time.
    Frame(Rc<Vec<Event>>, Micros),
    /// The run is over.
    Finished(Rc<Finished>),
    /// A simulated run is known, and is played from its beginning.
    Play(Rc<Finished>),
    /// Of very many buyers, so many have ended.
    Counting(u32),
    /// Very many buyers are counted.
    Counted(Rc<Crowd>),
    /// Very many buyers: whose lanes are drawn.
    From(BuyerId),
    /// A recorded run was opened, with its text.
    Replay(Rc<Finished>),
    /// A recorded run could not be opened: what was given, and why.
    Refused(String, Damage),
    /// A file could not be opened: its name, and why.
    RefusedFile(String, Damage),
    /// So many milliseconds of playing have passed.
    Tick(f64),
    /// A known run shows so many of its events.
    Seek(usize),
    /// A known run shows its first so many events, and pauses there.
    Show(usize),
    /// A known run shows so many events more, or fewer, and pauses there.
    Step(i32),
    /// Playing goes on, or pauses.
    Resume(bool),
    /// Another speed of playing.
    Rate(f64),
    /// The run was cancelled.
    Cancelled,
    /// Another mark is explained, or none.
    Select(Option<Mark>),
    /// Another panel.
    Open(Tab),
    /// Whose lines the log shows.
    Filter(Option<BuyerId>),
    /// The code panel in another language.
    Write(Dialect),
    /// The run with many seeds is so far.
    Chance(Option<Rc<Sales>>),
}

impl Action {
    /// Whether this tells how a run goes on.
    pub(super) const fn is_news(&self) -> bool {
        matches!(
            self,
            Self::Ready(_)
                | Self::Slow(_)
                | Self::Opened
                | Self::Failed(_)
                | Self::Frame(..)
                | Self::Finished(_)
                | Self::Play(_)
                | Self::Counting(_)
                | Self::Counted(_)
        )
    }
}
