//! Every guard side by side: which is right, and what it costs.

mod real;
mod speed;

use crate::browser::measure::Rates;
use crate::engine::{Runs, Spread, compare, compare_many, purchases, variants};
use crate::program::Micros;
use crate::scenario::{Choice, Fault, Guard, MAX_LANES, MAX_WORKERS, Scenario, Store};
use crate::trace::Verdict;
use crate::ui::t::t;
use crate::ui::words;
use real::{News, Outcome, Real};
use speed::Measured;
use yew::prelude::*;

const COLUMNS: [&str; 9] = [
    "number.sold.name",
    "number.oversold.name",
    "number.lost.name",
    "number.elapsed.name",
    "compare.mean",
    "compare.longest",
    "compare.rate",
    "number.peak.name",
    "compare.retries",
];

const MANY_COLUMNS: [&str; 3] = ["number.sold.name", "number.elapsed.name", "compare.mean"];

#[derive(PartialEq, Properties)]
pub struct CompareProps {
    pub lang: &'static str,
    pub scenario: Scenario,
    /// Whether real workers can share memory here.
    pub can_race: bool,
}

/// How the variants run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Simulated, once.
    Once,
    /// Simulated, with many seeds.
    Many,
    /// On real workers.
    Real,
}

pub enum Input {
    /// Run them in another way.
    Choose(Mode),
    /// Of this series on real workers.
    News(u32, News),
    /// End the series.
    Cancel,
    /// Measure memory against a file.
    Measure,
    /// That is done.
    Measured(Result<Rates, String>),
}

/// A component of its own, so that the runs are made only when the scenario has changed.
pub struct Compare {
    mode: Mode,
    real: Option<Real>,
    series: u32,
    measured: Measured,
}

impl Component for Compare {
    type Message = Input;
    type Properties = CompareProps;

    fn create(_: &Context<Self>) -> Self {
        Self { mode: Mode::Once, real: None, series: 0, measured: Measured::No }
    }

