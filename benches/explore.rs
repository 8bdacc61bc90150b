//! How fast every schedule of unguarded buyers is counted, natively: `name states seconds`, one line a case.
//! The cases come as `name buyers runs`, from `cargo xtask bench`; the time is that of one run.
#![allow(clippy::disallowed_methods, reason = "a bench measures time")]

use oversold::model::explore::{Limits, explore};
use oversold::scenario::{Bounded, Scenario};
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    for case in arguments.chunks_exact(3) {
        let [name, buyers, runs] = case else { continue };
        let (buyers, runs) = (Bounded::clamp(buyers.parse().unwrap_or(1)), runs.parse().unwrap_or(1_u32));
        let scenario = Scenario { buyers, ..Scenario::default() };
        let begun = Instant::now();
        let mut states = 0;
        for _ in 0..runs {
            states = explore(&scenario, Limits::default()).states;
        }
        println!("{name} {states} {}", begun.elapsed().as_secs_f64() / f64::from(runs));
    }
}
