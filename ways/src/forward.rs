//! The way forward: every state that can be reached, once, in the order of what is left to do.
//!
//! Each turn leaves less to do ([`Table::weight`]), so a level of states with the same weight is complete before it is worked
//! through, and only levels that wait need keep their states. What remains of a level are its turns, each as an edge to a
//! state of a later one, and the ends.

use crate::End;
use crate::count::Limits;
use crate::state::{self, MOST_LOCALS};
use crate::table::{Source, Table};
use crate::told::Told;
use hashbrown::HashTable;
use std::collections::BTreeMap;

/// A kind of turns from one state to another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    /// Index of the state in its level.
    pub to: u32,
    /// Which level, as an index into [`Level::reached`]; whether it sells, whether somebody dies; how many turns.
    word: u32,
}

const TIMES: u32 = 20;
const MOST_REACHED: usize = 1 << 10;

/// A level that is done leaves its room to another, if it has no more than so many words: of larger ones only memory
/// would be held.
const MOST_REUSED: usize = 1 << 12;

impl Edge {
    pub const fn times(self) -> u32 {
        self.word & ((1 << TIMES) - 1)
    }

    pub const fn sold(self) -> u32 {
        self.word >> TIMES & 1
    }

    pub const fn failed(self) -> u32 {
        self.word >> (TIMES + 1) & 1
    }

    pub const fn level(self) -> usize {
        (self.word >> (TIMES + 2)) as usize
    }
}

/// What remains of a level.
#[derive(Debug, Default)]
pub(crate) struct Level {
    /// Its own number.
    pub number: u32,
    /// By state: where its edges begin; and where those of the last one end.
    pub starts: Vec<u32>,
    pub edges: Vec<Edge>,
    /// The levels, by number, to which edges lead.
    pub reached: Vec<u32>,
    /// Those of them that no level before has reached.
    pub first_reached: Vec<u32>,
    /// States without a turn, by index, and how it ends there.
    pub ends: Vec<(u32, End)>,
}

impl Level {
    /// How many states it has, when it is done.
    pub const fn states(&self) -> usize {
        self.starts.len() - 1
    }

    /// The turns of a state.
    pub fn edges_of(&self, at: usize) -> &[Edge] {
        &self.edges[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// How much memory it takes, about.
    pub fn bytes(&self) -> usize {
        let Self { starts, edges, reached, first_reached, ends, .. } = self;
        size_of::<Self>()
            + size_of_val(&**edges)
            + size_of_val(&**ends)
            + size_of_val(&**starts)
            + size_of_val(&**reached)
            + size_of_val(&**first_reached)
    }
}

/// States of a level that is not complete yet.
#[derive(Debug)]
struct Waiting {
    number: u32,
    words: Vec<u32>,
    starts: Vec<u32>,
    index: HashTable<u32>,
    told: Told,
}

/// A state, by where its words begin.
fn words_of<'a>(words: &'a [u32], starts: &[u32], index: u32) -> &'a [u32] {
    let end = starts.get(index as usize + 1).map_or(words.len(), |start| *start as usize);
    &words[starts[index as usize] as usize..end]
}

impl Waiting {
    /// The index of a state, which is added where it is new.
    #[allow(clippy::cast_possible_truncation, reason = "limits keep levels small")]
    fn add(&mut self, state: &[u32]) -> u32 {
        let Self { words, starts, index, told, .. } = self;
        let hashed = hash(state);
        if let Some(found) = index.find(hashed, |at| words_of(words, starts, *at) == state) {
            return *found;
        }
        let new = starts.len() as u32;
        starts.push(words.len() as u32);
        words.extend_from_slice(state);
        index.insert_unique(hashed, new, |at| hash(words_of(words, starts, *at)));
        told.grow();
        new
    }

    /// The same room, with nothing in it.
    fn emptied(mut self) -> Self {
        self.words.clear();
        self.starts.clear();
        self.index.clear();
        self.told.clear();
        self
    }

    fn bytes(&self) -> usize {
        size_of_val(&*self.words) + size_of_val(&*self.starts) + 5 * self.index.capacity() + self.told.bytes()
    }
}

