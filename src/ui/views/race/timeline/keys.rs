//! The timeline by keyboard, and which keys and turns of the wheel it keeps for itself.

use super::{TimelineProps, TimelineView, ZOOM};
use crate::present::race::{SceneModel, Time};
use crate::store::{Action, PlayAction, RunAction};
use crate::timeline::{Unit, step_mark, zoom_of};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// The keys that do something here.
const KEYS: [&str; 15] =
    ["ArrowRight", "ArrowLeft", "+", "=", "-", "0", " ", ".", ",", ">", "<", "Home", "End", "l", "Escape"];

impl TimelineView {
    /// Does what a key stands for. Tells whether the picture has become another.
    pub(super) fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        let TimelineProps { model, store } = ctx.props();
        let SceneModel { timeline, selected, running, crowd, time, .. } = &**model;
        let middle = self.shown.borrow().scene.geometry.plot / 2.0;
        let known = if let Time::Play(play) = time { Some(play) } else { None };
        let play = |action| store.send(Action::Play(action));
        match event.key().as_str() {
            "ArrowRight" if model.begun() => self.select(store, step_mark(&timeline.0, *selected, 1).or(*selected)),
            "ArrowLeft" if model.begun() => self.select(store, step_mark(&timeline.0, *selected, -1).or(*selected)),
            "+" | "=" => return self.zoom(middle, ZOOM),
            "-" => return self.zoom(middle, 1.0 / ZOOM),
            "0" => return self.view.take().is_some(),
            " " => match known {
                Some(known) => play(PlayAction::Resume(!known.playing)),
                // Of very many buyers nothing is kept that could be played; their counts are not thrown away for that.
                None if !running && crowd.is_none() => store.send(Action::Run(RunAction::Run)),
                None => {}
            },
            "." | ">" if event.shift_key() => play(PlayAction::Step(1)),
            "," | "<" if event.shift_key() => play(PlayAction::Step(-1)),
            "." => play(PlayAction::Mark(1)),
            "," => play(PlayAction::Mark(-1)),
            "Home" => play(PlayAction::Seek(0)),
            // Whatever is behind the end is the end.
            "End" => play(PlayAction::Seek(usize::MAX)),
            "l" => {
                if let Some(lost) = known.and_then(|known| known.run.0.first_lost()) {
                    play(PlayAction::Show(lost));
                }
            }
            "Escape" => {
                self.select(store, None);
                if let Some(element) = event.target_dyn_into::<HtmlElement>() {
                    // Blurring an element that has the focus cannot fail.
                    let _ = element.blur();
                }
            }
            _ => return false,
        }
        true
    }
}

/// Keeps a key for the timeline, at once: a message would come after the browser has decided. With another key held
/// down it is the browser's.
pub fn takes_key(event: &KeyboardEvent) -> bool {
    let held = event.ctrl_key() || event.meta_key() || event.alt_key();
    let takes = !held && KEYS.contains(&event.key().as_str());
    if takes {
        event.prevent_default();
    }
    takes
}

/// How many times as much time a turn of the wheel shows, where `page` CSS px of lanes are in sight. A pinch on a trackpad
/// is told as a turn with the control key.
pub fn zoom_by(event: &WheelEvent, page: f64) -> f64 {
    let unit = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => Unit::Lines,
        WheelEvent::DOM_DELTA_PAGE => Unit::Pages,
        _ => Unit::Pixels,
    };
    zoom_of(event.delta_y(), unit, event.ctrl_key(), page)
}

/// Keeps the wheel, at once too. Without the focus, and sideways, it scrolls the page as everywhere.
pub fn takes_wheel(event: &WheelEvent) -> bool {
    let active = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    let has_focus = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| active == Some(element));
    let takes = has_focus && event.delta_y().abs() > event.delta_x().abs() && !event.shift_key();
    if takes {
        event.prevent_default();
    }
    takes
}
