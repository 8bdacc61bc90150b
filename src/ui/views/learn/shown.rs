//! What the desk shows: the way through the lesson, the open step, what there is to do in it, and what came of it.

use super::desk::{Desk, Input};
use super::prose::{inline, prose};
use super::{finish, repair, widgets};
use crate::lesson::{Answer, Explanation, Prediction, Source, Standing, Step, Task, said, truth_of};
use crate::present::Same;
use crate::present::learn::{compared, proved};
use crate::scenario::{Choice, Topic};
use crate::store::{Action, LinkAction};
use crate::text::{Lang, count, t, time};
use crate::timeline::Pace;
use crate::ui::views::explore;
use crate::ui::views::{Open, Slot};
use std::rc::Rc;
use yew::prelude::*;

/// A whole number for machines: what prints any float would weigh more than all of this.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and not negative")]
fn digits(number: f64) -> String {
    (number as u64).to_string()
}

impl Desk {
    /// All of it.
    pub(super) fn shown(&self, ctx: &Context<Self>) -> Html {
        let lang = ctx.props().model.lang;
        let steps = self.attempt.lesson().steps.len();
        // The stage stands beside it where something runs in it.
        let stage = self
            .attempt
            .step()
            .is_some_and(|step| matches!(step.task, Task::Run { .. }) && self.attempt.waits_for().is_none());
        let kind = self.attempt.step().map_or("finish", Step::kind);
        html! {
            <section id="lesson" ref={self.root.clone()} data-kind={kind} data-stage={stage.then_some("1")} data-step={(self.attempt.at() + 1).to_string()}
                data-done={self.attempt.done().to_string()} data-steps={steps.to_string()} aria-label={self.title(ctx)}>
                { self.head(ctx) }
                if let Some(answers) = self.sheet {
                    { super::worksheet::view(self, ctx, answers) }
                } else {
                <article aria-labelledby="step-title">
                    { match self.attempt.step() { Some(step) => self.one(ctx, step), None => finish::view(self, ctx) } }
                    { self.ways(ctx, lang) }
                </article>
                }
            </section>
        }
    }

    /// Which lesson, and the way through it.
    fn head(&self, ctx: &Context<Self>) -> Html {
        let (lang, store) = (ctx.props().model.lang, &ctx.props().store);
        let other = |(topic, name): &(Topic, &'static str)| {
            let name = *name;
            let title = t!(lang, &format!("learn.topic.{name}"));
            let onclick =
                store.on(move |_: MouseEvent| Action::Link(LinkAction::Set(vec![("lesson".into(), name.into())])));
            let current = (*topic == self.attempt.lesson().topic).then_some("page");
            html! { <li><button data-lesson={name} aria-current={current} {onclick}>{ title }</button></li> }
        };
        let step = |(at, step): (usize, &Step)| {
            let is_done = self.attempt.standing(at) == Standing::Done;
            let sign = if is_done { "✓".to_owned() } else { count(lang, at + 1) };
            let key = match () {
                () if is_done => "learn.path.done",
                () if at <= self.attempt.at() => "learn.path.open",
                // Its name may say what is yet to be found out.
                () => "learn.path.ahead",
            };
            self.mark(ctx, at, sign, t!(lang, key, n = count(lang, at + 1), title = step.title.get(lang)))
        };
        let last = self.attempt.lesson().steps.len();
        html! {
            <header>
                <nav class="lessons" aria-label={t!(lang, "learn.all")}><ol>{ for Topic::ALL.iter().map(other) }</ol></nav>
                <p class="goal"><strong>{ self.attempt.lesson().title.get(lang) }</strong><span>{ t!(lang, "learn.minutes", n = count(lang, self.attempt.lesson().minutes)) }</span><span>{ self.attempt.lesson().about.get(lang) }</span></p>
                if let Some(why) = self.cannot_go_on { <p role="alert" id="no-work">{ t!(lang, why) }</p> }
                if let Some(step) = self.missing {
                    <p role="alert" id="no-step">{ t!(lang, "learn.no_step", n = count(lang, step), of = count(lang, self.attempt.lesson().steps.len())) }</p>
                }
                <ol class="path" aria-label={t!(lang, "learn.path.title")}>
                    { for self.attempt.lesson().steps.iter().enumerate().map(step) }
                    { self.mark(ctx, last, "⚑".to_owned(), t!(lang, "learn.finish.title")) }
                </ol>
            </header>
        }
    }

