//! What an access to the record costs here, beside where it is kept: how many times as long the file takes, when that has been
//! measured; before, the way to know it.

use crate::present::shell::{Access, AccessModel};
use crate::store::{Action, MeasureAction};
use crate::ui::live::{Store, View};
use std::rc::Rc;
use yew::prelude::*;

/// See the module.
pub struct AccessView;

impl View for AccessView {
    type Select = Access;

    fn view(model: &Rc<AccessModel>, store: &Store) -> Html {
        let AccessModel { short, said, found, disabled, .. } = &**model;
        if short.is_empty() {
            return html! {};
        }
        let onclick = store.on(|_: MouseEvent| Action::Measure(MeasureAction::Start));
        html! {
            <div>
                if found.is_some() {
                    <span title={said.clone()} aria-hidden="true">{ short }</span>
                } else {
                    <button id="access-run" title={said.clone()} {onclick} disabled={*disabled}>{ short }</button>
                }
                <span class="visually-hidden" role="status">{ said }</span>
            </div>
        }
    }
}
