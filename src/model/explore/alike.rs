//! Which moments go on alike: those in which as many buyers stand at each place, and share the same, and have been told the
//! same.

use super::rules::Rules;
use crate::model::Moment;
use crate::program::BuyerId;
use crate::scenario::Scenario;
use ways::{CLERK, LocalId, OUTSIDE};

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
        let mut words = self.0.state(moment);
        words.extend([moment.sold(), moment.failed()]);
        Kind(words)
    }

    /// Who can take a turn, one of each who stand alike, with how many they are: the turns of these lead to moments of one
    /// kind.
    pub fn enabled(&mut self, moment: &Moment) -> Vec<(BuyerId, u32)> {
        let machine = moment.machine();
        let mut found: Vec<(LocalId, (BuyerId, u32))> = Vec::new();
        for id in machine.enabled() {
            let process = &machine.processes[id as usize - 1];
            let stands = if id > machine.buyers() {
                CLERK
            } else if process.started {
                self.0.stands(process, machine.memory())
            } else {
                OUTSIDE
            };
            match found.iter_mut().find(|(other, _)| *other == stands) {
                Some((_, (_, times))) => *times += 1,
                None => found.push((stands, (id, 1))),
            }
        }
        found.into_iter().map(|(_, one)| one).collect()
    }
}
