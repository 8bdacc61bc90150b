//! The way back: for each state from which every way ends alike, how many there are.
//!
//! Once that is so for a state, it is so for all that follow. The others, from which ways end in several ways, are few,
//! and stand at the beginning: they are handed on with their turns, and with the counts to which those lead.

use crate::End;
use crate::count::Progress;
use crate::forward::Level;
use crate::limbs::{Numbers, Width};
use num_bigint::BigUint;

/// From where ways end in several ways.
#[derive(Debug)]
pub(crate) struct Undecided {
    /// Its kinds of turns.
    pub ways: Vec<Way>,
}

/// A kind of turns.
#[derive(Debug)]
pub(crate) struct Way {
    /// How many.
    pub times: u32,
    /// What is told by it.
    pub tells: End,
    pub to: Onward,
}

/// Where a turn leads.
#[derive(Clone, Debug)]
pub(crate) enum Onward {
    /// To another undecided state.
    Undecided(usize),
    /// To where so many ways end like that.
    Decided(End, BigUint),
}

/// What is known of a state.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Decided(End),
    Undecided(u32),
}

/// The states of a level.
#[derive(Debug)]
struct Known {
    fates: Vec<Fate>,
    counts: Numbers,
}

impl Known {
    const fn nothing(width: Width) -> Self {
        Self { fates: Vec::new(), counts: Numbers::none(width) }
    }
}

/// Where the way back has come to.
#[derive(Debug)]
pub(crate) struct Backward {
    width: Width,
    /// Levels that are still to be worked through, in order.
    levels: Vec<Level>,
    /// By number of level: what is known, as long as it is needed.
    known: Vec<Known>,
    current: Option<(Level, Known, usize)>,
    /// The undecided states; each leads only to those before it.
    pub undecided: Vec<Undecided>,
    /// How much memory the levels take.
    kept: usize,
    /// Of the state in which all began, once all is done.
    pub first: Option<Onward>,
}

impl Backward {
    /// `processes` is how many turns a state has, at most.
    pub fn new(levels: Vec<Level>, kept: usize, processes: usize) -> Self {
        let width = Width::of(processes);
        let known = levels.iter().map(|_| Known::nothing(width)).collect();
        Self { width, levels, known, current: None, undecided: Vec::new(), kept, first: None }
    }

    /// How much memory it takes, in bytes.
    pub const fn bytes(&self) -> usize {
        self.kept
    }

    /// How much of it is done.
    pub fn progress(&self) -> Progress {
        Progress::counting(self.known.len() - self.levels.len(), self.known.len())
    }

    /// Works through so many states; gives whether there are more.
    pub fn advance(&mut self, budget: usize) -> bool {
        let mut budget = budget;
        while budget > 0 {
            let Some((level, mut known, at)) = self.current.take().or_else(|| self.take_up()) else { return false };
            let until = at.saturating_sub(budget);
            for at in (until..at).rev() {
                self.decide(&level, &mut known, at);
            }
            budget -= at - until;
            if until == 0 && budget > 0 {
                self.close(&level, known);
                budget -= 1;
            } else {
                self.current = Some((level, known, until));
            }
        }
        true
    }

    fn take_up(&mut self) -> Option<(Level, Known, usize)> {
        let level = self.levels.pop()?;
        let count = level.states();
        let counts =
            Numbers::zeros(self.width, count, level.reached.iter().map(|number| &self.known[*number as usize].counts));
        let mut known = Known { fates: vec![Fate::Decided(End::NONE); count], counts };
        for (at, end) in &level.ends {
            known.fates[*at as usize] = Fate::Decided(*end);
            known.counts.set_one(*at as usize);
        }
        Some((level, known, count))
    }

    #[allow(clippy::cast_possible_truncation, reason = "limits keep levels small")]
    fn decide(&mut self, level: &Level, known: &mut Known, at: usize) {
        let edges = level.edges_of(at);
        let target = |number: usize| &self.known[level.reached[number] as usize];
        let mut fate = None;
        for edge in edges {
            let next = match target(edge.level()).fates[edge.to as usize] {
                Fate::Decided(end) => Some(end.plus(edge.sold(), edge.failed())),
                Fate::Undecided(_) => None,
            };
            if next.is_none() || fate.is_some_and(|fate| Some(fate) != next) {
                fate = None;
                known.fates[at] = Fate::Undecided(self.undecided.len() as u32);
                break;
            }
            fate = next;
        }
        if let Some(fate) = fate {
            known.fates[at] = Fate::Decided(fate);
            for edge in edges {
                known.counts.add_product(at, &target(edge.level()).counts, edge.to as usize, edge.times());
            }
            known.counts.carry(at);
        } else if !edges.is_empty() {
            let ways = edges.iter().map(|edge| Way {
                times: edge.times(),
                tells: End::NONE.plus(edge.sold(), edge.failed()),
                to: onward(target(edge.level()), edge.to as usize),
            });
            let state = Undecided { ways: ways.collect() };
            self.undecided.push(state);
        }
    }

    /// The level is done; those that only it needed are given up.
    fn close(&mut self, level: &Level, known: Known) {
        self.kept -= level.bytes();
        for number in &level.first_reached {
            self.kept -=
                std::mem::replace(&mut self.known[*number as usize], Known::nothing(self.width)).counts.bytes();
        }
        self.kept += known.counts.bytes();
        if self.levels.is_empty() {
            self.first = Some(onward(&known, 0));
        }
        self.known[level.number as usize] = known;
    }
}

fn onward(known: &Known, at: usize) -> Onward {
    match known.fates[at] {
        Fate::Decided(end) => Onward::Decided(end, known.counts.get(at)),
        Fate::Undecided(number) => Onward::Undecided(number as usize),
    }
}
