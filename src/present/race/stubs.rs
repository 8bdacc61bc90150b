//! The whole story in one glance: a stub tears off at each sale; those that exist are whole, those that do not are torn.

use crate::present::Select;
use crate::store::State;
use crate::t;
use crate::text::{Lang, count, plural};

/// The most stubs drawn one by one.
const DRAWN: u32 = 40;

/// Makes the row of stubs.
#[derive(Default)]
pub struct Stubs;

/// The row of stubs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StubsModel {
    /// The same in words.
    pub label: String,
    /// How many are drawn: room for all that could be sold, so that nothing jumps when a sale comes in.
    pub drawn: u32,
    /// How many exist.
    pub tickets: u32,
    /// How many are sold.
    pub sold: u32,
    /// What exists or was sold beyond those drawn; `None` where all are drawn, empty where nothing is beyond.
    pub more: Option<String>,
}

impl Select for Stubs {
    type Key = (Lang, u32, u32, u32, bool);
    type Model = StubsModel;

    fn key(&self, state: &State) -> Self::Key {
        let scenario = state.scenario();
        (state.lang(), scenario.tickets.get(), scenario.buyers.get(), sold(state), state.begun())
    }

    fn make(&mut self, state: &State) -> StubsModel {
        let (lang, tickets, buyers, sold, begun) = self.key(state);
        let all = tickets.max(buyers);
        let beyond = tickets.max(sold).saturating_sub(DRAWN);
        let more = (all > DRAWN).then(|| if beyond > 0 { format!("+{}", count(lang, beyond)) } else { String::new() });
        let key = format!("{}.{}", if begun { "stubs.sold" } else { "stubs.before" }, plural(tickets));
        let label = t!(lang, &key, sold = count(lang, sold), tickets = count(lang, tickets));
        StubsModel { label, drawn: all.min(DRAWN), tickets, sold, more }
    }
}

/// Tickets sold in what is shown.
pub(super) fn sold(state: &State) -> u32 {
    match (state.run.run.crowd(), state.run.run.follow()) {
        (Some(crowd), _) => crowd.verdict.sold,
        (None, Some(follow)) => follow.verdict().sold,
        (None, None) => 0,
    }
}
