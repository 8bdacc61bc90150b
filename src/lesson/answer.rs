//! What somebody answered in a step, as it was committed: all that is kept of it, and all that is handed in.

use super::data::{Explanation, Prediction, Step, Task};
use crate::engine::run_virtual;
use crate::program::BuyerId;
use crate::scenario::Scope;
use crate::trace::Schedule;

/// The longest reason, in letters.
pub const MOST_WORDS: usize = 400;
/// The most turns that are kept of a run in which somebody decided whose turn it is.
pub const MOST_TURNS: usize = 200;

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A number.
    Number(u32),
    /// One of the options, from 0.
    Chosen(usize),
    /// The options in this order, each from 0.
    Ordered(Vec<usize>),
    /// Of a hundred, how many come to each value.
    Bars(Vec<u32>),
    /// A run.
    Ran(Box<Schedule>),
    /// Whose turn it was, one after the other.
    Played(Vec<BuyerId>),
    /// Where the lock stands.
    Placed(Scope),
    /// Every schedule was counted.
    Counted,
    /// Words.
    Words(String),
}

impl Answer {
    /// The answer that a lesson's test of itself gives: a number, options from 1, buyers in the order of their turns, places
    /// of a lock, words; a run is a simulated one.
    ///
    /// # Errors
    /// When the text is no answer to this step.
    pub fn read(step: &Step, text: &str) -> Result<Self, String> {
        let answer = match &step.task {
            Task::Predict { prediction: Prediction::Number { .. }, .. } => text.parse().ok().map(Self::Number),
            Task::Predict { prediction: Prediction::Choice(_), .. }
            | Task::Explain { by: Explanation::Choice { .. }, .. } => option(text).map(Self::Chosen),
            Task::Predict { prediction: Prediction::Rank { .. }, .. } | Task::Order { .. } => {
                text.split(' ').map(option).collect::<Option<_>>().map(Self::Ordered)
            }
            Task::Predict { prediction: Prediction::Bars { .. }, .. } => numbers(text).map(Self::Bars),
            Task::Run { scenario, .. } => Schedule::of(&run_virtual(scenario)).map(Box::new).map(Self::Ran),
            Task::Schedule { .. } => numbers(text).map(Self::Played),
            Task::Repair { .. } => Scope::parse(text).map(Self::Placed),
            Task::Prove { .. } => Some(Self::Counted),
            Task::Explain { by: Explanation::Words(_), .. } => Some(Self::Words(text.to_owned())),
        };
        answer.filter(|answer| answer.fits(step)).ok_or_else(|| format!("`{text}` is no answer to this step"))
    }

    /// Whether it is an answer to this step at all.
    pub fn fits(&self, step: &Step) -> bool {
        match (&step.task, self) {
            (Task::Predict { prediction, .. }, answer) => match (prediction, answer) {
                (Prediction::Number { range, .. }, Self::Number(number)) => (range.0..=range.1).contains(number),
                (Prediction::Choice(options), Self::Chosen(chosen)) => *chosen < options.len(),
                (Prediction::Rank { items, .. }, Self::Ordered(order)) => is_order(order, items.len()),
                (Prediction::Bars { range }, Self::Bars(bars)) => {
                    bars.len() == (range.1 - range.0) as usize + 1 && bars.iter().all(|bar| *bar <= 100)
                }
                _ => false,
            },
            (Task::Schedule { scenario, .. }, Self::Played(turns)) => {
                turns.len() <= MOST_TURNS && turns.iter().all(|id| (1..=scenario.processes()).contains(id))
            }
            (Task::Order { items, .. }, Self::Ordered(order)) => is_order(order, items.len()),
            (Task::Explain { by: Explanation::Words(_), .. }, Self::Words(words)) => {
                words.chars().count() <= MOST_WORDS
            }
            (Task::Explain { by: Explanation::Choice { options, .. }, .. }, Self::Chosen(chosen)) => {
                *chosen < options.len()
            }
            (Task::Run { .. }, Self::Ran(_))
            | (Task::Repair { .. }, Self::Placed(_))
            | (Task::Prove { .. }, Self::Counted) => true,
            _ => false,
        }
    }

    /// What formulas call `answer`: the number, or the number of the option, from 1.
    pub fn number(&self) -> Option<u32> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Chosen(chosen) => u32::try_from(*chosen + 1).ok(),
            _ => None,
        }
    }
}

fn option(text: &str) -> Option<usize> {
    text.parse::<usize>().ok()?.checked_sub(1)
}

fn numbers(text: &str) -> Option<Vec<u32>> {
    text.split(' ').map(|number| number.parse().ok()).collect()
}

/// Each of so many exactly once.
fn is_order(order: &[usize], count: usize) -> bool {
    order.len() == count && (0..count).all(|item| order.contains(&item))
}
