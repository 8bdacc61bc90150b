//! The kinds of values that parameters have, and how a link spells them.
//!
//! Whatever the kind, a value is one whole number here: the number itself, a speed's thousandths, the place of a name in
//! its list. So a row of the table needs no types of its own, and reading and spelling are written once.

use crate::scenario::{Choice, Scope, Speed, mend};

/// What values a parameter has.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A whole number between two bounds, both included.
    Whole {
        /// The smallest.
        min: u32,
        /// The largest.
        max: u32,
    },
    /// A decimal number, see [`Speed`]; kept in thousandths.
    Speed,
    /// One of some names; kept as its place in the list.
    Names(fn() -> Vec<&'static str>),
    /// A language, by its name in BCP 47; kept as its place in the list. What follows the language itself is not heeded.
    Language(fn() -> Vec<&'static str>),
    /// The name of a lesson and, behind a point, the number of a step; kept as a hundred times its place, and the step.
    Lesson(fn() -> Vec<&'static str>),
    /// Where the lock is taken and given back: a name or two places, see [`Scope`]; kept as its place in the list.
    Scope,
    /// `0` or `1`.
    Flag,
    /// The revision of the table's defaults: there is one so far.
    Revision,
}

/// More than a lesson has steps.
pub(super) const STEPS: u32 = 100;

impl Kind {
    /// What a text says.
    ///
    /// # Errors
    /// `Some` with the nearest value when it is a number outside the range; `None` when it is no value at all.
    pub fn read(self, text: &str) -> Result<u32, Option<u32>> {
        match self {
            Self::Whole { min, max } => whole_number(text).and_then(|number| within(number, min, max)),
            Self::Speed => {
                let thousandths = Speed::parse_thousandths(text).ok_or(None)?;
                within(thousandths.into(), Speed::SLOWEST.thousandths(), Speed::FASTEST.thousandths())
            }
            Self::Scope => Scope::parse(text).and_then(Choice::place).ok_or(None),
            Self::Lesson(_) => {
                let (name, step) = text.split_once('.').unwrap_or((text, "0"));
                let place = self.named(name)?;
                let whole = |step| place * STEPS + step;
                let step = whole_number(step).and_then(|step| within(step, 0, STEPS - 1));
                step.map(whole).map_err(|nearest| nearest.map(whole))
            }
            _ => self.named(text),
        }
    }

    fn named(self, text: &str) -> Result<u32, Option<u32>> {
        (0..).zip(self.names()).find(|(_, name)| *name == text).map(|(place, _)| place).ok_or(None)
    }

    /// What a text means that may have suffered on its way, or was written by hand. See [`mend`].
    ///
    /// # Errors
    /// As [`Kind::read`], of the text as it was given.
    pub(super) fn understand(self, given: &str) -> Result<u32, Option<u32>> {
        let as_given = self.read(given);
        if as_given.is_ok() {
            return as_given;
        }
        if let Self::Whole { .. } | Self::Speed = self {
            let number = mend::number(given, !matches!(self, Self::Speed));
            return number.map_or(as_given, |number| self.read(&number));
        }
        for text in mend::values(given) {
            let meant = match self {
                // `zh_CN`, `en-US`: the language is its first part.
                Self::Language(_) => self.read(&text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()),
                _ => self.read(&text),
            };
            if meant.is_ok() {
                return meant;
            }
        }
        as_given
    }

    /// The canonical text of a value.
    pub fn spell(self, value: u32) -> String {
        match self {
            Self::Whole { .. } => value.to_string(),
            Self::Speed => Speed::from_thousandths(value).unwrap_or(Speed::ONE).to_string(),
            Self::Lesson(names) => {
                let name = names().get((value / STEPS) as usize).copied().unwrap_or_default();
                if value.is_multiple_of(STEPS) {
                    name.to_owned()
                } else {
                    [name, ".", &(value % STEPS).to_string()].concat()
                }
            }
            _ => self.names().get(value as usize).copied().unwrap_or_default().to_owned(),
        }
    }

    /// The two bounds as a link spells them; `None` where there is no order.
    pub fn range(self) -> Option<[String; 2]> {
        match self {
            Self::Whole { min, max } => Some([min.to_string(), max.to_string()]),
            Self::Speed => Some([Speed::SLOWEST.to_string(), Speed::FASTEST.to_string()]),
            _ => None,
        }
    }

    /// All names, in order; none where values are numbers.
    pub fn names(self) -> Vec<&'static str> {
        match self {
            Self::Names(names) | Self::Language(names) | Self::Lesson(names) => names(),
            Self::Scope => Scope::names(),
            Self::Flag => vec!["0", "1"],
            Self::Revision => vec!["1"],
            Self::Whole { .. } | Self::Speed => Vec::new(),
        }
    }
}

/// The number, or the nearest bound as an error.
fn within(number: u64, min: u32, max: u32) -> Result<u32, Option<u32>> {
    let nearest = u32::try_from(number).unwrap_or(u32::MAX).clamp(min, max);
    if u64::from(nearest) == number { Ok(nearest) } else { Err(Some(nearest)) }
}

/// Digits only, at least one; what is too long for a `u64` counts as the largest.
fn whole_number(text: &str) -> Result<u64, Option<u32>> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(None);
    }
    Ok(text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spelled_is_read_again() {
        let kinds = [(Kind::Whole { min: 3, max: u32::MAX }, 3), (Kind::Speed, 1250), (Kind::Flag, 1)];
        for (kind, value) in kinds {
            assert_eq!(kind.read(&kind.spell(value)), Ok(value));
        }
    }

    #[test]
    fn out_of_range_is_told_from_no_value() {
        let kind = Kind::Whole { min: 3, max: 9 };
        assert_eq!(["2", "3", "9", "10"].map(|text| kind.read(text)), [Err(Some(3)), Ok(3), Ok(9), Err(Some(9))]);
        assert_eq!(["", "4o", "-3", "+3", "3.0"].map(|text| kind.read(text)), [Err(None); 5]);
        assert_eq!(kind.read("99999999999999999999999"), Err(Some(9)));
        assert_eq!(
            ["0.09", "1001", "fast"].map(|text| Kind::Speed.read(text)),
            [Err(Some(100)), Err(Some(1_000_000)), Err(None)]
        );
        assert_eq!(["2", "yes"].map(|text| Kind::Flag.read(text)), [Err(None); 2]);
    }
}
