//! One click to each step of the story.

use crate::present::Select;
use crate::scenario::{Link, Scenario, set};
use crate::store::State;
use crate::t;
use crate::text::Lang;

type Values = &'static [(&'static str, &'static str)];

/// All that a step of the story says, whatever stood there before: the shop at its defaults but for what is named. The
/// speed, the seed and who executes it are the reader's, and stay.
macro_rules! story {
    ($tickets:literal, $store:literal, $pay:literal, $jitter:literal, $($guard:tt)*) => {
        &[
            ("tickets", $tickets),
            ("buyers", "15"),
            ("store", $store),
            ("search", "1000"),
            ("pay", $pay),
            ("confirm", "1500"),
            ("jitter", $jitter),
            ("fault", "none"),
            ("robust", "0"),
            $($guard)*
        ]
    };
    ($tickets:literal, $($guard:tt)*) => { story!($tickets, "memory", "1000", "0", $($guard)*) };
}

/// Name in `data-preset`, message key, and what it sets.
const PRESETS: [(&str, &str, Values); 9] = [
    ("none", "preset.none", story!("1", ("guard", "none"))),
    ("lock", "preset.lock", story!("1", ("guard", "lock"), ("scope", "get"))),
    ("join", "preset.join", story!("1", ("guard", "join"))),
    ("small", "preset.small", story!("1", ("guard", "lock"), ("scope", "write"))),
    ("queue", "preset.queue", story!("1", ("guard", "queue"))),
    ("pipe", "preset.pipe", story!("1", ("guard", "pipe"))),
    ("cas", "preset.cas", story!("1", ("guard", "cas"))),
    ("twenty", "preset.twenty", story!("20", ("guard", "none"))),
    // Everybody writes, and at nearly the same time, so somebody reads what is being written. Less jitter shows it more
    // often at speed 1 (98 of 100 simulated runs, not 92), and less often on real workers at speed 5 (a third, not most).
    ("torn", "preset.torn", story!("15", "file", "0", "2", ("guard", "none"))),
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
    /// What it sets: a whole scenario, but for speed, seed and engine.
    pub sets: Values,
    /// Whether the scenario is exactly it.
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
    use crate::engine::run_virtual;
    use crate::scenario::parse;
    use crate::trace::judge;

    fn after(query: &str, name: &str) -> Link {
        let (_, _, sets) = PRESETS.into_iter().find(|(known, ..)| *known == name).unwrap();
        let (link, notices) = set(&parse(query).0, sets);
        assert!(notices.is_empty(), "{name} after {query}: {notices:?}");
        link
    }

    #[test]
    fn a_preset_says_all_but_speed_seed_and_engine() {
        for query in
            ["", "guard=lock&fault=kill-holder&robust=1&jitter=7", "store=file&pay=0&tickets=3&buyers=4&search=5"]
        {
            for (name, ..) in PRESETS {
                let kept = "&speed=20&seed=9&engine=virtual";
                let (fresh, changed) = (after("", name).scenario, after(&format!("{query}{kept}"), name));
                let reader = parse(kept).0;
                let expected = Scenario { speed: reader.scenario.speed, seed: reader.scenario.seed, ..fresh };
                assert_eq!((changed.scenario, changed.page), (expected, reader.page), "{name} after {query}");
            }
        }
    }

    #[test]
    fn one_is_pressed_where_the_scenario_is_exactly_it() {
        let pressed = |query: &str| -> Vec<&str> {
            let state = State::open(crate::store::Opening { link: parse(query).0, ..Default::default() }).0;
            let model = Presets.make(&state);
            model.presets.iter().filter(|preset| preset.pressed).map(|preset| preset.name).collect()
        };
        assert_eq!(pressed(""), ["none"]);
        assert_eq!(pressed("guard=lock&scope=write&speed=50&seed=3"), ["small"]);
        assert_eq!(pressed("tickets=15&store=file&pay=0&jitter=2&engine=virtual"), ["torn"]);
        for other in ["buyers=4", "search=999", "guard=lock&robust=1", "store=file", "fault=kill-holder", "jitter=1"] {
            assert_eq!(pressed(other), Vec::<&str>::new(), "{other}");
        }
    }

    /// It shows what it says: a reader who finds the file half written, in nearly every run.
    #[test]
    fn the_file_is_found_half_written_in_most_runs() {
        let scenario = after("", "torn").scenario;
        let torn =
            (0..500).filter(|seed| judge(&run_virtual(&Scenario { seed: *seed, ..scenario })).failed > 0).count();
        assert!(torn > 440, "in {torn} of 500 runs");
        assert!(judge(&run_virtual(&scenario)).failed > 0, "not with the seed of the page");
    }
}
