//! What must hold of every run, whoever executed it: checked on the virtual engine over random
//! scenarios, and on traces that were altered on purpose.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/conform.rs"]
mod conform;
#[path = "support/mutants.rs"]
mod mutants;
#[path = "support/scenarios.rs"]
mod scenarios;
#[path = "support/threads.rs"]
mod threads;

use conform::{Engine, conform, deaths};
use mutants::rejects_every_alteration;
use oversold::engine::{replay, run_virtual};
use oversold::program::{Action, FILE_ACCESS, Micros, text};
use oversold::scenario::{Bounded, Guard, Scenario, Scope, Store};
use oversold::trace::{Event, Failure, Recording, Schedule, Trace, Verdict, check, first_same_read, judge, unseal};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use scenarios::scenario;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

struct Virtual;

impl Engine for Virtual {
    async fn run(&mut self, scenario: &Scenario) -> Trace {
        run_virtual(scenario)
    }
}

/// Runs that were recorded in virtual time, and run again from their schedules.
struct Replay;

impl Engine for Replay {
    async fn run(&mut self, scenario: &Scenario) -> Trace {
        replay(&Schedule::of(&run_virtual(scenario)).unwrap()).unwrap()
    }
}

/// Native engines never wait for anything but themselves.
fn finish(future: impl Future<Output = ()>) {
    let done = pin!(future).poll(&mut Context::from_waker(Waker::noop()));
    assert_eq!(done, Poll::Ready(()));
}

#[test]
fn virtual_time_conforms() {
    finish(conform(&mut Virtual));
    finish(deaths(&mut Virtual, |_, _| false));
}

#[test]
fn replay_conforms() {
    finish(conform(&mut Replay));
    finish(deaths(&mut Replay, |_, _| false));
}

#[test]
fn native_threads_conform() {
    for _ in 0..20 {
        finish(conform(&mut threads::Threads));
        finish(deaths(&mut threads::Threads, |_, stops| stops));
    }
}

/// The first lost update, found in another way: the first write that did not replace what its writer had
/// read. Its index and its writer.
fn first_loss(trace: &Trace) -> Option<(usize, u32)> {
    let read_by = |buyer| {
        trace.events.iter().find_map(|event| match event.action {
            Action::Read(record) if event.buyer == buyer => Some(record),
            _ => None,
        })
    };
    let lost =
        |event: &Event| event.action.written().is_some_and(|(_, replaced)| read_by(event.buyer) != Some(replaced));
    trace.events.iter().enumerate().find(|(_, event)| lost(event)).map(|(index, event)| (index, event.buyer))
}

/// Each buyer's own events, as its lane would have them.
/// What each process did, and who failed, as workers would leave it behind.
fn lanes(trace: &Trace) -> (Vec<Vec<Event>>, Vec<(Micros, Failure)>) {
    let is_of = |event: &Event, buyer| event.buyer == buyer && event.action != Action::Failed;
    let lane = |buyer| trace.events.iter().copied().filter(|event| is_of(event, buyer)).collect();
    let end = trace.events.last().map_or(0, |event| event.at);
    let failures = trace.failures.iter().map(|failure| (end, failure.clone())).collect();
    ((1..=trace.scenario.processes()).map(lane).collect(), failures)
}

