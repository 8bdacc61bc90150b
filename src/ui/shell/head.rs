//! The head of the page.

use super::{Store, View};
use crate::present::shell::{Head, HeadModel};
use crate::store::{Action, LinkAction, pairs};
use std::rc::Rc;
use yew::prelude::*;

/// Language, theme, presenting; and until the race brings them, the places of what is for sharing.
pub struct HeadView;

impl View for HeadView {
    type Select = Head;

    fn view(model: &Rc<HeadModel>, store: &Store) -> Html {
        let (other, next) = (model.other.name(), model.next_theme);
        let set = |name: &'static str, value: &'static str| {
            store.on(move |_: MouseEvent| Action::Link(LinkAction::Set(pairs(&[(name, value)]))))
        };
        let (sign, theme) = &model.theme;
        html! {
            <>
                    <button id="lang" class="quiet" onclick={set("lang", other)} lang={model.other.tag()} title={model.switch.clone()}>
                        { model.other_name }
                    </button>
                    <button id="theme" class="quiet" onclick={set("theme", next)} aria-label={theme.clone()} title={theme.clone()}>
                        <span aria-hidden="true">{ *sign }</span>
                    </button>
                    <button id="present" class="quiet" onclick={set("present", model.present.0)}>{ &model.present.1 }</button>
                    if let Some(coming) = &model.coming {
                        { for coming.iter().map(|name| html! { <button disabled=true>{ name }</button> }) }
                    }
            </>
        }
    }
}
