//! The graph of canonical states, in layers by the number of turns: small scenarios have few enough to be drawn.
//!
//! A node is a kind of moments after so many turns, so each way leads from one layer to the next, and a run has one node in
//! each layer up to its present. Whatever can be reached is there: the sums over ways are exact.

use super::alike::{Alike, Kind};
use super::outcome::Outcome;
use crate::model::Moment;
use crate::scenario::Scenario;
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// Turns from one node to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Index of the node to which they lead.
    pub to: usize,
    /// How many there are: buyers who stand alike are one way each.
    pub times: u32,
}

/// A kind of moments after so many turns.
#[derive(Clone, Debug)]
pub struct Node {
    /// After how many turns.
    pub layer: usize,
    /// One of these moments.
    pub moment: Moment,
    /// Every turn that can be taken.
    pub ways: Vec<Way>,
    /// How it ends here, if it does.
    pub end: Option<Outcome>,
    /// How many schedules there are from here on, and how many of them are wrong.
    pub total: BigUint,
    /// See `total`.
    pub wrong: BigUint,
}

/// All nodes, layer by layer.
#[derive(Debug)]
pub struct Graph {
    alike: Alike,
    /// In the order of their layers.
    nodes: Vec<Node>,
    index: BTreeMap<(usize, Kind), usize>,
}

impl Graph {
    /// All that can be reached from a moment on; `None` where there are more than so many nodes.
    pub fn new(scenario: &Scenario, start: &Moment, most: usize) -> Option<Self> {
        let mut graph = Self { alike: Alike::new(scenario), nodes: Vec::new(), index: BTreeMap::new() };
        graph.node(0, start);
        let mut at = 0;
        while at < graph.nodes.len() {
            if graph.nodes.len() > most {
                return None;
            }
            graph.expand(at, most)?;
            at += 1;
        }
        graph.count(scenario);
        Some(graph)
    }

    /// All nodes, layer by layer, the first of all first.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The index of the node of a moment after so many turns.
    pub fn find(&mut self, turns: usize, moment: &Moment) -> Option<usize> {
        let kind = self.alike.kind(moment);
        self.index.get(&(turns, kind)).copied()
    }

    fn node(&mut self, layer: usize, moment: &Moment) -> usize {
        let kind = self.alike.kind(moment);
        let new = self.nodes.len();
        let index = *self.index.entry((layer, kind)).or_insert(new);
        if index == new {
            let (total, wrong) = (BigUint::default(), BigUint::default());
            let end = Outcome::of(moment);
            self.nodes.push(Node { layer, moment: moment.clone(), ways: Vec::new(), end, total, wrong });
        }
        index
    }

    fn expand(&mut self, at: usize, most: usize) -> Option<()> {
        let (layer, moment) = (self.nodes[at].layer, self.nodes[at].moment.clone());
        let mut ways: Vec<Way> = Vec::new();
        for (id, times) in self.alike.enabled(&moment) {
            let mut next = moment.clone();
            next.take(id, &mut |_, _| ());
            let to = self.node(layer + 1, &next);
            match ways.iter_mut().find(|way| way.to == to) {
                Some(way) => way.times += times,
                None => ways.push(Way { to, times }),
            }
            if self.nodes.len() > most {
                return None;
            }
        }
        self.nodes[at].ways = ways;
        Some(())
    }

    /// From the ends back: those of later layers come later.
    fn count(&mut self, scenario: &Scenario) {
        for at in (0..self.nodes.len()).rev() {
            let node = &self.nodes[at];
            let (mut total, mut wrong) = (BigUint::default(), BigUint::default());
            if let Some(end) = node.end {
                total += 1_u32;
                wrong += u32::from(end.is_wrong(scenario));
            }
            for way in &node.ways {
                total += &self.nodes[way.to].total * way.times;
                wrong += &self.nodes[way.to].wrong * way.times;
            }
            (self.nodes[at].total, self.nodes[at].wrong) = (total, wrong);
        }
    }
}
