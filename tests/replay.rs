//! Links to exactly one run: what was recorded comes out again, and nothing else does.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/scenarios.rs"]
mod scenarios;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use oversold::engine::{Impossible, replay, run_virtual};
use oversold::program::Action;
use oversold::scenario::{Scenario, parse};
use oversold::trace::{Damage, Event, Executor, Schedule, Trace, check, judge, seal, unseal};
use proptest::prelude::*;
use scenarios::scenario;
use std::path::Path;

fn text_of(schedule: &Schedule) -> String {
    let payload = schedule.encode();
    seal(&payload, Some(&compress_to_vec(&payload, 6)))
}

/// What opening a link does, with the checks of a browser.
fn open(text: &str) -> Result<Trace, Damage> {
    let sealed = unseal(text)?;
    let payload = if sealed.deflated {
        decompress_to_vec_with_limit(&sealed.payload, 1 << 26).map_err(|_| Damage::Senseless)?
    } else {
        sealed.payload
    };
    replay(&Schedule::decode(&payload)?).map_err(|_| Damage::Senseless)
}

/// The trace as real workers would have recorded it: with times of its own.
/// Whether it is the text without a last letter that chats leave out of a link: nothing else may be missing.
fn lost_its_end(cut: &str, text: &str) -> bool {
    text.strip_suffix(['-', '_']) == Some(cut)
}

fn as_workers(trace: &Trace) -> Trace {
    let mut trace = Trace { executor: Executor::Workers, ..trace.clone() };
    for (i, event) in trace.events.iter_mut().enumerate() {
        // Not ascending, as real clocks are not; but that nobody can go on is seen in one instant.
        event.at += if event.action == Action::Failed { 40 } else { (i as u64 * 7919) % 40 };
    }
    trace
}

proptest! {
    #[test]
    fn a_run_comes_out_as_it_was(scenario in scenario()) {
        let trace = run_virtual(&scenario);
        for original in [as_workers(&trace), trace] {
            let again = open(&text_of(&Schedule::of(&original).unwrap())).unwrap();
            prop_assert_eq!(&again.events, &original.events);
            prop_assert_eq!(again.last, original.last);
            prop_assert_eq!(judge(&again), judge(&original));
            prop_assert_eq!(check(&again), Ok(()));
            prop_assert_eq!(again.executor, Executor::Replay);
        }
    }

    /// Whatever is changed in a text: it is refused, and nothing panics.
    #[test]
    fn altered_texts_are_refused(
        scenario in scenario(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<char>()), 1..4),
    ) {
        let text = text_of(&Schedule::of(&run_virtual(&scenario)).unwrap());
        let mut altered: Vec<char> = text.chars().collect();
        for (at, kind, with) in edits {
            if altered.is_empty() {
                break;
            }
            let at = at.index(altered.len());
            let digits: Vec<char> = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".chars().collect();
            match kind {
                0 => drop(altered.remove(at)),
                1 => altered.insert(at, digits[with as usize % 64]),
                2 => altered[at] = digits[with as usize % 64],
                _ => altered[at] = with,
            }
        }
        let altered: String = altered.into_iter().collect();
        prop_assume!(altered != text);
        prop_assert_eq!(open(&altered).is_ok(), lost_its_end(&altered, &text), "{}", altered);
    }

    #[test]
    fn cut_texts_are_refused(scenario in scenario(), at in any::<prop::sample::Index>()) {
        let text = text_of(&Schedule::of(&run_virtual(&scenario)).unwrap());
        let cut = &text[..at.index(text.len())];
        prop_assert_eq!(open(cut).is_ok(), lost_its_end(cut, &text));
    }

    /// Even with a right checksum, nonsense is refused and takes no time.
    #[test]
    fn nonsense_is_refused(payload in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = open(&seal(&payload, None));
        let _ = open(&seal(&[&[0_u8, 0][..], &payload].concat(), None));
    }

    /// Another order of the same turns may be another run, but never one that the model does not admit.
    #[test]
    fn other_orders_are_runs_or_refused(scenario in scenario(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let mut schedule = Schedule::of(&run_virtual(&scenario)).unwrap();
        let length = schedule.turns.len();
        schedule.turns.swap(a.index(length), b.index(length));
        if let Ok(trace) = replay(&schedule) {
            prop_assert_eq!(check(&trace), Ok(()));
        }
    }
}

#[test]
fn newer_formats_are_named() {
    let text = text_of(&Schedule::of(&run_virtual(&Scenario::default())).unwrap());
    assert_eq!(open(&text.replacen('1', "2", 1)), Err(Damage::Newer("2".into())));
}

/// Links made today must work for ever: these were written down once. Each is the run that its query simulates.
#[test]
fn links_of_today() {
    for (name, query) in [
        ("pipe", "guard=pipe&tickets=2&buyers=5&jitter=50&seed=3"),
        ("cas", "guard=cas&tickets=3&buyers=6&jitter=50&seed=3"),
        ("queue", "guard=queue&tickets=2&buyers=4&jitter=50&seed=3"),
        ("file", "store=file&buyers=6&search=2&pay=0&confirm=0&jitter=100&seed=3"),
        ("deadlock", "guard=lock&fault=kill-holder&buyers=4&jitter=50&seed=3"),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/schedule-{name}.txt"));
        let simulated = run_virtual(&parse(query).0.scenario);
        if std::env::var("GOLDEN").as_deref() == Ok("write") && !path.exists() {
            std::fs::write(&path, text_of(&Schedule::of(&simulated).unwrap())).unwrap();
        }
        let trace = open(std::fs::read_to_string(&path).unwrap().trim()).unwrap();
        assert!(trace == Trace { executor: Executor::Replay, ..simulated }, "{name} is another run");
    }
    // In these the turns stand in an order that virtual time does not choose any more.
    for (name, text, expected) in [
        ("none", include_str!("golden/schedule-none.txt"), (3_500_000, 15)),
        ("lock", include_str!("golden/schedule-lock.txt"), (17_500_000, 1)),
        ("join", include_str!("golden/schedule-join.txt"), (31_500_000, 1)),
    ] {
        let verdict = judge(&open(text.trim()).unwrap());
        assert_eq!((verdict.elapsed, verdict.sold), expected, "{name}");
    }
    // Real workers' own order and times, so every value is written down here: what each of two was told, and when.
    let trace = open(include_str!("golden/schedule-workers.txt").trim()).unwrap();
    let told = |event: &&Event| matches!(event.action, Action::Bought | Action::SoldOut);
    let told: Vec<_> = trace.events.iter().filter(told).map(|event| (event.at, event.buyer, event.action)).collect();
    assert_eq!(told, [(2_000_024, 1, Action::Bought), (2_000_023, 2, Action::Bought)]);
}

/// Under join nobody starts before the one before is gone, whatever a schedule says.
#[test]
fn joined_buyers_do_not_overlap() {
    let joined = Schedule::of(&run_virtual(&parse("guard=join&buyers=2").0.scenario)).unwrap();
    assert!(replay(&joined).is_ok());
    let mut early = joined.clone();
    let second = early.turns.iter().position(|turn| turn.buyer == 2).unwrap();
    early.turns.swap(second, second - 1);
    assert_eq!(replay(&early), Err(Impossible { turn: second - 1 }));
}
