//! What of a run decides how it can go on: where buyers stand, and what they share, without what nobody can observe.
//!
//! Buyers are exchangeable, so a state is how many stand at each [`Local`], and one [`Shared`]. Dropped are numbers of
//! processes, writers, counts of accesses and acquisitions, what was read and is not used any more, whoever is gone, and what
//! has been told already: it is added to what will be. Whoever has a request in the queue, or is being served, stands there,
//! in the queue's order, and nowhere else.

use crate::program::{Buyer, LocalMemory, Step, Text, text};
use crate::scenario::Store;
use std::collections::BTreeMap;
use ways::LocalId;

/// Where a process stands before a shared step, and what it still knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Local {
    /// Index of the step to execute next; the length of the program for the clerk that is gone.
    pub at: usize,
    /// The count that it has read, if it will use it.
    pub seen: Option<u32>,
    /// The answer in its own pipe.
    pub answer: Option<u32>,
    /// Whether it has the lock, or the count out of the pipe.
    pub holds: bool,
}

/// What all share.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shared {
    /// The record's count, the last one written.
    pub count: u32,
    /// The length of the file where no JSON stands in it.
    pub torn: Option<u32>,
    /// Whether somebody, who may be dead, has the lock or the count.
    pub taken: bool,
    /// Whether the fault has struck.
    pub struck: bool,
    /// Whoever has a request in the queue, oldest first, and whether it is to buy.
    pub queue: Vec<(LocalId, bool)>,
    /// The clerk, and whom it serves.
    pub clerk: Option<(Local, Option<LocalId>)>,
}

/// What a process knows, as far as it will use it. `live` says for each step whether what was read is used from there on.
pub(super) fn local(process: &Buyer, memory: &LocalMemory, live: &[bool]) -> Local {
    let known = process.seen.and_then(Text::record).map(|record| record.count);
    let answer = memory.answers.get(process.id as usize).copied().flatten();
    Local {
        at: process.at,
        seen: known.filter(|_| live.get(process.at) == Some(&true)),
        answer: answer.map(|record| record.count),
        holds: memory.holder == process.id,
    }
}

/// The length of the file's text where it is torn.
pub(super) fn torn(memory: &LocalMemory, store: Store) -> Option<u32> {
    match (store, Text::read(&memory.file, memory.record.writer)) {
        (Store::File, Text::Torn { length, .. }) => Some(length),
        _ => None,
    }
}

/// A file of that kind. Of a torn text only the length decides what becomes of it: whoever reads it dies, and whoever
/// writes over it leaves what is longer.
pub(super) fn file(shared: &Shared, store: Store) -> Vec<u8> {
    match (store, shared.torn) {
        (Store::Memory, _) => Vec::new(),
        (Store::File, Some(length)) => vec![b' '; length as usize],
        (Store::File, None) => text::write(shared.count).into_bytes(),
    }
}

/// For each step, whether what was read before may be used at it or after it, before it is read anew.
pub(super) fn live(program: &[Step]) -> Vec<bool> {
    let mut live = vec![false; program.len() + 1];
    // Backwards, and again as long as a way back carries it further.
    loop {
        let before = live.clone();
        for (at, step) in program.iter().enumerate().rev() {
            let on = match *step {
                Step::Check { sold_out } => live[sold_out.min(program.len())] | live[at + 1],
                Step::Swap { retry } => live[retry.min(program.len())] | live[at + 1],
                Step::Serve { .. } | Step::Reply { .. } | Step::End => false,
                _ => live[at + 1],
            };
            live[at] = match *step {
                Step::Check { .. }
                | Step::Write
                | Step::Swap { .. }
                | Step::Store
                | Step::Send { .. }
                | Step::Reply { .. }
                | Step::Parse { .. } => true,
                Step::Read | Step::Receive | Step::Await | Step::Load => false,
                _ => on,
            };
        }
        if live == before {
            return live;
        }
    }
}

/// Things and their numbers, in the order in which they were met.
#[derive(Debug)]
pub(super) struct Numbered<T> {
    all: Vec<T>,
    numbers: BTreeMap<T, u32>,
}

impl<T: Clone + Ord> Numbered<T> {
    pub const fn new() -> Self {
        Self { all: Vec::new(), numbers: BTreeMap::new() }
    }

    /// Its number, and whether it is new.
    pub fn number(&mut self, thing: T) -> (u32, bool) {
        if let Some(number) = self.numbers.get(&thing) {
            return (*number, false);
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(thing.clone());
        self.numbers.insert(thing, number);
        (number, true)
    }

    /// The number of what has been met before.
    pub fn find(&self, thing: &T) -> Option<u32> {
        self.numbers.get(thing).copied()
    }

    pub fn get(&self, number: u32) -> &T {
        &self.all[number as usize]
    }
}
