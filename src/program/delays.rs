//! How long each pause of a buyer takes: the scenario's delay, strayed by jitter.
//!
//! The stray is drawn from PCG32 (O'Neill, "PCG: A Family of Simple Fast Space-Efficient
//! Statistically Good Algorithms for Random Number Generation", 2014), seeded by the scenario's
//! seed with the buyer's number as the stream: the same link gives the same delays everywhere.

use super::{BuyerId, Micros, Phase};
use crate::scenario::{Bounded, Scenario};
use rand_core::Rng;
use rand_pcg::Pcg32;

/// How many delays a buyer has: one for each [`Phase`].
pub const DELAYS: usize = Phase::ALL.len();

/// How long virtual time takes for one access to the file: opening, reading and closing it, or opening and emptying it, or
/// writing and closing it. An assumption, in the order of what was measured: Chromium's origin private file system took
/// 0.65 ms for a read and a write, three accesses. Nothing else that buyers do takes time of its own.
pub const FILE_ACCESS: Micros = 250;

/// The delays of one buyer in microseconds of undivided time (speed 1), by [`Phase::ALL`].
///
/// A delay `d` with jitter `j` percent is uniform over the whole microseconds from
/// `d - d*j/100` to `d + d*j/100`, both included.
pub fn delays(scenario: &Scenario, buyer: BuyerId) -> [Micros; DELAYS] {
    // All at once: so the generator's next number has one caller only, a loop, and stands in it even in a build for size.
    let mut bytes = [0; 4 * DELAYS];
    Pcg32::new(u64::from(scenario.seed), u64::from(buyer)).fill_bytes(&mut bytes);
    let (words, _) = bytes.as_chunks();
    let mut words = words.iter().copied().map(u32::from_le_bytes);
    [scenario.search, scenario.pay, scenario.confirm]
        .map(|delay| draw(delay, scenario.jitter, words.next().unwrap_or_default()))
}

/// One delay of one buyer: that of [`delays`] for this phase.
#[allow(clippy::inline_always, reason = "the release is built for size; a simulation comes here at every turn")]
#[inline(always)]
pub fn delay(scenario: &Scenario, buyer: BuyerId, phase: Phase) -> Micros {
    const { assert!(Phase::Search as usize == 0 && Phase::Confirm as usize == DELAYS - 1) };
    if scenario.jitter.get() == 0 {
        let exact = [scenario.search, scenario.pay, scenario.confirm][phase as usize];
        return u64::from(exact.get()) * 1000;
    }
    delays(scenario, buyer)[phase as usize]
}

fn draw<const MAX: u32>(delay: Bounded<0, MAX>, jitter: Bounded<0, 100>, random: u32) -> Micros {
    let middle = u64::from(delay.get()) * 1000;
    let stray = middle * u64::from(jitter.get()) / 100;
    // Multiply and shift (Lemire 2019) without rejection: the span is below 2^27, so no value is
    // more likely than another by more than one part in 16.
    let span = 2 * stray + 1;
    middle - stray + ((u64::from(random) * span) >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_jitter_is_exact() {
        let exact = [1_000_000, 1_000_000, 1_500_000];
        assert_eq!(delays(&Scenario::default(), 7), exact);
        assert_eq!(Phase::ALL.map(|phase| delay(&Scenario::default(), 7, phase)), exact);
    }

    #[test]
    fn jitter_stays_around_the_delay_and_differs_by_buyer_and_seed() {
        let mut scenario = Scenario { jitter: Bounded::clamp(50), ..Scenario::default() };
        let first = delays(&scenario, 1);
        assert_ne!(first, delays(&scenario, 2));
        for buyer in 1..2000 {
            assert_eq!(Phase::ALL.map(|phase| delay(&scenario, buyer, phase)), delays(&scenario, buyer));
            let [search, pay, confirm] = delays(&scenario, buyer);
            assert!((500_000..=1_500_000).contains(&search));
            assert!((500_000..=1_500_000).contains(&pay));
            assert!((750_000..=2_250_000).contains(&confirm));
        }
        scenario.seed = 2;
        assert_ne!(first, delays(&scenario, 1));
    }

    #[test]
    fn links_reproduce_for_ever() {
        // Written down once: a change here changes what every shared link with jitter shows.
        let scenario = Scenario { jitter: Bounded::clamp(100), ..Scenario::default() };
        assert_eq!(delays(&scenario, 1), GOLDEN);
    }
    const GOLDEN: [Micros; 3] = [1_574_297, 168_545, 2_251_747];
}
