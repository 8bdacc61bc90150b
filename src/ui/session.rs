//! A run as the page has it under way: on real workers, or simulated and played. Dropping the
//! session ends it.

use super::frames::Frames;
use super::shown::Finished;
use super::state::Action;
use crate::browser::shared::Setup;
use crate::browser::workers::{BuyerModule, Progress, Run};
use crate::browser::{clock, events};
use crate::engine::run_virtual;
use crate::program::Micros;
use crate::scenario::{Scenario, parse};
use crate::trace::{Event, Executor, insert_by_time};
use std::cell::RefCell;
use std::rc::Rc;
use yew::Callback;

/// What keeps a run going.
pub struct Session {
    _frames: Frames,
    _run: Option<Rc<Run>>,
}

/// Where the page keeps its session: at most one.
pub type Slot = Rc<RefCell<Option<Session>>>;

/// Starts a run on real workers; it ends itself in `slot` when it is over.
pub fn start_workers(scenario: Scenario, module: &BuyerModule, dispatch: &Callback<Action>, slot: &Slot) {
    dispatch.emit(Action::Start(Executor::Workers));
    let (tell, kept) = (dispatch.clone(), Rc::downgrade(slot));
    let run = Run::start(scenario, Setup::default(), module, move |progress| match progress {
        Progress::Ready(count) => tell.emit(Action::Ready(count)),
        Progress::Slow(buyers) => tell.emit(Action::Slow(buyers)),
        Progress::Opened => tell.emit(Action::Opened),
        Progress::Failed(failure) => tell.emit(Action::Failed(failure)),
        Progress::Finished(trace, _) => {
            let finished = Rc::new(Finished::new(trace));
            tell.emit(Action::Finished(finished.clone()));
            // The session goes first: a listener of the event may start the next run.
            let session = kept.upgrade().and_then(|slot| slot.borrow_mut().take());
            drop(session);
            events::dispatch_done(&finished.result());
        }
    });
    let run = Rc::new(run);
    let frames = Frames::new(live(run.clone(), dispatch.clone()));
    slot.replace(Some(Session { _frames: frames, _run: Some(run) }));
}

/// Once per frame: reads the lanes, and shows what is new.
fn live(run: Rc<Run>, dispatch: Callback<Action>) -> impl Fn() {
    let memory = RefCell::new((Vec::new(), Rc::new(Vec::new())));
    move || {
        let now = run.elapsed();
        if now == 0 {
            return;
        }
        let (seen, events): &mut (Vec<u32>, Rc<Vec<Event>>) = &mut memory.borrow_mut();
        let mut new = Vec::new();
        run.read_new_events(seen, &mut new);
        if !new.is_empty() {
            let events = Rc::make_mut(events);
            for event in new {
                insert_by_time(events, event);
            }
        }
        dispatch.emit(Action::Frame(events.clone(), now));
    }
}

/// Computes a run in virtual time, tells its result, and plays it at the scenario's speed.
pub fn start_virtual(scenario: Scenario, dispatch: &Callback<Action>, slot: &Slot) {
    dispatch.emit(Action::Start(Executor::Virtual));
    let finished = Rc::new(Finished::new(Rc::new(run_virtual(&scenario))));
    let result = finished.result();
    let begun = clock::now();
    let (tell, kept) = (dispatch.clone(), Rc::downgrade(slot));
    let frames = Frames::new(move || {
        let now = played(clock::now() - begun, scenario.speed.factor());
        let events = &finished.trace.events;
        let until = events.partition_point(|event| event.at <= now);
        if until < events.len() {
            tell.emit(Action::Frame(Rc::new(events[..until].to_vec()), now));
        } else {
            tell.emit(Action::Finished(finished.clone()));
            let session = kept.upgrade().and_then(|slot| slot.borrow_mut().take());
            drop(session);
        }
    });
    slot.replace(Some(Session { _frames: frames, _run: None }));
    events::dispatch_done(&result);
}

/// How much virtual time has passed after so many milliseconds of playing.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "playing time is not negative")]
fn played(millis: f64, speed: f64) -> Micros {
    (millis.max(0.0) * 1000.0 * speed) as Micros
}

/// What [`race`] gives back.
pub struct Raced {
    /// From the start of the first worker to the opening of the gate, in milliseconds.
    pub gate_ms: f64,
    /// The run, judged and checked.
    pub finished: Rc<Finished>,
}

/// Runs a scenario on real workers without showing it: for benches and tests.
///
/// # Errors
/// When the buyers' module cannot be had.
pub async fn race(query: &str, recording: bool) -> Result<Raced, String> {
    let (link, _) = parse(query);
    let module = BuyerModule::load().await.map_err(|error| error.to_string())?;
    let begun = clock::now();
    let gate_ms = Rc::new(RefCell::new(0.0));
    let (opened, slot) = (gate_ms.clone(), Rc::new(RefCell::new(None)));
    let kept = slot.clone();
    let done = js_sys::Promise::new(&mut |resolve, _| {
        let (opened, kept) = (opened.clone(), kept.clone());
        let result: Rc<RefCell<Option<Rc<Finished>>>> = Rc::default();
        let told = result.clone();
        let run = Run::start(link.scenario, Setup { recording }, &module, move |progress| match progress {
            Progress::Opened => *opened.borrow_mut() = clock::now() - begun,
            Progress::Finished(trace, _) => {
                told.replace(Some(Rc::new(Finished::new(trace))));
                // Resolving a promise of our own cannot fail.
                let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
            }
            _ => {}
        });
        kept.replace(Some((run, result)));
    });
    let _ = wasm_bindgen_futures::JsFuture::from(done).await;
    let session = slot.borrow_mut().take();
    let finished = session.and_then(|(_run, result)| result.borrow_mut().take());
    let gate_ms = *gate_ms.borrow();
    finished.map(|finished| Raced { gate_ms, finished }).ok_or_else(|| "the run did not end".to_owned())
}
