//! Lessons: one step after the other, beside the stage. What is answered belongs to the panel and is kept in the browser
//! (`browser::progress`); the store knows which step is open, since the link says it.

mod desk;
mod finish;
mod prose;
mod repair;
mod shelf;
mod shown;
mod widgets;
mod worksheet;

use super::{Panel, View};
use crate::browser::style;
use crate::present::learn::{Learn, LearnModel};
use crate::text::t;
use crate::ui::live::{Store, View as Shown, live};
use std::rc::Rc;
use yew::prelude::*;

/// Predict, run, see why, make it happen, repair, prove, say why.
pub const LEARN: View = View { name: "learn", label: |lang| t!(lang, "nav.learn"), panels: &[LESSON], is_listed: true };

/// All of it.
const LESSON: Panel =
    Panel { name: "lesson", label: |lang| t!(lang, "nav.learn"), open: |store| Box::pin(split::learn(store)) };

#[allow(unsafe_code, reason = "a split function is exported by one module and imported by the other")]
mod split {
    use super::{Html, Store, open};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// The lessons. What only they refer to is only in their module.
    #[wasm_split(learn, fallible)]
    #[allow(clippy::unnecessary_wraps, reason = "what cannot be fetched is told as an error")]
    pub fn learn(store: Store) -> Result<Html, SplitLoaderError> {
        Ok(open(&store))
    }
}

fn open(store: &Store) -> Html {
    crate::text::add(crate::catalogue!("learn"));
    style::add(include_str!("../../../../www/learn.css"));
    live::<LearnView>(store)
}

/// The panel.
struct LearnView;

impl Shown for LearnView {
    type Select = Learn;

    fn view(model: &Rc<LearnModel>, store: &Store) -> Html {
        // Another lesson is another desk.
        let key = crate::scenario::Choice::name(model.topic);
        html! { <shelf::Shelf {key} model={model.clone()} store={store.clone()} /> }
    }
}
