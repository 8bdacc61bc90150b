//! What a step did.

use super::{BuyerId, Phase, Record, Text};

/// What a step did. One action is one event of the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Passed the start gate. Recorded by the engine, not by a step.
    Started,
    /// Began to let time pass.
    Paused(Phase),
    /// Read the count only to show it.
    Looked(Record),
    /// Could not go on, and began to wait: the lock was taken, the pipe empty, the queue full, the answer not there.
    Waiting,
    /// Took the lock; acquisitions are numbered from 1.
    Acquired(u32),
    /// Took the robust lock, and was told that its last owner had died with it.
    Inherited(u32),
    /// Gave the lock back.
    Released,
    /// Entered `get`.
    Entered,
    /// Left `get`.
    Left,
    /// Read the record in order to buy.
    Read(Record),
    /// Compared what was seen with zero.
    Checked {
        /// Whether a ticket was seen.
        available: bool,
    },
    /// Wrote the record.
    Wrote {
        /// The new value.
        put: Record,
        /// The value it replaced.
        replaced: Record,
    },
    /// Wanted to write, and found that somebody else had written.
    Missed {
        /// What was there.
        found: Record,
    },
    /// Took the record out of the pipe.
    Received {
        /// What it was.
        record: Record,
        /// How often it has been taken out, this time included.
        number: u32,
    },
    /// Put the record into the pipe.
    Sent(Record),
    /// Showed the count that it had been given.
    Shown(Record),
    /// Put a request into the clerk's queue.
    Asked {
        /// Whether to buy; else only to look.
        buy: bool,
        /// The request's number, from 1.
        number: u32,
    },
    /// Was given the clerk's answer: the record as the clerk had read it.
    Answered(Record),
    /// The clerk took a request out of the queue.
    Served {
        /// Whose it was.
        client: BuyerId,
        /// Whether it was to buy.
        buy: bool,
        /// The request's number.
        number: u32,
    },
    /// The clerk answered.
    Replied {
        /// Whom.
        client: BuyerId,
        /// What it had read.
        record: Record,
    },
    /// The clerk found that everybody had left.
    Closed,
    /// Opened the file, read it, closed it.
    Loaded {
        /// What stood there.
        text: Text,
        /// The number of this access to the file, from 1.
        number: u32,
    },
    /// Opened the file for writing, which emptied it.
    Truncated {
        /// The number of this access to the file.
        number: u32,
    },
    /// Wrote the record into the open file, and closed it.
    Stored {
        /// The new value.
        put: Record,
        /// The value that was written last.
        replaced: Record,
        /// The number of this access to the file.
        number: u32,
    },
    /// Died of an error: what it had read from the file was no JSON.
    Raised,
    /// Died of the fault, with all it held.
    Killed,
    /// Went on where the fault had struck another.
    Spared,
    /// Was told "bought".
    Bought,
    /// Was told "sold out".
    SoldOut,
    /// Ended.
    Ended,
    /// Did not start, died, or went silent. Recorded by the engine, not by a step.
    Failed,
}

impl Action {
    /// Of a write, to the word or to the file: the new value, and the one it replaced.
    pub const fn written(self) -> Option<(Record, Record)> {
        match self {
            Self::Wrote { put, replaced } | Self::Stored { put, replaced, .. } => Some((put, replaced)),
            _ => None,
        }
    }

    /// Whether it is one of those that decide how a run goes: it read the record to buy, wrote it, took or gave the guard,
    /// or was told what came of it. Starts, searches and pauses decide nothing.
    pub const fn is_decisive(self) -> bool {
        !matches!(
            self,
            Self::Started
                | Self::Paused(_)
                | Self::Looked(_)
                | Self::Shown(_)
                | Self::Waiting
                | Self::Entered
                | Self::Left
                | Self::Checked { .. }
                | Self::Asked { buy: false, .. }
                | Self::Served { buy: false, .. }
                | Self::Ended
        )
    }

    /// What it put there as the record: into the word, the file or the pipe.
    pub const fn put(self) -> Option<Record> {
        match self {
            Self::Wrote { put, .. } | Self::Stored { put, .. } | Self::Sent(put) => Some(put),
            _ => None,
        }
    }

    /// Whether the process is gone after it.
    pub const fn is_last(self) -> bool {
        matches!(self, Self::Ended | Self::Failed | Self::Raised | Self::Killed)
    }

    /// Whether the process died, by the program or otherwise.
    #[allow(clippy::inline_always, reason = "see `waits`")]
    #[inline(always)]
    pub const fn is_death(self) -> bool {
        matches!(self, Self::Failed | Self::Raised | Self::Killed)
    }

    /// Whether it began a wait, which lasts until the process does anything else.
    #[allow(clippy::inline_always, reason = "the release is built for size; a simulation comes here at every turn")]
    #[inline(always)]
    pub const fn waits(self) -> bool {
        matches!(self, Self::Waiting)
    }

    /// Whether the process is inside `get` after it, and was not before.
    #[allow(clippy::inline_always, reason = "see `waits`")]
    #[inline(always)]
    pub const fn enters(self) -> bool {
        matches!(self, Self::Entered)
    }

    /// Whether the process is not inside `get` after it; the dead are inside nothing.
    #[allow(clippy::inline_always, reason = "see `waits`")]
    #[inline(always)]
    pub const fn leaves(self) -> bool {
        matches!(self, Self::Left) || self.is_death()
    }

    /// Whether it took the lock, or the count out of the pipe.
    #[allow(clippy::inline_always, reason = "see `waits`")]
    #[inline(always)]
    pub const fn takes(self) -> bool {
        matches!(self, Self::Acquired(_) | Self::Inherited(_) | Self::Received { .. })
    }

    /// Whether it gave the lock back, or put the count into the pipe.
    pub const fn gives(self) -> bool {
        matches!(self, Self::Released | Self::Sent(_))
    }
}
