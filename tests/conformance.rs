//! What must hold of every run, whoever executed it: checked on the virtual engine over random
//! scenarios, and on traces that were altered on purpose.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/conform.rs"]
mod conform;
#[path = "support/scenarios.rs"]
mod scenarios;
#[path = "support/threads.rs"]
mod threads;

use conform::{Engine, conform};
use oversold::engine::{replay, run_virtual};
use oversold::program::{Action, Record};
use oversold::scenario::{Bounded, Guard, Scenario, Scope};
use oversold::trace::{Event, Schedule, Trace, check, first_same_read, judge, order};
use proptest::prelude::*;
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
}

#[test]
fn replay_conforms() {
    finish(conform(&mut Replay));
}

#[test]
fn native_threads_conform() {
    for _ in 0..20 {
        finish(conform(&mut threads::Threads));
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
    let lost = |event: &Event| matches!(event.action, Action::Wrote { replaced, .. } if read_by(event.buyer) != Some(replaced));
    trace.events.iter().enumerate().find(|(_, event)| lost(event)).map(|(index, event)| (index, event.buyer))
}

/// Each buyer's own events, as its lane would have them.
fn lanes(trace: &Trace) -> Vec<Vec<Event>> {
    let lane = |buyer| trace.events.iter().copied().filter(|event| event.buyer == buyer).collect();
    (1..=trace.scenario.processes()).map(lane).collect()
}

proptest! {
    #[test]
    fn verdicts_hold_together(scenario in scenario()) {
        let trace = run_virtual(&scenario);
        let verdict = judge(&trace);
        let (tickets, buyers) = (scenario.tickets.get(), scenario.buyers.get());
        prop_assert_eq!(verdict.sold + verdict.sold_out, buyers);
        prop_assert_eq!(verdict.oversold, verdict.sold.saturating_sub(tickets));
        prop_assert_eq!(verdict.consistent, verdict.sold + verdict.left == tickets);
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
            prop_assert!(verdict.consistent && verdict.oversold == 0 && verdict.lost_updates == 0);
            prop_assert_eq!(verdict.sold, tickets.min(buyers));
            // Where confirming needs no guard, it runs beside the next purchase.
            let one = !matches!(scenario.guard, Guard::Queue | Guard::Pipe | Guard::Cas);
            prop_assert!(!one || verdict.peak_in_get == 1);
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
        let mut lanes = lanes(&trace);
        for (i, event) in lanes.iter_mut().flatten().enumerate() {
            // A clock of this grain, and off by up to one grain.
            event.at = (event.at / grain + (i as u64 * 7919) % 2) * grain;
        }
        let ordered = order(&lanes, Record::initial(scenario.tickets.get()));
        prop_assert!(ordered.explained);
        let again = Trace { events: ordered.events, ..trace.clone() };
        prop_assert_eq!(check(&again), Ok(()));
        let (a, b) = (judge(&trace), judge(&again));
        prop_assert_eq!((a.sold, a.left, a.lost_updates), (b.sold, b.left, b.lost_updates));
    }

    /// A trace altered by one value is rejected.
    #[test]
    fn altered_values_are_rejected(scenario in scenario(), pick in any::<prop::sample::Index>(), by in 1..5_u32) {
        let mut trace = run_virtual(&scenario);
        let valued: Vec<usize> = trace.events.iter().enumerate().filter(|(_, event)| has_value(event.action)).map(|(i, _)| i).collect();
        prop_assume!(!valued.is_empty());
        let event = &mut trace.events[valued[pick.index(valued.len())]];
        event.action = altered(event.action, by);
        prop_assert!(check(&trace).is_err());
    }
}

fn has_value(action: Action) -> bool {
    matches!(
        action,
        Action::Looked(_)
            | Action::Read(_)
            | Action::Wrote { .. }
            | Action::Acquired(_)
            | Action::Missed { .. }
            | Action::Received { .. }
            | Action::Sent(_)
            | Action::Shown(_)
            | Action::Asked { .. }
            | Action::Served { .. }
            | Action::Replied { .. }
            | Action::Answered(_)
    )
}

fn altered(action: Action, by: u32) -> Action {
    let other = |record: Record| Record { count: record.count + by, ..record };
    match action {
        Action::Looked(record) => Action::Looked(other(record)),
        Action::Read(record) => Action::Read(Record { writer: record.writer + by, ..record }),
        Action::Wrote { put, replaced } => Action::Wrote { put, replaced: other(replaced) },
        Action::Acquired(number) => Action::Acquired(number + by),
        Action::Missed { found } => Action::Missed { found: other(found) },
        Action::Received { record, number } => Action::Received { record, number: number + by },
        Action::Sent(record) => Action::Sent(other(record)),
        Action::Shown(record) => Action::Shown(other(record)),
        Action::Asked { buy, number } => Action::Asked { buy, number: number + by },
        Action::Served { client, buy, number } => Action::Served { client, buy: !buy, number },
        Action::Replied { client, record } => Action::Replied { client: client + by, record },
        Action::Answered(record) => Action::Answered(other(record)),
        unchanged => unchanged,
    }
}

/// With exact delays and no jitter there is a formula for every guard.
///
/// Times in milliseconds with search s, pay p, confirm c, b buyers of whom k = min(tickets, b) get a
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
                (verdict.elapsed / 1000, verdict.sold)
            };
            let sold = tickets.min(buyers);
            let (search, pay, confirm) = (1000, 1000, 1500);
            let (all, served) = (u64::from(buyers), u64::from(sold));
            let everybody = if tickets > 0 { (search + pay + confirm, buyers) } else { (search + pay, 0) };
            assert_eq!(run(Guard::None), everybody, "{tickets} {buyers}");
            assert_eq!(
                run(Guard::Lock(Scope::Get)),
                (search + all * pay + served * confirm, sold),
                "{tickets} {buyers}"
            );
            assert_eq!(
                run(Guard::Lock(Scope::Task)),
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
