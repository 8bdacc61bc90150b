//! Every guard side by side: which is right, and what it costs.

use crate::engine::{Runs, Spread, compare, compare_many, purchases};
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

const MANY_COLUMNS: [&str; 3] = ["number.sold.name", "number.elapsed.name", "compare.mean"];

#[derive(PartialEq, Properties)]
pub struct CompareProps {
    pub lang: &'static str,
    pub scenario: Scenario,
}

/// A component of its own, so that the runs are made only when the scenario has changed.
pub struct Compare {
    /// Whether each guard runs with many seeds.
    many: bool,
}

impl Component for Compare {
    /// Whether each guard runs with many seeds.
    type Message = bool;
    type Properties = CompareProps;

    fn create(_: &Context<Self>) -> Self {
        Self { many: false }
    }

    fn update(&mut self, _: &Context<Self>, many: bool) -> bool {
        core::mem::replace(&mut self.many, many) != many
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let CompareProps { lang, scenario } = ctx.props();
        if scenario.buyers.get() > MAX_LANES {
            let most = words::count(lang, MAX_LANES);
            return html! { <div id="compare"><p class="hint">{ t!("compare.too_many", most = most) }</p></div> };
        }
        let times = times(scenario);
        let one = |many: bool, text: String| {
            let onchange = ctx.link().callback(move |_: Event| many);
            html! {
                <label class="segment">
                    <input type="radio" name="times" value={if many { "many" } else { "once" }} checked={many == self.many} {onchange} />
                    <span>{ text }</span>
                </label>
            }
        };
        html! {
            <div id="compare">
                <p class="hint">{ t!("compare.what") }</p>
                <div class="segments" role="group" aria-label={t!("compare.times")}>
                    { one(false, t!("compare.once")) }
                    { one(true, t!("compare.each", n = words::count(lang, times))) }
                </div>
                <div class="wide" tabindex="0" role="region" aria-label={t!("compare.title")}>
                { if self.many { many_times(lang, scenario, times) } else { once(lang, scenario) } }
                </div>
            </div>
        }
    }
}

/// The most purchases in all runs together: no longer than a frame or two.
const PURCHASES: u64 = 150_000;

/// The most runs under each guard.
const TIMES: u64 = 100;

/// How many runs each guard gets: fewer when many buyers come.
fn times(scenario: &Scenario) -> u32 {
    let guards = Guard::ALL.iter().filter(|guard| scenario.buyers.get() <= guard.most_buyers());
    let all: u64 = guards.map(|guard| purchases(&Scenario { guard: *guard, ..*scenario })).sum();
    u32::try_from((PURCHASES / all.max(1)).clamp(2, TIMES)).unwrap_or(2)
}

/// Each guard once: its numbers, and below them what it does, in a sentence.
fn once(lang: &str, scenario: &Scenario) -> Html {
    let compared = compare(scenario);
    let longest = compared.iter().filter_map(|(_, verdict)| Some(verdict.as_ref()?.elapsed)).max().unwrap_or(0);
    let rows = compared.iter().map(|(guard, verdict)| {
        row(lang, *guard, COLUMNS.len(), verdict.as_ref().map(|v| numbers(lang, scenario, v, longest)))
    });
    sheet(&COLUMNS, rows.collect())
}

