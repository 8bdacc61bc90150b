//! Schedules that a [`Search`] has found, as processes that take turns.

use super::search::{Cost, Search};
use crate::program::BuyerId;
use ways::LocalId;

impl Search {
    /// The schedule with the fewest preemptions, of those with the fewest turns, and of those with the lowest numbers of
    /// processes, the first one first.
    pub fn best(&self) -> Option<Vec<BuyerId>> {
        let mut left = self.fewest()?;
        let (mut moment, mut node, mut last) = (self.start().clone(), 0, 0);
        let mut turns = Vec::new();
        while left.1 > 0 {
            let step = self.rules.turns.enabled(moment.machine()).find_map(|(id, who)| {
                let leads = |way: &&super::search::Way| {
                    way.who == who
                        && way.goes_on == (id == last)
                        && self.cost_through(way.preempts, way.to) == Some(left)
                };
                self.nodes[node].ways.iter().find(leads).map(|way| (id, way))
            });
            let (id, way) = step?;
            left = (left.0 - u32::from(way.preempts), left.1 - 1);
            moment.take(id, &mut |_, _| ());
            turns.push(id);
            (node, last) = (way.to, id);
        }
        Some(turns)
    }

    /// All others that reach the goal with as few preemptions and so many turns at most, once where they differ only in the
    /// numbers of buyers who stood alike. Those with the fewest turns come first.
    pub fn others(&self, most_turns: u32) -> impl Iterator<Item = Vec<BuyerId>> + '_ {
        let (best, (preemptions, fewest)) = (self.best(), self.fewest().unwrap_or((0, u32::MAX)));
        let paths = move |turns| Paths { search: self, way: vec![(0, 0)], left: (preemptions, turns) };
        (fewest..=most_turns).flat_map(paths).filter(move |turns| Some(turns) != best.as_ref())
    }

    fn cost_through(&self, preempts: bool, to: usize) -> Option<Cost> {
        let (preemptions, turns) = self.nodes[to].cost?;
        Some((preemptions + u32::from(preempts), turns + 1))
    }

    /// The lowest numbers for a way through nodes.
    fn named(&self, way: &[(usize, usize)]) -> Vec<BuyerId> {
        let (mut moment, mut last, mut turns) = (self.start().clone(), 0, Vec::new());
        for (node, taken) in way {
            let Some(taken) = self.nodes[*node].ways.get(taken - 1) else { break };
            let is_it = |(id, who): &(BuyerId, LocalId)| *who == taken.who && taken.goes_on == (*id == last);
            let Some((id, _)) = self.rules.turns.enabled(moment.machine()).find(is_it) else { break };
            moment.take(id, &mut |_, _| ());
            turns.push(id);
            last = id;
        }
        turns
    }
}

/// Ways through nodes that cost exactly so much.
struct Paths<'a> {
    search: &'a Search,
    /// Nodes, each with how many of its ways have been tried.
    way: Vec<(usize, usize)>,
    /// What may be spent from the last of them on.
    left: Cost,
}

impl Iterator for Paths<'_> {
    type Item = Vec<BuyerId>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (node, tried) = self.way.last_mut()?;
            let ways = &self.search.nodes[*node].ways;
            if let Some(way) = ways.get(*tried) {
                *tried += 1;
                // The fewest preemptions cannot be undercut, the fewest turns can be exceeded.
                let cost = self.search.cost_through(way.preempts, way.to);
                if cost.is_some_and(|(preemptions, turns)| preemptions == self.left.0 && turns <= self.left.1) {
                    self.left = (self.left.0 - u32::from(way.preempts), self.left.1 - 1);
                    self.way.push((way.to, 0));
                }
                continue;
            }
            let is_whole = ways.is_empty() && *tried == 0 && self.left == (0, 0);
            *tried = 1;
            let found = is_whole.then(|| self.search.named(&self.way[..self.way.len() - 1]));
            self.way.pop();
            if let Some((before, tried)) = self.way.last() {
                let way = self.search.nodes[*before].ways[tried - 1];
                self.left = (self.left.0 + u32::from(way.preempts), self.left.1 + 1);
            }
            if found.is_some() {
                return found;
            }
        }
    }
}
