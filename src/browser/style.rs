//! Style sheets that come with code: adopted by the document, since strict policies forbid elements with styles in them.

use js_sys::{Array, Reflect};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::CssStyleSheet;

thread_local! {
    static ADDED: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Adds a style sheet to the document, behind the others, if it is not there yet.
pub fn add(text: &'static str) {
    if ADDED.with_borrow(|added| added.contains(&text)) {
        return;
    }
    ADDED.with_borrow_mut(|added| added.push(text));
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let adopted = Reflect::get(&document, &"adoptedStyleSheets".into());
    // Every browser that can run the app has both.
    if let (Ok(sheet), Ok(adopted)) = (CssStyleSheet::new(), adopted.and_then(JsCast::dyn_into::<Array>)) {
        // A text of our own, without `@import`.
        let _ = sheet.replace_sync(text);
        adopted.push(&sheet);
    }
}
