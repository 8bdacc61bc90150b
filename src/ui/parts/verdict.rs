//! The answer, readable from the back row, and why it is so.

use crate::scenario::Scenario;
use crate::trace::Executor;
use crate::ui::shown::Finished;
use crate::ui::words;
use rust_i18n::t;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct VerdictProps {
    pub lang: &'static str,
    pub scenario: Scenario,
    pub executor: Executor,
    pub sold: u32,
    pub running: bool,
    pub finished: Option<Rc<Finished>>,
}

/// Headline, reason, numbers.
#[component]
pub fn Verdict(props: &VerdictProps) -> Html {
    let VerdictProps { lang, scenario, executor, sold, running, finished } = props;
    let Some(finished) = finished else {
        let headline = if *running {
            t!("verdict.running", sold = words::count(lang, *sold), existed = words::count(lang, scenario.tickets.get())).to_string()
        } else {
            t!("verdict.question").into()
        };
        return html! {
            <div class="answer">
                <h1 id="verdict" class="open">{ headline }</h1>
                <p id="why">{ words::outlook(lang, scenario, *executor) }</p>
            </div>
        };
    };
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
            <Numbers {lang} {finished} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct NumbersProps {
    lang: &'static str,
    finished: Rc<Finished>,
}

/// The numbers of the verdict, and whether the model agrees with them.
#[component]
fn Numbers(props: &NumbersProps) -> Html {
    let NumbersProps { lang, finished } = props;
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
                    <span id="checked" data-checked="true" title={t!("checked.what").to_string()}>{ t!("checked.yes") }</span>
                } else if v.failed > 0 {
                    <span id="checked" data-checked="false">{ t!("checked.cut") }</span>
                } else {
                    <span id="checked" data-checked="false" class="wrong">{ t!("checked.no") }</span>
                }
            </p>
        </>
    }
}
