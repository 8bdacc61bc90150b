//! The timeline as a table: one row a buyer, the same content by keyboard and screen reader.

use crate::timeline::{Fate, Lane, MarkKind, Timeline};
use crate::ui::t::t;
use crate::ui::words;
use yew::prelude::*;

/// The most rows shown.
const SHOWN: usize = 1000;

/// The table; without lanes, a word about what will be there.
pub fn table(lang: &str, timeline: &Timeline) -> Html {
    if timeline.lanes.is_empty() {
        return html! { <div id="table"><p class="hint">{ t!("table.empty") }</p></div> };
    }
    let columns = ["buyer", "looked", "read", "wrote", "waited", "ended", "fate"];
    html! {
        <div id="table" tabindex="0" role="region" aria-label={t!("table.caption")}>
            <table>
                <caption class="visually-hidden">{ t!("table.caption") }</caption>
                <thead><tr>{ for columns.iter().map(|name| html! { <th scope="col">{ words::text(&format!("table.{name}")) }</th> }) }</tr></thead>
                <tbody>{ for timeline.lanes.iter().take(SHOWN).map(|lane| row(lang, lane)) }</tbody>
            </table>
        </div>
    }
}

fn row(lang: &str, lane: &Lane) -> Html {
    let find = |wanted: fn(&MarkKind) -> Option<String>, lang: &str| {
        let mark = lane.marks.iter().find_map(|mark| wanted(&mark.kind).map(|text| (mark.at, text)));
        mark.map_or_else(|| "–".to_owned(), |(at, text)| format!("{text} · {}", words::time(lang, at)))
    };
    let looked = find(|kind| matches!(kind, MarkKind::Look(_)).then(|| value(*kind)), lang);
    let read = find(
        |kind| {
            matches!(kind, MarkKind::Read { .. } | MarkKind::Received(_) | MarkKind::Answered(_)).then(|| value(*kind))
        },
        lang,
    );
    let wrote = find(|kind| matches!(kind, MarkKind::Write { .. } | MarkKind::Sent(_)).then(|| value(*kind)), lang);
    let ended = lane.life.filter(|_| lane.fate != Fate::Open);
    let ended = ended.map_or_else(|| "–".to_owned(), |life| words::time(lang, life.to));
    let (class, fate) = match lane.fate {
        Fate::Open => ("dim", "fate.open"),
        Fate::Bought => ("bought", "fate.bought"),
        Fate::Oversold => ("wrong", "fate.oversold"),
        Fate::SoldOut => ("dim", "fate.sold_out"),
        Fate::Failed => ("wrong", "fate.failed"),
    };
    html! {
        <tr>
            <th scope="row">{ words::name(lane.is_clerk, lane.buyer) }</th>
            <td>{ looked }</td><td>{ read }</td><td>{ wrote }</td>
            <td>{ words::time(lang, lane.waited) }</td><td>{ ended }</td>
            <td {class}>{ t!(fate) }</td>
        </tr>
    }
}

/// The number a mark is about.
fn value(kind: MarkKind) -> String {
    match kind {
        MarkKind::Look(record)
        | MarkKind::Read { record, .. }
        | MarkKind::Received(record)
        | MarkKind::Sent(record)
        | MarkKind::Answered(record) => record.count.to_string(),
        MarkKind::Write { count, replaced, lost } => {
            let lost = if lost { " ✕" } else { "" };
            format!("{} → {count}{lost}", replaced.count)
        }
        _ => String::new(),
    }
}
