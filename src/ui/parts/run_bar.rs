//! Run and Cancel, always in reach, and how far the run is.

use crate::ui::state::Phase;
use rust_i18n::t;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct RunBarProps {
    pub lang: &'static str,
    pub phase: Phase,
    pub buyers: u32,
    pub run: Callback<()>,
    pub cancel: Callback<()>,
}

/// The bar with the one big button.
#[component]
pub fn RunBar(props: &RunBarProps) -> Html {
    let RunBarProps { phase, buyers, run, cancel, .. } = props;
    let (onrun, oncancel) = (run.reform(|_: MouseEvent| ()), cancel.reform(|_: MouseEvent| ()));
    let ready = matches!(phase, Phase::Idle | Phase::Done | Phase::Cancelled);
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
            <p id="status" role="status">{ status(phase, *buyers) }</p>
        </div>
    }
}

fn status(phase: &Phase, buyers: u32) -> String {
    match phase {
        Phase::Loading => t!("status.loading").into(),
        Phase::Idle => t!("status.idle").into(),
        Phase::Starting { ready, slow } if slow.is_empty() => {
            t!("status.starting", ready = ready, buyers = buyers).into()
        }
        Phase::Starting { ready, slow } => {
            let names: Vec<String> = slow.iter().take(5).map(ToString::to_string).collect();
            let names = names.join(", ") + if slow.len() > 5 { ", …" } else { "" };
            t!("status.slow", ready = ready, buyers = buyers, names = names).into()
        }
        Phase::Running => t!("status.running").into(),
        Phase::Done => t!("status.done").into(),
        Phase::Cancelled => t!("status.cancelled").into(),
        Phase::Failed(text) => t!("status.failed", text = text).into(),
    }
}
