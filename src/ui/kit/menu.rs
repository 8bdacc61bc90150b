//! A menu: a button that unfolds a few others. It closes when one of them was pressed, at Escape, and when the focus leaves.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlDetailsElement, KeyboardEvent, Node};
use yew::prelude::*;

/// The menu: the id of its button, what that says, a class beside its own, and what is unfolded.
pub fn menu(id: &'static str, label: &str, class: &'static str, items: Html) -> Html {
    html! {
        <details class={classes!("menu", class)} onfocusout={Callback::from(|event| leave(&event))}
            onkeydown={Callback::from(|event| escape(&event))} onclick={Callback::from(|event| chosen(&event))}>
            <summary {id}>{ label }</summary>
            <div class="menu-items">{ items }</div>
        </details>
    }
}

/// What was chosen closes it.
fn chosen(event: &MouseEvent) {
    if target(event).is_some_and(|target| target.closest("button").is_ok_and(|button| button.is_some())) {
        close(event);
    }
}

fn leave(event: &FocusEvent) {
    let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
    if let (Some(menu), Some(next)) = (around(event), next)
        && !menu.contains(Some(&next))
    {
        menu.set_open(false);
    }
}

fn escape(event: &KeyboardEvent) {
    if event.key() == "Escape" {
        close(event);
    }
}

fn close(event: &Event) {
    if let Some(menu) = around(event) {
        menu.set_open(false);
    }
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The menu in which it happened.
fn around(event: &Event) -> Option<HtmlDetailsElement> {
    target(event)?.closest("details").ok()??.dyn_into().ok()
}