proptest! {
    #[test]
    fn verdicts_hold_together(scenario in scenario()) {
        let trace = run_virtual(&scenario);
        let verdict = judge(&trace);
        let (tickets, buyers) = (scenario.tickets.get(), scenario.buyers.get());
        prop_assert_eq!(verdict.sold + verdict.sold_out + verdict.failed, buyers);
        prop_assert_eq!(verdict.oversold, verdict.sold.saturating_sub(tickets));
        let readable = trace.file.as_ref().is_none_or(|file| text::count(file.as_bytes()).is_some());
        prop_assert_eq!(verdict.consistent, readable && verdict.sold + verdict.left == tickets);
        // Without a lost update every write takes one off the record, so all adds up. One lost update
        // can oversell several times: a stale write may raise the record again.
        prop_assert!(verdict.lost_updates > 0 || (verdict.oversold == 0 && verdict.consistent));
        let same = first_same_read(&trace);
        prop_assert_eq!(verdict.lost_updates == 0, same.is_none());
        if let Some(same) = same {
            // The reason names who wrote the first lost update, and somebody who had read the same.
            let (index, loser) = first_loss(&trace).unwrap_or_default();
            prop_assert!(loser == same.first || loser == same.second, "{:?} {}", same, loser);
            prop_assert_eq!(same.lost_at, Some(index));
            prop_assert_ne!(same.first, same.second);
        }
        if scenario.guard.is_right() {
            is_right(&scenario, &verdict)?;
        }
    }

    #[test]
    fn the_model_admits_every_run(scenario in scenario()) {
        prop_assert_eq!(check(&run_virtual(&scenario)), Ok(()));
    }

    /// Whatever the clocks say, the facts give an order that the model admits.
    #[test]
    fn lanes_with_coarse_clocks_are_put_in_order(scenario in scenario(), grain in 1..5_000_u64) {
        let trace = run_virtual(&scenario);
        let (mut lanes, failures) = lanes(&trace);
        for (i, event) in lanes.iter_mut().flatten().enumerate() {
            // A clock of this grain, and off by up to one grain.
            event.at = (event.at / grain + (i as u64 * 7919) % 2) * grain;
        }
        let recording = Recording { scenario, lanes, last: trace.last, file: trace.file.clone(), failures };
        let again = recording.into_trace();
        prop_assert_eq!(check(&again), Ok(()));
        let (a, b) = (judge(&trace), judge(&again));
        prop_assert_eq!((a.sold, a.left, a.lost_updates), (b.sold, b.left, b.lost_updates));
    }

    /// A trace altered by one value is rejected, whichever value it is.
    #[test]
    fn altered_values_are_rejected(scenario in scenario(), by in 1..5_u32) {
        rejects_every_alteration(&run_virtual(&scenario), by);
    }
}

/// What no guard that is right lets happen, whatever dies.
fn is_right(scenario: &Scenario, verdict: &Verdict) -> Result<(), TestCaseError> {
    prop_assert!(verdict.consistent && verdict.oversold == 0 && verdict.lost_updates == 0, "{:?}", verdict);
    let came = scenario.buyers.get() - verdict.failed;
    prop_assert_eq!(verdict.sold, scenario.tickets.get().min(came));
    // Where confirming needs no guard, it runs beside the next purchase.
    let one = !matches!(scenario.guard, Guard::Queue | Guard::Pipe | Guard::Cas);
    prop_assert!(!one || verdict.peak_in_get <= 1);
    Ok(())
}

/// Two hundred random scenarios for each guard that is right and each store it leaves open.
#[test]
fn right_guards_are_right_two_hundred_times_each() {
    for guard in Guard::ALL.into_iter().filter(|guard| guard.is_right()) {
        for store in [Store::Memory, Store::File] {
            let scenarios = scenario().prop_map(move |other| Scenario { store, ..other }.under(guard));
            let mut runner = TestRunner::new(ProptestConfig::with_cases(200));
            let outcome = runner.run(&scenarios, |scenario| is_right(&scenario, &judge(&run_virtual(&scenario))));
            assert_eq!(outcome, Ok(()), "{guard:?} {store:?}");
        }
    }
}

/// A run that real workers recorded once.
#[test]
fn altered_values_of_a_real_run_are_rejected() {
    let sealed = unseal(include_str!("golden/schedule-workers.txt").trim()).unwrap();
    let payload = if sealed.deflated {
        miniz_oxide::inflate::decompress_to_vec_with_limit(&sealed.payload, 1 << 20).unwrap()
    } else {
        sealed.payload
    };
    rejects_every_alteration(&replay(&Schedule::decode(&payload).unwrap()).unwrap(), 1);
}

