//! Numbers of any size with the digits of a `f64`: for shares of what has been counted, not for counts.

/// As much as one unit of [`Large::blocks`] stands for, as a power of two.
const BLOCK: f64 = f64::from_bits((1023 + 512) << 52);

/// `part * BLOCK ^ blocks`, not negative; `part` is below [`BLOCK`], and not below 1 where there are blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Large {
    part: f64,
    blocks: u32,
}

impl Large {
    pub const ONE: Self = Self { part: 1.0, blocks: 0 };

    pub fn times(self, factor: u32) -> Self {
        Self { part: self.part * f64::from(factor), ..self }.kept_small()
    }

    pub fn plus(self, other: Self) -> Self {
        let (larger, smaller) = if self.blocks < other.blocks { (other, self) } else { (self, other) };
        Self { part: larger.part + smaller.in_blocks(larger.blocks), ..larger }.kept_small()
    }

    /// Which share of a larger number it is.
    pub fn share_of(self, whole: Self) -> f64 {
        self.in_blocks(whole.blocks) / whole.part
    }

    fn in_blocks(self, blocks: u32) -> f64 {
        match blocks - self.blocks {
            0 => self.part,
            1 => self.part / BLOCK,
            // Less than what is rounded away.
            _ => 0.0,
        }
    }

    fn kept_small(self) -> Self {
        if self.part < BLOCK { self } else { Self { part: self.part / BLOCK, blocks: self.blocks + 1 } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_those_of_large_numbers() {
        // 1000!, one factor after the other, and three numbers of which it is the sum.
        let factorial = (1..=1000).fold(Large::ONE, Large::times);
        let [half, third] = [500, 333].map(|part| (1..1000).fold(Large::ONE, Large::times).times(part));
        let sixth = (1..1000).fold(Large::ONE, Large::times).times(167);
        assert!((half.share_of(factorial) - 0.5).abs() < 1e-12);
        assert!((third.share_of(factorial) - 0.333).abs() < 1e-12);
        assert!((half.plus(third).plus(sixth).share_of(factorial) - 1.0).abs() < 1e-12);
        assert!(Large::ONE.share_of(factorial) < f64::MIN_POSITIVE);
        assert_eq!(Large::ONE.plus(factorial), factorial);
    }
}
