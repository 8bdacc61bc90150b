//! Random scenarios that the model runs in no time.

use oversold::scenario::{Bounded, Guard, Scenario};
use proptest::prelude::*;

/// Every guard, with delays so small that buyers meet.
pub fn scenario() -> impl Strategy<Value = Scenario> {
    let delays = (0..20_u32, 0..20_u32, 0..20_u32);
    (0..20_u32, 1..30_u32, prop::sample::select(Guard::ALL.to_vec()), delays, 0..=100_u32, any::<u32>()).prop_map(
        |(tickets, buyers, guard, (search, pay, confirm), jitter, seed)| Scenario {
            tickets: Bounded::clamp(tickets),
            buyers: Bounded::clamp(buyers),
            guard,
            search: Bounded::clamp(search),
            pay: Bounded::clamp(pay),
            confirm: Bounded::clamp(confirm),
            jitter: Bounded::clamp(jitter),
            seed,
            ..Scenario::default()
        },
    )
}
