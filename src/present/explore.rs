//! What the exploration shows: what every schedule of a scenario comes to, single schedules told in words, and the state of
//! a run in which the reader decides whose turn it is.

mod challenges;
mod code;
mod every;
mod graph;
mod layout;
mod numbers;
mod odds;
mod picture;
mod story;
mod turns;

pub use challenges::{CHALLENGES, Challenge, Standing};
pub use code::{Code, CodeLine, SIDE_BY_SIDE, code};
pub use every::{Bar, Count, Every, Measure, every, progress};
pub use graph::{Direction, Drawn, MOST_DRAWN, Sign, Told, Trail, trail, words_of};
pub use layout::{Layout, layout};
pub use numbers::{chance, exact, is_written, share, whole};
pub use odds::{Odds, odds, odds_then};
pub use picture::{edges, legend, mark, svg};
pub use story::{Story, story};
pub use turns::{Person, Turns, turns};

use super::Select;
use crate::program::Dialect;
use crate::scenario::{Link, PageOptions, Scenario, View, write};
use crate::store::{RunId, State};
use crate::text::Lang;
use crate::trace::Failure;

/// The most buyers of whom single schedules are shown: runs of more keep no events, so none could be replayed.
pub use crate::scenario::MAX_LANES as MOST_SHOWN;

/// The most buyers among whom the reader decides: each has a button.
pub const MOST_PLAYED: u32 = 100;

/// Says what is explored.
#[derive(Default)]
pub struct Explored;

/// What is explored, and in which language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExploredModel {
    /// The language.
    pub lang: Lang,
    /// The scenario.
    pub scenario: Scenario,
    /// What else the link says, for links to single schedules.
    pub page: PageOptions,
    /// How code is written.
    pub dialect: Dialect,
    /// Where the run in the race stands, if one can go on from there by hand.
    pub stands: Option<Stands>,
}

/// An instant of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stands {
    /// Which run.
    pub run: RunId,
    /// How many of its events have happened.
    pub at: usize,
}

/// Where the run in the race stands, if one can go on from there by hand: within it, or at the end of one that was left open.
pub fn stands(state: &State) -> Option<Stands> {
    let known = state.run.run.known()?;
    let trace = &known.run.trace;
    let is_within = known.cursor.is_some_and(|cursor| !cursor.playing && cursor.index > 0);
    let can = is_within || (known.cursor.is_none() && trace.open);
    // Of a worker that failed, nobody knows which turns it took.
    let is_known = trace.failures.iter().all(Failure::is_stuck);
    let fits = trace.scenario.buyers.get() <= MOST_PLAYED && is_known;
    (can && fits).then(|| Stands { run: known.id, at: known.index() })
}

impl ExploredModel {
    /// The address of a schedule as a run, by its text: query and hash.
    pub fn address(&self, text: &str) -> String {
        let page = PageOptions { view: View::Timeline, autorun: false, at: None, ..self.page };
        format!("{}#t={text}", write(&Link { scenario: self.scenario, page }))
    }
}

impl Select for Explored {
    type Key = ExploredModel;
    type Model = ExploredModel;

    fn key(&self, state: &State) -> ExploredModel {
        ExploredModel {
            lang: state.lang(),
            scenario: *state.scenario(),
            page: state.link.link.page,
            dialect: state.panels.dialect,
            stands: stands(state),
        }
    }

    fn make(&mut self, state: &State) -> ExploredModel {
        self.key(state)
    }
}
