//! Every schedule: known numbers, exactly; and whatever can be tried out by hand, against that.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::model::Moment;
use oversold::model::explore::{Counted, Explorer, Limits, Outcome, Progress, explore, odds};
use oversold::program::BuyerId;
use oversold::scenario::{Bounded, Choice, Fault, Guard, Scenario, Scope, Store};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn scenario(guard: Guard, tickets: u32, buyers: u32) -> Scenario {
    Scenario { guard, tickets: Bounded::clamp(tickets), buyers: Bounded::clamp(buyers), ..Scenario::default() }
}

fn counted(scenario: &Scenario) -> Counted {
    explore(scenario, Limits::default()).counted.unwrap()
}

/// Total and wrong.
fn numbers(guard: Guard, tickets: u32, buyers: u32) -> (u64, u64) {
    let found = counted(&scenario(guard, tickets, buyers)).schedules;
    (u64::try_from(found.total).unwrap(), u64::try_from(found.wrong).unwrap())
}

fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * b.abs()
}

#[test]
fn known_numbers() {
    let lock = Guard::Lock;
    for (guard, by_buyers) in [
        (Guard::None, [(20, 12), (1152, 1008), (147_168, 142_560)]),
        (lock(Scope::WRITE), [(42, 20), (4698, 3960), (1_075_320, 1_038_240)]),
        (lock(Scope::READ), [(52, 30), (9210, 8550), (3_643_080, 3_606_120)]),
        (lock(Scope::GET), [(12, 0), (360, 0), (20_160, 0)]),
        (lock(Scope::TASK), [(2, 0), (6, 0), (24, 0)]),
        (Guard::Cas, [(20, 0), (2520, 0), (1_289_808, 0)]),
        (Guard::Pipe, [(6, 0), (90, 0), (2520, 0)]),
        (Guard::Join, [(1, 0), (1, 0), (1, 0)]),
    ] {
        for (buyers, expected) in (2..).zip(by_buyers) {
            assert_eq!(numbers(guard, 1, buyers), expected, "{guard:?} {buyers}");
        }
    }
    assert_eq!((numbers(Guard::None, 2, 3).0, numbers(Guard::None, 2, 4).0), (1680, 338_688));
}

#[test]
fn known_chances() {
    for (guard, buyers, (above, below)) in [
        (Guard::None, 2, (3, 8)),
        (Guard::None, 3, (14, 27)),
        (Guard::None, 4, (153, 256)),
        (Guard::Lock(Scope::WRITE), 2, (5, 8)),
        (Guard::Lock(Scope::WRITE), 3, (190, 243)),
        (Guard::Lock(Scope::WRITE), 4, (435, 512)),
        (Guard::Lock(Scope::READ), 2, (15, 64)),
        (Guard::Lock(Scope::READ), 3, (923, 2916)),
    ] {
        let chance = counted(&scenario(guard, 1, buyers)).chance.wrong;
        assert!(is_close(chance, f64::from(above) / f64::from(below)), "{guard:?} {buyers}: {chance}");
    }
}

/// Fifteen buyers without a guard: hardly a schedule is right, and yet one run in five is.
#[test]
fn fifteen_unguarded_buyers() {
    let found = counted(&scenario(Guard::None, 1, 15));
    let [wrong, total] = [&found.schedules.wrong, &found.schedules.total];
    let share = u64::try_from(wrong * 10_u64.pow(16) / total).unwrap();
    assert_eq!((share + 500) / 1000, 9_999_999_999_992, "99.999 999 999 92 %");
    assert!((found.chance.wrong - 0.815_139_757_161_759).abs() < 1e-12, "{}", found.chance.wrong);
}

/// The number of states is that of the contract's example: three unguarded buyers, what each was told included.
#[test]
fn states_are_told_apart_by_what_was_told() {
    assert_eq!(explore(&scenario(Guard::None, 1, 3), Limits::default()).states, 25);
}

/// Each schedule of buyers with names, one after the other.
fn try_all(moment: &Moment, chance: f64, found: &mut BTreeMap<Outcome, (u64, f64)>) {
    let machine = moment.machine();
    let enabled: Vec<BuyerId> = machine.enabled().collect();
    if enabled.is_empty() {
        let waiting = machine.left().filter(|id| *id <= machine.buyers()).count();
        let outcome = Outcome {
            sold: moment.sold(),
            left: machine.memory().record.count,
            failed: moment.failed() + u32::try_from(waiting).unwrap(),
            deadlocked: machine.left().next().is_some(),
        };
        let sum = found.entry(outcome).or_default();
        *sum = (sum.0 + 1, sum.1 + chance);
    }
    for id in &enabled {
        let mut next = moment.clone();
        assert!(next.take(*id, &mut |_, _| ()));
        try_all(&next, chance / f64::from(u32::try_from(enabled.len()).unwrap()), found);
    }
}

fn same_as_by_hand(scenario: &Scenario) {
    let mut by_hand = BTreeMap::new();
    try_all(&Moment::start(scenario), 1.0, &mut by_hand);
    let found = counted(scenario);
    let outcomes: Vec<_> =
        found.outcomes.iter().map(|share| (share.outcome, u64::try_from(&share.schedules).unwrap())).collect();
    assert_eq!(
        outcomes,
        by_hand.iter().map(|(outcome, (count, _))| (*outcome, *count)).collect::<Vec<_>>(),
        "{scenario:?}"
    );
    for (share, (_, chance)) in found.outcomes.iter().zip(by_hand.values()) {
        assert!((share.chance - chance).abs() < 1e-9, "{scenario:?}: {share:?} {chance}");
    }
    assert_eq!(found.schedules.total, found.outcomes.iter().map(|share| &share.schedules).sum());
}

