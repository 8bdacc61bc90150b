//! All three ways through the states, in slices, within limits.

use crate::End;
use crate::backward::Backward;
use crate::forward::{Forward, Went};
use crate::outcomes::{Outcomes, Part};
use crate::table::{Source, Table};
use std::collections::BTreeMap;

/// How far it may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most states, what was told left aside.
    pub states: usize,
    /// The most memory, in bytes, about.
    pub bytes: usize,
}

impl Default for Limits {
    /// What a page can do in some seconds.
    fn default() -> Self {
        Self { states: 4_000_000, bytes: 1 << 29 }
    }
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many states have been found, and it is not known how many there are.
    Finding(u64),
    /// All have been found; of so many parts of a thousand the ways have been counted.
    Counting(u32),
    /// It has ended.
    Finished,
}

impl Progress {
    pub(crate) fn counting(done: usize, all: usize) -> Self {
        Self::Counting(u32::try_from(done as u64 * 1000 / (all as u64).max(1)).unwrap_or(1000))
    }
}

#[derive(Debug)]
enum Stage {
    Forward(Box<Forward>),
    Backward(Box<Backward>),
    Outcomes(Outcomes),
    Finished(Option<BTreeMap<End, Part>>),
}

/// The ways from a state on, as far as they are counted.
#[derive(Debug)]
pub struct Count {
    limits: Limits,
    processes: usize,
    states: u64,
    stage: Stage,
}

impl Count {
    /// Of the ways from that state on; `most` is how many processes there are but the clerk, who can all be sold to,
    /// and how many can fail, at most.
    pub fn new(table: Table, source: Box<dyn Source>, start: &[u32], most: (usize, usize), limits: Limits) -> Self {
        let stage = if Forward::fits(most, limits) {
            Stage::Forward(Box::new(Forward::new(table, source, start, most)))
        } else {
            Stage::Finished(None)
        };
        // The clerk is one more.
        Self { limits, processes: most.0 + 1, states: 0, stage }
    }

    /// Works through about so many states. Goes on as long as it has not finished.
    pub fn advance(&mut self, budget: usize) -> Progress {
        match &mut self.stage {
            Stage::Forward(forward) => {
                let went = forward.advance(budget, self.limits);
                self.states = forward.states;
                match went {
                    Went::On => {}
                    Went::TooFar => self.stage = Stage::Finished(None),
                    Went::Through => {
                        let kept = forward.bytes();
                        let levels = std::mem::take(&mut forward.done);
                        self.stage = Stage::Backward(Box::new(Backward::new(levels, kept, self.processes)));
                    }
                }
            }
            Stage::Backward(backward) => {
                let more = backward.advance(budget);
                if backward.bytes() > self.limits.bytes {
                    self.stage = Stage::Finished(None);
                } else if !more {
                    let states = std::mem::take(&mut backward.undecided);
                    self.stage = match backward.first.take() {
                        Some(first) => Stage::Outcomes(Outcomes::new(states, first)),
                        None => Stage::Finished(None),
                    };
                }
            }
            Stage::Outcomes(outcomes) => {
                if !outcomes.advance(budget) {
                    self.stage = Stage::Finished(Some(std::mem::take(&mut outcomes.found)));
                }
            }
            Stage::Finished(_) => {}
        }
        self.progress()
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        match &self.stage {
            Stage::Forward(_) => Progress::Finding(self.states),
            Stage::Backward(backward) => backward.progress(),
            Stage::Outcomes(_) => Progress::Counting(1000),
            Stage::Finished(_) => Progress::Finished,
        }
    }

    /// How many states there are, what they were told included; or have been found so far.
    pub const fn states(&self) -> u64 {
        self.states
    }

    /// How many ways, and which chance, lead to each end; `None` as long as it has not finished, and when a limit was met.
    pub const fn found(&self) -> Option<&BTreeMap<End, Part>> {
        if let Stage::Finished(found) = &self.stage { found.as_ref() } else { None }
    }
}
