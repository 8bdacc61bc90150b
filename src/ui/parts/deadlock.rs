//! Who waits for whom, when nobody can go on: a wait-for graph, in which every edge leads to the one who died.

use crate::scenario::{Guard, Scenario};
use crate::trace::Deadlock;
use crate::ui::t::t;
use crate::ui::words;
use yew::prelude::*;

/// The most who are drawn one by one.
const DRAWN: usize = 20;

/// The graph: from each who waits an edge to what it waits for, and from there to who holds it.
pub fn graph(lang: &str, scenario: &Scenario, deadlock: &Deadlock) -> Html {
    let clerk = |id: u32| id > scenario.buyers.get();
    let what = match scenario.guard {
        Guard::Pipe => t!("deadlock.count"),
        Guard::Queue => t!("deadlock.queue"),
        _ => t!("deadlock.lock"),
    };
    let holder = words::name(clerk(deadlock.holder), deadlock.holder);
    let more = deadlock.waiters.len().saturating_sub(DRAWN);
    html! {
        <figure id="deadlock" data-holder={deadlock.holder.to_string()}>
            <figcaption>{ t!("deadlock.title") }</figcaption>
            <ul aria-label={t!("deadlock.waiters")}>
                { for deadlock.waiters.iter().take(DRAWN).map(|id| html! { <li>{ words::name(clerk(*id), *id) }</li> }) }
                if more > 0 { <li>{ format!("+{}", words::count(lang, u32::try_from(more).unwrap_or(u32::MAX))) }</li> }
            </ul>
            <span class="edge"><span>{ t!("deadlock.wait_for") }</span></span>
            <span class="node">{ what }</span>
            <span class="edge"><span>{ t!("deadlock.held_by") }</span></span>
            <span class="node dead"><span aria-hidden="true">{ "✕ " }</span>{ t!("deadlock.dead", who = holder) }</span>
        </figure>
    }
}
