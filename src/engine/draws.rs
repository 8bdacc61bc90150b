//! Random numbers by the block.

use rand_core::Rng;
use rand_pcg::Pcg32;

/// How many numbers a block has.
const BLOCK: usize = 32;

/// The numbers of a PCG32 (O'Neill 2014) in their order, drawn a block at a time: the generator is shared with the first
/// module, and calling it from the second for every turn would take a third of the turn.
pub struct Draws {
    source: Pcg32,
    block: [u8; 4 * BLOCK],
    used: usize,
}

impl Draws {
    /// The sequence of this seed on this stream.
    pub fn new(seed: u64, stream: u64) -> Self {
        Self { source: Pcg32::new(seed, stream), block: [0; 4 * BLOCK], used: 4 * BLOCK }
    }

    /// The next number.
    #[allow(clippy::inline_always, reason = "the release is built for size; a simulation comes here at every turn")]
    #[inline(always)]
    pub fn next(&mut self) -> u32 {
        if self.used >= self.block.len() {
            self.source.fill_bytes(&mut self.block);
            self.used = 0;
        }
        let word = self.block.as_slice().get(self.used..).and_then(|rest| rest.first_chunk());
        self.used += 4;
        u32::from_le_bytes(*word.unwrap_or(&[0; 4]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_those_of_the_generator() {
        let (mut draws, mut source) = (Draws::new(7, 3), Pcg32::new(7, 3));
        for i in 0..1000 {
            assert_eq!(draws.next(), source.next_u32(), "{i}");
        }
    }
}
