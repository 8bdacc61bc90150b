//! A whole number that cannot leave its range.

use core::fmt;

/// A `u32` between `MIN` and `MAX`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bounded<const MIN: u32, const MAX: u32>(u32);

impl<const MIN: u32, const MAX: u32> Bounded<MIN, MAX> {
    /// The smallest value.
    pub const MIN: u32 = MIN;
    /// The largest value.
    pub const MAX: u32 = MAX;

    /// The value itself, or `None` outside the range.
    pub const fn new(value: u32) -> Option<Self> {
        if value < MIN || value > MAX { None } else { Some(Self(value)) }
    }

    /// The nearest value in the range.
    pub const fn clamp(value: u32) -> Self {
        if value < MIN {
            Self(MIN)
        } else if value > MAX {
            Self(MAX)
        } else {
            Self(value)
        }
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl<const MIN: u32, const MAX: u32> fmt::Display for Bounded<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_nothing_outside_its_range() {
        type Percent = Bounded<1, 100>;
        assert_eq!(Percent::new(0), None);
        assert_eq!(Percent::new(101), None);
        assert_eq!(Percent::new(1).map(Percent::get), Some(1));
        assert_eq!(Percent::clamp(0).get(), 1);
        assert_eq!(Percent::clamp(u32::MAX).get(), 100);
    }
}
