//! The outcomes: how many ways, and which chance, come to each way in which states go on that are not decided yet.
//!
//! Forward once more, now only through undecided states, with what was told: each way leaves them by one turn, to a
//! state from where it is known how all of them end, and how many they are.

use crate::End;
use crate::backward::{Onward, Undecided};
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// How many ways lead somewhere, and which chance.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// How many ways.
    pub ways: BigUint,
    /// The probability of taking one of them.
    pub chance: f64,
}

/// Where this has come to.
#[derive(Debug)]
pub(crate) struct Outcomes {
    /// The undecided states that are still to be left, the first of all at the end.
    states: Vec<Undecided>,
    /// For each of them, by what was told before: how it can be reached.
    reached: Vec<BTreeMap<End, Part>>,
    pub found: BTreeMap<End, Part>,
}

impl Outcomes {
    pub fn new(states: Vec<Undecided>, first: Onward) -> Self {
        let mut reached: Vec<_> = states.iter().map(|_| BTreeMap::new()).collect();
        let mut found = BTreeMap::new();
        match first {
            Onward::Decided(end, ways) => {
                found.insert(end, Part { ways, chance: 1.0 });
            }
            Onward::Undecided(number) => {
                reached[number].insert(End::NONE, Part { ways: BigUint::from(1_u32), chance: 1.0 });
            }
        }
        Self { states, reached, found }
    }

    /// Leaves so many states; gives whether there are more.
    pub fn advance(&mut self, budget: usize) -> bool {
        for _ in 0..budget {
            let (Some(state), Some(reached)) = (self.states.pop(), self.reached.pop()) else { return false };
            let turns: u32 = state.ways.iter().map(|way| way.times).sum();
            for way in &state.ways {
                for (told, share) in &reached {
                    let told = told.behind(way.tells);
                    let chance = share.chance * f64::from(way.times) / f64::from(turns);
                    let (entry, count) = match &way.to {
                        Onward::Undecided(to) => (self.reached[*to].entry(told), BigUint::from(way.times)),
                        Onward::Decided(end, count) => (self.found.entry(end.behind(told)), count * way.times),
                    };
                    let sum = entry.or_default();
                    sum.ways += &share.ways * count;
                    sum.chance += chance;
                }
            }
        }
        true
    }
}
