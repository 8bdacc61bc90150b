//! How a way ends, in one word.

/// How many have been sold to, what is left, how many did not reach the end, and whether somebody waits for ever; ordered by
/// these. What was told before can be added to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct End(u64);

const LEFT: u32 = 22;
const SOLD: u32 = LEFT + 17;

impl End {
    /// Where nothing has happened.
    pub const NONE: Self = Self(0);

    /// `sold` below 2^25, `left` below 2^17, `failed` below 2^21.
    pub const fn new(sold: u32, left: u32, failed: u32, deadlocked: bool) -> Self {
        Self((sold as u64) << SOLD | (left as u64) << LEFT | (failed as u64) << 1 | deadlocked as u64)
    }

    /// With so many more sold and failed.
    pub(crate) const fn plus(self, sold: u32, failed: u32) -> Self {
        Self(self.0 + ((sold as u64) << SOLD) + ((failed as u64) << 1))
    }

    /// What happened before, and then this.
    pub(crate) const fn behind(self, before: Self) -> Self {
        Self(self.0 + before.0)
    }

    /// How many sales were told.
    #[allow(clippy::cast_possible_truncation, reason = "each part is cut to its width")]
    pub const fn sold(self) -> u32 {
        (self.0 >> SOLD) as u32
    }

    /// What is left.
    #[allow(clippy::cast_possible_truncation, reason = "each part is cut to its width")]
    pub const fn left(self) -> u32 {
        (self.0 >> LEFT) as u32 & ((1 << (SOLD - LEFT)) - 1)
    }

    /// How many did not reach the end.
    #[allow(clippy::cast_possible_truncation, reason = "each part is cut to its width")]
    pub const fn failed(self) -> u32 {
        (self.0 >> 1) as u32 & ((1 << (LEFT - 1)) - 1)
    }

    /// Whether somebody waits for ever.
    pub const fn is_deadlock(self) -> bool {
        self.0 & 1 == 1
    }
}
