//! Ways drawn from all, each as likely as the other.
//!
//! Choosing each turn among those that are possible would not do: ways with many choices would come too rarely. So it is counted
//! how many ways go on from each state, in floating point, and each kind of turns is as likely as ways go on with it. What is
//! rounded away is about 1e-12 of it, or less.

use crate::count::{Limits, Progress};
use crate::forward::{Edge, Forward, Level, Went};
use crate::large::Large;
use crate::state;
use crate::table::{LocalId, Source, Table};

#[derive(Debug)]
enum Stage {
    Forward(Box<Forward>),
    /// So many levels are still to be counted.
    Backward(usize),
    Finished,
    TooMuch,
}

/// All ways from a state on, of which some are drawn.
#[derive(Debug)]
pub struct Draw {
    limits: Limits,
    start: Vec<u32>,
    stage: Stage,
    /// What the turns are, once all states have been found.
    turns: Option<(Table, Box<dyn Source>)>,
    /// In the order in which they were found.
    levels: Vec<Level>,
    /// By number of a level: where it stands in that order, and how many ways go on from each of its states.
    counted: Vec<(usize, Vec<Large>)>,
}

impl Draw {
    /// Of the ways from that state on.
    pub fn new(table: Table, source: Box<dyn Source>, start: &[u32], limits: Limits) -> Self {
        // Nothing of what is told is asked for.
        let stage = Stage::Forward(Box::new(Forward::new(table, source, start, (0, 0))));
        Self { limits, start: start.to_vec(), stage, turns: None, levels: Vec::new(), counted: Vec::new() }
    }

    /// Works through about so many states. Goes on as long as it has not finished.
    pub fn advance(&mut self, budget: usize) -> Progress {
        self.stage = match std::mem::replace(&mut self.stage, Stage::TooMuch) {
            Stage::Forward(mut forward) => match forward.advance(budget, self.limits) {
                Went::On => Stage::Forward(forward),
                Went::TooFar => Stage::TooMuch,
                Went::Through => self.found(*forward),
            },
            Stage::Backward(left) => self.go_back(left, budget),
            ended => ended,
        };
        self.progress()
    }

    /// All states have been found.
    fn found(&mut self, forward: Forward) -> Stage {
        let Forward { table, source, done, .. } = forward;
        self.turns = Some((table, source));
        self.counted = vec![(0, Vec::new()); done.len()];
        for (at, level) in done.iter().enumerate() {
            self.counted[level.number as usize].0 = at;
        }
        self.levels = done;
        Stage::Backward(self.levels.len())
    }

    /// Counts the states of some more levels, of which so many are left.
    fn go_back(&mut self, mut left: usize, mut budget: usize) -> Stage {
        while left > 0 && budget > 0 {
            left -= 1;
            let level = &self.levels[left];
            budget = budget.saturating_sub(level.states());
            let counts = (0..level.states()).map(|at| self.count(level, at)).collect();
            self.counted[level.number as usize].1 = counts;
        }
        if left > 0 { Stage::Backward(left) } else { Stage::Finished }
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        match &self.stage {
            Stage::Forward(forward) => Progress::Finding(forward.nodes as u64),
            Stage::Backward(left) => Progress::counting(self.levels.len() - left, self.levels.len()),
            Stage::Finished | Stage::TooMuch => Progress::Finished,
        }
    }

    /// One of the ways: who takes each turn, by place. `random` gives numbers from 0 up to, but not including, 1. `None` as long
    /// as it has not finished, and when a limit was met.
    pub fn draw(&mut self, random: &mut impl FnMut() -> f64) -> Option<Vec<LocalId>> {
        let Stage::Finished = self.stage else { return None };
        let (mut table, mut source) = self.turns.take()?;
        let (mut way, mut scratch, mut next) = (Vec::new(), Vec::new(), self.start.clone());
        let (mut level, mut at) = (self.levels.first()?, 0);
        while !level.edges_of(at).is_empty() {
            let chosen = self.choose(level, at, random());
            let (mut turn, state) = (0, std::mem::take(&mut next));
            state::for_each_turn(&state, (&mut table, &mut *source), &mut scratch, |_, who, _, _, to| {
                if turn == chosen {
                    way.push(who);
                    next.extend_from_slice(to);
                }
                turn += 1;
            });
            let edge = level.edges_of(at)[chosen];
            (level, at) = (&self.levels[self.counted[level.reached[edge.level()] as usize].0], edge.to as usize);
        }
        self.turns = Some((table, source));
        Some(way)
    }

    /// Which kind of turns is met first by a share of all ways.
    fn choose(&self, level: &Level, at: usize, share: f64) -> usize {
        let (all, edges) = (self.counted[level.number as usize].1[at], level.edges_of(at));
        let mut left = share;
        let is_met = |edge: &Edge| {
            left -= self.behind(level, *edge).share_of(all);
            left < 0.0
        };
        // What was rounded away may be missing at the end.
        edges.iter().position(is_met).unwrap_or(edges.len() - 1)
    }

    fn count(&self, level: &Level, at: usize) -> Large {
        let edges = level.edges_of(at);
        let sum = edges.iter().fold(Large::default(), |sum, edge| sum.plus(self.behind(level, *edge)));
        if edges.is_empty() { Large::ONE } else { sum }
    }

    /// How many ways go on with that kind of turns.
    fn behind(&self, level: &Level, edge: Edge) -> Large {
        self.counted[level.reached[edge.level()] as usize].1[edge.to as usize].times(edge.times())
    }
}
