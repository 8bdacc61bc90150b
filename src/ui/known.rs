//! Runs that are known: judged when their workers have ended, simulated, or recorded and opened again.

use super::session::Session;
use super::shown::Finished;
use super::state::Action;
use crate::browser::{db, events, recorded};
use crate::engine::run_virtual;
use crate::scenario::{Scenario, Store};
use crate::trace::{Executor, Recording, Trace};
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// Judges what real workers did, then shows and tells it, unless the run was cancelled meanwhile.
pub async fn finish(recording: Rc<Recording>, tell: Callback<Action>, kept: Weak<RefCell<Option<Session>>>) {
    let run = || kept.upgrade().and_then(|slot| slot.borrow().as_ref()?.run());
    let Some(before) = run() else { return };
    let finished = Rc::new(write_down(Rc::new(with_file(recording).await.into_trace())).await);
    if run().is_some_and(|now| Weak::ptr_eq(&now, &before)) {
        tell.emit(Action::Finished(finished.clone()));
        // The session goes first: a listener of the event may start the next run.
        drop(kept.upgrade().and_then(|slot| slot.borrow_mut().take()));
        events::dispatch_done(&finished.result());
    }
}

/// What real workers did, with what they left in the file, where they had one.
pub async fn with_file(recording: Rc<Recording>) -> Recording {
    let mut recording = Rc::unwrap_or_clone(recording);
    if recording.scenario.store == Store::File {
        recording.file = db::read().await;
    }
    recording
}

/// A run with its judgement and the text that replays it.
pub async fn write_down(trace: Rc<Trace>) -> Finished {
    let schedule = recorded::text_of(&trace).await;
    let simulated = trace.executor == Executor::Virtual;
    Finished::new(trace, schedule, simulated)
}

/// Computes a run in virtual time, tells its result, and lets it be played, unless what this gives back is dropped before.
pub fn start_virtual(scenario: Scenario, dispatch: &Callback<Action>) -> Rc<()> {
    let (tell, wanted) = (dispatch.clone(), Rc::new(()));
    let still = Rc::downgrade(&wanted);
    spawn_local(async move {
        let finished = Rc::new(write_down(Rc::new(run_virtual(&scenario))).await);
        let result = finished.result();
        if still.upgrade().is_some() {
            tell.emit(Action::Play(finished));
            events::dispatch_done(&result);
        }
    });
    wanted
}

/// Opens the text of a recorded run, tells its result, and lets it be played.
pub fn open_recorded(text: String, dispatch: &Callback<Action>) {
    let tell = dispatch.clone();
    spawn_local(async move {
        match recorded::open(&text).await {
            Ok((trace, simulated)) => {
                let finished = Rc::new(Finished::new(Rc::new(trace), Some(text), simulated));
                let result = finished.result();
                tell.emit(Action::Replay(finished));
                events::dispatch_done(&result);
            }
            Err(damage) => tell.emit(Action::Refused(text, damage)),
        }
    });
}
