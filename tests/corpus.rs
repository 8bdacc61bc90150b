//! Every link ever made opens, and gives what it gave: links, recorded runs, what was handed in and saved runs, of every
//! version that made them in another way. `tests/links` has a row for each.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/json.rs"]
mod json;
#[path = "support/lessons.rs"]
mod lessons;

use corpus::{rows, saved};
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use oversold::engine::{Simulation, replay, run_virtual};
use oversold::lesson::{HandIn, Proof, judge as judge_step};
use oversold::model::explore::{Limits, explore};
use oversold::scenario::table::{Kind, TABLE};
use oversold::scenario::{MAX_LANES, Scenario, parse, parse_hash};
use oversold::trace::{Census, Judged, Origin, RunFile, Saved, Schedule, Trace, Verdict, check, judge, unseal};
use std::rc::Rc;

/// A verdict as the rows have it.
#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
fn told(verdict: &Verdict) -> String {
    let Verdict { sold, left, oversold, lost_updates, failed, elapsed, .. } = verdict;
    format!("{sold} {left} {oversold} {lost_updates} {failed} {}", *elapsed as f64 / 1000.0)
}

fn simulated(scenario: &Scenario) -> Verdict {
    if scenario.buyers.get() <= MAX_LANES {
        return judge(&run_virtual(scenario));
    }
    let (mut simulation, mut census) = (Simulation::new(scenario), Census::new(scenario));
    while simulation.advance(u32::MAX, &mut census) {}
    census.verdict()
}

/// The payload of a text, with the checks of a browser.
fn payload(text: &str) -> Vec<u8> {
    let sealed = unseal(text).unwrap_or_else(|damage| panic!("{damage:?}: {text}"));
    if sealed.deflated { decompress_to_vec_with_limit(&sealed.payload, 1 << 26).unwrap() } else { sealed.payload }
}

/// A recorded run, and whether its times are virtual.
fn opened(text: &str) -> (Trace, bool) {
    let schedule = Schedule::decode(&payload(text)).unwrap_or_else(|damage| panic!("{damage:?}: {text}"));
    let trace = replay(&schedule).unwrap_or_else(|refused| panic!("{refused:?}: {text}"));
    assert_eq!(check(&trace), Ok(()), "{text}");
    (trace, schedule.times.is_none())
}

#[test]
fn links_simulate_what_they_did() {
    for row in rows("simulated") {
        assert_eq!(told(&simulated(&parse(&row.what).0.scenario)), row.gives, "{}", row.what);
    }
}

#[test]
fn recorded_runs_come_out_as_they_were() {
    for row in rows("recorded") {
        let (carried, notices) = parse_hash(&row.what);
        assert_eq!(notices, [], "{}", row.what);
        let recorded = carried.recorded.unwrap();
        let (text, origin) = Origin::split(&recorded);
        assert!(origin.is_none_or(|origin| origin.is_ok()), "{}", row.what);
        assert_eq!(told(&judge(&opened(text).0)), row.gives, "{}", row.what);
    }
}

fn prove(scenario: &Scenario) -> Option<Proof> {
    let schedules = explore(scenario, Limits::default()).counted?.schedules;
    let [total, wrong] = [schedules.total, schedules.wrong].map(|number| number.to_string().parse().unwrap());
    Some(Proof { total, wrong })
}

#[test]
fn what_was_handed_in_is_judged_as_it_was() {
    for row in rows("handed-in") {
        let text = parse_hash(&row.what).0.handed_in.unwrap();
        let work = HandIn::decode(&payload(&text)).unwrap_or_else(|| panic!("no hand-in: {}", row.what));
        let lesson = lessons::lesson(work.topic).edition(work.revision).unwrap();
        let standings = (0..lesson.steps.len()).map(|at| judge_step(&lesson, &work, at, &prove).standing.name());
        let letters: String = standings.filter_map(|name| name.chars().next()).collect();
        assert_eq!(letters, row.gives, "{}", row.what);
    }
}

/// As the page opens them.
#[test]
fn saved_runs_are_what_they_say() {
    for row in rows("saved") {
        let file = Saved::read(json::json(&serde_json::from_str(&saved(&row.what)).unwrap())).unwrap();
        let (trace, is_virtual) = opened(&file.schedule);
        let run = Judged::new(Rc::new(trace), None, is_virtual);
        let again = RunFile::new(&run.trace, run.result(), None);
        let again = json::json(&serde_json::to_value(&again).unwrap());
        assert!(file.is_of(&again, is_virtual), "{}: another run", row.what);
        assert_eq!(told(&judge(&run.trace)), row.gives, "{}", row.what);
    }
}

/// Whoever adds a parameter, or a name of a value, adds a row with it.
#[test]
fn every_parameter_and_value_has_a_row() {
    let rows = rows("simulated");
    let has = |part: &str| rows.iter().any(|row| row.what[1..].split('&').any(|given| given == part));
    for row in TABLE {
        let is_given =
            rows.iter().any(|one| one.what[1..].split('&').any(|part| part.starts_with(&format!("{}=", row.name))));
        assert!(is_given, "no row of tests/links/simulated.txt gives `{}`", row.name);
        if let Kind::Names(names) | Kind::Language(names) = row.kind {
            for name in names().into_iter().skip(1) {
                let part = format!("{}={name}", row.name);
                assert!(has(&part), "no row of tests/links/simulated.txt gives `{part}`");
            }
        }
    }
}
