//! One click to each step of the story.

use crate::scenario::{Link, Scenario, set};
use crate::ui::state::Action;
use crate::ui::t::t;
use yew::prelude::*;

type Pairs = &'static [(&'static str, &'static str)];

/// Name in `data-preset`, message key, and what it sets.
const PRESETS: [(&str, &str, Pairs); 8] = [
    ("none", "preset.none", &[("tickets", "1"), ("guard", "none")]),
    ("lock", "preset.lock", &[("tickets", "1"), ("guard", "lock"), ("scope", "get")]),
    ("join", "preset.join", &[("tickets", "1"), ("guard", "join")]),
    ("small", "preset.small", &[("tickets", "1"), ("guard", "lock"), ("scope", "write")]),
    ("queue", "preset.queue", &[("tickets", "1"), ("guard", "queue")]),
    ("pipe", "preset.pipe", &[("tickets", "1"), ("guard", "pipe")]),
    ("cas", "preset.cas", &[("tickets", "1"), ("guard", "cas")]),
    ("twenty", "preset.twenty", &[("tickets", "20"), ("guard", "none")]),
];

/// The row of presets.
pub fn presets(scenario: Scenario, busy: bool, dispatch: &Callback<Action>) -> Html {
    let one = |(name, key, pairs): (&'static str, &'static str, Pairs)| {
        let onclick = dispatch.reform(move |_: MouseEvent| Action::Preset(pairs));
        let pressed = is_set(scenario, pairs).to_string();
        html! {
            <button class="preset" data-preset={name} {onclick} disabled={busy} aria-pressed={pressed}>
                { t!(key) }
            </button>
        }
    };
    html! {
        <div class="presets" role="group" aria-label={t!("preset.title")}>
            { for PRESETS.map(one) }
        </div>
    }
}

/// Whether the scenario says what the preset would set.
fn is_set(scenario: Scenario, pairs: Pairs) -> bool {
    let before = Link { scenario, ..Link::default() };
    set(&before, pairs).0.scenario == scenario
}
