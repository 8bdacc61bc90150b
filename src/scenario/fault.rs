//! What is made to go wrong on purpose.

use super::Choice;

/// A fault that strikes once in a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing goes wrong.
    #[default]
    None,
    /// The first process to be inside the critical section dies there, with all it holds, as by `kill -9`:
    /// after paying and before writing, where the guard covers that.
    KillHolder,
}

impl Choice for Fault {
    const ALL: &'static [(Self, &'static str)] = &[(Self::None, "none"), (Self::KillHolder, "kill-holder")];
}
