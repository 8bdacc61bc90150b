//! The head of the page.

use super::{Store, View};
use crate::present::shell::{Head, HeadModel};
use crate::store::{Action, LinkAction, pairs};
use std::rc::Rc;
use yew::prelude::*;

/// The name of the page, the same in every language and state.
const BRAND: &str = r#"<a class="brand" href="./"><svg viewBox="0 0 28 20" width="28" height="20" aria-hidden="true"><path class="stub-shape" d="M1 1h17l1.5 3 1.5-3H27v18h-6l-1.5-3-1.5 3H1z"/><path class="stub-tear" d="M19.5 6v8"/></svg><span>Oversold</span></a>"#;

/// The name.
pub fn brand() -> Html {
    Html::from_html_unchecked(BRAND.into())
}

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
