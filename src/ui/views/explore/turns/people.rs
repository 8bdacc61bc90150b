//! Everybody whose turn it may be: a button, what it would do or why it cannot, on request what that does to the odds, and
//! the code, with the next line marked.

use super::{Input, KEYS, Scheduler};
use crate::present::explore::{Code, CodeLine, Odds, Person};
use yew::prelude::*;

/// Somebody; with its own code, where each has one.
pub fn person(person: &Person, then: Option<&Odds>, code: Option<&Code>, ctx: &Context<Scheduler>) -> Html {
    let id = person.id;
    let onclick = ctx.link().callback(move |_: MouseEvent| Input::Take(id));
    let keys = KEYS.get(id as usize - 1).copied().filter(|_| !ctx.props().explored.page.embed);
    let (said, odds) = (format!("next-{id}"), format!("then-{id}"));
    let describes = if then.is_some() { format!("{said} {odds}") } else { said.clone() };
    let known = then.filter(|then| !then.counts[0].is_empty()).map(|then| then.counts.clone());
    let (total, wrong) = known.map(|[total, wrong]| (total, wrong)).unzip();
    html! {
        <li>
            <button data-take={id.to_string()} disabled={!person.can} aria-describedby={describes} aria-keyshortcuts={keys} {onclick}>{ &person.name }</button>
            <span class="next">
                <span id={said}>{ &person.next }</span>
                if let Some(then) = then {
                    <span id={odds} class={classes!("then", then.class)} data-total={total} data-wrong={wrong}>{ &then.said }</span>
                }
            </span>
            { code.map(listing).unwrap_or_default() }
        </li>
    }
}

/// A listing.
pub fn listing(code: &Code) -> Html {
    let line = |line: &CodeLine| {
        let is_here = !line.here.is_empty();
        let sign = if code.of.is_some() { "" } else { &line.here };
        html! {
            <li class={is_here.then_some("here")}>
                <span class="at">
                    if is_here {
                        <span aria-hidden="true">{ sign }{ " ▶" }</span>
                        <span class="visually-hidden">{ &line.said }{ " " }</span>
                    }
                </span>
                <code translate="no">{ &line.text }</code>
            </li>
        }
    };
    let class = if code.of.is_some() { "listing" } else { "listing all" };
    html! { <ol {class} aria-label={code.title.clone()}>{ for code.lines.iter().map(line) }</ol> }
}
