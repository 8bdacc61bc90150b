//! A sheet as a table: under each variant's numbers the sentence that judges it.

use crate::present::compare::{Cell, Cells, Row, Sheet};
use crate::text::{Lang, t};
use yew::prelude::*;

/// The table.
pub fn table(lang: Lang, sheet: &Sheet) -> Html {
    let columns = sheet.columns.len();
    html! {
        <table class="compare">
            <caption class="visually-hidden">{ t!(lang, "compare.title") }</caption>
            <thead><tr>{ for sheet.columns.iter().map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
            <tbody>{ for sheet.rows.iter().map(|one| row(one, columns)) }</tbody>
        </table>
    }
}

fn row(row: &Row, columns: usize) -> Html {
    let [guard, store] = row.names;
    html! {
        <>
            <tr data-guard={guard} data-store={store}>
                <th scope="row">
                    { &row.title }
                    { for row.qualified.iter().map(|more| html! { <small>{ " · " }{ more }</small> }) }
                </th>
                { match &row.cells {
                    // Beside the name.
                    Cells::Said(text) => html! { <td colspan={columns.saturating_sub(1).to_string()}>{ text }</td> },
                    Cells::Numbers(right, told, cells) => html! {
                        <>{ judged(*right, told) }{ for cells.iter().map(|one| cell(*right, one)) }</>
                    },
                } }
            </tr>
            <tr class="said"><td colspan={columns.to_string()}><span>{ &row.sentence }</span></td></tr>
        </>
    }
}

fn judged(right: bool, told: &str) -> Html {
    let (class, sign) = if right { ("bought", "✓") } else { ("wrong", "✕") };
    html! { <td {class}><span aria-hidden="true">{ sign }</span>{ " " }{ told }</td> }
}

fn cell(right: bool, cell: &Cell) -> Html {
    let Some(length) = cell.bar else { return html! { <td>{ &cell.text }</td> } };
    let (class, style) = (if right { "bar" } else { "bar oversold" }, format!("width:{length}%"));
    html! { <td class="bars">{ &cell.text }<span {class} {style}></span></td> }
}
