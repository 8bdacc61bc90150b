//! What is known of places, of what is shared, and of the turns that are possible there: asked once, then looked up.

use std::fmt::Debug;

/// The number of a place at which a process can stand; the first three are no places of those that are exchangeable.
pub type LocalId = u32;

/// The number of what all share.
pub type SharedId = u32;

/// The clerk's turn, a process that is none of the others, while any of them is left.
pub const CLERK: LocalId = 0;

/// The clerk's turn, when all others have left.
pub const CLERK_ALONE: LocalId = 1;

/// Outside the gate, where there is one. Those who stand there come in by themselves, whenever somebody leaves.
pub const OUTSIDE: LocalId = 2;

/// Where whoever comes in through the gate stands.
pub const FIRST: LocalId = OUTSIDE + 1;

/// A turn.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// Where it stands then; nowhere when it is gone, or is the clerk, or stands in the queue.
    pub to: Option<LocalId>,
    /// Who else stands somewhere then: whom the clerk has answered.
    pub answered: Option<LocalId>,
    /// What is shared then.
    pub shared: SharedId,
    /// How many are told "bought" by it: one or none.
    pub sold: u32,
    /// How many die of it: one or none.
    pub failed: u32,
}

/// What tells which turns are possible. The clerk is asked for by its two numbers.
pub trait Source: Debug {
    /// What the turn of whoever stands so leads to; nothing where it is blocked. Places and what is shared that have not been
    /// met before are entered into the table.
    fn ask(&mut self, table: &mut Table, who: LocalId, shared: SharedId) -> Option<Move>;
}

/// What is left to do for one that stands at a place, at most. See [`Table::weight`].
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Where it will not have to go back.
    pub weight: u64,
    /// Where it will, since the count is not this one any more: what is left then.
    pub stale: Option<(u32, u64)>,
}

/// What is known of what all share.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// What is left to do for whoever stands nowhere, at most; and what pays for ways back.
    pub weight: u64,
    /// The count: what is left, where it ends so.
    pub count: u32,
    /// How many stand in the queue, or are being served.
    pub queued: u32,
    /// Whether there is a clerk who is not gone.
    pub has_clerk: bool,
}

#[derive(Clone, Copy, Debug)]
enum Known {
    Not,
    Blocked,
    Leads(Move),
}

/// All that is known.
#[derive(Debug)]
pub struct Table {
    /// Whether there is a gate.
    joined: bool,
    standing: Vec<Standing>,
    facts: Vec<Facts>,
    /// By what is shared, and by place.
    moves: Vec<Vec<Known>>,
}

impl Table {
    /// Of nothing; `joined` says whether there is a gate.
    pub const fn new(joined: bool) -> Self {
        Self { joined, standing: Vec::new(), facts: Vec::new(), moves: Vec::new() }
    }

    /// A place more, with the next number.
    pub fn stand(&mut self, standing: Standing) {
        self.standing.push(standing);
    }

    /// Something else that is shared, with the next number.
    pub fn share(&mut self, facts: Facts) {
        self.facts.push(facts);
        self.moves.push(Vec::new());
    }

    /// How many places there are.
    pub const fn places(&self) -> usize {
        self.standing.len()
    }

    /// What is left to do for one at a place, at most.
    pub fn standing(&self, who: LocalId) -> Standing {
        self.standing[who as usize]
    }

    /// What is known of what is shared.
    pub fn facts(&self, shared: SharedId) -> Facts {
        self.facts[shared as usize]
    }

    pub(crate) const fn is_joined(&self) -> bool {
        self.joined
    }

    /// What the turn of whoever stands so leads to; nothing where it is blocked.
    pub fn turn(&mut self, source: &mut (impl Source + ?Sized), who: LocalId, shared: SharedId) -> Option<Move> {
        let row = &mut self.moves[shared as usize];
        if row.len() <= who as usize {
            row.resize(who as usize + 1, Known::Not);
        }
        match row[who as usize] {
            Known::Leads(to) => Some(to),
            Known::Blocked => None,
            Known::Not => {
                let found = source.ask(self, who, shared);
                self.moves[shared as usize][who as usize] = found.map_or(Known::Blocked, Known::Leads);
                found
            }
        }
    }

    /// What is left to do, at most, where so many stand so: more before any turn than after it, so that states can be worked
    /// through in order.
    pub fn weight(&self, shared: SharedId, standing: impl Iterator<Item = (LocalId, u32)>) -> u64 {
        let facts = &self.facts[shared as usize];
        let each = |who: LocalId| match self.standing[who as usize] {
            Standing { stale: Some((seen, weight)), .. } if seen != facts.count => weight,
            Standing { weight, .. } => weight,
        };
        standing.fold(facts.weight, |sum, (who, count)| sum + each(who) * u64::from(count))
    }
}
