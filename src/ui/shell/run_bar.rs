//! Run and Cancel, always in reach, and how far the run is.

use super::{Store, View};
use crate::browser::renew::again;
use crate::present::shell::{RunBar, RunBarModel};
use crate::store::{Action, RunAction};
use std::rc::Rc;
use yew::prelude::*;

/// The bar with the one big button.
pub struct RunBarView;

impl View for RunBarView {
    type Select = RunBar;

    fn view(model: &Rc<RunBarModel>, store: &Store) -> Html {
        let run = store.on(|_: MouseEvent| Action::Run(RunAction::Run));
        let cancel = store.on(|_: MouseEvent| Action::Run(RunAction::Cancel));
        html! {
            <div class="run-bar">
                if model.busy {
                    <button id="cancel" class="primary stop" onclick={cancel}>{ &model.label }</button>
                } else if model.renews {
                    <button id="renew" class="primary" onclick={Callback::from(|_: MouseEvent| again(false))}>{ &model.label }</button>
                } else {
                    <button id="run" class="primary" onclick={run} disabled={!model.enabled} aria-keyshortcuts="R">
                        <span aria-hidden="true">{ "▶ " }</span>
                        { &model.label }
                    </button>
                }
                <button id="settings" popovertarget="controls">{ &model.settings }</button>
                <p id="status" role="status">{ &model.status }</p>
            </div>
        }
    }
}
