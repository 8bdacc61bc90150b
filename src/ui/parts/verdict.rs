//! The answer, readable from the back row, and why it is so.

use crate::scenario::Scenario;
use crate::trace::{Executor, Verdict};
use crate::ui::shown::Answer;
use crate::ui::t::t;
use crate::ui::words;
use yew::prelude::*;

/// Before the end: what will happen, or with `sold`, what has happened so far. `so_far` when the run is
/// known and played: how it stands at the playhead.
pub fn open(lang: &str, scenario: &Scenario, executor: Executor, sold: Option<u32>, so_far: Option<&Verdict>) -> Html {
    let headline = match sold {
        Some(sold) => {
            let existed = words::count(lang, scenario.tickets.get());
            t!("verdict.running", sold = words::count(lang, sold), existed = existed)
        }
        None => t!("verdict.question"),
    };
    html! {
        <div class="answer">
            <h1 id="verdict" class={if sold.is_some_and(|sold| sold > scenario.tickets.get()) { "open wrong" } else { "open" }}>
                { headline }
            </h1>
            <p id="why">
                { match (so_far, sold) {
                    (Some(_), _) => t!("outlook.played"),
                    (None, Some(_)) => words::outlook(lang, scenario, executor),
                    (None, None) => words::outlook(lang, scenario, executor) + &t!("outlook.press"),
                } }
            </p>
            { match so_far {
                Some(verdict) => numbers(&values(lang, scenario, verdict)),
                None => numbers(&NUMBERS.map(|name| (name, "–".to_owned()))),
            } }
            <p class="proof"><span class="badge">{ words::text(&format!("executor.{}", executor.name())) }</span></p>
        </div>
    }
}

/// Headline, reason, numbers.
pub fn verdict(lang: &str, answer: &Answer<'_>) -> Html {
    let v = answer.verdict;
    // What adds up only because somebody never came to buy is neither right nor wrong.
    let (verdict, sign) = match (v.is_right(), v.failed) {
        (true, 0) => ("right", "✓"),
        (true, _) => ("cut", "!"),
        (false, _) => ("wrong", "✕"),
    };
    html! {
        <div class="answer">
            <h1 id="verdict" data-verdict={verdict} class={verdict}>
                <span class="sign" aria-hidden="true">{ sign }</span>
                { words::verdict(lang, answer) }
            </h1>
            <p id="why">{ words::why(lang, answer) }</p>
            { result(lang, answer) }
        </div>
    }
}

/// The numbers, in their order. They have their place before there are any, so that nothing jumps.
const NUMBERS: [&str; 8] = ["sold", "oversold", "lost", "left", "sold_out", "elapsed", "wait", "peak"];

/// The numbers of the verdict, and whether the model agrees with them.
fn result(lang: &str, answer: &Answer<'_>) -> Html {
    let v = answer.verdict;
    let mut pairs = values(lang, answer.scenario, v).to_vec();
    if v.failed > 0 {
        pairs.push(("failed", words::count(lang, v.failed)));
    }
    let executor = answer.executor.name();
    html! {
        <>
            { numbers(&pairs) }
            <p class="proof">
                <span class="badge">{ words::text(&format!("executor.{executor}")) }</span>
                if answer.checked == Some(true) {
                    <span id="checked" data-checked="true" title={t!("checked.what")}>{ t!("checked.yes") }</span>
                } else if answer.checked.is_none() {
                    <span id="checked" data-checked="false">{ t!("checked.counted") }</span>
                } else if v.failed > 0 {
                    <span id="checked" data-checked="false">{ t!("checked.cut") }</span>
                } else {
                    <span id="checked" data-checked="false" class="wrong">{ t!("checked.no") }</span>
                }
            </p>
        </>
    }
}

/// The numbers as texts.
fn values(lang: &str, scenario: &Scenario, v: &Verdict) -> [(&'static str, String); 8] {
    let count = |value| words::count(lang, value);
    let mean = v.wait_mean(scenario.buyers.get());
    let values = [
        count(v.sold),
        count(v.oversold),
        count(v.lost_updates),
        count(v.left),
        count(v.sold_out),
        words::time(lang, v.elapsed),
        words::time(lang, mean),
        count(v.peak_in_get),
    ];
    let mut values = values.into_iter();
    NUMBERS.map(|name| (name, values.next().unwrap_or_default()))
}

fn numbers(pairs: &[(&'static str, String)]) -> Html {
    html! {
        <dl id="numbers">
            { for pairs.iter().map(|(name, value)| html! {
                <div>
                    <dt title={words::text(&format!("number.{name}.what"))}>{ words::text(&format!("number.{name}.name")) }</dt>
                    <dd data-number={*name}>{ value }</dd>
                </div>
            }) }
        </dl>
    }
}
