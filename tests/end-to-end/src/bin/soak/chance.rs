//! All chance of a round: a generator of its own, seeded by the seed and the round, so that any round can be done again
//! alone.

use rand_core::Rng;
use rand_pcg::Pcg32;

/// See the module.
pub struct Chance(Pcg32);

impl Chance {
    /// That of a round; the same in every browser.
    pub fn of(seed: u32, round: u32) -> Self {
        let mut generator = Pcg32::new(u64::from(seed), u64::from(round));
        // Generators of neighbouring streams begin alike.
        for _ in 0..8 {
            generator.next_u32();
        }
        Self(generator)
    }

    /// A number below another one, which is not 0.
    pub fn below(&mut self, end: u32) -> u32 {
        let wide = u64::from(self.0.next_u32()) * u64::from(end);
        u32::try_from(wide >> 32).unwrap_or(0)
    }

    /// A number between two, both included.
    pub fn between(&mut self, least: u32, most: u32) -> u32 {
        least + self.below(most - least + 1)
    }

    /// Any number.
    pub fn any(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// Whether it is the one of so many.
    pub fn one_in(&mut self, many: u32) -> bool {
        self.below(many) == 0
    }

    /// One of some.
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(u32::try_from(all.len()).unwrap_or(1)) as usize]
    }
}
