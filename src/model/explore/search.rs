//! The schedules that need the fewest preemptions to end in some way.
//!
//! A preemption is a turn taken from somebody who could have gone on. Iterative context bounding (Musuvathi and Qadeer,
//! "Iterative Context Bounding for Systematic Testing of Multithreaded Programs", PLDI 2007): first all that can be reached
//! without any, then with one, and so on, until the goal is reached. That is a breadth-first search with steps of cost 0 and
//! 1 over states and whoever had the last turn, and it stays small where the state space is not: few preemptions are enough
//! for most mistakes.

use super::outcome::Outcome;
use super::rules::Rules;
use crate::model::Moment;
use crate::scenario::Scenario;
use std::collections::BTreeMap;
use ways::{CLERK, LocalId, Source, Table, state};

/// Nobody had the last turn who could go on.
const NOBODY: u32 = u32::MAX;

/// What is asked of a schedule's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// It does not add up, or is a deadlock.
    Wrong,
    /// It is neither.
    Right,
    /// Somebody waits for ever.
    Deadlock,
    /// Everybody is told "bought".
    AllSold,
}

impl Goal {
    /// Whether a schedule that ends so has reached it.
    pub fn is_reached(self, outcome: Outcome, scenario: &Scenario) -> bool {
        match self {
            Self::Wrong => outcome.is_wrong(scenario),
            Self::Right => !outcome.is_wrong(scenario),
            Self::Deadlock => outcome.deadlocked,
            Self::AllSold => outcome.sold == scenario.buyers.get(),
        }
    }
}

/// What a schedule costs from here to the goal: preemptions, and then turns.
pub(super) type Cost = (u32, u32);

/// A kind of turns from one node to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// Whose turn.
    pub who: LocalId,
    /// Whether it is that one who had the last turn.
    pub goes_on: bool,
    /// Whether it is taken from somebody else.
    pub preempts: bool,
    pub to: usize,
}

/// A state, what was told, and who had the last turn.
#[derive(Debug)]
pub(super) struct Node {
    key: Vec<u32>,
    weight: u64,
    /// The fewest preemptions with which it is reached.
    preemptions: u32,
    is_expanded: bool,
    pub ways: Vec<Way>,
    /// What it costs to the goal from here; `None` where the search has found no way.
    pub cost: Option<Cost>,
}

/// A search that goes on in slices.
#[derive(Debug)]
pub struct Search {
    scenario: Scenario,
    start: Moment,
    goal: Goal,
    most: usize,
    pub(super) rules: Rules,
    pub(super) nodes: Vec<Node>,
    index: BTreeMap<Vec<u32>, usize>,
    preemptions: u32,
    /// Nodes to be expanded with as many preemptions, and with one more.
    frontier: (Vec<usize>, Vec<usize>),
    is_reached: bool,
    is_finished: bool,
}

impl Search {
    /// For the goal, from a moment on; `most` is how many nodes it may look at.
    pub fn new(scenario: &Scenario, start: &Moment, goal: Goal, most: usize) -> Self {
        let mut rules = Rules::new(scenario);
        let key = rules.state(start);
        let mut search = Self {
            scenario: *scenario,
            start: start.clone(),
            goal,
            most,
            rules,
            nodes: Vec::new(),
            index: BTreeMap::new(),
            preemptions: 0,
            frontier: (Vec::new(), Vec::new()),
            is_reached: false,
            is_finished: false,
        };
        let first = search.node(&key, (start.sold(), start.failed()), NOBODY);
        search.reach(first, 0);
        search
    }

    /// Where it begins.
    pub const fn start(&self) -> &Moment {
        &self.start
    }

    /// Looks at about so many nodes; gives whether there are more.
    pub fn advance(&mut self, budget: usize) -> bool {
        for _ in 0..budget {
            if self.is_finished {
                return false;
            }
            match self.frontier.0.pop() {
                Some(node) if !self.nodes[node].is_expanded => self.expand(node),
                Some(_) => {}
                None if self.is_reached || self.frontier.1.is_empty() || self.nodes.len() > self.most => {
                    self.weigh();
                    self.is_finished = true;
                }
                None => {
                    self.preemptions += 1;
                    self.frontier.0 = std::mem::take(&mut self.frontier.1);
                }
            }
        }
        true
    }

