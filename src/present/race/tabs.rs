//! The panels below the stage, and which of them is open.

use crate::present::Select;
use crate::store::{State, Tab};
use crate::t;
use crate::text::Lang;

/// Makes the row of tabs.
#[derive(Default)]
pub struct Tabs;

/// The row of tabs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabsModel {
    /// The language in which their names are to be found.
    pub lang: Lang,
    /// What they are together.
    pub title: String,
    /// Which one is open.
    pub open: Tab,
    /// Whether very many buyers are shown, of whom no single events are kept.
    pub crowd: bool,
}

impl Select for Tabs {
    type Key = (Lang, Tab, bool);
    type Model = TabsModel;

    fn key(&self, state: &State) -> Self::Key {
        (state.lang(), state.panels.tab, state.run.run.crowd().is_some())
    }

    fn make(&mut self, state: &State) -> TabsModel {
        let (lang, open, crowd) = self.key(state);
        TabsModel { lang, title: t!(lang, "tab.title"), open, crowd }
    }
}
