//! The table of parameters: its rows make sense, links know no others, the result names those of the run, and
//! `docs/link.md` says what they are.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::engine::run_virtual;
use oversold::scenario::table::{About, Kind, Parameter, TABLE};
use oversold::scenario::{Link, parse};
use oversold::trace::{Executor, RunResult, judge};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The columns of `docs/link.md` that follow from a row; the last one, in words, does not.
fn columns(row: &Parameter) -> [String; 5] {
    let names = |names: Vec<&str>| if names.is_empty() { String::new() } else { format!("`{}`", names.join(" ")) };
    let values = match (row.kind, row.kind.range()) {
        (Kind::Scope, _) => "`get task write read`, or two places `A-B`, 0 ≤ A < B ≤ 6".to_owned(),
        (_, Some([min, max])) => format!("{min} to {max} {}", row.unit).trim_end().to_owned(),
        (Kind::Lesson(_), _) => format!("{}, or `NAME.STEP`, a step from 1", names(row.kind.names())),
        _ => names(row.kind.names()),
    };
    let default = row.kind.spell(row.default);
    let guards = row.guards();
    [
        format!("`{}`", row.name),
        values,
        if default.is_empty() { default } else { format!("`{default}`") },
        if guards.is_empty() { String::new() } else { format!("`guard={}`", guards.join(" ")) },
        match row.about {
            About::Link => "link",
            About::Run => "run",
            About::Page => "page",
        }
        .to_owned(),
    ]
}

/// The rows of the first table in a section of a page, cell by cell.
fn table_in(text: &str, heading: &str) -> Vec<Vec<String>> {
    let section = text.split(heading).nth(1).unwrap();
    let lines = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    lines.skip(2).map(cells).collect()
}

#[test]
fn the_documentation_has_these_rows() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/link.md");
    let documented = table_in(&fs::read_to_string(path).unwrap(), "## Parameters");
    for (cells, row) in documented.iter().zip(TABLE) {
        let (words, cells) = cells.split_last().unwrap();
        assert_eq!(cells, columns(row), "docs/link.md should say: | {} | … |", columns(row).join(" | "));
        assert!(!words.is_empty(), "{}: docs/link.md does not say what it is", row.name);
    }
    assert_eq!(documented.len(), TABLE.len());
}

#[test]
fn defaults_are_those_of_an_empty_link() {
    let link = Link::default();
    for row in TABLE {
        assert!(row.value(&link).is_none_or(|value| value == row.default), "{}", row.name);
    }
    let without: Vec<&str> = TABLE.iter().filter(|row| row.value(&link).is_none()).map(|row| row.name).collect();
    assert_eq!(without, ["scope"]);
}

#[test]
fn every_parameter_stands_once() {
    let names: BTreeSet<&str> = TABLE.iter().map(|row| row.name).collect();
    assert_eq!(names.len(), TABLE.len());
    let guard = TABLE.iter().position(|row| row.name == "guard").unwrap();
    for (index, row) in TABLE.iter().enumerate() {
        assert!(row.guards().is_empty() || index > guard, "{} is read before the guard", row.name);
    }
}

/// Numbers of the run have a slider, whose stops are values of theirs, and which stands where the value is.
#[test]
fn stops_are_values() {
    for row in TABLE {
        assert_eq!(row.kind.range().is_some() && row.about == About::Run, !row.stops.is_empty(), "{}", row.name);
        assert!(row.stops.is_sorted_by(|a, b| a < b), "{}", row.name);
        for (place, stop) in row.stops.iter().enumerate() {
            assert_eq!(row.kind.read(&row.kind.spell(*stop)), Ok(*stop), "{}", row.name);
            assert_eq!(row.nearest_stop(*stop), place, "{}", row.name);
        }
        assert!(row.stops.is_empty() || row.stops.contains(&row.default), "{}", row.name);
        assert_eq!(row.nearest_stop(u32::MAX), row.stops.len().saturating_sub(1), "{}", row.name);
    }
}

/// Every value of a row that can be given is the value the link then has; where it counts only under some guard, there.
#[test]
fn every_name_can_be_set() {
    for row in TABLE.iter().filter(|row| row.about != About::Link) {
        for name in row.kind.names() {
            let guard = row.guards().first().map_or(String::new(), |guard| format!("&guard={guard}"));
            let (link, notices) = parse(&format!("{}={name}{guard}", row.name));
            assert_eq!((row.text(&link).as_deref(), notices), (Some(name), vec![]), "{}", row.name);
        }
    }
}

#[test]
fn notices_say_what_the_rows_allow() {
    for (query, allowed) in [
        ("tickets=x", "0–60000"),
        ("speed=0", "0.1–1000"),
        ("guard=x", "none, lock, join, queue, pipe, cas"),
        ("embed=x", "0, 1"),
        ("r=0", "1"),
        ("view=x", "timeline, compare, explore, learn, check"),
        ("lesson=x", "race, lock, join, place, file, messages, cas"),
        ("robust=1", "guard=lock"),
        ("store=file&guard=cas", "guard=none, lock, join, queue"),
    ] {
        let (_, notices) = parse(query);
        assert_eq!(notices.iter().map(|notice| notice.allowed.as_str()).collect::<Vec<_>>(), [allowed], "{query}");
    }
    let (_, notices) = parse("colour=red");
    let known: Vec<&str> = notices[0].allowed.split(", ").collect();
    assert_eq!(known, TABLE.map(|row| row.name));
}

/// A result says every parameter that describes the run.
#[test]
fn results_name_the_parameters_of_the_run() {
    let scenario = parse("guard=lock&scope=task&fault=kill-holder&robust=1&buyers=2").0.scenario;
    let trace = run_virtual(&scenario);
    let result = RunResult::new(Executor::Virtual, &scenario, &judge(&trace), None, 0);
    let json = serde_json::to_value(&result).unwrap();
    let said: BTreeSet<&str> = json["scenario"].as_object().unwrap().keys().map(String::as_str).collect();
    let run: BTreeSet<&str> = TABLE.iter().filter(|row| row.about == About::Run).map(|row| row.name).collect();
    assert_eq!(said, run);
}