/// Scenarios of which every schedule can be tried.
fn small() -> impl Strategy<Value = Scenario> {
    let store = prop::sample::select(vec![Store::Memory, Store::File]);
    let fault = prop::sample::select(vec![Fault::None, Fault::KillHolder]);
    let locks = Scope::ALL.iter().map(|(scope, _)| Guard::Lock(*scope));
    let guard = prop::sample::select(Guard::ALL.into_iter().chain(locks).collect::<Vec<_>>());
    (guard, 0..12_u32, 1..6_u32, store, fault, any::<bool>()).prop_map(
        |(guard, tickets, buyers, store, fault, robust)| {
            let with = |buyers| Scenario { store, fault, robust, ..scenario(guard, tickets, buyers) }.under(guard);
            // As many as can be tried by hand.
            let few = |buyers: &u32| counted(&with(*buyers)).schedules.total <= 100_000_u32.into();
            with((1..=buyers).rev().find(few).unwrap_or(1))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn counts_are_those_of_trying_all(scenario in small()) {
        same_as_by_hand(&scenario);
    }

    /// The odds of what can come next add up to those of now, and nowhere does a run come to what was not counted.
    #[test]
    fn odds_add_up_along_any_run(scenario in small(), picks in prop::collection::vec(any::<prop::sample::Index>(), 40)) {
        let mut moment = Moment::start(&scenario);
        for pick in picks {
            let now = odds(&scenario, &moment, Limits::default()).counted.unwrap();
            let enabled: Vec<BuyerId> = moment.machine().enabled().collect();
            let after = |id: &BuyerId| {
                let mut next = moment.clone();
                next.take(*id, &mut |_, _| ());
                next
            };
            let next: Vec<Counted> =
                enabled.iter().map(|id| odds(&scenario, &after(id), Limits::default()).counted.unwrap()).collect();
            if enabled.is_empty() {
                prop_assert_eq!(now.outcomes.len(), 1);
                prop_assert_eq!(now.schedules.total, 1_u32.into());
                break;
            }
            prop_assert_eq!(&now.schedules.total, &next.iter().map(|next| &next.schedules.total).sum());
            prop_assert_eq!(&now.schedules.wrong, &next.iter().map(|next| &next.schedules.wrong).sum());
            let mean = next.iter().map(|next| next.chance.wrong).sum::<f64>() / f64::from(u32::try_from(next.len()).unwrap());
            prop_assert!((mean - now.chance.wrong).abs() < 1e-12);
            moment = after(pick.get(&enabled));
        }
    }
}

/// All guards, stores and faults, with two buyers each.
#[test]
fn all_kinds_are_counted_as_by_hand() {
    for guard in Guard::ALL {
        for store in [Store::Memory, Store::File] {
            for (fault, robust) in [(Fault::None, false), (Fault::KillHolder, false), (Fault::KillHolder, true)] {
                for tickets in [0, 1, 2, 10, 11] {
                    same_as_by_hand(&Scenario { store, fault, robust, ..scenario(guard, tickets, 2) }.under(guard));
                }
            }
        }
    }
}

/// 100,000 runs in which each turn is drawn: within four standard deviations.
#[test]
fn the_chance_is_that_of_drawing() {
    const RUNS: u32 = 100_000;
    for (guard, tickets, buyers) in [(Guard::None, 1, 5), (Guard::Lock(Scope::WRITE), 2, 4)] {
        let scenario = scenario(guard, tickets, buyers);
        let chance = counted(&scenario).chance.wrong;
        // Knuth's multiplier; the upper bits are the random ones.
        let mut draw = 7_u64;
        let mut wrong = 0_u32;
        for _ in 0..RUNS {
            let mut moment = Moment::start(&scenario);
            loop {
                let enabled: Vec<BuyerId> = moment.machine().enabled().collect();
                if enabled.is_empty() {
                    break;
                }
                draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                moment.take(enabled[usize::try_from(draw >> 33).unwrap() % enabled.len()], &mut |_, _| ());
            }
            wrong += u32::from(moment.sold() + moment.machine().memory().record.count != tickets);
        }
        let deviation = (chance * (1.0 - chance) / f64::from(RUNS)).sqrt();
        assert!((f64::from(wrong) / f64::from(RUNS) - chance).abs() < 4.0 * deviation, "{guard:?}: {wrong} {chance}");
    }
}

/// What a limit cuts off says how far it came, and has no numbers.
#[test]
fn a_limit_is_kept() {
    let scenario = scenario(Guard::None, 1, 30);
    for limits in [Limits { states: 100, ..Limits::default() }, Limits { bytes: 10_000, ..Limits::default() }] {
        let mut explorer = Explorer::new(&scenario, limits);
        while explorer.advance(10) != Progress::Finished {
            assert_eq!(explorer.found().counted, None);
        }
        let found = explorer.found();
        assert_eq!(found.counted, None);
        assert!(found.states >= 100 && found.states < 5000, "{found:?}");
    }
}
