//! A value picked from a short list of names, as links and menus spell them.

/// An enumeration whose values have names.
pub trait Choice: Copy + PartialEq + Sized + 'static {
    /// Every value with its name, in the order of the contract's table; the first is the default.
    const ALL: &'static [(Self, &'static str)];

    /// The name of this value.
    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(value, _)| *value == self).map_or("", |(_, name)| name)
    }

    /// All names, in the same order.
    fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|(_, name)| *name).collect()
    }

    /// Where this value stands in [`Choice::ALL`].
    #[allow(clippy::cast_possible_truncation, reason = "lists are short")]
    fn place(self) -> Option<u32> {
        Self::ALL.iter().position(|(value, _)| *value == self).map(|place| place as u32)
    }

    /// The value that stands there.
    fn at(place: u32) -> Option<Self> {
        Self::ALL.get(place as usize).map(|(value, _)| *value)
    }
}
