//! The whole story in one glance: a stub tears off at each sale; those that exist are whole,
//! those that do not are torn and crossed.

use crate::browser::intl;
use crate::scenario::Scenario;
use crate::ui::t::t;
use crate::ui::words;
use yew::prelude::*;

/// The most stubs drawn one by one.
const DRAWN: u32 = 40;

/// The row of stubs; `begun` says whether there is a run to show.
pub fn stubs(lang: &str, scenario: &Scenario, sold: u32, begun: bool) -> Html {
    let (tickets, buyers) = (scenario.tickets.get(), scenario.buyers.get());
    // Room for all that could be sold, so that nothing jumps when a sale comes in.
    let all = tickets.max(buyers);
    let stub = |nth: u32| {
        let class = match (nth <= tickets, nth <= sold) {
            (true, true) => "stub sold",
            (true, false) => "stub",
            (false, true) => "stub forged",
            (false, false) => "stub none",
        };
        html! {
            <svg {class} viewBox="0 0 28 20" width="28" height="20">
                <path class="stub-shape" d="M1 1h17l1.5 3 1.5-3H27v18h-6l-1.5-3-1.5 3H1z" />
                <path class="stub-tear" d="M19.5 6v8" />
                if nth > tickets && nth <= sold { <path class="stub-cross" d="M5 5l9 10M14 5L5 15" /> }
                else if nth <= sold { <path class="stub-check" d="M5 10.5l3.5 3.5L14.5 6" /> }
            </svg>
        }
    };
    // What exists or was sold beyond those drawn; its place is held too.
    let more = tickets.max(sold).saturating_sub(DRAWN);
    let key = if begun { "stubs.sold" } else { "stubs.before" };
    let key = format!("{key}.{}", intl::plural(lang, tickets));
    let label = t!(&key, sold = words::count(lang, sold), tickets = words::count(lang, tickets));
    html! {
        <div id="stubs" role="img" aria-label={label.clone()}>
            { for (1..=all.min(DRAWN)).map(stub) }
            if all > DRAWN {
                <span class="more">if more > 0 { { format!("+{}", words::count(lang, more)) } }</span>
            }
        </div>
    }
}
