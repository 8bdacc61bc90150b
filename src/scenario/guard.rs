//! What protects the record, and where the record is kept.

use super::{Buyers, Choice, MAX_LANES, Scope};

/// How a purchase is protected against the others.
///
/// Only a lock has a scope; the type says so, so no scope can be carried along unused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Nothing: a plain read, then a plain write.
    None,
    /// A mutex around the part of the task that the scope names.
    Lock(Scope),
    /// A buyer starts when the last one has ended.
    Join,
    /// A clerk owns the record; buyers put requests into a queue.
    Queue,
    /// The count itself is the message in a pipe.
    Pipe,
    /// Compare-exchange, and read again on failure.
    Cas,
}

/// [`Guard`] without its scope, as `guard=` spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardName {
    /// See [`Guard::None`].
    None,
    /// See [`Guard::Lock`].
    Lock,
    /// See [`Guard::Join`].
    Join,
    /// See [`Guard::Queue`].
    Queue,
    /// See [`Guard::Pipe`].
    Pipe,
    /// See [`Guard::Cas`].
    Cas,
}

impl Choice for GuardName {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::None, "none"),
        (Self::Lock, "lock"),
        (Self::Join, "join"),
        (Self::Queue, "queue"),
        (Self::Pipe, "pipe"),
        (Self::Cas, "cas"),
    ];
}

impl Guard {
    /// Every guard, a lock with each scope that has a name.
    pub const ALL: [Self; 9] = [
        Self::None,
        Self::Lock(Scope::GET),
        Self::Lock(Scope::TASK),
        Self::Lock(Scope::WRITE),
        Self::Lock(Scope::READ),
        Self::Join,
        Self::Queue,
        Self::Pipe,
        Self::Cas,
    ];

    /// This guard's name.
    pub const fn name(self) -> GuardName {
        match self {
            Self::None => GuardName::None,
            Self::Lock(_) => GuardName::Lock,
            Self::Join => GuardName::Join,
            Self::Queue => GuardName::Queue,
            Self::Pipe => GuardName::Pipe,
            Self::Cas => GuardName::Cas,
        }
    }

    /// The guard of that name; `scope` is used by a lock only.
    pub const fn new(name: GuardName, scope: Scope) -> Self {
        match name {
            GuardName::None => Self::None,
            GuardName::Lock => Self::Lock(scope),
            GuardName::Join => Self::Join,
            GuardName::Queue => Self::Queue,
            GuardName::Pipe => Self::Pipe,
            GuardName::Cas => Self::Cas,
        }
    }

    /// The lock's scope, if this is a lock.
    pub const fn scope(self) -> Option<Scope> {
        match self {
            Self::Lock(scope) => Some(scope),
            _ => None,
        }
    }

    /// Whether nobody can oversell under it.
    pub const fn is_right(self) -> bool {
        match self {
            Self::None => false,
            Self::Lock(scope) => scope.covers_reading_and_writing(),
            Self::Join | Self::Queue | Self::Pipe | Self::Cas => true,
        }
    }

    /// Whether a step can block: the lock taken, the pipe empty, the queue full, the answer not there.
    pub const fn can_block(self) -> bool {
        matches!(self, Self::Lock(_) | Self::Queue | Self::Pipe)
    }

    /// The most buyers of a run in virtual time. Under `cas` all but one may have to begin again with
    /// every ticket sold, so events grow with the square of the buyers; with pipe and queue a buyer
    /// waits twice, which the compact form of a crowd has no room for.
    pub const fn most_buyers(self) -> u32 {
        match self {
            Self::None | Self::Lock(_) | Self::Join => Buyers::MAX,
            Self::Queue | Self::Pipe => MAX_LANES,
            Self::Cas => 300,
        }
    }

    /// Whether there is a record that can be a file: under `pipe` the count is a message and stands nowhere, and no file
    /// system has the compare-and-exchange that `cas` needs.
    pub const fn has_file(self) -> bool {
        !matches!(self, Self::Pipe | Self::Cas)
    }

    /// Whether the others wait for one process, so that they wait for ever where it dies, unless a lock is robust.
    pub const fn holds_others_up(self) -> bool {
        matches!(self, Self::Lock(_) | Self::Pipe | Self::Queue)
    }

    /// Whether a clerk, one process more, serves the buyers.
    pub const fn has_clerk(self) -> bool {
        matches!(self, Self::Queue)
    }
}

/// Where the record is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Store {
    /// One word of a `SharedArrayBuffer`.
    #[default]
    Memory,
    /// `db.txt` in the origin private file system.
    File,
}

impl Choice for Store {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Memory, "memory"), (Self::File, "file")];
}
