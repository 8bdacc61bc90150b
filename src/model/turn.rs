//! A turn: whose it is, how it ends, and who is told what came of it.

use crate::program::{Action, BuyerId, Phase, Recorder};

/// Whose turn it was, as it is recorded: one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who. The first turn of a process passes the gate, every other one takes a step.
    pub buyer: BuyerId,
    /// Whether the step was an attempt that blocked and began a wait.
    pub blocked: bool,
}

/// Why a turn of several steps is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnEnd {
    /// It stands before its next shared step.
    Shared,
    /// It lets the time of this phase pass.
    Paused {
        /// Which.
        phase: Phase,
        /// For whom it works: itself, or the clerk's client.
        on_behalf_of: BuyerId,
    },
    /// It has accessed the file, which takes time too.
    FileAccess,
    /// It waits for the lock, the count or a place in the queue; of those who do, any may come next.
    WaitsForGuard,
    /// It waits for a message that is for it alone: a buyer for the answer, the clerk for a request.
    WaitsForMessage,
    /// It has ended or died.
    Gone,
}

/// Who is told what steps did, whom they wake, and how a turn ends. Whoever asks the machine who is enabled need not listen: a closure
/// that takes the actions will do.
pub trait Observer: Recorder {
    /// The lock, the pipe or a place in the queue is free: one of those who wait for it can try again.
    fn guard_is_free(&mut self) {}

    /// A message has come for a process, or, for the clerk, that none will come any more.
    fn message_for(&mut self, _id: BuyerId) {}

    /// Under join, the gate is open for this process.
    fn admits(&mut self, _id: BuyerId) {}

    /// The turn is over.
    fn ends(&mut self, _end: TurnEnd) {}
}

impl<F: FnMut(Action)> Observer for F {}
