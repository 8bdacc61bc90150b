//! One click to each step of the story.

use crate::present::Select;
use crate::scenario::{Link, Scenario, set};
use crate::store::State;
use crate::t;
use crate::text::Lang;

type Values = &'static [(&'static str, &'static str)];

/// Name in `data-preset`, message key, and what it sets.
const PRESETS: [(&str, &str, Values); 8] = [
    ("none", "preset.none", &[("tickets", "1"), ("guard", "none")]),
    ("lock", "preset.lock", &[("tickets", "1"), ("guard", "lock"), ("scope", "get")]),
    ("join", "preset.join", &[("tickets", "1"), ("guard", "join")]),
    ("small", "preset.small", &[("tickets", "1"), ("guard", "lock"), ("scope", "write")]),
    ("queue", "preset.queue", &[("tickets", "1"), ("guard", "queue")]),
    ("pipe", "preset.pipe", &[("tickets", "1"), ("guard", "pipe")]),
    ("cas", "preset.cas", &[("tickets", "1"), ("guard", "cas")]),
    ("twenty", "preset.twenty", &[("tickets", "20"), ("guard", "none")]),
];

/// Makes the menu of presets.
#[derive(Default)]
pub struct Presets;

/// The menu of presets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresetsModel {
    /// What the menu is called.
    pub title: String,
    /// Whether none can be chosen now.
    pub disabled: bool,
    /// The presets.
    pub presets: Vec<Preset>,
}

/// One preset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its name in `data-preset`.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// What it sets.
    pub sets: Values,
    /// Whether the scenario says so already.
    pub pressed: bool,
}

impl Select for Presets {
    type Key = (Lang, Scenario, bool);
    type Model = PresetsModel;

    fn key(&self, state: &State) -> Self::Key {
        (state.lang(), *state.scenario(), state.run.run.busy().is_some())
    }

    fn make(&mut self, state: &State) -> PresetsModel {
        let (lang, scenario, disabled) = self.key(state);
        let before = Link { scenario, ..Link::default() };
        let preset = |(name, key, sets): (&'static str, &str, Values)| Preset {
            name,
            label: t!(lang, key),
            sets,
            pressed: set(&before, sets).0.scenario == scenario,
        };
        PresetsModel { title: t!(lang, "preset.title"), disabled, presets: PRESETS.map(preset).to_vec() }
    }
}
