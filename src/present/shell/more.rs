//! The controls that nobody needs at first: delays, chance, what goes wrong. They come with the race.

use super::groups::{Maker, Number, Radios};
use crate::present::Select;
use crate::scenario::table::{CONFIRM, JITTER, PAY, Parameter, SEARCH, SEED};
use crate::scenario::{Choice, Fault, Scenario, Store};
use crate::store::State;
use crate::text::{Lang, message, t};
use crate::trace::Executor;

/// Makes the controls that nobody needs at first.
#[derive(Default)]
pub struct More;

/// The controls that nobody needs at first.
#[derive(Clone, Debug, PartialEq)]
pub struct MoreModel {
    /// Whether they can be used now.
    pub disabled: bool,
    /// The name of the delays, and they themselves.
    pub delays: (String, Vec<Number>),
    /// The name of chance; jitter and seed.
    pub chance: (String, Vec<Number>),
    /// What goes wrong.
    pub fault: Radios,
    /// What a lock does then.
    pub robust: Radios,
    /// A sentence about what goes wrong, and one about where the record is kept.
    pub hints: [String; 2],
    /// Which of them are not as they are at first, in words.
    pub differs: String,
}

impl Select for More {
    type Key = (Lang, Scenario, bool, bool);
    type Model = MoreModel;

    fn key(&self, state: &State) -> Self::Key {
        let simulates = state.executor() == Executor::Virtual;
        (state.lang(), *state.scenario(), state.run.run.busy().is_some(), simulates)
    }

    fn make(&mut self, state: &State) -> MoreModel {
        let (lang, scenario, disabled, simulates) = self.key(state);
        let make = Maker { lang, scenario: &scenario, disabled, state };
        let robust = [("0", !scenario.robust), ("1", scenario.robust)].into_iter();
        MoreModel {
            disabled,
            delays: (t!(lang, "controls.delays"), make.numbers(&[&SEARCH, &PAY, &CONFIRM])),
            chance: (t!(lang, "controls.more"), make.numbers(&[&JITTER, &SEED])),
            fault: make.radios("fault", "fault.title", scenario.fault, false),
            robust: make.options("robust", "robust.title", robust, scenario.guard.scope().is_none()),
            hints: hints(&make, simulates),
            differs: differs(&make),
        }
    }
}

fn hints(make: &Maker<'_>, simulates: bool) -> [String; 2] {
    let (lang, scenario) = (make.lang, make.scenario);
    let fault = match (scenario.fault, scenario.robust) {
        (Fault::None, false) => t!(lang, "fault.none"),
        (Fault::None, true) => t!(lang, "robust.what"),
        (Fault::KillHolder, false) => t!(lang, "fault.kill"),
        (Fault::KillHolder, true) => t!(lang, "fault.kill") + lang.gap() + &t!(lang, "robust.what"),
    };
    let store = match (scenario.guard.has_file(), scenario.store) {
        (false, _) => t!(lang, "store.void"),
        (true, Store::Memory) => t!(lang, "store.memory"),
        (true, Store::File) if simulates => t!(lang, "store.simulated"),
        (true, Store::File) => t!(lang, "store.file"),
    };
    [fault, store]
}

/// Which of them are not as they are at first, in words.
fn differs(make: &Maker<'_>) -> String {
    let number = |parameter: &&'static Parameter| {
        let number = make.number(parameter);
        let is_other = number.value != parameter.kind.spell(parameter.default);
        is_other.then(|| format!("{} {} {}", number.label, number.value, number.unit).trim_end().to_owned())
    };
    let mut all: Vec<String> = [&SEARCH, &PAY, &CONFIRM, &JITTER, &SEED].iter().filter_map(number).collect();
    if make.scenario.fault != Fault::None {
        all.push(message(make.lang, &format!("fault.name.{}", make.scenario.fault.name())));
    }
    if make.scenario.robust {
        all.push(message(make.lang, "robust.name.1"));
    }
    all.join(" · ")
}
