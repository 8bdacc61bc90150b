//! A link that is changed, by controls, messages and recorded runs: what is not named stays, and it is always a link that
//! a query can say.
#![cfg(not(target_arch = "wasm32"))]

use oversold::scenario::table::{About, TABLE};
use oversold::scenario::{Bounded, Link, Problem, Scenario, parse, set, write};
use proptest::prelude::*;

#[path = "support/links.rs"]
mod links;
use links::{link, names, pairs, scenario, value};

/// Something that changes the link of a page.
#[derive(Clone, Debug)]
enum Change {
    /// The page is opened.
    Open(Vec<(String, String)>),
    /// Controls, presets, messages.
    Set(Vec<(String, String)>),
    /// A recorded run is opened.
    Replay(Scenario),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        1 => pairs().prop_map(Change::Open),
        4 => pairs().prop_map(Change::Set),
        2 => scenario(2000).prop_map(Change::Replay),
    ]
}

fn changed(link: &Link, change: &Change) -> Link {
    let query = |pairs: &[(String, String)]| {
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    };
    match change {
        Change::Open(pairs) => parse(&query(pairs)).0,
        Change::Set(pairs) => {
            set(link, &pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>()).0
        }
        Change::Replay(scenario) => link.with_scenario(*scenario).0,
    }
}

