//! How fast the record is here, in memory and in a file: measured when the reader asks for it, and kept for every part of
//! the page that says so. It belongs to this machine, not to a scenario or a run, so neither makes it void.

use super::{Effect, State};

/// Accesses to the record a second, a read or a write each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// To a word of shared memory.
    pub memory: f64,
    /// To a file, opened and closed for each.
    pub file: f64,
}

/// How far the measurement is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Measured {
    /// Not asked for.
    #[default]
    No,
    /// Under way.
    Going,
    /// What came of it; what the browser says, where it has no such memory or no such file.
    Done(Result<Rates, String>),
}

/// What can happen to it.
#[derive(Clone, Debug)]
pub enum MeasureAction {
    /// It is asked for.
    Start,
    /// It is done.
    Done(Result<Rates, String>),
}

impl State {
    pub(super) fn reduce_measured(&mut self, action: MeasureAction, effects: &mut Vec<Effect>) {
        match action {
            MeasureAction::Start if self.measured == Measured::Going => {}
            MeasureAction::Start => {
                self.measured = Measured::Going;
                effects.push(Effect::Measure);
            }
            MeasureAction::Done(rates) => self.measured = Measured::Done(rates),
        }
    }
}
