//! A schedule drawn from all of them, each as likely as the other.
//!
//! Drawing each turn among those who can go on would not do: schedules with many choices would come too rarely. So a number
//! below the count of all is drawn, and the schedule with that number is looked up turn by turn.

use super::explorer::odds;
use super::rules::Rules;
use crate::model::Moment;
use crate::program::BuyerId;
use crate::scenario::Scenario;
use num_bigint::BigUint;
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg32;
use std::collections::BTreeMap;
use ways::Limits;

/// A schedule from a moment on, drawn by a seed. `None` where there are too many states to count.
pub fn sample(scenario: &Scenario, start: &Moment, seed: u64, limits: Limits) -> Option<Vec<BuyerId>> {
    let total = odds(scenario, start, limits).counted?.schedules.total;
    let mut number = below(&total, seed);
    let (mut moment, mut turns) = (start.clone(), Vec::new());
    // Buyers who stand alike have as many schedules behind them.
    let (mut rules, mut known) = (Rules::new(scenario), BTreeMap::new());
    'turns: while !moment.is_over() {
        let enabled: Vec<BuyerId> = moment.machine().enabled().collect();
        for id in enabled {
            let mut next = moment.clone();
            next.take(id, &mut |_, _| ());
            let key = rules.state(&next);
            if !known.contains_key(&key) {
                known.insert(key.clone(), odds(scenario, &next, limits).counted?.schedules.total);
            }
            let behind = &known[&key];
            if number < *behind {
                moment = next;
                turns.push(id);
                continue 'turns;
            }
            number -= behind;
        }
        return None;
    }
    Some(turns)
}

/// A number below that one, each as likely as the other.
fn below(bound: &BigUint, seed: u64) -> BigUint {
    let mut random = Pcg32::seed_from_u64(seed);
    let mut bytes = vec![0; usize::try_from(bound.bits().div_ceil(8)).unwrap_or(0)];
    // The upper bits that are too many are cut off, so that at least every second draw is low enough.
    let mask = 0xff >> ((8 - bound.bits() % 8) % 8);
    loop {
        random.fill_bytes(&mut bytes);
        if let Some(last) = bytes.last_mut() {
            *last &= mask;
        }
        let drawn = BigUint::from_bytes_le(&bytes);
        if drawn < *bound {
            return drawn;
        }
    }
}
