//! Run and Cancel, always in reach, and how far the run is.

use crate::ui::state::Phase;
use crate::ui::t::t;
use yew::prelude::*;

/// The bar with the one big button.
pub fn run_bar(phase: &Phase, buyers: u32, run: &Callback<()>, cancel: &Callback<()>) -> Html {
    let (onrun, oncancel) = (run.reform(|_: MouseEvent| ()), cancel.reform(|_: MouseEvent| ()));
    let ready = matches!(phase, Phase::Idle | Phase::Replaying | Phase::Done | Phase::Cancelled);
    html! {
        <div class="run-bar">
            if phase.is_busy() {
                <button id="cancel" class="primary stop" onclick={oncancel}>{ t!("run.cancel") }</button>
            } else {
                <button id="run" class="primary" onclick={onrun} disabled={!ready}>
                    <span aria-hidden="true">{ "▶ " }</span>
                    { if *phase == Phase::Done { t!("run.again") } else { t!("run.start") } }
                </button>
            }
            <p id="status" role="status">{ status(phase, buyers) }</p>
        </div>
    }
}

fn status(phase: &Phase, buyers: u32) -> String {
    match phase {
        Phase::Loading => t!("status.loading"),
        Phase::Idle => t!("status.idle"),
        Phase::Starting { ready, slow } if slow.is_empty() => {
            t!("status.starting", ready = ready, buyers = buyers)
        }
        Phase::Starting { ready, slow } => {
            let names: Vec<String> = slow.iter().take(5).map(ToString::to_string).collect();
            let names = names.join(", ") + if slow.len() > 5 { ", …" } else { "" };
            t!("status.slow", ready = ready, buyers = buyers, names = names)
        }
        Phase::Running => t!("status.running"),
        Phase::Replaying => t!("status.replaying"),
        Phase::Done => t!("status.done"),
        Phase::Cancelled => t!("status.cancelled"),
        Phase::Failed(text) => t!("status.failed", text = text),
    }
}
