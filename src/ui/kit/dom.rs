//! What an event came from.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement};

/// The text of the field that an event came from; empty where it came from none.
pub fn text(event: &Event) -> String {
    let target = event.target();
    let input = target.as_ref().and_then(|target| target.dyn_ref::<HtmlInputElement>()).map(HtmlInputElement::value);
    let select =
        || target.as_ref().and_then(|target| target.dyn_ref::<HtmlSelectElement>()).map(HtmlSelectElement::value);
    input.or_else(select).unwrap_or_default()
}

/// The place of the slider that an event came from.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a slider gives an index")]
pub fn place(event: &Event) -> usize {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    input.map_or(0.0, |input| input.value_as_number()).max(0.0) as usize
}
