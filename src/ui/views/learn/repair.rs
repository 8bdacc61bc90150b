//! The lock is moved: its two lines in the code, up and down, to any of the seven places; and what every schedule says of the
//! place where it stands.

use super::desk::{Desk, Input};
use crate::engine::once;
use crate::lesson::Answer;
use crate::present::learn::{milliseconds, placed};
use crate::program::{Dialect, Line, Part, Step, compile, listing};
use crate::scenario::{Guard, Scenario, Scope};
use crate::text::t;
use crate::timeline::Pace;
use yew::prelude::*;

/// The code, and where the lock stands in it.
pub fn view(desk: &Desk, ctx: &Context<Desk>, scenario: &Scenario) -> Html {
    let lang = ctx.props().model.lang;
    let Some(Answer::Placed(scope)) = &desk.draft else { return html! {} };
    let scenario = desk.attempt.work().drawn(scenario).under(Guard::Lock(*scope));
    let program = compile(&scenario);
    let lines = listing(&scenario, Dialect::Python);
    let is = |line: &Line, wanted: Step| line.steps.iter().any(|step| program[*step] == wanted);
    let shown = lines.iter().filter(|line| matches!(line.part, Part::Search | Part::Get | Part::Task));
    let shown = shown.skip_while(|line| line.text.is_empty());
    let mut has_release = false;
    let line = |line: &Line| {
        let end = if is(line, Step::Acquire) {
            Some((ends(*scope, true), "acquire"))
        } else if is(line, Step::Release) && !has_release {
            has_release = true;
            Some((ends(*scope, false), "release"))
        } else {
            None
        };
        let class = (is(line, Step::Acquire) || is(line, Step::Release)).then_some("lock");
        let moves = end.map(|([up, down], name)| {
            html! { <span class="shift">{ mover(ctx, up, "▲", name, "up") }{ mover(ctx, down, "▼", name, "down") }</span> }
        });
        html! { <li {class}>{ moves.unwrap_or_default() }<code translate="no">{ format!("{}{}", "  ".repeat(line.indent), line.text) }</code></li> }
    };
    let verdict = Pace::new(&scenario, false).told_of(&once(&scenario));
    #[allow(clippy::cast_precision_loss, reason = "times far below 2^53 microseconds")]
    let elapsed = milliseconds(lang, verdict.elapsed as f64 / 1000.0);
    let is_tried = desk.attempt.tried() == desk.draft.as_ref();
    let onclick = ctx.link().callback(|_: MouseEvent| Input::Commit);
    html! {
        <div class="repair by-hand-work" data-scope={format!("{}-{}", scope.from(), scope.to())}>
            <ol class="listing" aria-label={t!(lang, "learn.repair.code")}>{ for shown.map(line) }</ol>
            <p role="status" class="said"><span>{ placed(lang, *scope) }</span><span>{ t!(lang, "learn.repair.elapsed", time = elapsed) }</span></p>
            <p><button id="commit" class="primary wide" disabled={is_tried} {onclick}>{ t!(lang, "learn.repair.try") }</button></p>
        </div>
    }
}

/// Where an end of the lock would be one place up and one down, where it can.
fn ends(scope: Scope, is_acquire: bool) -> [Option<Scope>; 2] {
    let to = |place: Option<u8>| {
        let place = place?;
        if is_acquire { Scope::new(place, scope.to()) } else { Scope::new(scope.from(), place) }
    };
    let now = if is_acquire { scope.from() } else { scope.to() };
    [to(now.checked_sub(1)), to(Some(now + 1))]
}

fn mover(ctx: &Context<Desk>, to: Option<Scope>, sign: &'static str, end: &str, way: &str) -> Html {
    let lang = ctx.props().model.lang;
    let place = format!("[data-move={end}-{way}]:not(:disabled), [data-move^={end}]:not(:disabled)");
    let onclick = ctx
        .link()
        .batch_callback(move |_: MouseEvent| to.map(|scope| Input::Moved(Answer::Placed(scope), place.clone())));
    let name = t!(lang, &format!("learn.repair.{end}_{way}"));
    html! { <button class="quiet" data-move={format!("{end}-{way}")} disabled={to.is_none()} aria-label={name.clone()} title={name} {onclick}>{ sign }</button> }
}
