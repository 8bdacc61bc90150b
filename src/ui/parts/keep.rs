//! Keeping a run: a link to exactly it, files for other programs, and opening a saved one.

use super::copy::CopyLink;
use crate::browser::files::first_file;
use crate::browser::link;
use crate::ui::app::Message;
use crate::ui::keep::{Form, LONGEST_LINK};
use crate::ui::shown::Finished;
use crate::ui::t::t;
use web_sys::{HtmlDetailsElement, HtmlInputElement};
use yew::prelude::*;

const FORMS: [(Form, &str, &str); 5] = [
    (Form::Json, "json", "JSON"),
    (Form::Csv, "csv", "CSV"),
    (Form::Svg, "svg", "SVG"),
    (Form::Png, "png", "PNG"),
    (Form::ChromeTrace, "perfetto", "Chrome trace (Perfetto)"),
];

/// The buttons. `address` is the query and hash of exactly this run; without one it cannot be replayed.
pub fn keep(finished: Option<&Finished>, address: Option<String>, tell: &Callback<Message>) -> Html {
    // What was chosen closes the menu, as Escape does.
    let close = |menu: Option<web_sys::Element>| {
        if let Some(menu) = menu.and_then(|menu| wasm_bindgen::JsCast::dyn_into::<HtmlDetailsElement>(menu).ok()) {
            menu.set_open(false);
        }
    };
    let save = |form: Form| {
        tell.reform(move |event: MouseEvent| {
            let item = event.target_dyn_into::<web_sys::Element>();
            close(item.and_then(|item| item.closest("details").ok().flatten()));
            Message::Save(form)
        })
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            let inside = event.target_dyn_into::<web_sys::Element>();
            close(inside.and_then(|inside| inside.closest("details").ok().flatten()));
        }
    });
    let onchange = tell.reform(|event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        let file = first_file(input.as_ref().and_then(HtmlInputElement::files));
        if let Some(input) = input {
            // So that the same file can be chosen again.
            input.set_value("");
        }
        Message::File(file)
    });
    let address = address.map(|address| link::address(&address));
    let too_long = address.as_ref().is_some_and(|address| address.len() > LONGEST_LINK);
    // A menu closes when the focus leaves it, as menus do.
    let onfocusout = Callback::from(|event: FocusEvent| {
        let menu = event.current_target().and_then(|t| wasm_bindgen::JsCast::dyn_into::<HtmlDetailsElement>(t).ok());
        let next = event.related_target().and_then(|t| wasm_bindgen::JsCast::dyn_into::<web_sys::Node>(t).ok());
        if let (Some(menu), Some(next)) = (menu, next)
            && !menu.contains(Some(&next))
        {
            menu.set_open(false);
        }
    });
    html! {
        <div id="keep" role="group" aria-label={t!("keep.title")}>
            if too_long {
                <button id="save-run" onclick={save(Form::Json)} title={t!("keep.too_long")}>{ t!("keep.save_run") }</button>
            } else if let Some(address) = address {
                <CopyLink id="copy-run" label={t!("keep.copy_run")} text={address} />
            }
            if finished.is_some() {
                <details class="menu" {onfocusout} {onkeydown}>
                    <summary id="export">{ t!("keep.export") }</summary>
                    <div class="menu-items">
                        { for FORMS.map(|(form, id, name)| html! {
                            <button id={format!("save-{id}")} class="quiet" onclick={save(form)}>{ name }</button>
                        }) }
                    </div>
                </details>
            }
            <label class="open-run">
                <input id="open-run" type="file" accept=".json,application/json" {onchange} />
                <span>{ t!("keep.open_run") }</span>
            </label>
        </div>
    }
}
