//! Events per second of the virtual engine, natively: `name events seconds`, one line a case.
//! The cases come as `name query runs`, from `cargo xtask bench`.
#![allow(clippy::disallowed_methods, reason = "a bench measures time")]

use oversold::engine::events_of;
use oversold::scenario::parse;
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    for case in arguments.chunks_exact(3) {
        let [name, query, runs] = case else { continue };
        let (link, _) = parse(query);
        let begun = Instant::now();
        let events = events_of(&link.scenario, runs.parse().unwrap_or(1));
        println!("{name} {events} {}", begun.elapsed().as_secs_f64());
    }
}
