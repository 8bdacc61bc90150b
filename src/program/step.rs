//! The instructions of a buyer.

/// What a pause stands for; each has its own delay in the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Looking for tickets over the network.
    Search,
    /// Paying: between reading the count and writing it. The race window.
    Pay,
    /// Waiting for the confirmation after the write.
    Confirm,
}

impl Phase {
    /// All phases, in the order in which a buyer meets them.
    pub const ALL: [Self; 3] = [Self::Search, Self::Pay, Self::Confirm];
}

/// One atomic step of the purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Let time pass.
    Pause(Phase),
    /// Read the count to show "n left", then forget it.
    Look,
    /// Take the lock; blocks while another buyer has it.
    Acquire,
    /// Give the lock back.
    Release,
    /// `get` begins.
    Enter,
    /// `get` ends.
    Leave,
    /// Read the record and remember what was seen.
    Read,
    /// Go on if a ticket was seen; else continue at step `sold_out`.
    Check {
        /// Index of the step to continue at when none was left.
        sold_out: usize,
    },
    /// Write what was seen, less one.
    Write,
    /// Write what was seen, less one, if the record still is what was seen; else continue at step `retry`.
    Swap {
        /// Index of the step to continue at when somebody else has written.
        retry: usize,
    },
    /// Take the count out of the pipe and remember it; blocks while another buyer has it.
    Receive,
    /// Show what was received.
    Show,
    /// Put the count back into the pipe.
    Send {
        /// Whether it is less one.
        sold: bool,
    },
    /// Put a request into the clerk's queue; blocks while it is full.
    Ask {
        /// Whether to buy; else only to look.
        buy: bool,
    },
    /// Wait for the clerk's answer, and remember it.
    Await,
    /// Of the clerk: take a request out of the queue; blocks while it is empty. A request to look goes on
    /// with the next step.
    Serve {
        /// Index of the step to continue at with a request to buy.
        buy: usize,
        /// Index of the step to continue at when nobody will ask any more.
        close: usize,
    },
    /// Of the clerk: tell the client what was read, and continue at `next`.
    Reply {
        /// Index of the step to continue at.
        next: usize,
    },
    /// Open the file, read its text, close it.
    Load,
    /// Take the count out of the text that was read; where the text is none, the process dies of the error.
    Parse {
        /// Whether only to show it; else to remember what was seen.
        look: bool,
    },
    /// Open the file for writing, which empties it.
    Truncate,
    /// Write what was seen, less one, into the open file, and close it.
    Store,
    /// If the fault has not struck yet, this process dies here, with all it holds.
    Crash,
    /// Tell this buyer "bought": the entry in the ledger that counts as a sale.
    Bought,
    /// Tell this buyer "sold out".
    SoldOut,
    /// The process ends.
    End,
}

impl Step {
    /// Whether it reads or changes what buyers share. Where the other steps stand among those of other
    /// buyers changes nothing.
    pub const fn is_shared(self) -> bool {
        matches!(
            self,
            Self::Look
                | Self::Read
                | Self::Write
                | Self::Acquire
                | Self::Release
                | Self::Swap { .. }
                | Self::Receive
                | Self::Send { .. }
                | Self::Ask { .. }
                | Self::Await
                | Self::Serve { .. }
                | Self::Reply { .. }
                | Self::Load
                | Self::Truncate
                | Self::Store
                | Self::Crash
        )
    }

    /// Whether it works on the file, which takes time even where no delay is set.
    pub const fn is_file_access(self) -> bool {
        matches!(self, Self::Load | Self::Truncate | Self::Store)
    }

    /// The same step with each address of a step replaced by what `to` makes of it.
    #[must_use]
    pub(super) fn readdressed(self, to: impl Fn(usize) -> usize) -> Self {
        match self {
            Self::Check { sold_out } => Self::Check { sold_out: to(sold_out) },
            Self::Swap { retry } => Self::Swap { retry: to(retry) },
            Self::Serve { buy, close } => Self::Serve { buy: to(buy), close: to(close) },
            Self::Reply { next } => Self::Reply { next: to(next) },
            other => other,
        }
    }

    /// Whether it can block.
    pub const fn can_block(self) -> bool {
        matches!(self, Self::Acquire | Self::Receive | Self::Ask { .. } | Self::Await | Self::Serve { .. })
    }
}