/// With exact delays and no jitter there is a formula for every guard.
///
/// Times with search s, pay p, confirm c, b buyers of whom k = min(tickets, b) get a
/// ticket under a guard that works: none takes s + p + c (or s + p with no ticket); a lock around
/// `get` s + b p + k c; join and a lock around the task b (s + p) + k c. Through the pipe, and at the clerk's, confirming runs
/// beside the others' paying: s + b p, or s + k p + c if that is later. With compare-and-swap each round of paying
/// sells one ticket, and who gets none pays once more than tickets were sold: s + k p + c, or s + (k + 1) p.
#[test]
fn closed_forms() {
    for tickets in 0..=20_u32 {
        for buyers in 1..=40_u32 {
            let run = |guard| {
                let scenario = Scenario {
                    tickets: Bounded::clamp(tickets),
                    buyers: Bounded::clamp(buyers),
                    guard,
                    ..Scenario::default()
                };
                let verdict = judge(&run_virtual(&scenario));
                (verdict.elapsed, verdict.sold)
            };
            let sold = tickets.min(buyers);
            let (search, pay, confirm) = (1_000_000, 1_000_000, 1_500_000);
            let (all, served) = (u64::from(buyers), u64::from(sold));
            let everybody = if tickets > 0 { (search + pay + confirm, buyers) } else { (search + pay, 0) };
            // A lock that covers no delay changes neither who sees what nor how long it takes.
            for guard in [Guard::None, Guard::Lock(Scope::WRITE), Guard::Lock(Scope::READ)] {
                assert_eq!(run(guard), everybody, "{guard:?} {tickets} {buyers}");
            }
            assert_eq!(
                run(Guard::Lock(Scope::GET)),
                (search + all * pay + served * confirm, sold),
                "{tickets} {buyers}"
            );
            assert_eq!(
                run(Guard::Lock(Scope::TASK)),
                (all * (search + pay) + served * confirm, sold),
                "{tickets} {buyers}"
            );
            let last_sale = if sold > 0 { search + served * pay + confirm } else { 0 };
            assert_eq!(run(Guard::Pipe), ((search + all * pay).max(last_sale), sold), "{tickets} {buyers}");
            assert_eq!(run(Guard::Queue), run(Guard::Pipe), "{tickets} {buyers}");
            let last_loser = if sold < buyers { search + (served + 1) * pay } else { 0 };
            assert_eq!(run(Guard::Cas), (last_sale.max(last_loser), sold), "{tickets} {buyers}");
            assert_eq!(run(Guard::Join), (all * (search + pay) + served * confirm, sold), "{tickets} {buyers}");
        }
    }
}

/// In a file each access takes [`FILE_ACCESS`] more: one to read, two to write. All look at the same time, and without a
/// guard all do everything so.
#[test]
fn closed_forms_of_files() {
    for tickets in 0..=20_u32 {
        for buyers in 1..=40_u32 {
            let run = |guard| {
                let (tickets, buyers, store) = (Bounded::clamp(tickets), Bounded::clamp(buyers), Store::File);
                let verdict = judge(&run_virtual(&Scenario { tickets, buyers, store, guard, ..Scenario::default() }));
                (verdict.elapsed, verdict.sold)
            };
            let sold = tickets.min(buyers);
            let (search, pay, confirm) = (1_000_000, 1_000_000, 1_500_000);
            let (all, served) = (u64::from(buyers), u64::from(sold));
            let everybody = if tickets > 0 {
                (search + pay + confirm + 4 * FILE_ACCESS, buyers)
            } else {
                (search + pay + 2 * FILE_ACCESS, 0)
            };
            assert_eq!(run(Guard::None), everybody, "{tickets} {buyers}");
            let purchases = all * (pay + FILE_ACCESS) + served * (2 * FILE_ACCESS + confirm);
            assert_eq!(run(Guard::Lock(Scope::GET)), (search + FILE_ACCESS + purchases, sold), "{tickets} {buyers}");
            let one_by_one = all * (search + FILE_ACCESS) + purchases;
            assert_eq!(run(Guard::Lock(Scope::TASK)), (one_by_one, sold), "{tickets} {buyers}");
            assert_eq!(run(Guard::Join), (one_by_one, sold), "{tickets} {buyers}");
        }
    }
}
