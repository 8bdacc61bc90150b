//! What a run tells in words and numbers: the log, the table; of very many buyers, counts.

use super::Told;
use crate::present::race::{Counts, CountsModel, Crowded, Log, LogLine, LogModel, Table, TableModel};
use crate::store::{Action, PanelAction};
use crate::ui::kit::dom::text;
use crate::ui::kit::following::Following;
use crate::ui::live::{Store, View, live};
use std::marker::PhantomData;
use std::rc::Rc;
use yew::prelude::*;

/// One of the panels.
pub fn show(store: &Store, which: Told) -> Html {
    match which {
        Told::Log => live::<OrCounts<LogView>>(store),
        Told::Table => live::<OrCounts<TableView>>(store),
    }
}

/// A panel of which very many buyers have counts instead.
struct OrCounts<V>(PhantomData<V>);

impl<V: View> View for OrCounts<V> {
    type Select = Crowded;

    fn view(model: &Rc<bool>, store: &Store) -> Html {
        if **model { live::<CountsView>(store) } else { live::<V>(store) }
    }
}

/// What every process said, line by line.
struct LogView;

impl View for LogView {
    type Select = Log;

    fn view(model: &Rc<LogModel>, store: &Store) -> Html {
        let onchange = store.on(|event: Event| Action::Panel(PanelAction::Filter(text(&event).parse().ok())));
        html! {
            <>
                <label class="filter">
                    { &model.filter }
                    <select id="log-filter" {onchange}>
                        <option value="" selected={model.chosen.is_none()}>{ &model.all }</option>
                        { for model.people.iter().map(|(id, name)| html! {
                            <option value={id.to_string()} selected={model.chosen == Some(*id)}>{ name }</option>
                        }) }
                    </select>
                </label>
                <span class="hint">{ &model.hint }</span>
                if let Some(empty) = &model.empty { <p class="hint">{ empty }</p> }
                <Following id="log" label={model.title.clone()}>{ for model.lines.iter().map(line) }</Following>
                { more(model.more.as_ref(), store) }
            </>
        }
    }
}

fn line(line: &LogLine) -> Html {
    html! {
        <li class={line.class}>
            <span class="when" translate="no">{ &line.when }</span>
            <span class="who" translate="no">{ &line.who }</span>
            <span class="what">{ &line.what }</span>
            if let Some(printed) = &line.printed { <samp translate="no">{ printed }</samp> }
        </li>
    }
}

/// How many of how many are shown, and a button for more.
fn more(more: Option<&(String, String)>, store: &Store) -> Html {
    let Some((shown, show)) = more else { return Html::default() };
    let onclick = store.on(|_: MouseEvent| Action::Panel(PanelAction::More));
    html! { <p class="rest"><span role="status">{ shown }</span>{ " " }<button {onclick}>{ show }</button></p> }
}

/// A row a process.
struct TableView;

impl View for TableView {
    type Select = Table;

    fn view(model: &Rc<TableModel>, store: &Store) -> Html {
        if let Some(empty) = &model.empty {
            return html! { <div id="table"><p class="hint">{ empty }</p></div> };
        }
        let row = |(cells, class): &(Vec<String>, &'static str)| {
            let last = cells.len().saturating_sub(1);
            html! {
                <tr>
                    { for cells.iter().take(1).map(|who| html! { <th scope="row" translate="no">{ who }</th> }) }
                    { for cells.iter().enumerate().skip(1).map(|(at, cell)| html! {
                        <td class={(at == last).then_some(*class)}>{ cell }</td>
                    }) }
                </tr>
            }
        };
        html! {
            <>
                <div id="table" tabindex="0" role="region" aria-label={model.caption.clone()}>
                    <table>
                        <caption class="visually-hidden">{ &model.caption }</caption>
                        <thead><tr>{ for model.columns.iter().map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                        <tbody>{ for model.rows.iter().map(row) }</tbody>
                    </table>
                </div>
                { more(model.more.as_ref(), store) }
            </>
        }
    }
}

struct CountsView;

impl View for CountsView {
    type Select = Counts;

    fn view(model: &Rc<CountsModel>, _: &Store) -> Html {
        let row = |cells: &Vec<String>| {
            html! {
                <tr>
                    { for cells.iter().take(1).map(|at| html! { <th scope="row" translate="no">{ at }</th> }) }
                    { for cells.iter().skip(1).map(|cell| html! { <td>{ cell }</td> }) }
                </tr>
            }
        };
        html! {
            <div id="table" tabindex="0" role="region" aria-label={model.title.clone()}>
                <p class="hint">{ &model.title }</p>
                <table>
                    <caption class="visually-hidden">{ &model.title }</caption>
                    <thead><tr>{ for model.columns.iter().map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                    <tbody>{ for model.rows.iter().map(row) }</tbody>
                </table>
            </div>
        }
    }
}
