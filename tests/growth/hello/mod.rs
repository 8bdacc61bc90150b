//! A view with one button, as small as a view can be: it is no part of the page, and kept to show what a view takes.

use super::{Opening, Panel, View};
use crate::store::{Action, LinkAction, pairs};
use crate::ui::live::Store;
use yew::prelude::*;

/// One ticket more than anybody needs.
pub const HELLO: View = View { name: "hello", label: |_| "Hello".to_owned(), panels: &[BUTTON], is_listed: true };

const BUTTON: Panel = Panel { name: "button", label: |_| String::new(), open: hello };

fn hello(store: Store) -> Opening {
    let onclick = store.on(|_: MouseEvent| Action::Link(LinkAction::Set(pairs(&[("tickets", "100")]))));
    let button = html! { <button id="hello" {onclick}>{ "A hundred tickets" }</button> };
    Box::pin(async { Ok(button) })
}