    /// The fewest preemptions with which the goal is reached, and with these the fewest turns; `None` where it is not, or
    /// the search has not found a way, or not ended.
    pub fn fewest(&self) -> Option<Cost> {
        self.nodes[0].cost.filter(|_| self.is_finished)
    }

    /// Whether it has ended without having seen all: then nothing follows from having found nothing.
    pub fn is_cut_off(&self) -> bool {
        self.is_finished && !self.is_reached && self.nodes.len() > self.most
    }

    /// The number of a node, which is added where it is new.
    fn node(&mut self, state: &[u32], (sold, failed): (u32, u32), last: LocalId) -> usize {
        let mut key = state.to_vec();
        key.extend([sold, failed, last]);
        if let Some(found) = self.index.get(&key) {
            return *found;
        }
        let weight = self.rules.table.weight(state[0], state::standing(state));
        let node =
            Node { key: key.clone(), weight, preemptions: u32::MAX, is_expanded: false, ways: Vec::new(), cost: None };
        self.nodes.push(node);
        self.index.insert(key, self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    fn reach(&mut self, node: usize, preemptions: u32) {
        if preemptions < self.nodes[node].preemptions {
            self.nodes[node].preemptions = preemptions;
            let frontier = if preemptions == self.preemptions { &mut self.frontier.0 } else { &mut self.frontier.1 };
            frontier.push(node);
        }
    }

    fn expand(&mut self, number: usize) {
        self.nodes[number].is_expanded = true;
        let key = self.nodes[number].key.clone();
        let (state, rest) = key.split_at(key.len() - 3);
        let (sold, failed, last) = (rest[0], rest[1], rest[2]);
        let mut found = Vec::new();
        let mut scratch = Vec::new();
        let Rules { table, turns } = &mut self.rules;
        state::for_each_turn(state, (table, turns), &mut scratch, |(table, turns), who, count, turn, next| {
            // Whoever stands where it can go on may be interrupted.
            let stands = if who == CLERK { Some(CLERK) } else { turn.to };
            let stays = stands.filter(|stands| can_go_on(*stands, next, table, turns)).unwrap_or(NOBODY);
            let told = (sold + turn.sold, failed + turn.failed);
            for goes_on in [true, false] {
                let is_there = if goes_on { who == last } else { count > u32::from(who == last) };
                if is_there {
                    found.push((who, goes_on, !goes_on && last != NOBODY, next.to_vec(), told, stays));
                }
            }
        });
        if found.is_empty() {
            let end = Outcome::from(state::end(state, &self.rules.table)).after((sold, failed));
            if self.goal.is_reached(end, &self.scenario) {
                self.is_reached = true;
                self.nodes[number].cost = Some((0, 0));
            }
        }
        for (who, goes_on, preempts, next, told, last) in found {
            let to = self.node(&next, told, last);
            self.reach(to, self.nodes[number].preemptions + u32::from(preempts));
            self.nodes[number].ways.push(Way { who, goes_on, preempts, to });
        }
    }

    /// What each node costs, those first behind which least is left to do.
    fn weigh(&mut self) {
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by_key(|number| self.nodes[*number].weight);
        for number in order {
            let through = |way: &Way| {
                let (preemptions, turns) = self.nodes[way.to].cost?;
                Some((preemptions + u32::from(way.preempts), turns + 1))
            };
            let cost = self.nodes[number].ways.iter().filter_map(through).min();
            let node = &mut self.nodes[number];
            node.cost = node.cost.or(cost);
        }
    }
}

/// Whether one that stands there can take the next turn.
fn can_go_on(who: LocalId, state: &[u32], table: &mut Table, turns: &mut impl Source) -> bool {
    let mut can = false;
    let mut scratch = Vec::new();
    state::for_each_turn(state, (table, turns), &mut scratch, |_, other, _, _, _| can |= other == who);
    can
}
