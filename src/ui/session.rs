//! A run as the page has it under way: on real workers, or simulated and played. Dropping the
//! session ends it.

use super::frames::Frames;
use super::state::Action;
use crate::browser::shared::Setup;
use crate::browser::workers::{BuyerModule, Progress, Run};
use crate::scenario::Scenario;
use crate::trace::Recording;
use std::any::Any;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use yew::Callback;

/// What keeps a run going, or the playing of one.
pub struct Session {
    frames: Option<Frames>,
    run: Option<Rc<Run>>,
    _work: Option<Box<dyn Any>>,
}

impl Session {
    /// Something is being simulated, until `work` is dropped.
    pub fn simulating(work: impl Any) -> Self {
        Self { frames: None, run: None, _work: Some(Box::new(work)) }
    }

    /// The run on real workers, if it is one.
    pub fn run(&self) -> Option<Weak<Run>> {
        self.run.as_ref().map(Rc::downgrade)
    }

    /// A run that is known is played.
    pub const fn playing(frames: Frames) -> Self {
        Self { frames: Some(frames), run: None, _work: None }
    }

    /// The run on real workers, if it is one that nobody watches yet.
    pub fn unwatched(&self) -> Option<Rc<Run>> {
        self.run.clone().filter(|_| self.frames.is_none())
    }

    /// The run is watched, frame by frame.
    pub fn watch(&mut self, frames: Frames) {
        self.frames = Some(frames);
    }

    /// Whether it plays a run that is known.
    pub const fn is_player(&self) -> bool {
        self.run.is_none() && self.frames.is_some()
    }
}

/// Where the page keeps its session: at most one.
pub type Slot = Rc<RefCell<Option<Session>>>;

/// Starts a run on real workers; when it is over, what they did goes to `ended`.
pub fn start_workers(
    scenario: Scenario,
    module: &BuyerModule,
    dispatch: &Callback<Action>,
    ended: Callback<Rc<Recording>>,
) -> Session {
    let tell = dispatch.clone();
    let run = Run::start(scenario, Setup::default(), module, move |progress| match progress {
        Progress::Ready(count) => tell.emit(Action::Ready(count)),
        Progress::Slow(buyers) => tell.emit(Action::Slow(buyers)),
        Progress::Opened => tell.emit(Action::Opened),
        Progress::Failed(failure) => tell.emit(Action::Failed(failure)),
        Progress::Finished(recording) => ended.emit(recording),
    });
    Session { frames: None, run: Some(Rc::new(run)), _work: None }
}
