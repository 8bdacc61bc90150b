//! What controls consist of: numbers and choices, each made of a row of the parameters' table or of a choice's names.

use crate::scenario::table::Parameter;
use crate::scenario::{Choice, Scenario, Scope};
use crate::store::State;
use crate::text::{Lang, message};

/// One number of the scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its parameter.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// The value as the link spells it.
    pub value: String,
    /// How many stops its slider has.
    pub stops: usize,
    /// Which of them is nearest to the value.
    pub at: usize,
    /// The unit; may be empty.
    pub unit: &'static str,
}

/// One of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Radios {
    /// The parameter.
    pub name: &'static str,
    /// What is asked.
    pub label: String,
    /// The values.
    pub options: Vec<Item>,
    /// Whether none can be chosen.
    pub disabled: bool,
}

/// A value that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// As links spell it.
    pub value: &'static str,
    /// What it is called.
    pub label: String,
    /// Whether it is the one.
    pub checked: bool,
}

/// Makes groups of controls.
pub(super) struct Maker<'a> {
    pub(super) lang: Lang,
    pub(super) scenario: &'a Scenario,
    pub(super) disabled: bool,
    pub(super) state: &'a State,
}

impl Maker<'_> {
    pub(super) fn numbers(&self, parameters: &[&Parameter]) -> Vec<Number> {
        parameters.iter().map(|parameter| self.number(parameter)).collect()
    }

    pub(super) fn number(&self, parameter: &Parameter) -> Number {
        let Parameter { name, kind, stops, unit, .. } = *parameter;
        let value = parameter.value(&self.state.link.link).unwrap_or(parameter.default);
        let label = message(self.lang, &format!("field.{name}"));
        Number { name, label, value: kind.spell(value), at: parameter.nearest_stop(value), stops: stops.len(), unit }
    }

    pub(super) fn radios<C: Choice>(&self, name: &'static str, label: &str, chosen: C, disabled: bool) -> Radios {
        let options = C::ALL.iter().map(|(value, text)| (*text, *value == chosen));
        self.options(name, label, options, disabled)
    }

    /// The scopes with names, and the chosen one where it has none.
    pub(super) fn scopes(&self, chosen: Scope) -> Radios {
        let named = Scope::NAMED.iter().map(|scope| (scope.name(), *scope == chosen));
        let mut radios = self.options("scope", "controls.scope", named, false);
        if !chosen.is_named() {
            radios.options.push(Item { value: chosen.name(), label: chosen.name().to_owned(), checked: true });
        }
        radios
    }

    pub(super) fn options(
        &self,
        name: &'static str,
        label: &str,
        values: impl Iterator<Item = (&'static str, bool)>,
        disabled: bool,
    ) -> Radios {
        let option = |(value, checked): (&'static str, bool)| Item {
            value,
            label: message(self.lang, &format!("{name}.name.{value}")),
            checked,
        };
        Radios {
            name,
            label: message(self.lang, label),
            options: values.map(option).collect(),
            disabled: disabled || self.disabled,
        }
    }
}

/// The value at a stop of a parameter's slider, as links spell it.
pub fn stop(name: &str, at: usize) -> Option<String> {
    let parameter = crate::scenario::table::TABLE.iter().find(|parameter| parameter.name == name)?;
    parameter.stops.get(at).map(|value| parameter.kind.spell(*value))
}
