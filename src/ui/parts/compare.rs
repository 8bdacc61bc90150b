//! Every guard side by side: which is right, and what it costs.

use crate::engine::compare;
use crate::program::Micros;
use crate::scenario::{Choice, Guard, MAX_LANES, Scenario};
use crate::trace::Verdict;
use crate::ui::t::t;
use crate::ui::words;
use yew::prelude::*;

const COLUMNS: [&str; 8] = [
    "number.sold.name",
    "number.oversold.name",
    "number.lost.name",
    "number.elapsed.name",
    "compare.mean",
    "compare.longest",
    "compare.rate",
    "number.peak.name",
];

#[derive(PartialEq, Properties)]
pub struct CompareProps {
    pub lang: &'static str,
    pub scenario: Scenario,
}

/// A component of its own, so that the runs are made only when the scenario has changed.
pub struct Compare;

impl Component for Compare {
    type Message = ();
    type Properties = CompareProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let CompareProps { lang, scenario } = ctx.props();
        if scenario.buyers.get() > MAX_LANES {
            let most = words::count(lang, MAX_LANES);
            return html! { <div id="compare"><p class="hint">{ t!("compare.too_many", most = most) }</p></div> };
        }
        let compared = compare(scenario);
        let longest = compared.iter().filter_map(|(_, verdict)| Some(verdict.as_ref()?.elapsed)).max().unwrap_or(0);
        html! {
            <div id="compare">
                <p class="hint">{ t!("compare.what") }</p>
                <div class="wide" tabindex="0" role="region" aria-label={t!("compare.title")}>
                <table class="compare">
                    <caption class="visually-hidden">{ t!("compare.title") }</caption>
                    <thead><tr>
                        <th scope="col">{ t!("controls.guard") }</th>
                        <th scope="col"><span class="visually-hidden">{ t!("compare.right") }</span></th>
                        { for COLUMNS.iter().map(|key| html! { <th scope="col">{ t!(key) }</th> }) }
                    </tr></thead>
                    <tbody>{ for compared.iter().map(|(guard, verdict)| rows(lang, scenario, *guard, verdict.as_ref(), longest)) }</tbody>
                </table>
                </div>
            </div>
        }
    }
}

/// The numbers of one guard, and below them what it does, in a sentence.
fn rows(lang: &str, scenario: &Scenario, guard: Guard, verdict: Option<&Verdict>, longest: Micros) -> Html {
    let name = words::text(&format!("guard.name.{}", guard.name().name()));
    let scope = guard.scope().map_or_else(String::new, |scope| words::text(&format!("scope.name.{}", scope.name())));
    let numbers = match verdict {
        None => {
            html! { <td colspan="9">{ t!("compare.not_here", most = words::count(lang, guard.most_buyers())) }</td> }
        }
        Some(v) => numbers(lang, scenario, v, longest),
    };
    html! {
        <>
            <tr data-guard={guard.name().name()}>
                <th scope="row">{ name } if !scope.is_empty() { <small>{ " · " }{ scope }</small> }</th>
                { numbers }
            </tr>
            <tr class="said"><td colspan="10"><span>{ words::guard(guard) }</span></td></tr>
        </>
    }
}

#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
fn numbers(lang: &str, scenario: &Scenario, v: &Verdict, longest: Micros) -> Html {
    let right = v.consistent && v.oversold == 0 && v.lost_updates == 0;
    let (class, sign, told) =
        if right { ("bought", "✓", t!("compare.right")) } else { ("wrong", "✕", t!("compare.wrong")) };
    let style = format!("width:{}%", v.elapsed * 100 / longest.max(1));
    let bar = if right { "bar" } else { "bar oversold" };
    let rate = f64::from(v.sold.min(scenario.tickets.get())) * 1e6 / (v.elapsed.max(1) as f64);
    html! {
        <>
            <td {class}><span aria-hidden="true">{ sign }</span>{ " " }{ told }</td>
            <td>{ words::count(lang, v.sold) }</td>
            <td>{ words::count(lang, v.oversold) }</td>
            <td>{ words::count(lang, v.lost_updates) }</td>
            <td class="bars">{ words::time(lang, v.elapsed) }<span class={bar} {style}></span></td>
            <td>{ words::time(lang, v.wait_total / u64::from(scenario.buyers.get())) }</td>
            <td>{ words::time(lang, v.wait_max) }</td>
            <td>{ if v.elapsed == 0 { "–".to_owned() } else { words::decimal(lang, rate) } }</td>
            <td>{ words::count(lang, v.peak_in_get) }</td>
        </>
    }
}
