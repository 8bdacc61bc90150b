//! The views and their panels, and which of them are open.

use crate::present::Select;
use crate::store::{Place, State, Tab};
use crate::t;
use crate::text::Lang;

/// Says what is open.
#[derive(Default)]
pub struct Tabs;

/// What is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabsModel {
    /// The language in which their names are to be found.
    pub lang: Lang,
    /// What the panels are together.
    pub title: String,
    /// Which view is open.
    pub view: Place,
    /// Which of its panels; the first, unless another was opened.
    pub open: Option<Tab>,
    /// Whether very many buyers are shown, of whom no single events are kept.
    pub crowd: bool,
}

impl Select for Tabs {
    type Key = (Lang, Place, Option<Tab>, bool);
    type Model = TabsModel;

    fn key(&self, state: &State) -> Self::Key {
        let open = state.panels.tabs.iter().find(|(view, _)| *view == state.panels.view).map(|(_, tab)| *tab);
        (state.lang(), state.panels.view, open, state.run.run.crowd().is_some())
    }

    fn make(&mut self, state: &State) -> TabsModel {
        let (lang, view, open, crowd) = self.key(state);
        TabsModel { lang, title: t!(lang, "tab.title"), view, open, crowd }
    }
}
