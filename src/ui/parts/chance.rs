//! The same scenario with many seeds: how often is how much sold?

use crate::engine::Sales;
use crate::scenario::{MAX_LANES, Scenario};
use crate::ui::many::runs;
use crate::ui::t::t;
use crate::ui::words;
use yew::prelude::*;

/// The most bars; more numbers are drawn together.
const BARS: u32 = 24;

/// The button, and the histogram of what was sold.
pub fn chance(lang: &str, scenario: &Scenario, sales: Option<&Sales>, run: &Callback<bool>) -> Html {
    let all = runs(scenario);
    let going_on = sales.is_some_and(|sales| sales.runs < all);
    let onclick = run.reform(move |_: MouseEvent| !going_on);
    let (done, of) = (sales.map_or(0, |sales| sales.runs), words::count(lang, all));
    if all == 0 {
        return html! { <div id="chance"><p class="hint">{ t!("chance.too_many", most = words::count(lang, MAX_LANES)) }</p></div> };
    }
    html! {
        <div id="chance" data-runs={done.to_string()}>
            <p class="hint">{ t!("chance.what", runs = of) }</p>
            if scenario.jitter.get() == 0 {
                <p class="hint">{ t!("chance.no_jitter") }</p>
            }
            <button id="run-many" {onclick}>
                { if going_on { t!("chance.cancel", runs = words::count(lang, done), of = of) } else { t!("chance.run", runs = of) } }
            </button>
            if let Some(sales) = sales {
                { histogram(lang, scenario, sales) }
            }
        </div>
    }
}

fn histogram(lang: &str, scenario: &Scenario, sales: &Sales) -> Html {
    let tickets = scenario.tickets.get();
    let bars = bars(&sales.by_sold, tickets);
    let most = bars.iter().map(|(_, _, runs)| *runs).max().unwrap_or(0).max(1);
    let row = |(sold, to, runs): (u32, u32, u32)| {
        let style = format!("width:{}%", u64::from(runs) * 100 / u64::from(most));
        let class = if sold > tickets { "bar oversold" } else { "bar" };
        html! {
            <tr>
                <th scope="row">
                    { words::count(lang, sold) }
                    if to > sold { { "–" }{ words::count(lang, to) } }
                </th>
                <td class="bars"><span {class} {style}></span></td>
                <td>{ words::count(lang, runs) }</td>
                <td>{ words::percent(lang, runs, sales.runs) }</td>
                <td>{ if sold > tickets { t!("fate.oversold") } else { String::new() } }</td>
            </tr>
        }
    };
    let rows = bars.into_iter().map(row);
    let oversold = words::percent(lang, sales.oversold(tickets), sales.runs);
    let runs = words::count(lang, sales.runs);
    let mean = words::decimal(lang, sales.mean());
    html! {
        <>
            <p role="status">{ t!("chance.found", runs = runs, oversold = oversold, mean = mean) }</p>
            <table class="histogram">
                <caption class="visually-hidden">{ t!("chance.title") }</caption>
                <thead><tr>
                    <th scope="col">{ t!("number.sold.name") }</th>
                    <th scope="col"><span class="visually-hidden">{ t!("chance.title") }</span></th>
                    <th scope="col">{ t!("chance.runs") }</th>
                    <th scope="col">{ t!("chance.share") }</th>
                    <th scope="col"><span class="visually-hidden">{ t!("table.fate") }</span></th>
                </tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
        </>
    }
}

/// From and to how many sold, and in how many runs: at most about [`BARS`], none of them across the
/// line between sold and oversold.
fn bars(by_sold: &[u32], tickets: u32) -> Vec<(u32, u32, u32)> {
    let sold: Vec<(u32, u32)> = (0..).zip(by_sold.iter().copied()).filter(|(_, runs)| *runs > 0).collect();
    let (Some((least, _)), Some((most, _))) = (sold.first(), sold.last()) else { return Vec::new() };
    let width = (most - least + 1).div_ceil(BARS).max(1);
    let mut bars: Vec<(u32, u32, u32)> = Vec::new();
    for (sold, runs) in sold {
        match bars.last_mut() {
            Some((from, to, count)) if sold < *from + width && (*from > tickets || sold <= tickets) => {
                (*to, *count) = (sold, *count + runs);
            }
            _ => bars.push((sold, sold, runs)),
        }
    }
    bars
}
