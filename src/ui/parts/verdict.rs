//! The answer, readable from the back row, and why it is so.

use crate::scenario::Scenario;
use crate::trace::Executor;
use crate::ui::shown::Finished;
use crate::ui::t::t;
use crate::ui::words;
use yew::prelude::*;

/// Before the end: what will happen, or with `sold`, what has happened so far.
pub fn open(lang: &str, scenario: &Scenario, executor: Executor, sold: Option<u32>) -> Html {
    let headline = match sold {
        Some(sold) => {
            let existed = words::count(lang, scenario.tickets.get());
            t!("verdict.running", sold = words::count(lang, sold), existed = existed)
        }
        None => t!("verdict.question"),
    };
    html! {
        <div class="answer">
            <h1 id="verdict" class="open">{ headline }</h1>
            <p id="why">{ words::outlook(lang, scenario, executor) }</p>
        </div>
    }
}

/// Headline, reason, numbers.
pub fn verdict(lang: &str, finished: &Finished) -> Html {
    let v = &finished.verdict;
    let right = v.consistent && v.oversold == 0;
    let (verdict, sign) = if right { ("right", "✓") } else { ("wrong", "✕") };
    html! {
        <div class="answer">
            <h1 id="verdict" data-verdict={verdict} class={verdict}>
                <span class="sign" aria-hidden="true">{ sign }</span>
                { words::verdict(lang, finished) }
            </h1>
            <p id="why">{ words::why(lang, finished) }</p>
            { numbers(lang, finished) }
        </div>
    }
}

/// The numbers of the verdict, and whether the model agrees with them.
fn numbers(lang: &str, finished: &Finished) -> Html {
    let v = &finished.verdict;
    let count = |value| words::count(lang, value);
    let mean = v.wait_total / u64::from(finished.trace.scenario.buyers.get());
    let numbers = [
        ("sold", count(v.sold)),
        ("oversold", count(v.oversold)),
        ("lost", count(v.lost_updates)),
        ("left", count(v.left)),
        ("sold_out", count(v.sold_out)),
        ("elapsed", words::time(lang, v.elapsed)),
        ("wait", words::time(lang, mean)),
        ("peak", count(v.peak_in_get)),
    ];
    let executor = finished.trace.executor.name();
    html! {
        <>
            <dl id="numbers">
                { for numbers.iter().map(|(name, value)| html! {
                    <div>
                        <dt title={words::text(&format!("number.{name}.what"))}>{ words::text(&format!("number.{name}.name")) }</dt>
                        <dd data-number={*name}>{ value }</dd>
                    </div>
                }) }
                if v.failed > 0 {
                    <div><dt>{ t!("number.failed.name") }</dt><dd data-number="failed">{ count(v.failed) }</dd></div>
                }
            </dl>
            <p class="proof">
                <span class="badge">{ words::text(&format!("executor.{executor}")) }</span>
                if finished.checked.is_ok() {
                    <span id="checked" data-checked="true" title={t!("checked.what")}>{ t!("checked.yes") }</span>
                } else if v.failed > 0 {
                    <span id="checked" data-checked="false">{ t!("checked.cut") }</span>
                } else {
                    <span id="checked" data-checked="false" class="wrong">{ t!("checked.no") }</span>
                }
            </p>
        </>
    }
}
