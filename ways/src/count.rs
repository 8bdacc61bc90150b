//! All three ways through the states, in slices, within limits.

use crate::End;
use crate::backward::Backward;
use crate::forward::Forward;
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
    states: u64,
    stage: Stage,
}

impl Count {
    /// Of the ways from that state on; `most` is how many can be sold to, and how many can fail, at most.
    pub fn new(table: Table, source: Box<dyn Source>, start: &[u32], most: (usize, usize), limits: Limits) -> Self {
        Self { limits, states: 0, stage: Stage::Forward(Box::new(Forward::new(table, source, start, most))) }
    }

    /// Works through about so many states. Goes on as long as it has not finished.
    pub fn advance(&mut self, budget: usize) -> Progress {
        match &mut self.stage {
            Stage::Forward(forward) => {
                let more = forward.advance(budget);
                self.states = forward.states;
                let is_too_much = forward.nodes > self.limits.states || forward.bytes() > self.limits.bytes;
                match more {
                    Some(true) if !is_too_much => return Progress::Finding(self.states),
                    Some(false) if !is_too_much => {
                        let kept = forward.bytes();
                        let levels = std::mem::take(&mut forward.done);
                        self.stage = Stage::Backward(Box::new(Backward::new(levels, kept)));
                    }
                    _ => self.stage = Stage::Finished(None),
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
            Stage::Backward(backward) => Progress::Counting(backward.thousandths()),
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
