//! A saved run that comes back: reformatted, or with what a later version has to say it opens; altered, newer, foreign and
//! unplayable files are told apart.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::engine::run_virtual;
use oversold::scenario::parse;
use oversold::trace::{Damage, Executor, Json, Judged, Origin, RunFile, Saved, Trace};
use serde_json::{Map, Value, json};
use std::rc::Rc;

fn run(query: &str, executor: Executor) -> Judged {
    let trace = Trace { executor, ..run_virtual(&parse(query).0.scenario) };
    Judged::new(Rc::new(trace), Some("1.AbC&by=Firefox-153_20261129T0612Z".into()), executor == Executor::Virtual)
}

/// The file as it is saved.
fn saved(run: &Judged) -> Value {
    let origin = run.origin.clone().and_then(Result::ok);
    serde_json::to_value(RunFile::new(&run.trace, run.result(), origin)).unwrap()
}

/// What is made of this content, by a page that has played the run in it again.
fn opened(text: &str, run: &Judged) -> Result<Saved, Damage> {
    let json = |text: &str| Json::read(text).unwrap();
    let opened = Saved::read(json(text))?;
    let again = RunFile::new(&run.trace, run.result(), None);
    let again = json(&serde_json::to_string(&again).unwrap());
    if opened.is_of(&again, run.simulated) { Ok(opened) } else { Err(Damage::Altered) }
}

/// The same with the fields of every object the other way round, and one more in each.
fn reformatted(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(reformatted).collect(),
        Value::Object(fields) => {
            let more = ("_note".to_owned(), json!({ "by": ["a", 2, null, true] }));
            let fields = fields.iter().rev().map(|(name, value)| (name.clone(), reformatted(value)));
            Value::Object(std::iter::once(more).chain(fields).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

#[test]
fn it_opens_however_it_is_written() {
    for query in
        ["buyers=3", "guard=lock&jitter=70&buyers=4&fault=kill-holder&robust=1", "store=file&guard=queue&buyers=2"]
    {
        for executor in [Executor::Workers, Executor::Virtual] {
            let run = run(query, executor);
            let file = saved(&run);
            let again = reformatted(&file);
            assert_ne!(file.to_string(), again.to_string());
            for text in [file.to_string(), again.to_string(), serde_json::to_string_pretty(&again).unwrap()] {
                let opened = opened(&text, &run).unwrap();
                assert_eq!(opened.schedule, "1.AbC");
                assert_eq!(opened.executed, Origin::read("Firefox-153_20261129T0612Z"));
            }
        }
    }
}

#[test]
fn what_is_altered_is_told() {
    let run = run("buyers=3&guard=lock", Executor::Workers);
    let file = saved(&run);
    for (place, value) in [
        ("/scenario/tickets", json!(7)),
        ("/verdict/sold", json!(9)),
        ("/verdict/sold", json!("1")),
        ("/events/5/buyer", json!(3)),
        ("/events", json!([])),
        ("/failures", json!([{ "buyer": 1, "cause": "silent", "text": "" }])),
        ("/engine", json!("virtual")),
        ("/scenario", json!(null)),
    ] {
        let mut altered = file.clone();
        let found = altered.pointer_mut(place).unwrap();
        assert_ne!(*found, value, "{place}");
        *found = value;
        assert_eq!(opened(&altered.to_string(), &run), Err(Damage::Altered), "{place}");
    }
    for gone in ["scenario", "verdict", "events", "failures", "engine"] {
        let mut altered = file.clone();
        altered.as_object_mut().unwrap().remove(gone);
        assert_eq!(opened(&altered.to_string(), &run), Err(Damage::Altered), "without {gone}");
    }
}

#[test]
fn newer_foreign_and_unplayable_files_are_told_apart() {
    let run = run("buyers=3", Executor::Workers);
    let with = |name: &str, value: Option<Value>| {
        let mut file = saved(&run);
        match value {
            Some(value) => drop(file.as_object_mut().unwrap().insert(name.into(), value)),
            None => drop(file.as_object_mut().unwrap().remove(name)),
        }
        opened(&file.to_string(), &run)
    };
    assert_eq!(with("version", Some(json!(2))), Err(Damage::Newer("2".into())));
    assert_eq!(with("schedule", None), Err(Damage::Unplayable));
    assert_eq!(with("format", Some(json!("har"))), Err(Damage::NoSchedule));
    for version in [None, Some(json!("1")), Some(json!(0)), Some(json!(null))] {
        assert_eq!(with("version", version), Err(Damage::NoSchedule));
    }
    for foreign in ["7", "null", "[]", "{}", "\"oversold-run\"", "{\"traceEvents\":[]}"] {
        assert_eq!(opened(foreign, &run), Err(Damage::NoSchedule), "{foreign}");
    }
}

#[test]
fn an_interrupted_run_says_so_in_result_and_file() {
    let whole = run("buyers=3&guard=lock", Executor::Workers);
    assert!(saved(&whole).get("interruptedMs").is_none());
    let mut trace = (*whole.trace).clone();
    for event in trace.events.iter_mut().filter(|event| event.at > 1_200_000) {
        event.at += 12_000_000;
    }
    let slept = Judged::new(Rc::new(trace), whole.recording.clone(), false);
    let told = serde_json::to_value(slept.result()).unwrap()["interruptedMs"].clone();
    assert_eq!(told, json!(12000.0));
    assert_eq!(saved(&slept)["interruptedMs"], told);
    assert!(opened(&saved(&slept).to_string(), &slept).is_ok());
}
