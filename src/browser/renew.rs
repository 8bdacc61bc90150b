//! Loads the page anew where a part of it does not come: its files may be those of a version that is not there any more.

use super::link;
use crate::store::State;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Gets the files past all that is kept of them, then loads the page, where its host answers (`www/start/help.js`);
    /// or does so only where a newer version is there.
    #[wasm_bindgen(js_name = oversoldAgain)]
    pub fn again(only_newer: bool);
}

/// Loads the newer version, where there is one, and shows the run again that was shown. Not while one goes on: it would
/// be lost.
pub fn to_newer(state: &State) {
    if state.run.run.busy().is_none() {
        link::say(&state.address_with_run(), false);
        again(true);
    }
}
