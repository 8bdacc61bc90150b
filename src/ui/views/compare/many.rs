//! The same scenario with many seeds: how often is how much sold?

use crate::present::compare::{Bar, Many, ManyModel};
use crate::store::{Action, ManyAction};
use crate::text::{Lang, t};
use crate::ui::live::{Store, View};
use std::rc::Rc;
use yew::prelude::*;

/// The panel.
pub struct ManyView;

impl View for ManyView {
    type Select = Many;

    fn view(model: &Rc<ManyModel>, store: &Store) -> Html {
        let button = model.button.as_ref().map(|(label, ends)| {
            let ends = *ends;
            let onclick =
                store.on(move |_: MouseEvent| Action::Many(if ends { ManyAction::Stop } else { ManyAction::Start }));
            html! { <button id="run-many" {onclick}>{ label }</button> }
        });
        let lang = store.state().lang();
        html! {
            <div id="chance" data-runs={model.done.to_string()}>
                { for model.hints.iter().map(|hint| html! { <p class="hint">{ hint }</p> }) }
                { button.unwrap_or_default() }
                if let Some(found) = &model.found {
                    <p role="status">{ found }</p>
                    { histogram(lang, model) }
                }
            </div>
        }
    }
}

fn histogram(lang: Lang, model: &ManyModel) -> Html {
    let [title, sold, runs, share] = &model.columns;
    let row = |bar: &Bar| {
        let class = if bar.wrong.is_some() { "bar oversold" } else { "bar" };
        html! {
            <tr>
                <th scope="row" translate="no">{ &bar.sold }</th>
                <td class="bars"><span {class} ~style={format!("width:{}%", bar.length)}></span></td>
                <td>{ &bar.runs }</td>
                <td>{ &bar.share }</td>
                <td>{ bar.wrong.clone().unwrap_or_default() }</td>
            </tr>
        }
    };
    html! {
        <table class="histogram">
            <caption class="visually-hidden">{ title }</caption>
            <thead><tr>
                <th scope="col">{ sold }</th>
                <th scope="col"><span class="visually-hidden">{ title }</span></th>
                <th scope="col">{ runs }</th>
                <th scope="col">{ share }</th>
                <th scope="col"><span class="visually-hidden">{ t!(lang, "table.fate") }</span></th>
            </tr></thead>
            <tbody>{ for model.bars.iter().map(row) }</tbody>
        </table>
    }
}
