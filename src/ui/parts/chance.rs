//! The same scenario with many seeds: how often is how much sold?

use crate::engine::Sales;
use crate::scenario::Scenario;
use crate::ui::many::RUNS;
use crate::ui::t::t;
use crate::ui::words;
use yew::prelude::*;

/// The button, and the histogram of what was sold.
pub fn chance(lang: &str, scenario: &Scenario, sales: Option<&Sales>, run: &Callback<()>) -> Html {
    let onclick = run.reform(|_: MouseEvent| ());
    let going_on = sales.is_some_and(|sales| sales.runs < RUNS);
    let runs = words::count(lang, RUNS);
    html! {
        <div id="chance" data-runs={sales.map_or(0, |sales| sales.runs).to_string()}>
            <p class="hint">{ t!("chance.what", runs = runs) }</p>
            if scenario.jitter.get() == 0 {
                <p class="hint">{ t!("chance.no_jitter") }</p>
            }
            <button id="run-many" {onclick} disabled={going_on}>{ t!("chance.run", runs = runs) }</button>
            if let Some(sales) = sales {
                { histogram(lang, scenario, sales) }
            }
        </div>
    }
}

fn histogram(lang: &str, scenario: &Scenario, sales: &Sales) -> Html {
    let tickets = scenario.tickets.get();
    let most = sales.by_sold.iter().copied().max().unwrap_or(0).max(1);
    let row = |(sold, runs): (u32, u32)| {
        let style = format!("width:{}%", u64::from(runs) * 100 / u64::from(most));
        let class = if sold > tickets { "bar oversold" } else { "bar" };
        html! {
            <tr>
                <th scope="row">{ words::count(lang, sold) }</th>
                <td class="bars"><span {class} {style}></span></td>
                <td>{ words::count(lang, runs) }</td>
                <td>{ words::percent(lang, runs, sales.runs) }</td>
                <td>{ if sold > tickets { t!("fate.oversold") } else { String::new() } }</td>
            </tr>
        }
    };
    let rows = (0..).zip(sales.by_sold.iter().copied()).filter(|(_, runs)| *runs > 0).map(row);
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
