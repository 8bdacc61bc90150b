//! Which moments go on alike: those in which as many buyers stand at each place, and share the same, and have been told the
//! same.

use super::rules::Rules;
use super::state;
use crate::model::Moment;
use crate::scenario::Scenario;

/// What moments that go on alike have in common. It means something to the [`Alike`] that has given it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind(Vec<u32>);

/// Tells the moments of a scenario apart.
#[derive(Debug)]
pub struct Alike(Rules);

impl Alike {
    /// Those of this scenario.
    pub fn new(scenario: &Scenario) -> Self {
        Self(Rules::new(scenario))
    }

    /// Of which kind a moment is.
    pub fn kind(&mut self, moment: &Moment) -> Kind {
        let mut words = state::of(moment, &mut self.0);
        words.extend([moment.sold(), moment.failed()]);
        Kind(words)
    }
}
