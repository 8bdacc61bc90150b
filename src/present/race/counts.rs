//! Very many buyers as a table: how many were doing what, at evenly spaced instants.

use super::crowd;
use crate::present::{Same, Select};
use crate::store::State;
use crate::t;
use crate::text::{Lang, count, stamp};
use crate::timeline::{LAYERS, density};
use crate::trace::Counted;

/// How many instants the table has.
const ROWS: usize = 24;

/// The layers' names.
const NAMES: [&str; LAYERS] = ["activity.search", "activity.wait", "activity.pay", "activity.confirm", "fate.oversold"];

/// Says whether there are very many buyers, of whom counts are shown instead of each.
#[derive(Default)]
pub struct Crowded;

impl Select for Crowded {
    type Key = bool;
    type Model = bool;

    fn key(&self, state: &State) -> bool {
        crowd(state).is_some()
    }

    fn make(&mut self, state: &State) -> bool {
        self.key(state)
    }
}

/// Makes the table.
#[derive(Default)]
pub struct Counts;

/// The table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountsModel {
    /// What it shows.
    pub title: String,
    /// The names of the columns, the instant's first.
    pub columns: Vec<String>,
    /// The rows: the instant, then how many.
    pub rows: Vec<Vec<String>>,
}

impl Select for Counts {
    type Key = (Lang, Option<Same<Counted>>);
    type Model = CountsModel;

    fn key(&self, state: &State) -> Self::Key {
        (state.lang(), crowd(state))
    }

    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "times fit"
    )]
    fn make(&mut self, state: &State) -> CountsModel {
        let (lang, crowd) = self.key(state);
        let columns = core::iter::once("crowd.at").chain(NAMES).map(|key| t!(lang, key)).collect();
        let rows = crowd.map_or_else(Vec::new, |Same(counted)| {
            let end = counted.census.end() as f64;
            let row = |(index, counts): (usize, &[u32; LAYERS])| {
                let at = end * (index as f64 + 0.5) / ROWS as f64;
                let numbers = counts.iter().map(|number| count(lang, *number));
                core::iter::once(stamp(lang, at as u64)).chain(numbers).collect()
            };
            density(&counted.census, 0.0, end, ROWS).counts.iter().enumerate().map(row).collect()
        });
        CountsModel { title: t!(lang, "crowd.table"), columns, rows }
    }
}