    fn mark(&self, ctx: &Context<Self>, at: usize, sign: String, name: String) -> Html {
        let onclick = ctx.link().callback(move |_: MouseEvent| Input::Go(at));
        let current = (at == self.attempt.at()).then_some("step");
        html! { <li><button data-go={(at + 1).to_string()} aria-current={current} aria-label={name.clone()} title={name} {onclick}>{ sign }</button></li> }
    }

    /// To the step before and after.
    fn ways(&self, ctx: &Context<Self>, lang: Lang) -> Html {
        let go = |at: usize| ctx.link().callback(move |_: MouseEvent| Input::Go(at));
        let is_done = self.attempt.standing(self.attempt.at()) == Standing::Done;
        html! {
            <p class="ways">
                if self.attempt.at() > 0 { <button id="back" onclick={go(self.attempt.at() - 1)}>{ t!(lang, "learn.back") }</button> }
                if self.attempt.at() < self.attempt.lesson().steps.len() {
                    <button id="next" class={is_done.then_some("primary")} onclick={go(self.attempt.at() + 1)}>{ t!(lang, if is_done { "learn.next" } else { "learn.skip" }) }</button>
                }
            </p>
        }
    }

    /// A step: what is told, what is to be done, and what came of it.
    fn one(&self, ctx: &Context<Self>, step: &Step) -> Html {
        let lang = ctx.props().model.lang;
        let title = t!(
            lang,
            "learn.step",
            n = count(lang, self.attempt.at() + 1),
            of = count(lang, self.attempt.lesson().steps.len()),
            title = step.title.get(lang)
        );
        html! {
            <>
                <h2 id="step-title" tabindex="-1">{ title }</h2>
                <p class="kind">{ t!(lang, &format!("learn.kind.{}", step.kind())) }</p>
                { prose(step.text.get(lang)) }
                if self.attempt.at() == 0 {
                    <details class="class"><summary>{ t!(lang, "learn.in_class") }</summary>{ finish::who(self, ctx) }</details>
                }
                // By hand there is much to see below, so what came of it stands above.
                if let Task::Schedule { .. } = step.task {
                    if self.attempt.standing(self.attempt.at()) == Standing::Done && !self.attempt.has_tried() { <p class="hint">{ t!(lang, "learn.done_before") }</p> }
                    { self.came(ctx, step) }
                }
                { self.task(ctx, step) }
                if !matches!(step.task, Task::Schedule { .. }) { { self.came(ctx, step) } }
            </>
        }
    }

    fn came(&self, ctx: &Context<Self>, step: &Step) -> Html {
        html! { <div role="status" id="outcome" tabindex="-1" data-standing={self.attempt.trial().standing.name()}>{ self.outcome(ctx, step) }</div> }
    }

    fn task(&self, ctx: &Context<Self>, step: &Step) -> Html {
        let model = &ctx.props().model;
        let lang = model.lang;
        match &step.task {
            Task::Predict { question, prediction, .. } => {
                let fixed = self.attempt.given().is_some();
                html! {
                    <fieldset class="answer-box" disabled={fixed}>
                        <legend>{ inline(question.get(lang)) }</legend>
                        { widgets::prediction(lang, prediction, self.draft.as_ref(), self.truth(step).as_ref(), fixed, ctx.link()) }
                        { self.commit(ctx, "learn.commit.predict") }
                    </fieldset>
                }
            }
            Task::Run { .. } => self.run(ctx),
            Task::Schedule { .. } => {
                let told = ctx.link().callback(|turns: Rc<[u32]>| Input::Answer(Answer::Played(turns.to_vec())));
                let open: Open = Rc::new(move |store| Box::pin(explore::practise(store, told.clone())));
                html! { <div class="by-hand-work"><Slot key={self.attempt.at()} store={ctx.props().store.clone()} {lang} name="practice" {open} /></div> }
            }
            Task::Repair { scenario, .. } => repair::view(self, ctx, scenario),
            Task::Prove { .. } => {
                if let Some(before) = self.attempt.waits_for() {
                    return predict_first(ctx, before);
                }
                let onclick = ctx.link().callback(|_: MouseEvent| Input::Answer(Answer::Counted));
                html! { <p><button id="count" class="primary wide" disabled={self.attempt.given().is_some()} {onclick}>{ t!(lang, "learn.count") }</button></p> }
            }
            Task::Order { question, items } => html! {
                <fieldset class="answer-box">
                    <legend>{ inline(question.get(lang)) }</legend>
                    { widgets::order(lang, items, self.draft.as_ref(), false, ctx.link()) }
                    { self.commit(ctx, "learn.commit.check") }
                </fieldset>
            },
            Task::Explain { question, by } => {
                let is_choice = matches!(by, Explanation::Choice { .. });
                let fixed = self.attempt.standing(self.attempt.at()) == Standing::Done && is_choice;
                html! {
                    <fieldset class="answer-box" disabled={fixed}>
                        <legend>{ inline(question.get(lang)) }</legend>
                        { widgets::explanation(lang, by, self.draft.as_ref(), ctx.link()) }
                        { self.commit(ctx, if is_choice { "learn.commit.check" } else { "learn.commit.words" }) }
                    </fieldset>
                }
            }
        }
    }

