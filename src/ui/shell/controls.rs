//! The scenario: what is sold to whom, behind which guard, kept where, how fast.

use super::{Store, View};
use crate::present::shell::{Controls, ControlsModel};
use crate::ui::fields::{number, numbers, radios};
use std::rc::Rc;
use yew::prelude::*;

/// The controls that everybody needs.
pub struct ControlsView;

impl View for ControlsView {
    type Select = Controls;

    fn view(model: &Rc<ControlsModel>, store: &Store) -> Html {
        let disabled = model.disabled;
        html! {
            <>
                <fieldset class="guards">
                    <legend>{ &model.guard.label }</legend>
                    <div class="segments">{ radios(&model.guard, store) }</div>
                </fieldset>
                <div class="about">
                    if let Some(scope) = &model.scope {
                        <div class="segments scopes" role="group" aria-label={scope.label.clone()}>{ radios(scope, store) }</div>
                    }
                    <p class="hint">{ &model.hint }</p>
                </div>
                { numbers(&model.people, disabled, store) }
                <fieldset>
                    <legend>{ &model.store.label }</legend>
                    <div class="segments">{ radios(&model.store, store) }</div>
                </fieldset>
                { number(&model.speed, disabled, store) }
            </>
        }
    }
}