    /// Another scenario: what real workers did is of the last one, and is not started again by itself.
    fn changed(&mut self, ctx: &Context<Self>, old: &CompareProps) -> bool {
        if ctx.props().scenario != old.scenario && self.real.take().is_some() {
            self.mode = Mode::Once;
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        match input {
            Input::Choose(mode) => {
                self.mode = mode;
                self.series += 1;
                self.real =
                    (mode == Mode::Real).then(|| Real::start(variants(&ctx.props().scenario), self.series, ctx));
            }
            Input::Cancel => {
                if let Some(real) = &mut self.real {
                    real.cancel();
                }
            }
            Input::News(series, news) => {
                if let Some(real) = self.real.as_mut().filter(|real| real.series == series) {
                    real.hear(news, ctx);
                }
            }
            Input::Measure => {
                self.measured = Measured::Going;
                speed::start(ctx);
            }
            Input::Measured(rates) => self.measured = Measured::Done(rates),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let CompareProps { lang, scenario, can_race } = ctx.props();
        if scenario.buyers.get() > MAX_LANES {
            let most = words::count(lang, MAX_LANES);
            return html! { <div id="compare"><p class="hint">{ t!("compare.too_many", most = most) }</p></div> };
        }
        let times = times(scenario);
        let one = |mode: Mode, value: &'static str, text: String| {
            let onchange = ctx.link().callback(move |_: Event| Input::Choose(mode));
            let disabled = mode == Mode::Real && !can_race;
            html! {
                <label class="segment">
                    <input type="radio" name="times" {value} checked={mode == self.mode} {disabled} {onchange} />
                    <span>{ text }</span>
                </label>
            }
        };
        let table = match (self.mode, &self.real) {
            (Mode::Many, _) => many_times(lang, scenario, times),
            (Mode::Real, Some(real)) => raced(lang, scenario, real),
            _ => once(lang, &compare(scenario)),
        };
        html! {
            <div id="compare">
                <p class="hint">{ if self.mode == Mode::Real { t!("compare.what_real") } else { t!("compare.what") } }</p>
                <div class="segments" role="group" aria-label={t!("compare.times")}>
                    { one(Mode::Once, "once", t!("compare.once")) }
                    { one(Mode::Many, "many", t!("compare.each", n = words::count(lang, times))) }
                    { one(Mode::Real, "real", t!("compare.real")) }
                </div>
                { self.real.as_ref().map(|real| progress(lang, real, ctx)).unwrap_or_default() }
                <div class="wide" tabindex="0" role="region" aria-label={t!("compare.title")}>{ table }</div>
                { speed::view(lang, &self.measured, *can_race, ctx) }
            </div>
        }
    }
}

/// How far the runs on real workers are.
#[allow(clippy::cast_precision_loss, reason = "there are a few variants")]
fn progress(lang: &str, real: &Real, ctx: &Context<Compare>) -> Html {
    let (done, all) = real.progress();
    let number = |value: usize| words::count(lang, u32::try_from(value).unwrap_or(u32::MAX));
    html! {
        <p id="compare-progress" data-done={done.to_string()} data-all={all.to_string()}>
            <progress max={all.to_string()} value={done.to_string()} aria-label={t!("compare.real")}></progress>
            { t!("compare.progress", done = number(done), all = number(all)) }
            if real.goes_on() {
                <button id="compare-cancel" onclick={ctx.link().callback(|_: MouseEvent| Input::Cancel)}>{ t!("run.cancel") }</button>
            }
        </p>
    }
}

/// On real workers, as far as they are.
fn raced(lang: &str, scenario: &Scenario, real: &Real) -> Html {
    let mut outcomes = real.outcomes.iter();
    let rows = variants(scenario).into_iter().map(|variant| {
        let fits = variant.buyers.get() <= MAX_WORKERS;
        (variant, if fits { outcomes.next().cloned() } else { None })
    });
    let rows: Vec<(Scenario, Option<Outcome>)> = rows.collect();
    let known: Vec<Verdict> = rows.iter().filter_map(|(_, outcome)| outcome.clone()?.ok()).collect();
    let most = Most::of(scenario, &known);
    let one = |(variant, outcome): &(Scenario, Option<Outcome>)| {
        let cells = match outcome {
            Some(Ok(verdict)) => numbers(lang, variant, verdict, &most),
            Some(Err(text)) => said(t!("compare.failed", text = text)),
            None if variant.buyers.get() > MAX_WORKERS => {
                said(t!("compare.not_real", most = words::count(lang, MAX_WORKERS)))
            }
            None => said("…".to_owned()),
        };
        row(lang, variant, COLUMNS.len(), Some(cells))
    };
    sheet(&COLUMNS, rows.iter().map(one).collect())
}

/// Instead of the numbers.
fn said(text: String) -> Html {
    html! { <td colspan={(COLUMNS.len() + 1).to_string()}>{ text }</td> }
}

/// The most purchases in all runs together: no longer than a frame or two.
const PURCHASES: u64 = 150_000;

/// The most runs under each guard.
const TIMES: u64 = 100;

/// How many runs each guard gets: fewer when many buyers come.
fn times(scenario: &Scenario) -> u32 {
    let fitting = variants(scenario).into_iter().filter(|variant| variant.buyers.get() <= variant.most_buyers());
    let all: u64 = fitting.map(|variant| purchases(&variant)).sum();
    u32::try_from((PURCHASES / all.max(1)).clamp(2, TIMES)).unwrap_or(2)
}

/// Each variant once: its numbers, and below them which is right, what it costs, and why.
fn once(lang: &str, compared: &[(Scenario, Option<Verdict>)]) -> Html {
    let known: Vec<Verdict> = compared.iter().filter_map(|(_, verdict)| *verdict).collect();
    let Some((scenario, _)) = compared.first() else { return Html::default() };
    let most = Most::of(scenario, &known);
    let rows = compared.iter().map(|(variant, verdict)| {
        row(lang, variant, COLUMNS.len(), verdict.as_ref().map(|v| numbers(lang, variant, v, &most)))
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
    let rows =
        compared.iter().map(|(variant, runs)| row(lang, variant, MANY_COLUMNS.len(), runs.as_ref().map(numbers)));
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

fn row(lang: &str, variant: &Scenario, columns: usize, numbers: Option<Html>) -> Html {
    let (guard, in_file) = (variant.guard, variant.store == Store::File);
    let name = words::text(&format!("guard.name.{}", guard.name().name()));
    let scope = guard.scope().map_or_else(String::new, |scope| words::text(&format!("scope.name.{}", scope.name())));
    let wide = |more: usize| (columns + more).to_string();
    let numbers = numbers.unwrap_or_else(|| {
        html! { <td colspan={wide(1)}>{ t!("compare.not_here", most = words::count(lang, variant.most_buyers())) }</td> }
    });
    html! {
        <>
            <tr data-guard={guard.name().name()} data-store={variant.store.name()}>
                <th scope="row">
                    { name } if !scope.is_empty() { <small>{ " · " }{ scope }</small> }
                    if in_file { <small>{ " · " }{ words::text("store.name.file") }</small> }
                </th>
                { numbers }
            </tr>
            <tr class="said"><td colspan={wide(2)}><span>{ verdict_on(variant) }</span></td></tr>
        </>
    }
}

/// Which is right, what it costs, and why, in a sentence.
fn verdict_on(variant: &Scenario) -> String {
    let guard = variant.guard;
    let name = guard.scope().map_or_else(|| guard.name().name().to_owned(), |scope| format!("lock_{}", scope.name()));
    if variant.store == Store::File && guard == Guard::None {
        return t!("compare.why.none_file");
    }
    if variant.fault == Fault::KillHolder && !variant.robust && guard.holds_others_up() {
        return t!("compare.why.deadlock");
    }
    let why = words::text(&format!("compare.why.{name}"));
    if variant.store == Store::File { why + " " + &t!("compare.why.file") } else { why }
}

fn judged(right: bool, told: String) -> Html {
    let (class, sign) = if right { ("bought", "✓") } else { ("wrong", "✕") };
    html! { <td {class}><span aria-hidden="true">{ sign }</span>{ " " }{ told }</td> }
}

fn bar(right: bool, value: Micros, longest: Micros) -> Html {
    let style = format!("width:{}%", value * 100 / longest.max(1));
    html! { <span class={if right { "bar" } else { "bar oversold" }} {style}></span> }
}

/// The largest of each number, for the lengths of the bars: in the order of [`COLUMNS`].
struct Most([u64; COLUMNS.len()]);

impl Most {
    fn of(scenario: &Scenario, verdicts: &[Verdict]) -> Self {
        let mut most = [0; COLUMNS.len()];
        for verdict in verdicts {
            for (most, value) in most.iter_mut().zip(measures(scenario, verdict)) {
                *most = value.max(*most);
            }
        }
        Self(most)
    }
}

/// The numbers of a verdict as whole numbers, in the order of [`COLUMNS`]; throughput in sales per 1000 s.
fn measures(scenario: &Scenario, v: &Verdict) -> [u64; COLUMNS.len()] {
    let real_sales = u64::from(v.sold.min(scenario.tickets.get()));
    [
        u64::from(v.sold),
        u64::from(v.oversold),
        u64::from(v.lost_updates),
        v.elapsed,
        v.wait_mean(scenario.buyers.get()),
        v.wait_max,
        real_sales * 1_000_000_000 / v.elapsed.max(1),
        u64::from(v.peak_in_get),
        u64::from(v.retries),
    ]
}

#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
fn numbers(lang: &str, scenario: &Scenario, v: &Verdict, most: &Most) -> Html {
    let right = v.went_well();
    let told = match (right, v.stuck) {
        (true, _) => t!("compare.right"),
        (_, 0) => t!("compare.wrong"),
        _ => t!("compare.deadlock"),
    };
    let rate = f64::from(v.sold.min(scenario.tickets.get())) * 1e6 / (v.elapsed.max(1) as f64);
    let texts = [
        words::count(lang, v.sold),
        words::count(lang, v.oversold),
        words::count(lang, v.lost_updates),
        words::time(lang, v.elapsed),
        words::time(lang, v.wait_mean(scenario.buyers.get())),
        words::time(lang, v.wait_max),
        if v.elapsed == 0 { "–".to_owned() } else { words::decimal(lang, rate) },
        words::count(lang, v.peak_in_get),
        words::count(lang, v.retries),
    ];
    let cells = texts.into_iter().zip(measures(scenario, v)).zip(most.0);
    html! {
        <>
            { judged(right, told) }
            { for cells.map(|((text, value), most)| html! {
                <td class="bars">{ text }{ bar(right, value, most) }</td>
            }) }
        </>
    }
}
