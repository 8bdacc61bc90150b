//! Random links, and random changes of one.
#![allow(dead_code, reason = "not every test that has this module uses all of it")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::scenario::table::TABLE;
use oversold::scenario::{
    Bounded, Choice, Engine, Fault, Guard, GuardName, Language, Link, MAX_WORKERS, PageOptions, Scenario, Scope, Speed,
    Store, Theme, Topic, View,
};
use proptest::prelude::*;

/// The names of all parameters.
pub fn names() -> Vec<&'static str> {
    TABLE.iter().map(|row| row.name).collect()
}

fn choice<C: Choice + std::fmt::Debug>() -> impl Strategy<Value = C> {
    prop::sample::select(C::ALL.iter().map(|(value, _)| *value).collect::<Vec<C>>())
}

fn guard() -> impl Strategy<Value = Guard> {
    (choice::<GuardName>(), choice::<Scope>()).prop_map(|(name, scope)| Guard::new(name, scope))
}

/// What some link says about the run.
pub fn scenario(most_buyers: u32) -> impl Strategy<Value = Scenario> {
    let delays = (0..=60_000_u32, 0..=60_000_u32, 0..=60_000_u32);
    let rest = (0..=100_u32, 100..=1_000_000_u32, any::<u32>());
    let more = (choice::<Store>(), choice::<Fault>(), any::<bool>());
    (0..=60_000_u32, 1..=most_buyers, guard(), delays, rest, more).prop_map(
        |(tickets, buyers, guard, (search, pay, confirm), (jitter, speed, seed), (store, fault, robust))| {
            let scenario = Scenario {
                tickets: Bounded::clamp(tickets),
                buyers: Bounded::clamp(buyers),
                guard,
                store,
                search: Bounded::clamp(search),
                pay: Bounded::clamp(pay),
                confirm: Bounded::clamp(confirm),
                jitter: Bounded::clamp(jitter),
                speed: Speed::from_thousandths(speed).unwrap(),
                seed,
                fault,
                robust,
            }
            .under(guard);
            Scenario { buyers: Bounded::clamp(buyers.min(scenario.most_buyers())), ..scenario }
        },
    )
}

/// A link that is valid: with real workers it has no more buyers than they can be.
pub fn link() -> impl Strategy<Value = Link> {
    (scenario(1_000_000), page()).prop_map(|(scenario, page)| {
        let most = if page.engine == Engine::Workers { MAX_WORKERS } else { u32::MAX };
        let buyers = Bounded::clamp(scenario.buyers.get().min(most));
        Link { scenario: Scenario { buyers, ..scenario }, page }
    })
}

/// A name of a parameter, or of none.
pub fn name() -> impl Strategy<Value = String> {
    let known = prop::sample::select(names()).prop_map(str::to_owned);
    prop_oneof![4 => known, 1 => "[a-z]{1,8}"]
}

fn page() -> impl Strategy<Value = PageOptions> {
    let lesson = (choice::<View>(), choice::<Topic>(), 0..100_u32);
    let at = prop::option::of(0..u32::MAX);
    (choice::<Engine>(), lesson, choice::<Language>(), choice::<Theme>(), any::<[bool; 3]>(), at).prop_map(
        |(engine, (view, lesson, step), lang, theme, [embed, present, autorun], at)| PageOptions {
            engine,
            view,
            lesson,
            step,
            lang,
            theme,
            embed,
            present,
            at,
            autorun,
        },
    )
}

/// A value of some parameter, at a bound of one, or of none.
pub fn value() -> impl Strategy<Value = String> {
    let mut known: Vec<String> = TABLE.iter().flat_map(|row| row.kind.names()).map(str::to_owned).collect();
    known.extend(TABLE.iter().flat_map(|row| row.kind.range().into_iter().flatten()));
    let limits = ["15", "100", "101", "150", "300", "301", "2000", "2001", "60001", "4294967296", "0.125"];
    known.extend(limits.map(str::to_owned));
    prop_oneof![6 => prop::sample::select(known), 1 => "[0-9a-z.-]{0,6}"]
}

/// Names, most of them known, with values, most of them of some parameter.
pub fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec((name(), value()), 0..6)
}