/// What may change with a parameter though it is not named: what it decides about.
fn decided_by(name: &str) -> &'static [&'static str] {
    match name {
        "guard" => &["scope", "store", "robust", "buyers"],
        "store" | "fault" | "engine" => &["buyers"],
        _ => &[],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn a_link_is_always_one_that_a_query_can_say(changes in prop::collection::vec(change(), 1..12)) {
        let mut link = Link::default();
        for change in &changes {
            link = changed(&link, change);
            prop_assert_eq!(parse(&write(&link)), (link, vec![]), "after {:?}", change);
        }
    }

    #[test]
    fn what_is_not_named_stays(
        before in prop::collection::vec(change(), 0..6),
        row in prop::sample::select(names()),
        value in value(),
    ) {
        let before = before.iter().fold(Link::default(), |link, change| changed(&link, change));
        let (after, notices) = set(&before, &[(row, &value)]);
        for other in TABLE.iter().filter(|other| other.name != row && !decided_by(row).contains(&other.name)) {
            prop_assert_eq!(other.text(&after), other.text(&before), "{} after {}={}", other.name, row, value);
        }
        // Only who names the engine can change the run from the page's side.
        let is_page = TABLE.iter().any(|known| known.name == row && known.about == About::Page);
        if is_page && row != "engine" {
            prop_assert_eq!(after.scenario, before.scenario);
        }
        for notice in notices.iter().filter(|notice| notice.problem == Problem::NotAValue) {
            prop_assert_eq!(after, before, "{:?}", notice);
        }
    }

    #[test]
    fn setting_what_a_link_says_makes_that_link(link in link(), before in link()) {
        let query = write(&link);
        let mut pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let rest: Vec<(&str, String)> = TABLE
            .iter()
            .filter(|row| pairs.iter().all(|(name, _)| *name != row.name))
            .filter_map(|row| Some((row.name, row.text(&link)?)))
            .collect();
        pairs.extend(rest.iter().map(|(name, value)| (*name, value.as_str())));
        prop_assert_eq!(set(&before, &pairs), (link, vec![]));
    }
}

/// Of what was set, what is told: the parameter, what was given, the problem, what is used.
fn told(query: &str, pairs: &[(&str, &str)]) -> (String, Vec<(String, String, Problem, String)>) {
    let (link, notices) = set(&parse(query).0, pairs);
    (write(&link), notices.into_iter().map(|n| (n.parameter, n.given, n.problem, n.used)).collect())
}

fn one(name: &str, given: &str, problem: Problem, used: &str) -> Vec<(String, String, Problem, String)> {
    vec![(name.to_owned(), given.to_owned(), problem, used.to_owned())]
}

#[test]
fn a_slip_keeps_the_number_that_was_there() {
    let slip = told("buyers=40", &[("buyers", "4o")]);
    assert_eq!(slip, ("buyers=40".to_owned(), one("buyers", "4o", Problem::NotAValue, "40")));
    let far = told("buyers=40&tickets=3", &[("tickets", "70000")]);
    assert_eq!(far, ("tickets=60000&buyers=40".to_owned(), one("tickets", "70000", Problem::OutOfRange, "60000")));
}

#[test]
fn a_name_that_is_none_keeps_what_was_there() {
    let query = "guard=lock&scope=write&robust=1&view=compare";
    for (name, given, problem, used) in [
        ("guard", "locks", Problem::NotAValue, "lock"),
        ("scope", "wide", Problem::NotAValue, "write"),
        ("robust", "yes", Problem::NotAValue, "1"),
        ("view", "lessons", Problem::NotAValue, "compare"),
        ("speed", "fast", Problem::NotAValue, "1"),
    ] {
        assert_eq!(told(query, &[(name, given)]), (query.to_owned(), one(name, given, problem, used)));
    }
}

#[test]
fn a_recorded_run_with_more_buyers_than_workers_keeps_them() {
    let (page, _) = parse("engine=workers&buyers=30&lang=zh");
    let recorded = Scenario { buyers: Bounded::clamp(150), ..Scenario::default() };
    let (link, notice) = page.with_scenario(recorded);
    let notice = notice.map(|n| (n.parameter, n.given, n.problem, n.allowed, n.used));
    let expected = ["engine", "workers", "auto, virtual", "auto"].map(str::to_owned);
    let [parameter, given, allowed, used] = expected;
    assert_eq!(notice, Some((parameter, given, Problem::TooFewWorkers, allowed, used)));
    assert_eq!(write(&link), "buyers=150&lang=zh");
    let (link, notices) = set(&link, &[("theme", "dark")]);
    assert_eq!((link.scenario, notices), (recorded, vec![]));
    assert_eq!(write(&link), "buyers=150&lang=zh&theme=dark");
}

#[test]
fn a_recorded_run_that_workers_can_be_leaves_the_engine() {
    let (page, _) = parse("engine=workers");
    let recorded = Scenario { buyers: Bounded::clamp(100), ..Scenario::default() };
    assert_eq!(page.with_scenario(recorded), (Link { scenario: recorded, ..page }, None));
    let (page, _) = parse("engine=virtual");
    let recorded = Scenario { buyers: Bounded::clamp(150), ..Scenario::default() };
    assert_eq!(page.with_scenario(recorded), (Link { scenario: recorded, ..page }, None));
}

#[test]
fn workers_take_as_many_buyers_as_they_can_be() {
    let (query, notices) = told("buyers=5000", &[("engine", "workers")]);
    assert_eq!(
        (query.as_str(), notices),
        ("buyers=100&engine=workers", one("buyers", "5000", Problem::TooManyForWorkers, "100"))
    );
}

#[test]
fn another_guard_drops_the_scope_of_the_last() {
    let (link, _) = parse("guard=lock&scope=write&buyers=3");
    let (link, notices) = set(&link, &[("guard", "join")]);
    assert_eq!((write(&link).as_str(), notices), ("buyers=3&guard=join", vec![]));
}

/// As in a link: what belongs together is set together, in whatever order it is named.
#[test]
fn order_does_not_matter() {
    let (link, _) = parse("buyers=3&guard=join");
    for pairs in [[("scope", "write"), ("guard", "lock")], [("guard", "lock"), ("scope", "write")]] {
        let (link, notices) = set(&link, &pairs);
        assert_eq!((write(&link).as_str(), notices), ("buyers=3&guard=lock&scope=write", vec![]));
    }
}

#[test]
fn another_guard_keeps_what_means_something_under_it() {
    let (link, _) = parse("guard=lock&scope=write&store=file&robust=1&fault=kill-holder");
    let written = |guard: &str| {
        let (link, notices) = set(&link, &[("guard", guard)]);
        assert_eq!(notices, vec![], "{guard}");
        write(&link)
    };
    assert_eq!(written("lock"), "guard=lock&store=file&fault=kill-holder&robust=1");
    assert_eq!(written("queue"), "guard=queue&store=file&fault=kill-holder");
    assert_eq!(written("cas"), "guard=cas&fault=kill-holder");
}
