//! A state as a few words: what is shared, and then how many stand where, in the order of local states.
//!
//! A word of the second kind has the local state above and the number of buyers in its lower 20 bits.

use super::canon::{CLERK, CLERK_ALONE, LocalId, OUTSIDE};
use super::rules::{Move, Rules};
use crate::model::Moment;

const WIDTH: u32 = 20;

/// More local states than these have no room in a word.
pub(super) const MOST_LOCALS: usize = 1 << (u32::BITS - WIDTH);

/// How many stand where.
#[allow(clippy::inline_always, reason = "the release is built for size; an exploration comes here at every turn")]
#[inline(always)]
pub(super) fn standing(state: &[u32]) -> impl Iterator<Item = (LocalId, u32)> + '_ {
    state[1..].iter().map(|word| (word >> WIDTH, word & ((1 << WIDTH) - 1)))
}

/// The state of a moment.
pub(super) fn of(moment: &Moment, rules: &mut Rules) -> Vec<u32> {
    let machine = moment.machine();
    let (memory, buyers) = (machine.memory(), machine.buyers() as usize);
    let clerk = machine.processes.get(buyers);
    let queued = memory.queue.iter().map(|request| request.client).chain(clerk.map(|clerk| clerk.client));
    let mut is_queued = vec![false; buyers + 1];
    for client in queued {
        is_queued[client as usize] = true;
    }
    let mut places = Vec::with_capacity(buyers);
    for process in &machine.processes[..buyers] {
        places.push(if process.started { rules.local_of(process, memory) } else { OUTSIDE });
    }
    let mut words = vec![rules.shared_of(memory, clerk, &places)];
    let stands = |process: &&crate::program::Buyer| !machine.is_gone(process.id) && !is_queued[process.id as usize];
    for process in machine.processes[..buyers].iter().filter(stands) {
        enter(&mut words, places[process.id as usize - 1]);
    }
    words
}

/// One more stands there.
#[allow(clippy::inline_always, reason = "the release is built for size; an exploration comes here at every turn")]
#[inline(always)]
fn enter(state: &mut Vec<u32>, who: LocalId) {
    match state[1..].binary_search_by_key(&who, |word| word >> WIDTH) {
        Ok(at) => state[at + 1] += 1,
        Err(at) => state.insert(at + 1, who << WIDTH | 1),
    }
}

/// Writes the state to which the turn of one that stands at word `mover` leads; the clerk stands at none.
#[allow(clippy::inline_always, reason = "the release is built for size; an exploration comes here at every turn")]
#[inline(always)]
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
        enter(to, Rules::FIRST);
    }
}

/// Every turn that can be taken: whose (by local state), in how many ways, what it does, and to where.
#[allow(clippy::inline_always, reason = "the release is built for size; an exploration comes here at every turn")]
#[inline(always)]
pub(super) fn for_each_turn(
    state: &[u32],
    rules: &mut Rules,
    scratch: &mut Vec<u32>,
    mut then: impl FnMut(&mut Rules, LocalId, u32, &Move, &[u32]),
) {
    for at in 1..state.len() {
        let (who, count) = (state[at] >> WIDTH, state[at] & ((1 << WIDTH) - 1));
        if let Some(turn) = rules.turn(who, state[0]) {
            moved(state, at, &turn, rules.joined, scratch);
            then(rules, who, count, &turn, scratch);
        }
    }
    if rules.has_clerk(state[0]) {
        let alone = state.len() == 1 && rules.queued(state[0]) == 0;
        if let Some(turn) = rules.turn(if alone { CLERK_ALONE } else { CLERK }, state[0]) {
            moved(state, 0, &turn, rules.joined, scratch);
            then(rules, CLERK, 1, &turn, scratch);
        }
    }
}

/// How many buyers are left.
pub(super) fn buyers_left(state: &[u32], rules: &Rules) -> u32 {
    standing(state).map(|(_, count)| count).sum::<u32>() + rules.queued(state[0])
}
