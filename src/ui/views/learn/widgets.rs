//! How answers are given: a number on a slider, one of several sentences, an order, bars, words. Each tells what would be the
//! answer; it becomes one when it is committed.

use super::desk::{Desk, Input};
use super::prose::{inline, plain};
use crate::lesson::{Answer, Explanation, MOST_WORDS, Prediction, Said, Truth, moved};
use crate::text::{Lang, count, t};
use crate::ui::kit::dom;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::html::Scope;
use yew::prelude::*;

type Link = Scope<Desk>;

/// How a prediction is made; `truth` is what turned out, where that is known.
pub fn prediction(
    lang: Lang,
    by: &Prediction,
    draft: Option<&Answer>,
    truth: Option<&Truth>,
    fixed: bool,
    link: &Link,
) -> Html {
    match by {
        Prediction::Number { range, .. } => number(lang, *range, draft, link),
        Prediction::Choice(options) => choice(lang, options.iter().map(|option| &option.text), draft, link),
        Prediction::Rank { items, .. } => {
            let items: Vec<Said> = items.iter().map(|item| item.text.clone()).collect();
            order(lang, &items, draft, fixed, link)
        }
        Prediction::Bars { range } => bars(lang, *range, draft, truth, link),
    }
}

/// How a reason is given.
pub fn explanation(lang: Lang, by: &Explanation, draft: Option<&Answer>, link: &Link) -> Html {
    match by {
        Explanation::Choice { options, .. } => choice(lang, options.iter(), draft, link),
        Explanation::Words(_) => {
            let value = if let Some(Answer::Words(words)) = draft { words.clone() } else { String::new() };
            let oninput = link.batch_callback(|event: InputEvent| {
                let area = event.target()?.dyn_into::<HtmlTextAreaElement>().ok()?;
                Some(Input::Draft(Answer::Words(area.value().chars().take(MOST_WORDS).collect())))
            });
            html! { <textarea id="words" rows="3" maxlength={MOST_WORDS.to_string()} aria-label={t!(lang, "learn.words")} {value} {oninput} /> }
        }
    }
}

fn number(lang: Lang, (from, to): (u32, u32), draft: Option<&Answer>, link: &Link) -> Html {
    let said = if let Some(Answer::Number(number)) = draft { Some(*number) } else { None };
    let said_by = |event: &Event| Input::Draft(Answer::Number(u32::try_from(dom::place(event)).unwrap_or(u32::MAX)));
    let oninput = link.callback(move |event: InputEvent| said_by(&event));
    // Who touches it where it stands has said that.
    let onclick = link.callback(move |event: MouseEvent| said_by(&event));
    let onkeyup = link.batch_callback(move |event: KeyboardEvent| (event.key() != "Tab").then(|| said_by(&event)));
    // Nothing was said before it is touched.
    let shown = said.map_or_else(|| t!(lang, "learn.number.none"), |said| count(lang, said));
    html! {
        <label class="slide">
            <span class="visually-hidden">{ t!(lang, "learn.number.label") }</span>
            <input id="number" type="range" min={from.to_string()} max={to.to_string()} step="1"
                value={said.unwrap_or(from).to_string()} aria-valuetext={shown.clone()} {oninput} {onclick} {onkeyup} />
            <output translate="no">{ shown }</output>
        </label>
    }
}

fn choice<'a>(lang: Lang, options: impl Iterator<Item = &'a Said>, draft: Option<&Answer>, link: &Link) -> Html {
    let one = |(at, text): (usize, &Said)| {
        let onchange = link.callback(move |_: Event| Input::Draft(Answer::Chosen(at)));
        let checked = draft == Some(&Answer::Chosen(at));
        html! {
            <label class="option">
                <input type="radio" name="option" value={(at + 1).to_string()} {checked} {onchange} />
                <span>{ inline(text.get(lang)) }</span>
            </label>
        }
    };
    options.enumerate().map(one).collect()
}

/// A list whose entries are moved by buttons or by dragging.
pub fn order(lang: Lang, items: &[Said], draft: Option<&Answer>, fixed: bool, link: &Link) -> Html {
    let Some(Answer::Ordered(order)) = draft else { return html! {} };
    let one = |(place, item): (usize, &usize)| {
        let (up, down) = (place.checked_sub(1), Some(place + 1));
        let button = |to: Option<usize>, sign: &'static str, key: &str, other: bool| {
            let input = to.filter(|to| *to < order.len()).map(|to| moved(order, place, to));
            let onclick = link.batch_callback({
                let input = input.clone();
                // At the end of the list the other way is left.
                let way = if other { ":last-child" } else { ":first-child" };
                let place = format!(".order li[data-item='{}'] .shift button:not(:disabled){way}, .order li[data-item='{}'] .shift button:not(:disabled)", item + 1, item + 1);
                move |_: MouseEvent| input.clone().map(|order| Input::Moved(Answer::Ordered(order), place.clone()))
            });
            let name = t!(lang, key, what = plain(items[*item].get(lang)));
            html! { <button class="quiet" disabled={input.is_none() || fixed} aria-label={name} {onclick}>{ sign }</button> }
        };
        let ondragstart = link.callback(move |_: DragEvent| Input::Drag(place));
        let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
        let ondrop = link.callback(move |event: DragEvent| {
            event.prevent_default();
            event.stop_propagation();
            Input::Drop(place)
        });
        html! {
            <li key={*item} data-item={(item + 1).to_string()} draggable={(!fixed).to_string()} {ondragstart} {ondragover} {ondrop}>
                <span class="shift">{ button(up, "▲", "learn.order.up", false) }{ button(down, "▼", "learn.order.down", true) }</span>
                <span>{ inline(items[*item].get(lang)) }</span>
            </li>
        }
    };
    html! { <ol class="order">{ for order.iter().enumerate().map(one) }</ol> }
}

/// A bar for each number of tickets; drawn over it, how it turned out.
fn bars(lang: Lang, (from, to): (u32, u32), draft: Option<&Answer>, truth: Option<&Truth>, link: &Link) -> Html {
    let Some(Answer::Bars(said)) = draft else { return html! {} };
    let one = |sold: u32| {
        let at = (sold - from) as usize;
        let value = said.get(at).copied().unwrap_or(0);
        let all = said.clone();
        let oninput = link.callback(move |event: InputEvent| {
            let mut all = all.clone();
            if let Some(bar) = all.get_mut(at) {
                *bar = u32::try_from(dom::place(&event)).unwrap_or(100).min(100);
            }
            Input::Draft(Answer::Bars(all))
        });
        let is = if let Some(Truth::Bars(is)) = truth { is.get(at).copied() } else { None };
        html! {
            <li>
                <label>
                    <span>{ t!(lang, "learn.bars.sold", n = count(lang, sold)) }</span>
                    <input type="range" min="0" max="100" step="1" value={value.to_string()} {oninput} />
                    <output translate="no">{ count(lang, value) }</output>
                </label>
                if let Some(is) = is { <span class="is" ~style={format!("--is:{is}%")}>{ t!(lang, "learn.bars.is", n = count(lang, is)) }</span> }
            </li>
        }
    };
    let sum: u32 = said.iter().sum();
    html! {
        <>
            <ul class="bars">{ for (from..=to).map(one) }</ul>
            if truth.is_none() { <p class="hint" role="status">{ t!(lang, "learn.bars.sum", n = count(lang, sum)) }</p> }
        </>
    }
}
