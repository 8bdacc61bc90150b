//! Random scenarios that the model runs in no time.

use oversold::scenario::{Bounded, Fault, Guard, Scenario, Store};
use proptest::prelude::*;

/// Every guard and store, with delays so small that buyers meet, and now and then a fault.
pub fn scenario() -> impl Strategy<Value = Scenario> {
    let delays = (0..20_u32, 0..20_u32, 0..20_u32);
    let store = prop::sample::select(vec![Store::Memory, Store::Memory, Store::File]);
    let fault = prop::sample::select(vec![Fault::None, Fault::None, Fault::None, Fault::KillHolder]);
    let run = (0..20_u32, 1..30_u32, prop::sample::select(Guard::ALL.to_vec()), delays, 0..=100_u32, any::<u32>());
    (run, store, fault, any::<bool>()).prop_map(
        |((tickets, buyers, guard, (search, pay, confirm), jitter, seed), store, fault, robust)| {
            let scenario = Scenario {
                tickets: Bounded::clamp(tickets),
                buyers: Bounded::clamp(buyers),
                search: Bounded::clamp(search),
                pay: Bounded::clamp(pay),
                confirm: Bounded::clamp(confirm),
                jitter: Bounded::clamp(jitter),
                seed,
                store,
                fault,
                robust,
                ..Scenario::default()
            };
            scenario.under(guard)
        },
    )
}
