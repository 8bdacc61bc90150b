//! What is open around the run, and how it is shown there.

use super::State;
use crate::program::{BuyerId, Dialect};
use crate::scenario::{Choice, View};

/// A panel, by its name: in the page's list of them, in messages, and where the contract knows it, as `view=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tab(pub &'static str);

impl Tab {
    /// The script's output.
    pub const LOG: Self = Self("log");
    /// The purchase as code.
    pub const CODE: Self = Self("code");
    /// The timeline as a table.
    pub const TABLE: Self = Self("table");

    /// The panel that a link with this view opens.
    pub fn of(view: View) -> Self {
        if view == View::Timeline { Self::LOG } else { Self(view.name()) }
    }

    /// What the link says when this panel is open.
    pub fn view(self) -> View {
        View::ALL.iter().find(|(_, name)| *name == self.0).map_or(View::Timeline, |(view, _)| *view)
    }
}

/// What is open.
#[derive(Clone, Copy, Debug)]
pub struct Panels {
    /// The open panel.
    pub tab: Tab,
    /// The buyer whose lines the log shows; all without one.
    pub filter: Option<BuyerId>,
    /// How the purchase is written in the code panel.
    pub dialect: Dialect,
    /// How many times the log, or the table, was asked to show more of itself.
    pub more: u32,
}

/// What can happen to it.
#[derive(Clone, Copy, Debug)]
pub enum PanelAction {
    /// Another panel.
    Open(Tab),
    /// Whose lines the log shows.
    Filter(Option<BuyerId>),
    /// The code panel in another language.
    Write(Dialect),
    /// More lines of a long list.
    More,
}

impl Panels {
    pub(super) fn new(view: View) -> Self {
        Self { tab: Tab::of(view), filter: None, dialect: Dialect::Python, more: 0 }
    }
}

impl State {
    pub(super) fn reduce_panels(&mut self, action: PanelAction) {
        match action {
            PanelAction::Open(tab) => {
                self.panels.tab = tab;
                self.panels.more = 0;
                // The link says what is open.
                self.link.link.page.view = tab.view();
            }
            PanelAction::Filter(buyer) => {
                self.panels.filter = buyer;
                self.panels.more = 0;
            }
            PanelAction::Write(dialect) => self.panels.dialect = dialect,
            PanelAction::More => self.panels.more += 1,
        }
    }
}
