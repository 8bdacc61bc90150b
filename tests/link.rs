//! Links: whatever is valid survives link -> page -> link; whatever is not gets a notice, and
//! nothing panics.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::scenario::{
    Bounded, Choice, Engine, Guard, GuardName, Language, Link, PARAMETERS, PageOptions, Problem, Scenario, Scope,
    Speed, Store, Theme, View, parse, set, write,
};
use proptest::prelude::*;

fn choice<C: Choice + std::fmt::Debug>() -> impl Strategy<Value = C> {
    prop::sample::select(C::ALL.iter().map(|(value, _)| *value).collect::<Vec<C>>())
}

fn guard() -> impl Strategy<Value = Guard> {
    (choice::<GuardName>(), choice::<Scope>()).prop_map(|(name, scope)| Guard::new(name, scope))
}

fn scenario(most_buyers: u32) -> impl Strategy<Value = Scenario> {
    let delays = (0..=60_000_u32, 0..=60_000_u32, 0..=60_000_u32);
    let rest = (0..=100_u32, 100..=1_000_000_u32, any::<u32>());
    (0..=60_000_u32, 1..=most_buyers, guard(), delays, rest).prop_map(
        |(tickets, buyers, guard, (search, pay, confirm), (jitter, speed, seed))| Scenario {
            tickets: Bounded::clamp(tickets),
            buyers: Bounded::clamp(buyers),
            guard,
            store: Store::Memory,
            search: Bounded::clamp(search),
            pay: Bounded::clamp(pay),
            confirm: Bounded::clamp(confirm),
            jitter: Bounded::clamp(jitter),
            speed: Speed::from_thousandths(speed).unwrap(),
            seed,
        },
    )
}

fn page() -> impl Strategy<Value = PageOptions> {
    (choice::<Engine>(), choice::<Language>(), choice::<Theme>(), any::<bool>()).prop_map(
        |(engine, lang, theme, autorun)| PageOptions {
            engine,
            view: View::Timeline,
            lang,
            theme,
            embed: false,
            autorun,
        },
    )
}

proptest! {
    #[test]
    fn every_valid_link_survives(scenario in scenario(100), page in page()) {
        let link = Link { scenario, page };
        prop_assert_eq!(parse(&write(&link)), (link, vec![]));
    }

    #[test]
    fn values_use_only_the_unreserved_characters(scenario in scenario(1_000_000), page in page()) {
        let query = write(&Link { scenario, page });
        prop_assert!(query.bytes().all(|b| b.is_ascii_alphanumeric() || b"._~-=&".contains(&b)), "{}", query);
    }

    #[test]
    fn any_text_gives_a_usable_link(query in ".{0,200}") {
        let (link, _) = parse(&query);
        prop_assert_eq!(parse(&write(&link)).0, link);
    }

    #[test]
    fn any_value_of_a_known_name_is_used_or_explained(index in 0..PARAMETERS.len(), value in "[ -~]{0,12}") {
        let name = PARAMETERS[index];
        let encoded: Vec<String> = value.bytes().map(|b| format!("%{b:02X}")).collect();
        let encoded = encoded.concat();
        let (link, notices) = parse(&format!("{name}={encoded}"));
        // What was accepted without a word is what the link now says.
        if notices.is_empty() && name != "r" && !write(&link).is_empty() {
            let (again, _) = parse(&format!("{name}={value}"));
            prop_assert_eq!(again, link);
        }
        for notice in &notices {
            prop_assert_eq!(&notice.parameter, name);
            prop_assert!(!notice.allowed.is_empty());
        }
    }
}

/// Of a notice: the parameter, the problem, what is used instead.
type Expected = (&'static str, Problem, &'static str);

/// Queries and the notices they give.
#[test]
fn bad_links() {
    let cases: &[(&str, &[Expected])] = &[
        ("", &[]),
        ("?", &[]),
        ("tickets=1", &[]),
        ("tickets=-1", &[("tickets", Problem::NotAValue, "1")]),
        ("tickets=", &[("tickets", Problem::NotAValue, "1")]),
        ("tickets=1.5", &[("tickets", Problem::NotAValue, "1")]),
        ("tickets=99999", &[("tickets", Problem::OutOfRange, "60000")]),
        ("tickets=99999999999999999999999", &[("tickets", Problem::OutOfRange, "60000")]),
        ("buyers=0", &[("buyers", Problem::OutOfRange, "1")]),
        ("buyers=101&engine=workers", &[("buyers", Problem::TooManyForWorkers, "100")]),
        ("buyers=1000000", &[]),
        ("buyers=1000001", &[("buyers", Problem::OutOfRange, "1000000")]),
        ("guard=magic", &[("guard", Problem::NotAValue, "none")]),
        ("buyers=2001&guard=pipe", &[("buyers", Problem::TooManyForGuard, "2000")]),
        ("buyers=1000000&guard=cas&engine=virtual", &[("buyers", Problem::TooManyForGuard, "300")]),
        ("buyers=400&guard=cas&engine=workers", &[("buyers", Problem::TooManyForWorkers, "100")]),
        ("buyers=2001&guard=queue", &[("buyers", Problem::TooManyForGuard, "2000")]),
        ("store=file", &[("store", Problem::NotBuiltYet, "memory")]),
        ("view=explore", &[("view", Problem::NotBuiltYet, "timeline")]),
        ("scope=write", &[("scope", Problem::NoEffect, "")]),
        ("speed=0", &[("speed", Problem::OutOfRange, "0.1")]),
        ("speed=5000", &[("speed", Problem::OutOfRange, "1000")]),
        ("speed=fast", &[("speed", Problem::NotAValue, "1")]),
        ("jitter=101", &[("jitter", Problem::OutOfRange, "100")]),
        ("seed=4294967296", &[("seed", Problem::OutOfRange, "4294967295")]),
        ("embed=yes", &[("embed", Problem::NotAValue, "0")]),
        ("embed=1", &[]),
        ("r=2", &[("r", Problem::NotAValue, "1")]),
        ("colour=red", &[("colour", Problem::UnknownName, "")]),
        ("tickets=3&tickets=4", &[("tickets", Problem::GivenTwice, "3")]),
        ("Tickets=3", &[("Tickets", Problem::UnknownName, "")]),
        ("%FF=%FF", &[("\u{fffd}", Problem::UnknownName, "")]),
    ];
    for (query, expected) in cases {
        let (_, notices) = parse(query);
        let found: Vec<(&str, Problem, &str)> =
            notices.iter().map(|n| (n.parameter.as_str(), n.problem, n.used.as_str())).collect();
        assert_eq!(&found, expected, "{query}");
    }
}

#[test]
fn links_are_canonical() {
    let written = |query: &str| write(&parse(query).0);
    assert_eq!(written("buyers=15&tickets=1&speed=1.0&guard=none"), "");
    assert_eq!(written("speed=10&guard=lock&scope=write&tickets=2"), "tickets=2&guard=lock&scope=write&speed=10");
    assert_eq!(written("guard=lock&scope=get"), "guard=lock");
    assert_eq!(written("autorun=1&theme=dark&lang=zh"), "lang=zh&theme=dark&autorun=1");
}

#[test]
fn another_guard_drops_the_scope_of_the_last() {
    let (link, _) = parse("guard=lock&scope=write&buyers=3");
    let (link, notices) = set(&link, "guard", "join");
    assert_eq!((write(&link).as_str(), notices), ("buyers=3&guard=join", vec![]));
}
