//! Runs that are known: judged when their workers have ended, simulated, or recorded and opened again.

use super::shell::Shell;
use crate::browser::breath::breathe;
use crate::browser::clock_step::clock_step;
use crate::browser::{db, recorded, tally};
use crate::engine::run_virtual;
use crate::scenario::{Scenario, Store};
use crate::store::{Action, RunAction, RunId};
use crate::trace::{Executor, Judged, Origin, Recording, Trace};
use js_sys::Date;
use std::rc::Rc;

/// Puts what real workers did into one order, and judges it: each in a task of its own, and what comes of it is drawn in
/// another, since all of it at once would keep the page from answering.
pub(super) async fn judge(shell: Rc<Shell>, run: RunId, recording: Rc<Recording>) {
    breathe().await;
    let trace = with_file(recording).await.into_trace();
    breathe().await;
    let judged = write_down(Rc::new(trace)).await;
    tally::count(&judged);
    breathe().await;
    shell.tell(Action::Run(RunAction::Judged(run, Rc::new(judged))));
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
pub async fn write_down(trace: Rc<Trace>) -> Judged {
    let schedule = recorded::text_of(&trace).await;
    let simulated = trace.executor == Executor::Virtual;
    let origin = (!simulated).then(here_and_now);
    let clock_step = if simulated { 0 } else { clock_step().await };
    Judged { clock_step, ..Judged::new(trace, schedule.map(|text| Origin::join(&text, origin.as_ref())), simulated) }
}

fn here_and_now() -> Origin {
    let navigator = web_sys::window().and_then(|window| window.navigator().user_agent().ok());
    Origin::new(&navigator.unwrap_or_default(), &Date::new_0().to_iso_string().as_string().unwrap_or_default())
}

/// Computes a run in virtual time.
pub(super) async fn simulate(shell: Rc<Shell>, run: RunId, scenario: Scenario) {
    let judged = write_down(Rc::new(run_virtual(&scenario))).await;
    shell.tell(Action::Run(RunAction::Judged(run, Rc::new(judged))));
}

/// Opens the text of a recorded run.
pub(super) async fn open(shell: Rc<Shell>, run: RunId, text: String) {
    let action = match recorded::open(&text).await {
        Ok((trace, simulated)) => RunAction::Replayed(run, Rc::new(Judged::new(Rc::new(trace), Some(text), simulated))),
        Err(damage) => RunAction::Refused(run, text, damage),
    };
    shell.tell(Action::Run(action));
}
