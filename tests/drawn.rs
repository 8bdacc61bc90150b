//! Schedules that are drawn from all: each as likely as the other, and a run like any other.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/played.rs"]
mod support;

use num_bigint::BigUint;
use oversold::model::explore::{Limits, Outcome, Progress, Sampler, explore};
use oversold::model::{History, Moment};
use oversold::scenario::{Fault, Guard, Scenario, Scope, Store};
use std::collections::BTreeMap;
use support::{run, scenario};

fn sampler(scenario: &Scenario) -> Sampler {
    let mut sampler = Sampler::new(scenario, &Moment::start(scenario), Limits::default());
    while sampler.advance(1000) != Progress::Finished {}
    sampler
}

/// Each of the 20 schedules of two buyers comes about as often as the others.
#[test]
fn drawn_schedules_are_equally_likely() {
    let scenario = scenario(Guard::None, 1, 2);
    let (mut sampler, mut drawn) = (sampler(&scenario), BTreeMap::new());
    for seed in 0..4000 {
        *drawn.entry(sampler.draw(seed).unwrap()).or_insert(0) += 1;
    }
    assert_eq!(drawn.len(), 20);
    // 200 of each are expected, with a deviation of 14.
    assert!(drawn.values().all(|count| (140..260).contains(count)), "{drawn:?}");
    for turns in drawn.keys() {
        run(&scenario, turns);
    }
}

/// Each outcome is drawn as often as schedules end so, which is not how likely it is when turns are drawn.
#[test]
fn drawn_schedules_end_as_all_do() {
    for scenario in [
        scenario(Guard::None, 1, 5),
        scenario(Guard::None, 3, 5),
        scenario(Guard::Cas, 2, 4),
        scenario(Guard::Queue, 1, 3),
        scenario(Guard::Lock(Scope::WRITE), 1, 4),
        Scenario { store: Store::File, ..scenario(Guard::Pipe, 1, 3) },
        Scenario { fault: Fault::KillHolder, store: Store::File, ..scenario(Guard::Lock(Scope::GET), 2, 4) },
    ] {
        let counted = explore(&scenario, Limits::default()).counted.unwrap();
        let whole = |number: &BigUint| u32::try_from(number).map(f64::from).unwrap();
        let (mut sampler, mut drawn, draws) = (sampler(&scenario), BTreeMap::new(), 4000_u32);
        for seed in 0..draws {
            let history = History::new(&scenario).with(&sampler.draw(seed.into()).unwrap()).unwrap();
            *drawn.entry(Outcome::of(history.present()).unwrap()).or_insert(0_u32) += 1;
        }
        for share in &counted.outcomes {
            let expected = whole(&share.schedules) / whole(&counted.schedules.total);
            let met = f64::from(drawn.remove(&share.outcome).unwrap_or(0)) / f64::from(draws);
            let deviation = (expected * (1.0 - expected) / f64::from(draws)).sqrt();
            assert!((met - expected).abs() < 5.0 * deviation + 1e-9, "{scenario:?} {share:?}: {met}");
        }
        assert!(drawn.is_empty(), "{scenario:?}: {drawn:?}");
    }
}

/// However many states there are: these counts have some thousand bits.
#[test]
fn one_is_drawn_from_very_many() {
    for (guard, buyers) in [(Guard::None, 100), (Guard::Lock(Scope::GET), 300), (Guard::Join, 500)] {
        let scenario = scenario(guard, 1, buyers);
        let mut sampler = sampler(&scenario);
        let [one, another] = [1, 2].map(|seed| sampler.draw(seed).unwrap());
        assert_eq!(one == another, guard == Guard::Join);
        run(&scenario, &one);
    }
}

/// A limit is met, or nothing has been counted yet: none is drawn.
#[test]
fn none_is_drawn_from_what_is_not_known() {
    let scenario = scenario(Guard::None, 1, 30);
    let mut sampler = Sampler::new(&scenario, &Moment::start(&scenario), Limits { states: 100, ..Limits::default() });
    assert_eq!(sampler.draw(1), None);
    while sampler.advance(10) != Progress::Finished {}
    assert_eq!(sampler.draw(1), None);
}
