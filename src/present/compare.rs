//! What the comparison shows: every guard side by side, a lock at all its places, the scenario
//! with many seeds, and one parameter varied.

mod best;
mod formula;
mod many;
mod numbers;
mod places;
mod row;
mod sheet;
mod vary;

pub use formula::{Term, elapsed, terms};
pub use many::{Bar, Many, ManyModel};
pub use numbers::{Came, Fact, Found, Raced};
pub use places::{Cell, Places, PlacesModel, Triangle, has_times, triangle, with_lock};
pub use row::Row;
pub use sheet::{Group, Sheet, many_times, once, raced, times};
pub use vary::{Chart, chart};

use super::Select;
use crate::scenario::Scenario;
use crate::store::State;
use crate::text::Lang;

/// Says what is compared.
#[derive(Default)]
pub struct Compared;

/// What is compared, and in which language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComparedModel {
    /// The language.
    pub lang: Lang,
    /// The scenario whose guard, seed or other parameters are varied.
    pub scenario: Scenario,
    /// Whether real workers can share memory here.
    pub can_race: bool,
}

impl Select for Compared {
    type Key = ComparedModel;
    type Model = ComparedModel;

    fn key(&self, state: &State) -> ComparedModel {
        ComparedModel { lang: state.lang(), scenario: *state.scenario(), can_race: state.page.obstacle.is_none() }
    }

    fn make(&mut self, state: &State) -> ComparedModel {
        self.key(state)
    }
}
