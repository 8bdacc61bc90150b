//! Where the lock is taken and given back.
//!
//! The purchase has seven places: 0 before the search's wait, 1 between that wait and the look, 2 between look and read,
//! 3 between read and the payment's wait, 4 between having paid, and seen that there is a ticket, and the write, 5 between the
//! write and the confirmation's wait, 6 at the end of `get`. Whoever finds it sold out comes by neither 4 nor 5. No scope is
//! empty: the second place is behind the first.

use super::Choice;

/// Which part of the purchase the lock covers: from one place to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    from: u8,
    to: u8,
}

/// `get`.
impl Default for Scope {
    fn default() -> Self {
        Self::GET
    }
}

impl Scope {
    /// The last place.
    pub const LAST: u8 = 6;
    /// The whole of `get`: reading, paying, writing, confirming.
    pub const GET: Self = Self { from: 2, to: 6 };
    /// Searching too.
    pub const TASK: Self = Self { from: 0, to: 6 };
    /// The write alone: too small, still oversells.
    pub const WRITE: Self = Self { from: 4, to: 5 };
    /// The read alone: too small, still oversells.
    pub const READ: Self = Self { from: 2, to: 3 };

    /// Those that have names, as the contract orders them.
    pub const NAMED: [Self; 4] = [Self::GET, Self::TASK, Self::WRITE, Self::READ];

    /// From one place to another behind it; `None` where it is not behind it, or no place.
    pub const fn new(from: u8, to: u8) -> Option<Self> {
        if from < to && to <= Self::LAST { Some(Self { from, to }) } else { None }
    }

    /// The place where the lock is taken.
    pub const fn from(self) -> u8 {
        self.from
    }

    /// The place where it is given back.
    pub const fn to(self) -> u8 {
        self.to
    }

    /// Whether it covers the way between two places.
    pub const fn covers(self, from: u8, to: u8) -> bool {
        self.from <= from && to <= self.to
    }

    /// Whether nobody else reads between anybody's reading and writing: then nothing can be lost.
    pub const fn covers_reading_and_writing(self) -> bool {
        self.covers(2, 5)
    }

    /// Whether it has a name.
    pub fn is_named(self) -> bool {
        Self::NAMED.contains(&self)
    }

    /// What a text says: a name, or two places `A-B`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((scope, _)) = Self::ALL.iter().find(|(_, name)| *name == text) {
            return Some(*scope);
        }
        let [from @ b'0'..=b'6', b'-', to @ b'0'..=b'6'] = text.as_bytes() else { return None };
        Self::new(from - b'0', to - b'0')
    }
}

impl Choice for Scope {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::GET, "get"),
        (Self::TASK, "task"),
        (Self::WRITE, "write"),
        (Self::READ, "read"),
        (Self { from: 0, to: 1 }, "0-1"),
        (Self { from: 0, to: 2 }, "0-2"),
        (Self { from: 0, to: 3 }, "0-3"),
        (Self { from: 0, to: 4 }, "0-4"),
        (Self { from: 0, to: 5 }, "0-5"),
        (Self { from: 1, to: 2 }, "1-2"),
        (Self { from: 1, to: 3 }, "1-3"),
        (Self { from: 1, to: 4 }, "1-4"),
        (Self { from: 1, to: 5 }, "1-5"),
        (Self { from: 1, to: 6 }, "1-6"),
        (Self { from: 2, to: 4 }, "2-4"),
        (Self { from: 2, to: 5 }, "2-5"),
        (Self { from: 3, to: 4 }, "3-4"),
        (Self { from: 3, to: 5 }, "3-5"),
        (Self { from: 3, to: 6 }, "3-6"),
        (Self { from: 4, to: 6 }, "4-6"),
        (Self { from: 5, to: 6 }, "5-6"),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn all_placements_have_a_spelling() {
        let all: BTreeSet<Scope> = Scope::ALL.iter().map(|(scope, _)| *scope).collect();
        let made: BTreeSet<Scope> = (0..9).flat_map(|from| (0..9).filter_map(move |to| Scope::new(from, to))).collect();
        assert_eq!((all.len(), &all), (21, &made));
        for scope in all {
            let places = format!("{}-{}", scope.from(), scope.to());
            assert_eq!((Scope::parse(scope.name()), Scope::parse(&places)), (Some(scope), Some(scope)));
            assert_eq!(scope.is_named(), scope.name() != places);
        }
        for wrong in ["", "2", "2-2", "5-2", "0-7", "2-", "-6", "02-6", "2-6 ", "2–6", "GET"] {
            assert_eq!(Scope::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn six_are_right() {
        let right: Vec<&str> =
            Scope::ALL.iter().filter(|(scope, _)| scope.covers_reading_and_writing()).map(|(_, name)| *name).collect();
        assert_eq!(right, ["get", "task", "0-5", "1-5", "1-6", "2-5"]);
    }
}
