//! A run on real workers without showing it: for benches and tests.

use super::carry::{with_file, write_down};

use super::shared::Setup;
use super::workers::{BuyerModule, Progress, Run};
use super::{clock, db, events};
use crate::engine::events_of;
use crate::scenario::{Store, parse};
use crate::trace::{Judged, Recording};
use js_sys::{Object, Promise, Reflect};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsError, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Runs a scenario; the promise gives `{gateMs, checked, result}`, or what is wrong.
pub fn race(query: String, recording: bool) -> Promise {
    future_to_promise(async move {
        let raced = run(&query, recording).await.map_err(|text| JsError::new(&text))?;
        let answer = Object::new();
        let set = |name: &str, value: JsValue| Reflect::set(&answer, &name.into(), &value);
        set("gateMs", raced.gate_ms.into())?;
        set("checked", raced.finished.checked.is_ok().into())?;
        set("result", events::to_js(&raced.finished.result()))?;
        Ok(answer.into())
    })
}

struct Raced {
    /// From the start of the first worker to the opening of the gate, in milliseconds.
    gate_ms: f64,
    /// The run, judged and checked.
    finished: Judged,
}

thread_local! {
    static MODULE: OnceCell<BuyerModule> = const { OnceCell::new() };
}

/// Loaded once: a thousand races in a row would compile it a thousand times.
async fn module() -> Result<BuyerModule, String> {
    if let Some(module) = MODULE.with(|module| module.get().cloned()) {
        return Ok(module);
    }
    let loaded = BuyerModule::load().await.map_err(|error| error.to_string())?;
    Ok(MODULE.with(|module| module.get_or_init(|| loaded).clone()))
}

async fn run(query: &str, recording: bool) -> Result<Raced, String> {
    let (link, _) = parse(query);
    let module = module().await?;
    // Held to the end of the run.
    let _db = if link.scenario.store == Store::File { Some(db::prepare(&link.scenario).await?) } else { None };
    let begun = clock::now();
    let gate_ms = Rc::new(RefCell::new(0.0));
    let (opened, slot) = (gate_ms.clone(), Rc::new(RefCell::new(None)));
    let kept = slot.clone();
    let done = Promise::new(&mut |resolve, _| {
        let (opened, kept) = (opened.clone(), kept.clone());
        let result: Rc<RefCell<Option<Rc<Recording>>>> = Rc::default();
        let told = result.clone();
        let run = Run::start(link.scenario, Setup { recording }, &module, move |progress| match progress {
            Progress::Opened => *opened.borrow_mut() = clock::now() - begun,
            Progress::Finished(recording) => {
                told.replace(Some(recording));
                // Resolving a promise of our own cannot fail.
                let _ = resolve.call0(&JsValue::NULL);
            }
            _ => {}
        });
        kept.replace(Some((run, result)));
    });
    let _ = JsFuture::from(done).await;
    let session = slot.borrow_mut().take();
    let recording = session.and_then(|(_run, result)| result.borrow_mut().take()).ok_or("the run did not end")?;
    let trace = Rc::new(with_file(recording).await.into_trace());
    let gate_ms = *gate_ms.borrow();
    Ok(Raced { gate_ms, finished: write_down(trace).await })
}

/// The number of events of so many runs of a scenario in virtual time.
#[allow(clippy::cast_precision_loss, reason = "a bench does not run 2^53 events")]
pub fn count(query: &str, runs: u32) -> f64 {
    events_of(&parse(query).0.scenario, runs) as f64
}