    /// The answer is given; a prediction that was made is taken back only to be made anew.
    fn commit(&self, ctx: &Context<Self>, key: &str) -> Html {
        let lang = ctx.props().model.lang;
        let is_prediction = self.attempt.step().is_some_and(|step| matches!(step.task, Task::Predict { .. }));
        if is_prediction && self.attempt.given().is_some() {
            return html! {};
        }
        let is_empty = match &self.draft {
            Some(Answer::Words(words)) => words.trim().is_empty(),
            Some(Answer::Bars(bars)) => bars.iter().all(|bar| *bar == 0),
            _ => false,
        };
        let disabled = self.draft.is_none() || is_empty || self.draft.as_ref() == self.attempt.given();
        let onclick = ctx.link().callback(|_: MouseEvent| Input::Commit);
        html! { <p><button id="commit" class="primary wide" {disabled} {onclick}>{ t!(lang, key) }</button></p> }
    }

    fn run(&self, ctx: &Context<Self>) -> Html {
        let model = &ctx.props().model;
        let lang = model.lang;
        if let Some(before) = self.attempt.waits_for() {
            return predict_first(ctx, before);
        }
        let onclick = ctx.link().callback(|_: MouseEvent| Input::Run);
        let key = match () {
            () if model.busy => "learn.run.cancel",
            () if self.attempt.given().is_some() => "learn.run.again",
            () => "learn.run.start",
        };
        let interrupted = model.run.as_ref().filter(|Same(run)| run.interrupted > 0).map(|Same(run)| {
            let span = time(lang, Pace::of(run).told(run.interrupted));
            html! { <p class="waits" role="status">{ t!(lang, "learn.run.interrupted", time = span) }</p> }
        });
        html! { <>{ interrupted }<p><button id="run-step" class="primary wide" disabled={!model.can_run && !model.busy} {onclick}>{ t!(lang, key) }</button></p></> }
    }

    /// What turned out to be true, once that may be known: when there is a run, or where all is simulated anyway.
    fn truth(&self, step: &Step) -> Option<crate::lesson::Truth> {
        let Task::Predict { prediction, .. } = &step.task else { return None };
        self.attempt.given()?;
        let is_simulated = matches!(prediction, Prediction::Rank { .. } | Prediction::Bars { .. });
        let is_known = is_simulated || self.attempt.is_shown(self.attempt.at());
        is_known.then(|| truth_of(step, &self.attempt.facts(self.attempt.at()))).flatten()
    }

    /// What the prediction comes to that the open step shows.
    fn foretold(&self, lang: Lang) -> Html {
        self.attempt.predicted().map(|before| self.predicted(lang, before)).unwrap_or_default()
    }

    /// What a prediction comes to: said, and compared.
    fn predicted(&self, lang: Lang, at: usize) -> Html {
        let (Some(step), Some(Some(answer))) =
            (self.attempt.lesson().steps.get(at), self.attempt.work().answers.get(at))
        else {
            return html! {};
        };
        let facts = self.attempt.facts(at);
        let Some(truth) = truth_of(step, &facts) else { return html! {} };
        let words = said(step, &facts).map(|said| said.get(lang));
        html! {
            <>
                if let Some(text) = compared(lang, step, answer, &truth) { <p class="compared">{ text }</p> }
                if let Some(words) = words { { prose(words) } }
            </>
        }
    }

