//! How a schedule ends.

use crate::scenario::Scenario;
use ways::End;

/// How a schedule ends, as far as schedules are told apart by it. Ordered by sold, left, failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcome {
    /// Buyers who were told "bought".
    pub sold: u32,
    /// The record's count at the end.
    pub left: u32,
    /// Buyers who did not reach the end: those who died, and in a deadlock whoever waits.
    pub failed: u32,
    /// Whether it ends with somebody waiting for ever.
    pub deadlocked: bool,
}

impl From<End> for Outcome {
    fn from(end: End) -> Self {
        Self { sold: end.sold(), left: end.left(), failed: end.failed(), deadlocked: end.is_deadlock() }
    }
}

impl Outcome {
    /// Whether it is wrong: it does not add up, or somebody waits for ever.
    pub fn is_wrong(self, scenario: &Scenario) -> bool {
        self.deadlocked || u64::from(self.sold) + u64::from(self.left) != u64::from(scenario.tickets.get())
    }

    /// Whether more were sold than there were.
    pub fn is_oversold(self, scenario: &Scenario) -> bool {
        self.sold > scenario.tickets.get()
    }

    /// The outcome of whoever had come that far before this began.
    #[must_use]
    pub const fn after(self, (sold, failed): (u32, u32)) -> Self {
        Self { sold: self.sold + sold, failed: self.failed + failed, ..self }
    }
}
