//! What is to come: instants, and whose turn it is then.

use super::bag::Bag;
use crate::program::{BuyerId, Micros};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Who continues when: a heap of instants, each with a chain of buyers. Buyers added one after the
/// other for the same instant share an entry, so that a million equal delays make one.
pub struct Agenda {
    heap: BinaryHeap<Reverse<(Micros, BuyerId)>>,
    /// By buyer: the next one in the same chain; 0 at its end. Nobody is in two chains.
    chain: Box<[BuyerId]>,
    /// Instant and last buyer of the chain that was added to last.
    latest: Option<(Micros, BuyerId)>,
}

impl Agenda {
    /// Nothing to come, for so many processes.
    pub fn new(buyers: u32) -> Self {
        Self { heap: BinaryHeap::new(), chain: vec![0; buyers as usize + 1].into_boxed_slice(), latest: None }
    }

    /// Nothing to come any more.
    pub fn clear(&mut self) {
        self.heap.clear();
        self.latest = None;
    }

    /// At that instant it is this buyer's turn, who is not to come already.
    #[allow(clippy::inline_always, reason = "the release is built for size; a simulation comes here at every turn")]
    #[inline(always)]
    pub fn add(&mut self, at: Micros, buyer: BuyerId) {
        self.chain[buyer as usize] = 0;
        match self.latest {
            Some((instant, last)) if instant == at => self.chain[last as usize] = buyer,
            _ => self.heap.push(Reverse((at, buyer))),
        }
        self.latest = Some((at, buyer));
    }

    /// Moves everybody of the earliest instant to `ready` and gives that instant.
    pub fn next(&mut self, ready: &mut Bag) -> Option<Micros> {
        let Reverse((at, _)) = *self.heap.peek()?;
        while let Some(Reverse((instant, first))) = self.heap.peek().copied()
            && instant == at
        {
            self.heap.pop();
            let mut buyer = first;
            while buyer != 0 {
                ready.add(buyer);
                buyer = self.chain[buyer as usize];
            }
        }
        // The chain is used up; whoever is added for this instant again begins another.
        if self.latest.is_some_and(|(instant, _)| instant == at) {
            self.latest = None;
        }
        Some(at)
    }
}
