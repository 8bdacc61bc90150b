//! What the reader expects of a scenario, before it has run. It is kept for that scenario, at whatever speed it is played;
//! of another one nothing has been guessed.

use super::State;
use crate::scenario::{Scenario, Speed};

/// How many will be sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// As many as there are tickets.
    Tickets,
    /// More, but not one to everybody.
    Some,
    /// One to everybody.
    Everybody,
}

impl Guess {
    /// All that can be guessed, from few to many.
    pub const ALL: [Self; 3] = [Self::Tickets, Self::Some, Self::Everybody];
}

/// The guess, and of which scenario.
pub(super) type Guessed = Option<(Scenario, Guess)>;

impl State {
    pub(super) fn reduce_guess(&mut self, guess: Guess) {
        // Who has seen it does not guess.
        if !self.begun() && self.run.run.busy().is_none() {
            self.guessed = Some((at_any_speed(self.scenario()), guess));
        }
    }

    /// What was guessed of the present scenario.
    pub fn guess(&self) -> Option<Guess> {
        self.guessed.filter(|(scenario, _)| *scenario == at_any_speed(self.scenario())).map(|(_, guess)| guess)
    }
}

fn at_any_speed(scenario: &Scenario) -> Scenario {
    Scenario { speed: Speed::ONE, ..*scenario }
}
