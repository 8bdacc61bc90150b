//! A value picked from a short list of names, as links and menus spell them.

/// An enumeration whose values have names.
pub trait Choice: Copy + PartialEq + Sized + 'static {
    /// Every value with its name, in the order of the contract's table.
    const ALL: &'static [(Self, &'static str)];

    /// The name of this value.
    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(value, _)| *value == self).map_or("", |(_, name)| name)
    }

    /// All names, in the same order.
    fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|(_, name)| *name).collect()
    }
}
