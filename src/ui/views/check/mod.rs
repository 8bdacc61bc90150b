//! What was handed in: pasted, opened as a file or as a link, executed again, and shown as a table.

mod sheet;

use super::{Panel, View};
use crate::browser::style;
use crate::present::Select;
use crate::store::State;
use crate::text::{Lang, t};
use crate::ui::live::{Store, View as Shown, live};
use std::rc::Rc;
use yew::prelude::*;

/// What was handed in.
pub const CHECK: View =
    View { name: "check", label: |lang| t!(lang, "view.check"), panels: &[SHEET], is_listed: false };

/// All of it.
const SHEET: Panel =
    Panel { name: "sheet", label: |lang| t!(lang, "view.check"), open: |store| Box::pin(split::check(store)) };

#[allow(unsafe_code, reason = "a split function is exported by one module and imported by the other")]
mod split {
    use super::{Html, Store, open};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// What was handed in. What only that refers to is only in its module.
    #[wasm_split(check, fallible)]
    #[allow(clippy::unnecessary_wraps, reason = "what cannot be fetched is told as an error")]
    pub fn check(store: Store) -> Result<Html, SplitLoaderError> {
        Ok(open(&store))
    }
}

fn open(store: &Store) -> Html {
    // What answers say is told as the lesson tells it.
    crate::text::add(crate::catalogue!("learn"));
    crate::text::add(crate::catalogue!("check"));
    style::add(include_str!("../../../../www/check.css"));
    live::<CheckView>(store)
}

/// What is looked at, and in which language.
#[derive(Default)]
struct Handed;

impl Select for Handed {
    type Key = (Lang, Option<Rc<str>>);
    type Model = (Lang, Option<Rc<str>>);

    fn key(&self, state: &State) -> Self::Key {
        (state.lang(), state.handed_in().cloned())
    }

    fn make(&mut self, state: &State) -> Self::Model {
        self.key(state)
    }
}

/// The panel.
struct CheckView;

impl Shown for CheckView {
    type Select = Handed;

    fn view(model: &Rc<(Lang, Option<Rc<str>>)>, _: &Store) -> Html {
        let (lang, handed_in) = &**model;
        html! { <sheet::Sheet lang={*lang} handed_in={handed_in.clone()} /> }
    }
}
