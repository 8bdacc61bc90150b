//! The scenario as controls: what is sold to whom, behind which guard, with which delays. The race brings the words for
//! the guards, and more controls.

use super::groups::{Maker, Number, Radios};
use super::more::MoreModel;
use crate::present::{Select, words};
use crate::scenario::table::{BUYERS, CONFIRM, PAY, SEARCH, SPEED, TICKETS};
use crate::scenario::{GuardName, Scenario};
use crate::store::{Arrival, State};
use crate::text::{Lang, t};
use crate::trace::Executor;

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
    /// The name of the delays.
    pub delays: String,
    /// Delays and speed.
    pub times: Vec<Number>,
    /// What comes with the race.
    pub more: Option<MoreModel>,
}

impl Select for Controls {
    type Key = (Lang, Scenario, bool, bool, bool);
    type Model = ControlsModel;

    fn key(&self, state: &State) -> Self::Key {
        let here = state.page.race == Arrival::Here;
        let simulates = state.executor() == Executor::Virtual;
        (state.lang(), *state.scenario(), state.run.run.busy().is_some(), here, simulates)
    }

    fn make(&mut self, state: &State) -> ControlsModel {
        let (lang, scenario, disabled, here, simulates) = self.key(state);
        let make = Maker { lang, scenario: &scenario, disabled, state };
        let scope = scenario.guard.scope();
        ControlsModel {
            title: t!(lang, "controls.title"),
            disabled,
            people: make.numbers(&[&TICKETS, &BUYERS]),
            guard: make.radios::<GuardName>("guard", "controls.guard", scenario.guard.name(), false),
            scope: scope.map(|scope| make.scopes(scope)),
            hint: if here { words::guard(lang, scenario.guard) } else { String::new() },
            delays: t!(lang, "controls.delays"),
            times: make.numbers(&[&SEARCH, &PAY, &CONFIRM, &SPEED]),
            more: here.then(|| MoreModel::new(&make, simulates)),
        }
    }
}
