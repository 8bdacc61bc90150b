//! The program as code: what the lock covers is marked, where everybody stands, and both ends of the lock have a handle.

mod carried;
mod lines;

use crate::present::race::{Code, CodeModel};
use crate::program::Dialect;
use crate::store::{Action, PanelAction};
use crate::ui::live::{self, Store};
use lines::Lines;
use std::rc::Rc;
use yew::prelude::*;

/// The panel.
pub struct CodeView;

impl live::View for CodeView {
    type Select = Code;

    fn view(model: &Rc<CodeModel>, store: &Store) -> Html {
        let dialect = |(this, name, label, checked): &(Dialect, &'static str, String, bool)| {
            let this = *this;
            let onchange = store.on(move |_: Event| Action::Panel(PanelAction::Write(this)));
            html! {
                <label class="segment">
                    <input type="radio" name="dialect" value={*name} checked={*checked} {onchange} />
                    <span>{ label }</span>
                </label>
            }
        };
        let unfold = |main: bool| store.on(move |_: MouseEvent| Action::Panel(PanelAction::Unfold(main)));
        html! {
            <>
                <div class="segments dialects" role="radiogroup" translate="no" aria-label={model.dialect.clone()}>{ for model.dialects.iter().map(dialect) }</div>
                <Lines model={model.clone()} store={store.clone()} />
                if let Some((unfolded, name)) = &model.main {
                    <button id="unfold" class="quiet" aria-expanded={unfolded.to_string()} onclick={unfold(!unfolded)}>{ name }</button>
                }
                <p class="hint">{ &model.hint }</p>
            </>
        }
    }
}
