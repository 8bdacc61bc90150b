//! A run as the page has it under way: on real workers, or simulated and played. Dropping the
//! session ends it.

use super::frames::Frames;
use super::shown::Finished;
use super::slices::Slices;
use super::state::Action;
use crate::browser::shared::Setup;
use crate::browser::workers::{BuyerModule, Progress, Run};
use crate::browser::{clock, events, recorded};
use crate::engine::run_virtual;
use crate::scenario::{Scenario, parse};
use crate::trace::{Event, Executor, Trace, insert_by_time};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// What keeps a run going, or the playing of one.
pub struct Session {
    frames: Option<Frames>,
    run: Option<Rc<Run>>,
    _slices: Option<Slices>,
}

impl Session {
    /// Very many buyers are being counted.
    pub const fn counting(slices: Slices) -> Self {
        Self { frames: None, run: None, _slices: Some(slices) }
    }

    /// Whether it plays a run that is known.
    pub const fn is_player(&self) -> bool {
        self.run.is_none() && self.frames.is_some()
    }
}

/// Where the page keeps its session: at most one.
pub type Slot = Rc<RefCell<Option<Session>>>;

/// Starts a run on real workers; it ends itself in `slot` when it is over.
pub fn start_workers(scenario: Scenario, module: &BuyerModule, dispatch: &Callback<Action>, slot: &Slot) {
    let (tell, kept) = (dispatch.clone(), Rc::downgrade(slot));
    let run = Run::start(scenario, Setup::default(), module, move |progress| match progress {
        Progress::Ready(count) => tell.emit(Action::Ready(count)),
        Progress::Slow(buyers) => tell.emit(Action::Slow(buyers)),
        Progress::Opened => tell.emit(Action::Opened),
        Progress::Failed(failure) => tell.emit(Action::Failed(failure)),
        Progress::Finished(trace, _) => spawn_local(finish_workers(trace, tell.clone(), kept.clone())),
    });
    let run = Rc::new(run);
    let frames = Frames::new(live(run.clone(), dispatch.clone()));
    slot.replace(Some(Session { frames: Some(frames), run: Some(run), _slices: None }));
}

/// Writes down a run that is over, then shows and tells it, unless it was cancelled meanwhile.
async fn finish_workers(trace: Rc<Trace>, tell: Callback<Action>, kept: Weak<RefCell<Option<Session>>>) {
    let Some(run) = kept.upgrade().and_then(|slot| slot.borrow().as_ref()?.run.as_ref().map(Rc::downgrade)) else {
        return;
    };
    let finished = Rc::new(write_down(trace).await);
    let Some(slot) = kept.upgrade() else { return };
    let is_same = slot
        .borrow()
        .as_ref()
        .and_then(|session| session.run.as_ref())
        .is_some_and(|now| Weak::ptr_eq(&Rc::downgrade(now), &run));
    if is_same {
        tell.emit(Action::Finished(finished.clone()));
        // The session goes first: a listener of the event may start the next run.
        let session = slot.borrow_mut().take();
        drop(session);
        events::dispatch_done(&finished.result());
    }
}

/// A run with its judgement and the text that replays it.
async fn write_down(trace: Rc<Trace>) -> Finished {
    let schedule = recorded::text_of(&trace).await;
    let simulated = trace.executor == Executor::Virtual;
    Finished::new(trace, schedule, simulated)
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

/// Computes a run in virtual time, tells its result, and lets it be played.
pub fn start_virtual(scenario: Scenario, dispatch: &Callback<Action>) {
    dispatch.emit(Action::Start(Executor::Virtual));
    let tell = dispatch.clone();
    spawn_local(async move {
        let finished = Rc::new(write_down(Rc::new(run_virtual(&scenario))).await);
        let result = finished.result();
        tell.emit(Action::Play(finished));
        events::dispatch_done(&result);
    });
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

/// Lets time go on in a run that is known, once per frame.
pub fn player(dispatch: &Callback<Action>) -> Session {
    let (tell, before) = (dispatch.clone(), Cell::new(clock::now()));
    let frames = Frames::new(move || {
        let now = clock::now();
        tell.emit(Action::Tick((now - before.replace(now)).max(0.0)));
    });
    Session { frames: Some(frames), run: None, _slices: None }
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
        let result: Rc<RefCell<Option<Rc<Trace>>>> = Rc::default();
        let told = result.clone();
        let run = Run::start(link.scenario, Setup { recording }, &module, move |progress| match progress {
            Progress::Opened => *opened.borrow_mut() = clock::now() - begun,
            Progress::Finished(trace, _) => {
                told.replace(Some(trace));
                // Resolving a promise of our own cannot fail.
                let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
            }
            _ => {}
        });
        kept.replace(Some((run, result)));
    });
    let _ = wasm_bindgen_futures::JsFuture::from(done).await;
    let session = slot.borrow_mut().take();
    let trace = session.and_then(|(_run, result)| result.borrow_mut().take()).ok_or("the run did not end")?;
    let gate_ms = *gate_ms.borrow();
    Ok(Raced { gate_ms, finished: Rc::new(write_down(trace).await) })
}
