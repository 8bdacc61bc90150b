//! One click to each step of the story.

use crate::present::Select;
use crate::scenario::{Link, Scenario, set};
use crate::store::State;
use crate::t;
use crate::text::Lang;

type Values = &'static [(&'static str, &'static str)];

/// All that a step of the story says: what it names, and of the rest the defaults. How fast it goes, and by which seed, is
/// the reader's.
macro_rules! story {
    ($tickets:literal, $guard:literal $(, $name:literal = $value:literal)*) => {
        &[
            ("tickets", $tickets),
            ("buyers", "15"),
            ("guard", $guard),
            $(($name, $value),)*
            ("store", "memory"),
            ("search", "1000"),
            ("pay", "1000"),
            ("confirm", "1500"),
            ("jitter", "0"),
            ("fault", "none"),
        ]
    };
}

/// Name in `data-preset`, message key, and what it sets.
const PRESETS: [(&str, &str, Values); 8] = [
    ("none", "preset.none", story!("1", "none")),
    ("lock", "preset.lock", story!("1", "lock", "scope" = "get", "robust" = "0")),
    ("join", "preset.join", story!("1", "join")),
    ("small", "preset.small", story!("1", "lock", "scope" = "write", "robust" = "0")),
    ("queue", "preset.queue", story!("1", "queue")),
    ("pipe", "preset.pipe", story!("1", "pipe")),
    ("cas", "preset.cas", story!("1", "cas")),
    ("twenty", "preset.twenty", story!("20", "none")),
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
    /// Whether the scenario is exactly this.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Speed, parse};

    /// Wherever the reader comes from, a preset is exactly its step of the story, at the reader's speed.
    #[test]
    fn a_preset_says_all_but_how_fast() {
        let all = "tickets=3&buyers=4&guard=lock&scope=read&store=file&search=1&pay=2&confirm=3&jitter=9&fault=kill-holder\
                   &robust=1&speed=5&seed=7";
        for query in
            ["speed=5&seed=7", all, "guard=queue&speed=5&fault=kill-holder&seed=7", "guard=cas&buyers=9&speed=5&seed=7"]
        {
            let (before, notices) = parse(query);
            assert_eq!(notices, []);
            for (name, _, sets) in PRESETS {
                let (link, notices) = set(&before, sets);
                assert_eq!(notices, [], "{name} from {query}");
                let again = set(&parse("").0, sets).0.scenario;
                let expected = Scenario { speed: Speed::from_thousandths(5000).unwrap(), seed: 7, ..again };
                assert_eq!(link.scenario, expected, "{name} from {query}");
            }
        }
    }

    #[test]
    fn a_preset_is_pressed_only_where_the_scenario_is_exactly_it() {
        for (query, pressed) in [
            ("", Some("none")),
            ("speed=20&seed=3", Some("none")),
            ("guard=lock", Some("lock")),
            ("guard=lock&scope=write", Some("small")),
            ("tickets=20", Some("twenty")),
            ("guard=lock&robust=1", None),
            ("guard=lock&fault=kill-holder", None),
            ("buyers=14", None),
            ("store=file", None),
            ("pay=0", None),
        ] {
            let link = parse(query).0;
            let state = State::open(crate::store::Opening { link, ..crate::store::Opening::default() }).0;
            let model = Presets.make(&state);
            let names: Vec<&str> =
                model.presets.iter().filter(|preset| preset.pressed).map(|preset| preset.name).collect();
            assert_eq!(names, Vec::from_iter(pressed), "{query}");
        }
    }
}
