//! Scenarios with every schedule counted, in the words of the page.

use oversold::model::explore::{Exploration, Limits, explore};
use oversold::scenario::{Scenario, parse};
use oversold::text::add;

/// Knows the words of the page.
pub fn speak() {
    for catalogue in [
        oversold::catalogue!("shell"),
        oversold::catalogue!("race"),
        oversold::catalogue!("runs"),
        oversold::catalogue!("explore"),
    ] {
        add(catalogue);
    }
}

/// The scenario of a query, and the words of the page.
pub fn scenario(query: &str) -> Scenario {
    speak();
    parse(query).0.scenario
}

/// Every schedule of it.
pub fn found(scenario: &Scenario) -> Exploration {
    explore(scenario, Limits::default())
}
