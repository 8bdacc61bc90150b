//! What the reader expects: asked before a run, and held against it afterwards. One line.

use super::{Shown, crowd, shown, stubs};
use crate::present::{Same, Select};
use crate::scenario::Scenario;
use crate::store::{Guess as Guessed, State};
use crate::t;
use crate::text::{Lang, count};
use crate::trace::Counted;

/// Makes the question.
#[derive(Default)]
pub struct Guess;

/// The question, and what can be guessed; or what was guessed, and what came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuessModel {
    /// The question.
    pub question: String,
    /// What can be guessed now: what it is called, and whether it is the guess. Nothing once a run has begun, and where
    /// there is a ticket for everybody.
    pub options: Vec<(Guessed, String, bool)>,
    /// What was guessed, once a run has begun; at its end, what came.
    pub told: Option<String>,
}

impl Select for Guess {
    type Key = (Lang, Scenario, Shown, bool, bool, Option<Same<Counted>>, Option<Guessed>);
    type Model = GuessModel;

    fn key(&self, state: &State) -> Self::Key {
        let ended = state.run.run.known().is_some_and(|known| known.cursor.is_none());
        let busy = state.run.run.busy().is_some();
        (state.lang(), *state.scenario(), shown(state), busy, ended, crowd(state), state.guess())
    }

    fn make(&mut self, state: &State) -> GuessModel {
        let (lang, scenario, _, busy, ended, crowd, guess) = self.key(state);
        let (tickets, buyers) = (scenario.tickets.get(), scenario.buyers.get());
        let label = |guess| match guess {
            Guessed::Tickets => count(lang, tickets),
            Guessed::Some => t!(lang, "guess.some"),
            Guessed::Everybody => count(lang, buyers),
        };
        let is_open = !busy && !state.begun();
        let can_be = |option: &Guessed| match option {
            _ if !is_open || tickets >= buyers => false,
            Guessed::Some => buyers - tickets > 1,
            Guessed::Tickets | Guessed::Everybody => true,
        };
        let options = Guessed::ALL.into_iter().filter(can_be);
        let told = |guess| {
            if ended || crowd.is_some() {
                t!(lang, "guess.was", guess = label(guess), sold = count(lang, stubs::sold(state)))
            } else {
                t!(lang, "guess.is", guess = label(guess))
            }
        };
        GuessModel {
            question: t!(lang, "guess.question"),
            options: options.map(|option| (option, label(option), guess == Some(option))).collect(),
            told: guess.filter(|_| !is_open).map(told),
        }
    }
}