/// Each guard with many seeds: the mean of each number, and from where to where it reaches.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "times in whole microseconds")]
fn many_times(lang: &str, scenario: &Scenario, times: u32) -> Html {
    let compared = compare_many(scenario, times);
    let longest = compared.iter().filter_map(|(_, runs)| Some(runs.as_ref()?.elapsed.most)).max().unwrap_or(0);
    let time = |value: f64| words::time(lang, value as Micros);
    let spread = |spread: &Spread, text: &dyn Fn(f64) -> String, whole: &dyn Fn(u64) -> String| {
        if spread.least == spread.most {
            whole(spread.least)
        } else {
            format!("{} ({}–{})", text(spread.mean()), whole(spread.least), whole(spread.most))
        }
    };
    let numbers = |runs: &Runs| {
        let whole_time = |value: u64| words::time(lang, value);
        let sold = spread(&runs.sold, &|mean| words::decimal(lang, mean), &|sold| {
            words::count(lang, u32::try_from(sold).unwrap_or(u32::MAX))
        });
        html! {
            <>
                { judged(runs.right == runs.runs, words::percent(lang, runs.right, runs.runs)) }
                <td>{ sold }</td>
                <td class="bars">
                    { spread(&runs.elapsed, &time, &whole_time) }
                    { bar(runs.right == runs.runs, runs.elapsed.mean() as Micros, longest) }
                </td>
                <td>{ spread(&runs.wait, &time, &whole_time) }</td>
            </>
        }
    };
    let rows = compared.iter().map(|(guard, runs)| row(lang, *guard, MANY_COLUMNS.len(), runs.as_ref().map(numbers)));
    sheet(&MANY_COLUMNS, rows.collect())
}

fn sheet(columns: &[&str], rows: Html) -> Html {
    html! {
        <table class="compare">
            <caption class="visually-hidden">{ t!("compare.title") }</caption>
            <thead><tr>
                <th scope="col">{ t!("controls.guard") }</th>
                <th scope="col">{ t!("compare.right") }</th>
                { for columns.iter().map(|key| html! { <th scope="col">{ t!(key) }</th> }) }
            </tr></thead>
            <tbody>{ rows }</tbody>
        </table>
    }
}

fn row(lang: &str, guard: Guard, columns: usize, numbers: Option<Html>) -> Html {
    let name = words::text(&format!("guard.name.{}", guard.name().name()));
    let scope = guard.scope().map_or_else(String::new, |scope| words::text(&format!("scope.name.{}", scope.name())));
    let wide = |more: usize| (columns + more).to_string();
    let numbers = numbers.unwrap_or_else(|| {
        html! { <td colspan={wide(1)}>{ t!("compare.not_here", most = words::count(lang, guard.most_buyers())) }</td> }
    });
    html! {
        <>
            <tr data-guard={guard.name().name()}>
                <th scope="row">{ name } if !scope.is_empty() { <small>{ " · " }{ scope }</small> }</th>
                { numbers }
            </tr>
            <tr class="said"><td colspan={wide(2)}><span>{ words::guard(guard) }</span></td></tr>
        </>
    }
}

fn judged(right: bool, told: String) -> Html {
    let (class, sign) = if right { ("bought", "✓") } else { ("wrong", "✕") };
    html! { <td {class}><span aria-hidden="true">{ sign }</span>{ " " }{ told }</td> }
}

fn bar(right: bool, value: Micros, longest: Micros) -> Html {
    let style = format!("width:{}%", value * 100 / longest.max(1));
    html! { <span class={if right { "bar" } else { "bar oversold" }} {style}></span> }
}

#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
fn numbers(lang: &str, scenario: &Scenario, v: &Verdict, longest: Micros) -> Html {
    let right = v.is_right();
    let rate = f64::from(v.sold.min(scenario.tickets.get())) * 1e6 / (v.elapsed.max(1) as f64);
    html! {
        <>
            { judged(right, if right { t!("compare.right") } else { t!("compare.wrong") }) }
            <td>{ words::count(lang, v.sold) }</td>
            <td>{ words::count(lang, v.oversold) }</td>
            <td>{ words::count(lang, v.lost_updates) }</td>
            <td class="bars">{ words::time(lang, v.elapsed) }{ bar(right, v.elapsed, longest) }</td>
            <td>{ words::time(lang, v.wait_total / u64::from(scenario.buyers.get())) }</td>
            <td>{ words::time(lang, v.wait_max) }</td>
            <td>{ if v.elapsed == 0 { "–".to_owned() } else { words::decimal(lang, rate) } }</td>
            <td>{ words::count(lang, v.peak_in_get) }</td>
        </>
    }
}
