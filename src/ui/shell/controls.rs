//! The scenario: what is sold to whom, behind which guard, with which delays.

use super::{Store, View, chosen, given, slid};
use crate::present::shell::{Controls, ControlsModel, MoreModel, Number, Radios};
use crate::ui::kit::choice::segments;
use crate::ui::kit::number::NumberField;
use std::rc::Rc;
use yew::prelude::*;

/// All controls.
pub struct ControlsView;

impl View for ControlsView {
    type Select = Controls;

    fn view(model: &Rc<ControlsModel>, store: &Store) -> Html {
        let (disabled, given, slid) = (model.disabled, given(store), slid(store));
        let numbers =
            |numbers: &[Number]| numbers.iter().map(|number| field(number, disabled, &given, &slid)).collect::<Html>();
        html! {
            <div class="controls">
                <h2>{ &model.title }</h2>
                { numbers(&model.people) }
                <fieldset class="guards">
                    <legend>{ &model.guard.label }</legend>
                    <div class="segments">{ radios(&model.guard, store) }</div>
                    if let Some(scope) = &model.scope {
                        <div class="segments scopes" role="group" aria-label={scope.label.clone()}>{ radios(scope, store) }</div>
                    }
                    <p class="hint">{ &model.hint }</p>
                </fieldset>
                <fieldset>
                    <legend>{ &model.delays }</legend>
                    { numbers(&model.times) }
                </fieldset>
                if let Some(more) = &model.more {
                    { folded(more, &numbers, store) }
                } else {
                    // Until they are there, as much room as they take folded.
                    <div style="height:131px"></div>
                }
            </div>
        }
    }
}

/// Closed unless they say something, so that nothing jumps when they come.
fn folded(more: &MoreModel, numbers: &dyn Fn(&[Number]) -> Html, store: &Store) -> Html {
    let (kept, has_file, kept_how) = &more.store;
    let (fault, has_fault) = &more.fault;
    let (robust, fault_how) = &more.robust;
    let group = |group: &Radios| {
        html! { <div class="segments" role="group" aria-label={group.label.clone()}>{ radios(group, store) }</div> }
    };
    html! {
        <>
            <details>
                <summary>{ &more.chance }</summary>
                { numbers(&more.numbers) }
            </details>
            <details open={*has_file}>
                <summary>{ &kept.label }</summary>
                { group(kept) }
                <p class="hint">{ kept_how }</p>
            </details>
            <details open={*has_fault}>
                <summary>{ &fault.label }</summary>
                { group(fault) }
                { group(robust) }
                <p class="hint">{ fault_how }</p>
            </details>
        </>
    }
}

fn field(
    number: &Number,
    disabled: bool,
    given: &Callback<(&'static str, String)>,
    slid: &Callback<(&'static str, usize)>,
) -> Html {
    let Number { name, label, value, stops, at, unit } = number.clone();
    let (given, slid) = (given.clone(), slid.clone());
    html! { <NumberField key={name} {name} {label} {value} {stops} {at} {unit} {disabled} {given} {slid} /> }
}

fn radios(radios: &Radios, store: &Store) -> Html {
    let choices = radios.options.iter().map(|item| (item.value, item.label.as_str(), item.checked));
    segments(radios.name, choices, radios.disabled, &chosen(store))
}
