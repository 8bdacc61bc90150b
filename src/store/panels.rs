//! What is open around the run, and how it is shown there.

use super::State;
use crate::program::{BuyerId, Dialect};
use crate::scenario::{Choice, View};
use std::rc::Rc;

/// A view, by its name: in the page's list of them, and where the contract knows it, as `view=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(pub &'static str);

/// One of the panels of a view, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tab(pub &'static str);

impl Place {
    /// One run, buyer by buyer.
    pub const RACE: Self = Self("race");

    /// The view that a link opens.
    pub fn of(view: View) -> Self {
        if view == View::Timeline { Self::RACE } else { Self(view.name()) }
    }

    /// What the link says when it is open.
    pub fn view(self) -> View {
        View::ALL.iter().find(|(_, name)| *name == self.0).map_or(View::Timeline, |(view, _)| *view)
    }
}

/// What is open.
#[derive(Clone, Debug)]
pub struct Panels {
    /// The open view.
    pub view: Place,
    /// The open panel of each view in which another than the first was opened.
    pub tabs: Vec<(Place, Tab)>,
    /// The buyer whose lines the log shows; all without one.
    pub filter: Option<BuyerId>,
    /// How the purchase is written in the code panel.
    pub dialect: Dialect,
    /// Whether the main program is unfolded in the code panel.
    pub main: bool,
    /// The steps of the program of which line or bar the reader points at.
    pub pointed: Rc<[usize]>,
    /// How many times the log, or the table, was asked to show more of itself.
    pub more: u32,
}

/// What can happen to it.
#[derive(Clone, Debug)]
pub enum PanelAction {
    /// Another view.
    Show(Place),
    /// Another panel of the open view.
    Open(Tab),
    /// Whose lines the log shows.
    Filter(Option<BuyerId>),
    /// The code panel in another language.
    Write(Dialect),
    /// The main program is unfolded, or folded.
    Unfold(bool),
    /// The reader points at a line or a bar of these steps, or at none.
    Point(Rc<[usize]>),
    /// More lines of a long list.
    More,
}

impl Panels {
    pub(super) fn new(view: View) -> Self {
        Self {
            view: Place::of(view),
            tabs: Vec::new(),
            filter: None,
            dialect: Dialect::Python,
            main: false,
            pointed: Rc::default(),
            more: 0,
        }
    }
}

impl State {
    pub(super) fn reduce_panels(&mut self, action: PanelAction) {
        match action {
            PanelAction::Show(view) => {
                self.panels.view = view;
                // The link says what is open.
                self.link.link.page.view = view.view();
            }
            PanelAction::Open(tab) => {
                let view = self.panels.view;
                self.panels.tabs.retain(|(of, _)| *of != view);
                self.panels.tabs.push((view, tab));
                self.panels.more = 0;
            }
            PanelAction::Filter(buyer) => {
                self.panels.filter = buyer;
                self.panels.more = 0;
            }
            PanelAction::Write(dialect) => self.panels.dialect = dialect,
            PanelAction::Unfold(main) => self.panels.main = main,
            PanelAction::Point(steps) => self.panels.pointed = steps,
            PanelAction::More => self.panels.more += 1,
        }
    }
}
