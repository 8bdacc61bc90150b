//! What the scheduler shows: where the run stands, the odds, everybody with the code, and what has happened.

use super::people::{listing, person};
use super::{Input, Scheduler, after};
use crate::model::History;
use crate::present::explore::{ExploredModel, Odds, Person, code, odds, odds_then};
use crate::program::BuyerId;
use crate::text::{count, t};
use yew::prelude::*;

impl Scheduler {
    /// Where the choosing began, where that is within a run of the race.
    pub(super) fn begun(ctx: &Context<Self>, history: &History) -> Html {
        let lang = ctx.props().explored.lang;
        let steps = count(lang, history.before());
        let onclick = ctx.link().callback(|_: MouseEvent| Input::Afresh);
        html! {
            if history.before() > 0 {
                <p id="begun">{ t!(lang, "explore.begun.from", n = steps) }{ " " }<button id="afresh" {onclick}>{ t!(lang, "explore.begun.afresh") }</button></p>
            }
        }
    }

    /// What they share, and what can still become of it.
    pub(super) fn now(&self, ctx: &Context<Self>, history: &History) -> Html {
        let lang = ctx.props().explored.lang;
        let on = |input: fn() -> Input| ctx.link().callback(move |_: MouseEvent| input());
        let odds = odds(lang, self.counter.get(history.present()));
        let [total, wrong] = odds.counts;
        let known = (!total.is_empty()).then_some((total, wrong)).unzip();
        html! {
            <>
                <div role="status" class="now">
                    <p>{ self.model.record.join(lang.gap()) }</p>
                    <p id="odds" class={odds.class} data-total={known.0} data-wrong={known.1}
                        data-chance={odds.chance.map(|chance| chance.to_string())}>{ odds.said }</p>
                    if let Some((text, is_right)) = &self.model.verdict {
                        <p id="played-verdict" class={if *is_right { "right" } else { "wrong" }}>{ text }</p>
                    }
                </div>
                <div class="moves">
                    <button id="undo" disabled={self.model.at == 0} onclick={on(|| Input::Undo)}>{ t!(lang, "explore.turns.undo") }</button>
                    <button id="redo" disabled={self.model.at == history.turns().len()} onclick={on(|| Input::Redo)}>{ t!(lang, "explore.turns.redo") }</button>
                    <button id="restart" disabled={self.model.at == 0} onclick={on(|| Input::Jump(0))}>{ t!(lang, "explore.turns.restart") }</button>
                    if ctx.props().told.is_none() {
                        <button id="open-played" disabled={self.model.at + history.before() == 0} onclick={on(|| Input::Open)}>{ t!(lang, "explore.turns.open") }</button>
                    }
                    <button id="show-odds" aria-pressed={self.shows_odds.to_string()} onclick={on(|| Input::ShowOdds)}>{ t!(lang, "explore.then.show") }</button>
                </div>
            </>
        }
    }

    /// Everybody, the code, and what has happened.
    pub(super) fn table(&self, ctx: &Context<Self>, history: &History) -> Html {
        let ExploredModel { lang, scenario, dialect, .. } = &ctx.props().explored;
        let (all, each) = code(*lang, scenario, *dialect, history);
        let of = |id: BuyerId| each.iter().find(|code| code.of == Some(id));
        let then = |id: BuyerId, can: bool| -> Option<Odds> {
            (can && self.shows_odds).then(|| odds_then(*lang, self.counter.get(&after(history, id))))
        };
        let one = |one: &Person| person(one, then(one.id, one.can).as_ref(), of(one.id), ctx);
        let class = if each.is_empty() { "table" } else { "table each" };
        html! {
            <div {class}>
                <ul class="people" aria-label={t!(*lang, "explore.turns.buyers")}>{ for self.model.people.iter().map(one) }</ul>
                { listing(&all) }
                { self.lines(ctx, history.before() > 0) }
            </div>
        }
    }

    /// What has happened; each line leads back to where it stands.
    fn lines(&self, ctx: &Context<Self>, is_within: bool) -> Html {
        let lang = ctx.props().explored.lang;
        let line = |(at, text): (usize, &String)| {
            let onclick = ctx.link().callback(move |_: MouseEvent| Input::Jump(at));
            let current = (at == self.model.at).then_some("step");
            let class = (at > self.model.at).then_some("taken-back");
            html! { <li {class}><button data-jump={at.to_string()} aria-current={current} {onclick}>{ text }</button></li> }
        };
        let start = t!(lang, if is_within { "explore.begun.start" } else { "explore.turns.start" });
        html! {
            <div class="past">
                <h3>{ t!(lang, "explore.turns.history") }</h3>
                <ol>{ for std::iter::once(&start).chain(&self.model.lines).enumerate().map(line) }</ol>
            </div>
        }
    }
}
