//! A lesson on paper: every step one below the other, with room for what is said, or with the answers.

use super::desk::{Desk, Input};
use super::prose::{inline, plain, prose};
use crate::browser::link;
use crate::lesson::{Answer, Explanation, HandIn, Prediction, Said, Step, Task, Truth, facts_of, truth_of};
use crate::present::learn::{answered, milliseconds};
use crate::scenario::Choice;
use crate::text::{Lang, count, number, t};
use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// The whole lesson; `answers` says whether with those.
pub fn view(desk: &Desk, ctx: &Context<Desk>, answers: bool) -> Html {
    let lang = ctx.props().model.lang;
    let back = ctx.link().callback(|_: MouseEvent| Input::Sheet(None));
    let step = |(at, step): (usize, &Step)| {
        let title = t!(
            lang,
            "learn.sheet.step",
            n = count(lang, at + 1),
            kind = t!(lang, &format!("learn.kind.{}", step.kind())),
            title = step.title.get(lang)
        );
        html! {
            <section>
                <h3>{ title }</h3>
                { prose(step.text.get(lang)) }
                { room(lang, desk, at, step) }
                if answers { <div class="key">{ key(lang, desk, at, step) }</div> }
            </section>
        }
    };
    html! {
        <article class="worksheet">
            <p class="ways">
                <button id="print" class="primary wide" onclick={Callback::from(|_: MouseEvent| print())}>{ t!(lang, "learn.sheet.print") }</button>
                <button id="sheet-back" onclick={back}>{ t!(lang, "learn.back") }</button>
            </p>
            <h2 id="step-title" tabindex="-1">{ desk.attempt.lesson().title.get(lang) }</h2>
            <p>{ desk.attempt.lesson().about.get(lang) }</p>
            <p class="line">{ t!(lang, "learn.finish.name") }</p>
            { for desk.attempt.lesson().steps.iter().enumerate().map(step) }
        </article>
    }
}

/// The page is asked for as any object is: its script, which comes first, need not know of printing.
fn print() {
    let page = js_sys::global();
    if let Some(print) = Reflect::get(&page, &"print".into()).ok().and_then(|print| print.dyn_into::<Function>().ok()) {
        // Where nothing can be printed the browser says so itself.
        let _ = print.call0(&page);
    }
}

/// What is asked, and room for the answer.
fn room(lang: Lang, desk: &Desk, at: usize, step: &Step) -> Html {
    let boxes = |sign: &'static str, all: &mut dyn Iterator<Item = &Said>| -> Html {
        let one = |text: &Said| html! { <li>{ sign }{ " " }{ inline(text.get(lang)) }</li> };
        html! { <ul>{ for all.map(one) }</ul> }
    };
    let lines = || html! { <><p class="line"></p><p class="line"></p></> };
    let (question, space) = match &step.task {
        Task::Predict { question, prediction, .. } => (
            Some(question),
            match prediction {
                Prediction::Number { .. } => html! { <p class="line"></p> },
                Prediction::Choice(options) => boxes("☐", &mut options.iter().map(|option| &option.text)),
                Prediction::Rank { items, .. } => boxes("___", &mut items.iter().map(|item| &item.text)),
                Prediction::Bars { range } => {
                    let one = |sold: u32| html! { <li>{ t!(lang, "learn.bars.sold", n = count(lang, sold)) }{ ": ___" }</li> };
                    html! { <ul>{ for (range.0..=range.1).map(one) }</ul> }
                }
            },
        ),
        // Listed in an order that is nobody's answer.
        Task::Order { question, items } => (
            Some(question),
            boxes("___", &mut crate::lesson::shuffled(items.len()).into_iter().map(|item| &items[item])),
        ),
        Task::Explain { question, by: Explanation::Choice { options, .. } } => {
            (Some(question), boxes("☐", &mut options.iter()))
        }
        Task::Explain { question, .. } => (Some(question), lines()),
        Task::Run { .. } | Task::Schedule { .. } | Task::Repair { .. } | Task::Prove { .. } => {
            let query = format!("view=learn&lesson={}.{}", desk.attempt.lesson().topic.name(), at + 1);
            (None, html! { <><p>{ t!(lang, "learn.sheet.at", link = link::address(&query)) }</p>{ lines() }</> })
        }
    };
    html! {
        <>
            if let Some(question) = question { <p><strong>{ inline(question.get(lang)) }</strong></p> }
            { space }
        </>
    }
}

/// What is right, or comes true in a run that is simulated; and what is told afterwards.
fn key(lang: Lang, desk: &Desk, at: usize, step: &Step) -> Html {
    let nobody = HandIn::new(desk.attempt.lesson());
    let truth = truth_of(step, &facts_of(desk.attempt.lesson(), &nobody, at, &|_| None));
    let known = match (&step.task, truth) {
        (Task::Predict { prediction: Prediction::Choice(options), .. }, Some(Truth::Chosen(is))) => {
            options.get(is).map(|option| option.text.get(lang).to_owned())
        }
        (Task::Predict { prediction: Prediction::Rank { items, .. }, .. }, Some(Truth::Measured(measured))) => {
            let one = |(item, value): (&crate::lesson::Ranked, &f64)| {
                t!(lang, "learn.compared.one", name = item.text.get(lang), value = milliseconds(lang, *value))
            };
            Some(items.iter().zip(&measured).map(one).collect::<Vec<_>>().join(", "))
        }
        (_, Some(Truth::Number(is))) => Some(number(lang, is, 0)),
        (_, Some(Truth::Bars(bars))) => Some(bars.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
        (Task::Explain { by: Explanation::Words(model), .. }, _) => Some(model.get(lang).to_owned()),
        (Task::Run { .. } | Task::Prove { .. }, _) => None,
        // Also where what all schedules come to would have to be counted for a sheet of paper.
        _ => example(lang, desk, at, step),
    };
    html! {
        <>
            if let Some(known) = known { <p>{ t!(lang, "learn.sheet.key", answer = plain(&known)) }</p> }
            if let Some(after) = &step.after { { prose(after.get(lang)) } }
        </>
    }
}

/// One of the answers that pass in the lesson's test of itself.
fn example(lang: Lang, desk: &Desk, at: usize, step: &Step) -> Option<String> {
    let test = desk.attempt.lesson().tests.iter().find(|test| test.step == at && test.met)?;
    match Answer::read(step, &test.answer).ok()? {
        Answer::Ordered(order) => match &step.task {
            Task::Order { items, .. } => Some(
                order
                    .iter()
                    .filter_map(|item| items.get(*item))
                    .map(|item| item.get(lang))
                    .collect::<Vec<_>>()
                    .join(" → "),
            ),
            _ => None,
        },
        answer => Some(answered(lang, desk.attempt.lesson(), at, &answer)),
    }
}
