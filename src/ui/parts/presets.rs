//! One click to each step of the story.

use crate::scenario::{Link, Scenario, set};
use crate::ui::state::Action;
use rust_i18n::t;
use yew::prelude::*;

type Pairs = &'static [(&'static str, &'static str)];

/// Name in `data-preset`, message key, and what it sets.
const PRESETS: [(&str, &str, Pairs); 5] = [
    ("none", "preset.none", &[("tickets", "1"), ("guard", "none")]),
    ("lock", "preset.lock", &[("tickets", "1"), ("guard", "lock"), ("scope", "get")]),
    ("join", "preset.join", &[("tickets", "1"), ("guard", "join")]),
    ("small", "preset.small", &[("tickets", "1"), ("guard", "lock"), ("scope", "write")]),
    ("twenty", "preset.twenty", &[("tickets", "20"), ("guard", "none")]),
];

#[derive(PartialEq, Properties)]
pub struct PresetsProps {
    pub lang: &'static str,
    pub scenario: Scenario,
    pub busy: bool,
    pub dispatch: Callback<Action>,
}

/// The row of presets.
#[component]
pub fn Presets(props: &PresetsProps) -> Html {
    let one = |(name, key, pairs): (&'static str, &'static str, Pairs)| {
        let onclick = props.dispatch.reform(move |_: MouseEvent| Action::Preset(pairs));
        let pressed = is_set(props.scenario, pairs).to_string();
        html! {
            <button class="preset" data-preset={name} {onclick} disabled={props.busy} aria-pressed={pressed}>
                { t!(key) }
            </button>
        }
    };
    html! {
        <div class="presets" role="group" aria-label={t!("preset.title").to_string()}>
            { for PRESETS.map(one) }
        </div>
    }
}

/// Whether the scenario says what the preset would set.
fn is_set(scenario: Scenario, pairs: Pairs) -> bool {
    let before = Link { scenario, ..Link::default() };
    let after = pairs.iter().fold(before, |link, (name, value)| set(&link, name, value).0);
    after.scenario == scenario
}
