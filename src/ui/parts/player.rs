//! Playing a run that is known: forwards, step by step, to any of its events.

use crate::ui::shown::{Finished, Shown};
use crate::ui::state::Action;
use crate::ui::t::t;
use crate::ui::words;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// How fast a run can be played, as a multiple of its own time.
const RATES: [(f64, &str); 9] = [
    (0.001, "0.001"),
    (0.01, "0.01"),
    (0.1, "0.1"),
    (0.25, "0.25"),
    (0.5, "0.5"),
    (1.0, "1"),
    (2.0, "2"),
    (5.0, "5"),
    (10.0, "10"),
];

/// A path in a square of 16 px: not every system has letters for these signs.
type Icon = &'static str;

const START: Icon = "M3 3h2v10H3zM13 3v10L6 8z";
const PREV: Icon = "M11 3v10L4 8zM12 7h2v2h-2z";
const PLAY: Icon = "M4 2v12l9-6z";
const PAUSE: Icon = "M4 3h3v10H4zM9 3h3v10H9z";
const NEXT: Icon = "M5 3v10l7-5zM2 7h2v2H2z";
const END: Icon = "M11 3h2v10h-2zM3 3v10l7-5z";

fn icon(path: Icon) -> Html {
    html! { <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path fill="currentColor" d={path} /></svg> }
}

/// The controls; disabled until a run is known.
pub fn player(lang: &str, shown: Option<&Shown>, rate: f64, dispatch: &Callback<Action>) -> Html {
    let finished = shown.and_then(|shown| shown.finished.as_deref());
    let disabled = finished.is_none();
    let total = finished.map_or(0, |finished| finished.passed.len());
    let cursor = shown.and_then(|shown| shown.cursor);
    let index = cursor.map_or(total, |cursor| cursor.index);
    let playing = cursor.is_some_and(|cursor| cursor.playing);
    let button = |id: &'static str, key: &str, sign: Icon, disabled: bool, action: fn(usize, usize) -> usize| {
        let onclick = dispatch.reform(move |_: MouseEvent| Action::Seek(action(index, total)));
        html! { <button {id} class="quiet" {disabled} {onclick} aria-label={t!(key)} title={t!(key)}>{ icon(sign) }</button> }
    };
    let resume = dispatch.reform(move |_: MouseEvent| Action::Resume(!playing));
    let play_key = if playing { "player.pause" } else { "player.play" };
    let scrub = dispatch.reform(|event: InputEvent| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        Action::Seek(input.map_or(0, |input| position(input.value_as_number())))
    });
    let choose = dispatch.reform(|event: Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
        let rate = RATES.iter().find(|(_, name)| Some(*name) == chosen.as_deref());
        Action::Rate(rate.map_or(1.0, |(rate, _)| *rate))
    });
    let here = finished.map_or_else(String::new, |finished| place(lang, finished, index));
    let lost = finished.and_then(Finished::first_lost);
    let to_lost = dispatch.reform(move |_: MouseEvent| Action::Show(lost.unwrap_or_default()));
    html! {
        <div id="player" role="group" aria-label={t!("player.title")}>
            { button("to-start", "player.start", START, disabled, |_, _| 0) }
            { button("prev-event", "player.prev", PREV, disabled, |at, _| at.saturating_sub(1)) }
            <button id="play" class="quiet" {disabled} onclick={resume} aria-label={t!(play_key)} title={t!(play_key)}>
                { icon(if playing { PAUSE } else { PLAY }) }
            </button>
            { button("next-event", "player.next", NEXT, disabled, |at, total| (at + 1).min(total)) }
            { button("to-end", "player.end", END, disabled, |_, total| total) }
            <input id="scrub" type="range" min="0" max={total.to_string()} step="1" value={index.to_string()} {disabled}
                aria-label={t!("player.scrub")} aria-valuetext={here.clone()} oninput={scrub} />
            <label class="rate">
                <span class="visually-hidden">{ t!("player.rate") }</span>
                <select id="rate" {disabled} onchange={choose} title={t!("player.rate")}>
                    { for RATES.iter().map(|(value, name)| html! {
                        <option value={*name} selected={(*value - rate).abs() < f64::EPSILON}>{ "×" }{ *name }</option>
                    }) }
                </select>
            </label>
            <button id="to-lost" disabled={lost.is_none()} onclick={to_lost}>{ t!("player.lost") }</button>
            <p id="here" class="hint">{ if disabled { t!("player.none") } else { here } }</p>
        </div>
    }
}

/// Which event was the last one shown, in words.
fn place(lang: &str, finished: &Finished, index: usize) -> String {
    let buyers = finished.trace.scenario.buyers.get();
    let (at, of) = (words::count(lang, short(index)), words::count(lang, short(finished.passed.len())));
    match index.checked_sub(1).and_then(|last| finished.trace.events.get(last)) {
        None => t!("player.at_start", of = of),
        Some(event) => {
            let time = words::stamp(lang, event.at);
            t!(
                "player.at",
                at = at,
                of = of,
                time = time,
                who = words::name(event.buyer > buyers, event.buyer),
                what = words::event(lang, *event)
            )
        }
    }
}

fn short(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the slider gives an index")]
fn position(value: f64) -> usize {
    value.max(0.0) as usize
}
