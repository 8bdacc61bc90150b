//! Very many buyers as a table: how many were doing what, at evenly spaced instants.

use crate::timeline::{LAYERS, density};
use crate::ui::crowd::Crowd;
use crate::ui::t::t;
use crate::ui::words;
use yew::prelude::*;

/// How many instants the table has.
const ROWS: usize = 24;

/// The layers' names.
const NAMES: [&str; LAYERS] = ["activity.search", "activity.wait", "activity.pay", "activity.confirm", "fate.oversold"];

/// The table.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "times fit")]
pub fn counts(lang: &str, crowd: Option<&Crowd>) -> Html {
    let Some(crowd) = crowd else { return Html::default() };
    let end = crowd.census.end() as f64;
    let counted = density(&crowd.census, 0.0, end, ROWS);
    let row = |(index, counts): (usize, &[u32; LAYERS])| {
        let at = end * (index as f64 + 0.5) / ROWS as f64;
        html! {
            <tr>
                <th scope="row">{ words::time(lang, at as u64) }</th>
                { for counts.iter().map(|count| html! { <td>{ words::count(lang, *count) }</td> }) }
            </tr>
        }
    };
    html! {
        <div id="table" tabindex="0" role="region" aria-label={t!("crowd.table")}>
            <p class="hint">{ t!("crowd.table") }</p>
            <table>
                <caption class="visually-hidden">{ t!("crowd.table") }</caption>
                <thead><tr>
                    <th scope="col">{ t!("crowd.at") }</th>
                    { for NAMES.iter().map(|key| html! { <th scope="col">{ t!(key) }</th> }) }
                </tr></thead>
                <tbody>{ for counted.counts.iter().enumerate().map(row) }</tbody>
            </table>
        </div>
    }
}
