//! The scenario as controls: what is sold to whom, behind which guard, kept where, how fast; and the way to the others. The
//! race brings the sentences about them.

use super::groups::{Maker, Number, Radios};
use crate::present::{Select, words};
use crate::scenario::table::{BUYERS, SPEED, TICKETS};
use crate::scenario::{GuardName, Scenario};
use crate::store::{Part, State};
use crate::text::{Lang, t};

/// Makes the controls.
#[derive(Default)]
pub struct Controls;

/// The controls.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlsModel {
    /// Their name.
    pub title: String,
    /// Whether they can be used now.
    pub disabled: bool,
    /// Tickets and buyers.
    pub people: Vec<Number>,
    /// Which guard, and what it does in one sentence, once that has come.
    pub guard: Radios,
    /// What of the purchase a lock covers.
    pub scope: Option<Radios>,
    /// The sentence about the guard.
    pub hint: String,
    /// Where the record is kept.
    pub store: Radios,
    /// How fast.
    pub speed: Number,
}

impl Select for Controls {
    type Key = (Lang, Scenario, bool, bool);
    type Model = ControlsModel;

    fn key(&self, state: &State) -> Self::Key {
        let here = state.page.has(Part::Race);
        (state.lang(), *state.scenario(), state.run.run.busy().is_some(), here)
    }

    fn make(&mut self, state: &State) -> ControlsModel {
        let (lang, scenario, disabled, here) = self.key(state);
        let make = Maker { lang, scenario: &scenario, disabled, state };
        let scope = scenario.guard.scope();
        ControlsModel {
            title: t!(lang, "controls.title"),
            disabled,
            people: make.numbers(&[&TICKETS, &BUYERS]),
            guard: make.radios::<GuardName>("guard", "controls.guard", scenario.guard.name(), false),
            scope: scope.map(|scope| make.scopes(scope)),
            hint: if here { words::guard(lang, scenario.guard) } else { String::new() },
            store: make.radios("store", "controls.store", scenario.store, !scenario.guard.has_file()),
            speed: make.number(&SPEED),
        }
    }
}
