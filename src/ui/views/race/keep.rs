//! Keeping a run: a link to exactly it, files for other programs, and opening a saved one.

use crate::browser::files::first_file;
use crate::browser::link;
use crate::present::race::{Keep, KeepModel, LONGEST_LINK};
use crate::store::{Action, Form, RunAction};
use crate::text::{Lang, t};
use crate::ui::kit::copy::CopyLink;
use crate::ui::kit::menu::menu;
use crate::ui::live::{Store, View};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

const FORMS: [(Form, &str, &str); 5] = [
    (Form::Json, "json", "JSON"),
    (Form::Csv, "csv", "CSV"),
    (Form::Svg, "svg", "SVG"),
    (Form::Png, "png", "PNG"),
    (Form::ChromeTrace, "perfetto", "Chrome trace (Perfetto)"),
];

/// The buttons.
pub struct KeepView;

impl View for KeepView {
    type Select = Keep;

    fn view(model: &Rc<KeepModel>, store: &Store) -> Html {
        let save = |form: Form| store.on(move |_: MouseEvent| Action::Run(RunAction::Save(form)));
        let one = |(form, id, name): (Form, &str, &str)| {
            html! { <button id={format!("save-{id}")} class="quiet" translate="no" onclick={save(form)}>{ name.to_owned() }</button> }
        };
        let forms = FORMS.map(one).into_iter().collect::<Html>();
        let address = model.address.as_deref().map(link::address);
        let too_long = address.as_ref().is_some_and(|address| address.len() > LONGEST_LINK);
        html! {
            <div id="keep" role="group" aria-label={model.title.clone()}>
                if too_long {
                    <button id="save-run" onclick={save(Form::Json)} title={model.too_long.clone()}>{ &model.save }</button>
                } else if let Some(text) = address {
                    { copy_button("copy-run", model.copy.clone(), text, store.state().lang()) }
                }
                if model.known { { menu("export", &model.export, "", forms) } }
                <label class="open-run">
                    <input id="open-run" type="file" accept=".json,application/json" onchange={open(store)} />
                    <span>{ &model.open }</span>
                </label>
            </div>
        }
    }
}

/// A button that copies a text.
pub fn copy_button(id: &'static str, label: String, text: String, lang: Lang) -> Html {
    html! { <CopyLink {id} {label} {text} copied={t!(lang, "link.copied")} by_hand={t!(lang, "link.by_hand")} /> }
}

fn open(store: &Store) -> Callback<Event> {
    let store = store.clone();
    Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
        if let Some(file) = first_file(input.files()) {
            spawn_local(super::open(store.clone(), file));
        }
        // So that the same file can be chosen again.
        input.set_value("");
    })
}
