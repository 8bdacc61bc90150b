//! A state as a few words: what is shared, and then how many stand where, in the order of local states.
//!
//! A word of the second kind has the local state above and the number of processes in its lower 20 bits.

use crate::End;
use crate::table::{CLERK, CLERK_ALONE, FIRST, LocalId, Move, OUTSIDE, Source, Table};

const WIDTH: u32 = 20;

/// More local states than these have no room in a word.
pub(crate) const MOST_LOCALS: usize = 1 << (u32::BITS - WIDTH);

/// How many stand where.
pub fn standing(state: &[u32]) -> impl Iterator<Item = (LocalId, u32)> + '_ {
    state[1..].iter().map(|word| (word >> WIDTH, word & ((1 << WIDTH) - 1)))
}

/// One more stands there.
pub fn enter(state: &mut Vec<u32>, who: LocalId) {
    match state[1..].binary_search_by_key(&who, |word| word >> WIDTH) {
        Ok(at) => state[at + 1] += 1,
        Err(at) => state.insert(at + 1, who << WIDTH | 1),
    }
}

/// Writes the state to which the turn of one that stands at word `mover` leads; the clerk stands at none.
fn moved(state: &[u32], mover: usize, turn: &Move, joined: bool, to: &mut Vec<u32>) {
    to.clear();
    to.push(turn.shared);
    let one = |word: u32| word & ((1 << WIDTH) - 1) == 1;
    to.extend_from_slice(&state[1..]);
    if mover > 0 {
        if one(state[mover]) {
            to.remove(mover);
        } else {
            to[mover] -= 1;
        }
    }
    for who in turn.to.into_iter().chain(turn.answered) {
        enter(to, who);
    }
    if joined && turn.to.is_none() && to.get(1).is_some_and(|word| word >> WIDTH == OUTSIDE) {
        if one(to[1]) {
            to.remove(1);
        } else {
            to[1] -= 1;
        }
        enter(to, FIRST);
    }
}

/// Every turn that can be taken: whose (by local state), in how many ways, what it does, and to where.
pub fn for_each_turn<S: Source + ?Sized>(
    state: &[u32],
    (table, source): (&mut Table, &mut S),
    scratch: &mut Vec<u32>,
    mut then: impl FnMut((&mut Table, &mut S), LocalId, u32, &Move, &[u32]),
) {
    for at in 1..state.len() {
        let (who, count) = (state[at] >> WIDTH, state[at] & ((1 << WIDTH) - 1));
        if let Some(turn) = table.turn(source, who, state[0]) {
            moved(state, at, &turn, table.is_joined(), scratch);
            then((table, source), who, count, &turn, scratch);
        }
    }
    let facts = table.facts(state[0]);
    if facts.has_clerk {
        let alone = state.len() == 1 && facts.queued == 0;
        if let Some(turn) = table.turn(source, if alone { CLERK_ALONE } else { CLERK }, state[0]) {
            moved(state, 0, &turn, table.is_joined(), scratch);
            then((table, source), CLERK, 1, &turn, scratch);
        }
    }
}

/// How it ends there, where nobody can go on, when nothing was told before.
pub fn end(state: &[u32], table: &Table) -> End {
    let (left, facts) = (left(state, table), table.facts(state[0]));
    End::new(0, facts.count, left, left > 0 || facts.has_clerk)
}

/// How many are left, the clerk not counted.
fn left(state: &[u32], table: &Table) -> u32 {
    standing(state).map(|(_, count)| count).sum::<u32>() + table.facts(state[0]).queued
}
