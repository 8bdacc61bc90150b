//! One worker and the listeners on it, ended together.

use super::life::Report;
use super::module::{BuyerModule, text_of};
use crate::browser::shared::Words;
use crate::program::BuyerId;
use gloo_events::EventListener;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker};

/// A running worker; dropping it terminates the worker.
pub(super) struct Member {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Member {
    /// Starts a worker for a buyer and hands it the module and the buffer. What it says, and what
    /// goes wrong, reaches `report`.
    pub(super) fn start(
        module: &BuyerModule,
        words: &Words,
        buyer: BuyerId,
        report: impl Fn(BuyerId, Report) + Clone + 'static,
    ) -> Result<Self, JsValue> {
        let worker = Worker::new(&module.script())?;
        let on_error = report.clone();
        let listeners = [
            EventListener::new(&worker, "message", move |event| {
                if let Some(event) = event.dyn_ref::<MessageEvent>() {
                    report(buyer, read(&event.data()));
                }
            }),
            EventListener::new(&worker, "error", move |event| {
                let error = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
                let text = error.filter(|text| !text.is_empty()).unwrap_or_else(|| "the script did not load".into());
                on_error(buyer, Report::Failed(text));
            }),
        ];
        let member = Self { worker, _listeners: listeners };
        let message = Object::new();
        Reflect::set(&message, &"module".into(), module.module())?;
        Reflect::set(&message, &"buffer".into(), &words.buffer())?;
        Reflect::set(&message, &"buyer".into(), &buyer.into())?;
        member.worker.post_message(&message)?;
        Ok(member)
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn read(data: &JsValue) -> Report {
    match data.as_string().as_deref() {
        Some("ready") => Report::Ready,
        Some("ended") => Report::Ended,
        Some("dead") => Report::Dead,
        _ => {
            let failed = Reflect::get(data, &"failed".into()).unwrap_or_else(|_| data.clone());
            Report::Failed(text_of(&failed))
        }
    }
}
