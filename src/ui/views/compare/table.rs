//! A sheet as lists of cures: where there is room a row each, in columns; else a card each. Below its numbers stands the
//! sentence that judges it.

use crate::present::compare::{Came, Fact, Found, Group, Row, Sheet};
use yew::prelude::*;

/// The lists; with `all`, every number of each.
pub fn table(sheet: &Sheet, all: bool) -> Html {
    html! {
        <>
            if let Some(text) = &sheet.none_right { <p id="none-right" class="wrong" role="status">{ text }</p> }
            { for sheet.groups.iter().map(|one| group(one, all)) }
        </>
    }
}

fn group(group: &Group, all: bool) -> Html {
    html! {
        <section class="cures">
            <h2>{ &group.title }</h2>
            if let Some(note) = &group.note { <p class="hint">{ note }</p> }
            // Each number says its name where there are no columns, and to those who hear it.
            <p class="heads" aria-hidden="true">{ for group.columns.iter().map(|name| html! { <span>{ name }</span> }) }</p>
            <ol>{ for group.rows.iter().map(|one| row(one, all)) }</ol>
        </section>
    }
}

fn row(row: &Row, all: bool) -> Html {
    let [guard, store] = row.names;
    html! {
        <li class={classes!("cure", row.best.as_ref().map(|_| "best"))} data-guard={guard} data-store={store}>
            <p class="name">
                <strong translate="no">{ &row.title }</strong>
                if let Some(scope) = &row.scope { <small>{ " · " }{ scope }</small> }
            </p>
            { match &row.came {
                Came::Said(text) => html! { <p class="nothing">{ text }</p> },
                Came::Found(found) => numbers(found),
            } }
            <p class="why">
                if let Some([best, because]) = &row.best {
                    <strong class="badge">{ "★ " }{ best }</strong>{ " " }<span class="because">{ because }</span>{ " " }
                }
                { &row.sentence }
            </p>
            if let Came::Found(found) = &row.came {
                if all && !found.rest.is_empty() {
                    <dl class="rest">{ for found.rest.iter().map(|one| fact(one, true)) }</dl>
                }
            }
        </li>
    }
}

fn numbers(found: &Found) -> Html {
    let (class, sign) = match (found.right, found.lucky) {
        (true, _) => ("told bought", "✓"),
        (_, true) => ("told", "~"),
        _ => ("told wrong", "✕"),
    };
    html! {
        <>
            <p {class}><span aria-hidden="true">{ sign }</span>{ " " }{ &found.told }</p>
            <dl class="facts">{ for found.facts.iter().map(|one| fact(one, found.right)) }</dl>
        </>
    }
}

fn fact(fact: &Fact, right: bool) -> Html {
    html! {
        <div data-fact={fact.id}>
            <dt>{ &fact.name }</dt>
            <dd translate="no">
                { &fact.text }
                if let Some(length) = fact.bar {
                    <span class={if right { "bar" } else { "bar oversold" }} ~style={format!("width:{length}%")}></span>
                }
            </dd>
        </div>
    }
}
