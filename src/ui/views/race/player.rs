//! Playing a known run: forwards, step by step, to any of its events; and of very many buyers, whose lanes are drawn.

use crate::present::race::{Crowd, CrowdModel, Player, PlayerModel};
use crate::store::{Action, PanelAction, Place, PlayAction, RunAction};
use crate::timeline::first_of_a_row;
use crate::ui::kit::dom::{place, text};
use crate::ui::live::{Store, View};
use std::rc::Rc;
use web_sys::HtmlInputElement;
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

/// Where a run is gone on with by hand.
const EXPLORE: Place = Place("explore");

/// A path in a square of 16 px: not every system has letters for these signs.
type Icon = &'static str;

const START: Icon = "M3 3h2v10H3zM13 3v10L6 8z";
const PREV: Icon = "M11 3v10L4 8zM12 7h2v2h-2z";
const PLAY: Icon = "M4 2v12l9-6z";
const PAUSE: Icon = "M4 3h3v10H4zM9 3h3v10H9z";
const NEXT: Icon = "M5 3v10l7-5zM2 7h2v2H2z";
const END: Icon = "M11 3h2v10h-2zM3 3v10l7-5z";
const HURRY: Icon = "M1 3v10l6-5zM7 3v10l6-5zM13 3h2v10h-2z";
const LOST: Icon = "M1 3v10l7-5zM11 2h3l-.7 8h-1.6zM11.5 12h2v2h-2z";

fn icon(path: Icon) -> Html {
    html! { <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path fill="currentColor" d={path} /></svg> }
}

/// The controls; disabled until a run is known.
pub struct PlayerView;

impl View for PlayerView {
    type Select = Player;

    fn view(model: &Rc<PlayerModel>, store: &Store) -> Html {
        let (playing, disabled) = (model.playing, !model.enabled);
        let play = |action: PlayAction| store.on(move |_: MouseEvent| Action::Play(action));
        let button = |id: &'static str, name: &String, sign: Icon, action: PlayAction| {
            html! {
                <button {id} class="quiet" {disabled} onclick={play(action)} aria-label={name.clone()} title={name.clone()}>{ icon(sign) }</button>
            }
        };
        let step = |id: &'static str, name: &String, sign: Icon, by: i32| {
            let onclick = store.on(move |event: MouseEvent| {
                Action::Play(if event.shift_key() { PlayAction::Step(by) } else { PlayAction::Mark(by) })
            });
            html! {
                <button {id} class="quiet" {disabled} {onclick} aria-label={name.clone()} title={name.clone()}>{ icon(sign) }</button>
            }
        };
        let [start, prev, go, next, end] = &model.names;
        let scrub = store.on(|event: InputEvent| Action::Play(PlayAction::Seek(place(&event))));
        let choose = store.on(|event: Event| {
            let chosen = text(&event);
            let rate = RATES.iter().find(|(_, name)| *name == chosen);
            Action::Play(PlayAction::Rate(rate.map_or(1.0, |(rate, _)| *rate)))
        });
        let to_lost = play(PlayAction::Show(model.lost.unwrap_or_default()));
        // Where there is no room for its words, a sign stands for them.
        let words = |sign: Icon, name: &String| html! { <>{ icon(sign) }<span>{ name }</span></> };
        html! {
            <div id="player" role="group" aria-label={model.title.clone()}>
                { button("to-start", start, START, PlayAction::Seek(0)) }
                { step("prev-event", prev, PREV, -1) }
                { button("play", go, if playing { PAUSE } else { PLAY }, PlayAction::Resume(!playing)) }
                { step("next-event", next, NEXT, 1) }
                { button("to-end", end, END, PlayAction::Seek(usize::MAX)) }
                <input id="scrub" type="range" min="0" max={model.total.to_string()} step="1" value={model.index.to_string()} {disabled}
                    aria-label={model.scrub.clone()} aria-valuetext={model.here.clone()} oninput={scrub} />
                <label class="rate">
                    <span class="visually-hidden">{ &model.rate_name }</span>
                    <select id="rate" {disabled} onchange={choose} title={model.rate_name.clone()}>
                        { for RATES.iter().map(|(value, name)| html! {
                            <option value={*name} selected={(*value - model.rate).abs() < f64::EPSILON}>{ "×" }{ *name }</option>
                        }) }
                    </select>
                </label>
                if let Some(name) = &model.hurry {
                    <button id="hurry" onclick={store.on(|_: MouseEvent| Action::Run(RunAction::Hurry))} title={name.clone()}>{ words(HURRY, name) }</button>
                } else {
                    <button id="to-lost" disabled={model.lost.is_none()} onclick={to_lost} title={model.lost_name.clone()}>{ words(LOST, &model.lost_name) }</button>
                }
                if let Some(name) = &model.by_hand {
                    <button id="by-hand" onclick={store.on(|_: MouseEvent| Action::Panel(PanelAction::Show(EXPLORE)))}>{ name }</button>
                }
                <p id="here" class="hint">{ &model.here }</p>
            </div>
        }
    }
}

/// The field for the first buyer in a row, and what the lanes are.
pub struct CrowdView;

impl View for CrowdView {
    type Select = Crowd;

    fn view(model: &Rc<CrowdModel>, store: &Store) -> Html {
        let (buyers, from) = (model.buyers, model.from);
        let onchange = store.on(move |event: Event| {
            let used = first_of_a_row(buyers, text(&event).trim().parse().unwrap_or(from));
            // The field shows what is used.
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                input.set_value(&used.to_string());
            }
            Action::Play(PlayAction::From(used))
        });
        html! {
            <div id="crowd">
                <p class="hint">{ &model.what }</p>
                <label>
                    { &model.label }{ " " }
                    <input id="from" type="number" min="1" max={model.last.to_string()} value={from.to_string()} disabled={!model.enabled} {onchange} />
                </label>
            </div>
        }
    }
}