/// Fibonacci hashing word by word; the same in every run, and its order is never looked at.
fn hash(words: &[u32]) -> u64 {
    let mix = |hash: u64, word: &u32| (hash.rotate_left(5) ^ u64::from(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = words.iter().fold(0, mix);
    hash ^ hash >> 32
}

/// The level that is worked through, and those that wait.
#[derive(Debug)]
struct Front {
    /// The largest sum of what can be told, as a number of bits.
    most_told: usize,
    /// Levels that wait, by weight.
    waiting: BTreeMap<u64, Waiting>,
    /// Those to which the present level has led, by weight, taken out of `waiting`.
    open: Vec<(u64, Waiting)>,
    level: Level,
    numbers: u32,
    /// Room that levels have left.
    spare: Vec<Waiting>,
}

impl Front {
    fn begin(&mut self) -> Waiting {
        let number = self.numbers;
        self.numbers += 1;
        if let Some(spare) = self.spare.pop() {
            return Waiting { number, ..spare };
        }
        let told = Told::new(self.most_told);
        Waiting { number, words: Vec::new(), starts: Vec::new(), index: HashTable::new(), told }
    }

    /// Nobody needs the states of that level any more.
    fn reuse(&mut self, level: Waiting) {
        if level.words.capacity() <= MOST_REUSED {
            self.spare.push(level.emptied());
        }
    }

    /// Which of the open levels has this weight.
    fn slot(&mut self, weight: u64) -> usize {
        if let Some(found) = self.open.iter().position(|(of, _)| *of == weight) {
            return found;
        }
        let level = self.waiting.remove(&weight).unwrap_or_else(|| {
            let new = self.begin();
            self.level.first_reached.push(new.number);
            new
        });
        self.level.reached.push(level.number);
        self.open.push((weight, level));
        self.open.len() - 1
    }
}

/// How far a slice has led.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Went {
    /// There are more states.
    On,
    /// All have been found.
    Through,
    /// A limit was met.
    TooFar,
}

/// Where the way forward has come to.
#[derive(Debug)]
pub(crate) struct Forward {
    pub table: Table,
    pub source: Box<dyn Source>,
    /// How many can be sold to, and one more: so much more stands a failure for in what is told.
    failure: usize,
    front: Front,
    /// The level that is worked through, and its next state.
    current: Option<(Waiting, usize)>,
    /// Levels that are done, in order.
    pub done: Vec<Level>,
    /// How many states have been worked through, what was told left aside.
    pub nodes: usize,
    /// How many states, what was told included.
    pub states: u64,
    /// How much memory the levels take that are done.
    kept: usize,
    scratch: Vec<u32>,
}

impl Forward {
    /// `most_sold` and `most_failed` are how many can be told so.
    pub fn new(table: Table, source: Box<dyn Source>, start: &[u32], (most_sold, most_failed): (usize, usize)) -> Self {
        let failure = most_sold + 1;
        let most_told = most_failed * failure + most_sold;
        let (waiting, open, level) = (BTreeMap::new(), Vec::new(), Level::default());
        let mut front = Front { most_told, waiting, open, level, numbers: 0, spare: Vec::new() };
        let mut first = front.begin();
        first.add(start);
        first.told.set(0, 0);
        let (done, scratch) = (Vec::new(), Vec::new());
        let mut forward =
            Self { table, source, failure, front, current: None, done, nodes: 0, states: 0, kept: 0, scratch };
        forward.take_up(first);
        forward
    }

    /// How much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        let waiting = self.front.waiting.values().map(Waiting::bytes).sum::<usize>();
        self.kept + waiting + self.current.as_ref().map_or(0, |(level, _)| level.bytes())
    }

    /// Whether what can be told before a state, so many sold and failed, has room within limits.
    pub fn fits((most_sold, most_failed): (usize, usize), limits: Limits) -> bool {
        let told = most_failed.checked_mul(most_sold + 1).and_then(|told| told.checked_add(most_sold));
        told.is_some_and(|told| told / 8 < limits.bytes)
    }

    /// Works through so many states, within limits.
    pub fn advance(&mut self, budget: usize, limits: Limits) -> Went {
        match self.go_on(budget) {
            Some(_) if self.nodes > limits.states || self.bytes() > limits.bytes => Went::TooFar,
            Some(true) => Went::On,
            Some(false) => Went::Through,
            None => Went::TooFar,
        }
    }

    /// Gives whether there are more. `None` where numbers have no room for what was found.
    #[allow(clippy::cast_possible_truncation, reason = "limits keep levels small")]
    fn go_on(&mut self, budget: usize) -> Option<bool> {
        let mut budget = budget;
        while budget > 0 {
            let Some((level, at)) = self.current.take() else { return Some(false) };
            let until = level.starts.len().min(at + budget);
            for at in at..until {
                self.expand(&level, at as u32)?;
            }
            budget -= until - at;
            if until == level.starts.len() && budget > 0 {
                self.front.reuse(level);
                self.close();
                budget -= 1;
            } else {
                self.current = Some((level, until));
            }
        }
        Some(true)
    }

    fn take_up(&mut self, level: Waiting) {
        let starts = Vec::with_capacity(level.starts.len() + 1);
        self.front.level = Level { number: level.number, starts, ..Level::default() };
        self.current = Some((level, 0));
    }

    #[allow(clippy::cast_possible_truncation, reason = "limits keep levels small")]
    fn expand(&mut self, from: &Waiting, at: u32) -> Option<()> {
        let Self { table, source, failure, front, scratch, .. } = self;
        let state = words_of(&from.words, &from.starts, at);
        self.nodes += 1;
        self.states += from.told.ways(at);
        let before = front.level.edges.len();
        front.level.starts.push(before as u32);
        let mut is_fine = true;
        state::for_each_turn(state, (table, &mut **source), scratch, |(table, _), _, times, turn, next| {
            let weight = table.weight(next[0], state::standing(next));
            let slot = front.slot(weight);
            is_fine &= slot < MOST_REACHED;
            let to = &mut front.open[slot].1;
            let index = to.add(next);
            to.told.join(index, &from.told, at, turn.sold as usize + turn.failed as usize * *failure);
            let word = (slot as u32) << (TIMES + 2) | turn.failed << (TIMES + 1) | turn.sold << TIMES | times;
            front.level.edges.push(Edge { to: index, word });
        });
        if front.level.edges.len() == before {
            front.level.ends.push((at, state::end(state, table)));
        }
        is_fine &= table.places() < MOST_LOCALS;
        is_fine.then_some(())
    }

    /// The level is done, and the next one is taken up.
    #[allow(clippy::cast_possible_truncation, reason = "limits keep levels small")]
    fn close(&mut self) {
        let front = &mut self.front;
        front.level.starts.push(front.level.edges.len() as u32);
        front.waiting.extend(front.open.drain(..));
        let mut done = std::mem::take(&mut front.level);
        done.edges.shrink_to_fit();
        self.kept += done.bytes();
        self.done.push(done);
        if let Some((_, next)) = front.waiting.pop_last() {
            self.take_up(next);
        }
    }
}
