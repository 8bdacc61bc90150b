//! Fields of the scenario: numbers and choices that tell the store what they were given.

use super::kit::choice::segments;
use super::kit::number::NumberField;
use super::live::Store;
use crate::present::shell::{Number, Radios, stop};
use crate::store::{Action, LinkAction, pairs};
use yew::prelude::*;

/// A number of the scenario.
pub fn number(number: &Number, disabled: bool, store: &Store) -> Html {
    let Number { name, label, value, stops, at, unit } = number.clone();
    let given = store
        .on(|(name, value): (&'static str, String)| Action::Link(LinkAction::Set(vec![(name.into(), value.into())])));
    let slid = store.on_some(|(name, at): (&'static str, usize)| {
        Some(Action::Link(LinkAction::Set(vec![(name.into(), stop(name, at)?.into())])))
    });
    html! { <NumberField key={name} {name} {label} {value} {stops} {at} {unit} {disabled} {given} {slid} /> }
}

/// Several numbers.
pub fn numbers(numbers: &[Number], disabled: bool, store: &Store) -> Html {
    numbers.iter().map(|one| number(one, disabled, store)).collect()
}

/// One of several.
pub fn radios(radios: &Radios, store: &Store) -> Html {
    let choices = radios.options.iter().map(|item| (item.value, item.label.as_str(), item.checked));
    let chosen = store.on(|pair: (&'static str, &'static str)| Action::Link(LinkAction::Set(pairs(&[pair]))));
    segments(radios.name, choices, radios.disabled, &chosen)
}
