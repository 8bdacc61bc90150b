//! The purchase as code, with how many buyers stand on each line: generated from the program itself.

use crate::program::{Dialect, Line, Phase, Step, compile, listing};
use crate::scenario::{MAX_LANES, Scenario};
use crate::trace::{Event, Standing, standing};
use crate::ui::state::Action;
use crate::ui::t::t;
use crate::ui::words;
use yew::prelude::*;

const DIALECTS: [(Dialect, &str, &str); 3] =
    [(Dialect::Python, "python", "Python"), (Dialect::Rust, "rust", "Rust"), (Dialect::Steps, "steps", "")];

/// The program of the scenario; what the lock covers is marked, and where buyers stand.
pub fn code(lang: &str, scenario: &Scenario, dialect: Dialect, events: &[Event], dispatch: &Callback<Action>) -> Html {
    let program = compile(scenario);
    // Of very many buyers no events are kept; nobody is shown in the code then.
    let many = scenario.buyers.get() > MAX_LANES;
    let standing = standing(&program, if many { 0 } else { scenario.buyers.get() }, events);
    let held = held(&program);
    let lines = if dialect == Dialect::Steps { steps(&program) } else { listing(scenario, dialect) };
    let one = |(i, line): (usize, &Line)| {
        let here: u32 = line.steps.iter().map(|step| standing.at[*step]).sum();
        // A line without a step, `else:`, lies within where the lines around it do.
        let holds = |line: Option<&Line>| line.is_some_and(|line| line.steps.iter().any(|step| held[*step]));
        let between = line.steps.is_empty() && holds(lines[..i].last()) && holds(lines.get(i + 1));
        let held = between || holds(Some(line));
        // Steps are numbered as the model knows them.
        let number = line.steps.first().filter(|_| dialect == Dialect::Steps);
        let before = number.map_or_else(|| "    ".repeat(line.indent), |number| format!("{number:>2}  "));
        html! {
            <li class={classes!(held.then_some("held"), (here > 0).then_some("here"))}>
                <span class="standing">{ if here > 0 { marker(lang, here) } else { Html::default() } }</span>
                <code>{ before }{ &line.text }</code>
            </li>
        }
    };
    let tab = |(this, name, label): (Dialect, &'static str, &'static str)| {
        let onchange = dispatch.reform(move |_: yew::events::Event| Action::Write(this));
        html! {
            <label class="segment">
                <input type="radio" name="dialect" value={name} checked={this == dialect} {onchange} />
                <span>{ if label.is_empty() { t!("code.steps") } else { label.to_owned() } }</span>
            </label>
        }
    };
    html! {
        <>
            <div class="segments dialects" role="radiogroup" aria-label={t!("code.dialect")}>{ for DIALECTS.map(tab) }</div>
            <p class="hint">{ t!("code.what") }{ " " }if scenario.guard.scope().is_some() { { t!("code.held") }{ " " } }{ if many { String::new() } else { elsewhere(lang, &standing) } }if scenario.guard.has_clerk() { { " " }{ t!("code.clerk") } }</p>
            <ol id="code" tabindex="0" aria-label={t!("tab.code")}>{ for lines.iter().enumerate().map(one) }</ol>
        </>
    }
}

fn marker(lang: &str, here: u32) -> Html {
    let key = format!("code.here.{}", crate::browser::intl::plural(lang, here));
    let words = t!(&key, n = words::count(lang, here));
    html! { <><span aria-hidden="true">{ words::count(lang, here) }{ " ▶" }</span><span class="visually-hidden">{ words }</span></> }
}

/// Who is not in the program.
fn elsewhere(lang: &str, standing: &Standing) -> String {
    let (outside, ended) = (words::count(lang, standing.outside), words::count(lang, standing.ended));
    if standing.dead == 0 {
        return t!("code.elsewhere", outside = outside, ended = ended);
    }
    let dead = words::count(lang, standing.dead);
    t!("code.elsewhere_dead", outside = outside, ended = ended, dead = dead)
}

/// By step: whether whoever stands there holds the lock.
fn held(program: &[Step]) -> Vec<bool> {
    let sold_out = program.iter().find_map(|step| match step {
        Step::Check { sold_out } => Some(*sold_out),
        _ => None,
    });
    let (mut held, mut at_check) = (false, false);
    let mut by_step = Vec::with_capacity(program.len());
    for (i, step) in program.iter().enumerate() {
        // The other branch begins with what was held when it was decided on.
        if Some(i) == sold_out {
            held = at_check;
        }
        by_step.push(held);
        held |= matches!(step, Step::Acquire | Step::Receive);
        held &= !matches!(step, Step::Release | Step::Send { .. });
        if matches!(step, Step::Check { .. }) {
            at_check = held;
        }
    }
    by_step
}

/// The steps themselves, a line each.
fn steps(program: &[Step]) -> Vec<Line> {
    let line = |(i, step): (usize, &Step)| Line { indent: 0, text: text(*step), steps: vec![i] };
    program.iter().enumerate().map(line).collect()
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
        Step::Swap { retry } => return t!("step.swap", at = retry),
        Step::Receive => "step.receive",
        Step::Show => "step.show",
        Step::Send { sold: true } => "step.send_less",
        Step::Send { sold: false } => "step.send_back",
        Step::Ask { buy: false } => "step.ask_look",
        Step::Ask { buy: true } => "step.ask_buy",
        Step::Await => "step.await",
        Step::Serve { buy, close } => return t!("step.serve", buy = buy, close = close),
        Step::Reply { next } => return t!("step.reply", at = next),
        Step::Load => "step.load",
        Step::Parse { look: true } => "step.parse_look",
        Step::Parse { look: false } => "step.parse",
        Step::Truncate => "step.truncate",
        Step::Store => "step.store",
        Step::Crash => "step.crash",
        Step::Bought => "step.bought",
        Step::SoldOut => "step.sold_out",
        Step::End => "step.end",
    };
    t!(key)
}
