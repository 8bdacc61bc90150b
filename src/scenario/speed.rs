//! How many times faster than life a run goes: 0.1 to 1000, to the thousandth.
//!
//! Kept as whole thousandths, so that a speed survives link -> page -> link exactly.

use core::fmt;

/// Divides delays; 1 is real time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speed(u32);

impl Speed {
    /// Real time.
    pub const ONE: Self = Self(1000);
    /// The slowest speed, 0.1.
    pub const SLOWEST: Self = Self(100);
    /// The fastest speed, 1000.
    pub const FASTEST: Self = Self(1_000_000);

    /// From thousandths; `None` outside 100 to 1 000 000.
    pub const fn from_thousandths(value: u32) -> Option<Self> {
        if value < Self::SLOWEST.0 || value > Self::FASTEST.0 { None } else { Some(Self(value)) }
    }

    /// In thousandths: 1000 is real time.
    pub const fn thousandths(self) -> u32 {
        self.0
    }

    /// As a plain number, for arithmetic on times that are shown.
    pub fn factor(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// A delay of `micros` microseconds at this speed, rounded down.
    pub const fn shorten(self, micros: u64) -> u64 {
        micros * 1000 / self.0 as u64
    }

    /// What delays took at this speed that lasts `micros` microseconds, undivided; at most what fits.
    pub const fn lengthen(self, micros: u64) -> u64 {
        micros.saturating_mul(self.0 as u64) / 1000
    }

    /// Reads a plain decimal such as `2`, `0.5` or `12.125`: digits, at most one dot, at most
    /// three digits after it. The range is not checked here.
    pub(super) fn parse_thousandths(text: &str) -> Option<u32> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || fraction.len() > 3 {
            return None;
        }
        let thousandths: u32 = format!("{fraction:0<3}").parse().ok()?;
        whole.parse::<u32>().ok()?.checked_mul(1000)?.checked_add(thousandths)
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:03}", self.0 / 1000, self.0 % 1000);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_plain_decimals() {
        for (text, thousandths) in [("1", 1000), ("0.1", 100), ("12.125", 12_125), ("1000", 1_000_000)] {
            assert_eq!(Speed::parse_thousandths(text), Some(thousandths));
            assert_eq!(Speed::from_thousandths(thousandths).map(|s| s.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Speed::parse_thousandths("2.50"), Some(2500));
        for text in ["", ".", "1.", ".5", "1.0001", "1e3", "-1", "+1", "1,5", "9999999999"] {
            assert_eq!(Speed::parse_thousandths(text), None, "{text}");
        }
    }

    #[test]
    fn divides_delays() {
        assert_eq!(Speed::from_thousandths(10_000).map(|s| s.shorten(1_000_000)), Some(100_000));
        assert_eq!(Speed::SLOWEST.shorten(60_000_000), 600_000_000);
        assert_eq!(Speed::from_thousandths(10_000).map(|s| s.lengthen(100_000)), Some(1_000_000));
    }
}
