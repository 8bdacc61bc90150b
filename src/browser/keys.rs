//! Keys that do something wherever the focus is, as long as nobody types.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// What takes letters itself.
const TAKES_LETTERS: &str =
    "input:not([type=radio]):not([type=range]):not([type=file]), select, textarea, [contenteditable]";

/// Calls `pressed` when this letter is pressed alone, small or capital, until dropped.
pub fn on_letter(letter: &'static str, pressed: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::run_in_capture_phase();
    Some(EventListener::new_with_options(&window, "keydown", options, move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        let with_others = key.ctrl_key() || key.alt_key() || key.meta_key() || key.repeat();
        if !with_others && key.key().eq_ignore_ascii_case(letter) && !takes_letters(event) {
            pressed();
        }
    }))
}

fn takes_letters(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches(TAKES_LETTERS).unwrap_or(false))
}
