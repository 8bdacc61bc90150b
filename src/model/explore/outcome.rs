//! How a schedule ends.

use crate::model::Moment;
use crate::scenario::Scenario;

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

impl Outcome {
    /// How a run ends that stands at this moment; `None` where somebody can go on.
    pub fn of(moment: &Moment) -> Option<Self> {
        let machine = moment.machine();
        let waiting = machine.left().filter(|id| *id <= machine.buyers()).count();
        moment.is_over().then(|| Self {
            sold: moment.sold(),
            left: machine.memory().record.count,
            failed: moment.failed().saturating_add(u32::try_from(waiting).unwrap_or(u32::MAX)),
            deadlocked: machine.left().next().is_some(),
        })
    }

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

/// An [`Outcome`] in one word, in the same order; what comes before can be added to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Packed(u64);

const LEFT: u32 = 22;
const SOLD: u32 = LEFT + 17;

impl Packed {
    pub const NONE: Self = Self(0);

    pub const fn new(outcome: Outcome) -> Self {
        let (sold, left, failed) = (outcome.sold as u64, outcome.left as u64, outcome.failed as u64);
        Self(sold << SOLD | left << LEFT | failed << 1 | outcome.deadlocked as u64)
    }

    /// With so many more sold and failed.
    pub const fn plus(self, sold: u32, failed: u32) -> Self {
        Self(self.0 + ((sold as u64) << SOLD) + ((failed as u64) << 1))
    }

    /// What happened before, and then this.
    pub const fn behind(self, before: Self) -> Self {
        Self(self.0 + before.0)
    }

    #[allow(clippy::cast_possible_truncation, reason = "each part is cut to its width")]
    pub const fn outcome(self) -> Outcome {
        Outcome {
            sold: (self.0 >> SOLD) as u32,
            left: (self.0 >> LEFT) as u32 & ((1 << (SOLD - LEFT)) - 1),
            failed: (self.0 >> 1) as u32 & ((1 << (LEFT - 1)) - 1),
            deadlocked: self.0 & 1 == 1,
        }
    }
}