    /// What came of the open step.
    fn outcome(&self, ctx: &Context<Self>, step: &Step) -> Html {
        let lang = ctx.props().model.lang;
        let standing = self.attempt.trial().standing;
        let facts = self.attempt.trial().facts.as_ref();
        let is_done = standing == Standing::Done;
        // What was counted is not said of a lock that has been moved since.
        if matches!(step.task, Task::Repair { .. }) && self.draft.as_ref() != self.attempt.tried() {
            return html! {};
        }
        let what = match (&step.task, standing) {
            (_, Standing::Open) => html! {},
            (Task::Predict { .. }, _) if self.truth(step).is_some() => self.predicted(lang, self.attempt.at()),
            (Task::Predict { .. }, _) => {
                let key = if step.asks(Source::Schedules) { "learn.predicted_all" } else { "learn.predicted" };
                html! { <p>{ t!(lang, key) }</p> }
            }
            (Task::Run { .. }, Standing::Done) => self.foretold(lang),
            (Task::Run { .. }, _) => html! { <p>{ t!(lang, "learn.missed.run") }</p> },
            (Task::Prove { .. } | Task::Repair { .. }, _) => {
                html! { <>{ self.proof(lang, standing) }if is_done { { self.foretold(lang) } }</> }
            }
            (Task::Explain { by: Explanation::Words(model), .. }, _) => html! {
                <><h3>{ t!(lang, "learn.model") }</h3>{ prose(model.get(lang)) }</>
            },
            (Task::Explain { .. }, _) => {
                let facts = crate::lesson::Facts::of(&crate::scenario::Scenario::default());
                let answer = self.attempt.tried();
                let facts = answer.and_then(Answer::number).map(|answer| facts.with_answer(answer));
                let words = facts.and_then(|facts| said(step, &facts).map(|said| said.get(lang).to_owned()));
                html! {
                    <>
                        <p class={if is_done { "right" } else { "wrong" }}>{ t!(lang, if is_done { "learn.right" } else { "learn.wrong" }) }</p>
                        if let Some(words) = words { { prose(&words) } }
                    </>
                }
            }
            (Task::Schedule { .. }, Standing::Missed) => {
                // As long as somebody can go on, nothing is missed.
                if facts.is_some() {
                    html! { <p class="wrong">{ t!(lang, "learn.missed.schedule") }</p> }
                } else {
                    html! {}
                }
            }
            (Task::Schedule { .. } | Task::Order { .. }, Standing::Done) => {
                html! { <p class="right">{ t!(lang, "learn.met") }</p> }
            }
            (Task::Schedule { .. } | Task::Order { .. }, _) => {
                html! { <p class="wrong">{ t!(lang, "learn.missed.order") }</p> }
            }
        };
        let hints =
            step.hints.iter().take(self.attempt.failed()).map(|hint| html! { <li>{ prose(hint.get(lang)) }</li> });
        html! {
            <>
                { what }
                if is_done { if let Some(after) = &step.after { { prose(after.get(lang)) } } }
                if !is_done && self.attempt.failed() > 0 && !step.hints.is_empty() {
                    <h3>{ t!(lang, "learn.hints") }</h3><ol class="hints">{ for hints }</ol>
                }
            </>
        }
    }

    fn proof(&self, lang: Lang, standing: Standing) -> Html {
        if standing == Standing::Uncounted {
            return html! { <p>{ t!(lang, "learn.counting") }</p> };
        }
        let facts = self.attempt.trial().facts.as_ref();
        let get = |name: &str| crate::lesson::Fact::named(name).and_then(|fact| facts?.get(fact));
        let is_done = standing == Standing::Done;
        let is_right = get("wrong") == Some(0.0);
        let class = if is_done || is_right { "right" } else { "wrong" };
        html! {
            <>
                if let Some((total, wrong)) = get("total").zip(get("wrong")) {
                    <p id="proof" {class} data-total={digits(total)} data-wrong={digits(wrong)}>{ proved(lang, total, wrong) }</p>
                }
                // Right, and too slow, say.
                if is_right && !is_done { <p class="wrong">{ t!(lang, "learn.proof.more") }</p> }
            </>
        }
    }
}

/// The way back to what has to be said first.
fn predict_first(ctx: &Context<Desk>, before: usize) -> Html {
    let lang = ctx.props().model.lang;
    let onclick = ctx.link().callback(move |_: MouseEvent| Input::Go(before));
    html! {
        <p class="waits">
            { t!(lang, "learn.run.predict_first") }{ " " }
            <button id="predict-first" {onclick}>{ t!(lang, "learn.run.to_prediction") }</button>
        </p>
    }
}
