//! The controls that nobody needs at first: delays, chance, what goes wrong; and a word on those that are not as at first.

use crate::present::shell::{More, MoreModel, Number, Radios};
use crate::ui::fields::{numbers, radios};
use crate::ui::live::{Store, View};
use std::rc::Rc;
use yew::prelude::*;

/// The controls.
pub struct MoreView;

impl View for MoreView {
    type Select = More;

    fn view(model: &Rc<MoreModel>, store: &Store) -> Html {
        let group = |group: &Radios| {
            html! { <div class="segments" role="group" aria-label={group.label.clone()}>{ radios(group, store) }</div> }
        };
        let fields = |(name, fields): &(String, Vec<Number>)| {
            html! { <fieldset><legend>{ name }</legend>{ numbers(fields, model.disabled, store) }</fieldset> }
        };
        let [fault, record] = &model.hints;
        html! {
            <>
                { fields(&model.delays) }
                { fields(&model.chance) }
                <fieldset>
                    <legend>{ &model.fault.label }</legend>
                    { group(&model.fault) }
                    { group(&model.robust) }
                    <p class="hint">{ fault }</p>
                </fieldset>
                <p class="hint">{ record }</p>
            </>
        }
    }
}

/// Which of them are not as at first.
pub struct DiffersView;

impl View for DiffersView {
    type Select = More;

    fn view(model: &Rc<MoreModel>, _: &Store) -> Html {
        html! { <p class="hint" title={model.differs.clone()}>{ &model.differs }</p> }
    }
}
