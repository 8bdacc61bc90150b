//! Run and Cancel, always in reach, and how far the run is.

use crate::scenario::MAX_LANES;
use crate::ui::state::{Phase, State};
use crate::ui::t::t;
use crate::ui::words;
use yew::prelude::*;

/// The bar with the one big button.
pub fn run_bar(state: &State, run: &Callback<()>, cancel: &Callback<()>) -> Html {
    let phase = &state.phase;
    let (onrun, oncancel) = (run.reform(|_: MouseEvent| ()), cancel.reform(|_: MouseEvent| ()));
    html! {
        <div class="run-bar">
            if phase.is_busy() {
                <button id="cancel" class="primary stop" onclick={oncancel}>{ t!("run.cancel") }</button>
            } else {
                <button id="run" class="primary" onclick={onrun} disabled={!state.can_run()}>
                    <span aria-hidden="true">{ "▶ " }</span>
                    { if *phase == Phase::Done { t!("run.again") } else { t!("run.start") } }
                </button>
            }
            <p id="status" role="status">{ status(state) }</p>
        </div>
    }
}

fn status(state: &State) -> String {
    let buyers = state.link.scenario.buyers.get();
    match &state.phase {
        // The recorded run played; another one cannot start.
        Phase::Idle | Phase::Replaying | Phase::Done if !state.can_run() => match state.loaded() {
            Some(Err(text)) => text,
            _ => t!("status.loading"),
        },
        Phase::Loading => t!("status.loading"),
        Phase::Idle => t!("status.idle"),
        Phase::Queued => t!("status.queued"),
        Phase::Starting { ready, slow } if slow.is_empty() => {
            t!("status.starting", ready = ready, buyers = buyers)
        }
        Phase::Starting { ready, slow } => {
            let names: Vec<String> = slow.iter().take(5).map(ToString::to_string).collect();
            let names = names.join(", ") + if slow.len() > 5 { ", …" } else { "" };
            t!("status.slow", ready = ready, buyers = buyers, names = names)
        }
        Phase::Running if buyers > MAX_LANES => {
            let ended = state.shown.as_ref().map_or(0, |shown| shown.ended);
            let (lang, of) = (state.lang(), words::count(state.lang(), buyers));
            t!("status.counting", ended = words::count(lang, ended), buyers = of)
        }
        Phase::Running | Phase::Replaying if state.is_paused() => t!("status.paused"),
        Phase::Running => t!("status.running"),
        Phase::Replaying => t!("status.replaying"),
        Phase::Done => t!("status.done"),
        Phase::Cancelled => t!("status.cancelled"),
        Phase::Failed(text) => text.clone(),
    }
}
