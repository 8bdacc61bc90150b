//! The purchase as the list of steps that every buyer executes: generated from the program itself.

use crate::program::{Phase, Step, compile};
use crate::scenario::Guard;
use crate::ui::t::t;
use yew::prelude::*;

/// The program of the chosen guard; what the lock covers is marked.
pub fn steps(guard: Guard) -> Html {
    let program = compile(guard);
    let sold_out = program.iter().find_map(|step| match step {
        Step::Check { sold_out } => Some(*sold_out),
        _ => None,
    });
    let mut held = false;
    let rows = program.iter().enumerate().map(|(i, step)| {
        // The branch "sold out" starts with what was held when it was decided on.
        if Some(i) == sold_out {
            held = program.get(i + 2) == Some(&Step::Release);
        }
        held |= *step == Step::Acquire;
        let class = if held { "held" } else { "" };
        held &= *step != Step::Release;
        html! { <li {class} value={i.to_string()}><code>{ text(*step) }</code></li> }
    });
    html! {
        <>
            <p class="hint">{ t!("steps.what") }</p>
            <ol id="steps" start="0">{ for rows }</ol>
        </>
    }
}

fn text(step: Step) -> String {
    let key = match step {
        Step::Pause(Phase::Search) => "step.search",
        Step::Pause(Phase::Pay) => "step.pay",
        Step::Pause(Phase::Confirm) => "step.confirm",
        Step::Look => "step.look",
        Step::Acquire => "step.acquire",
        Step::Release => "step.release",
        Step::Enter => "step.enter",
        Step::Leave => "step.leave",
        Step::Read => "step.read",
        Step::Check { sold_out } => return t!("step.check", at = sold_out),
        Step::Write => "step.write",
        Step::Bought => "step.bought",
        Step::SoldOut => "step.sold_out",
        Step::End => "step.end",
    };
    t!(key)
}
