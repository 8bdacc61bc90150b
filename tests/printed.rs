//! What the Python program prints is what the log says it prints: under every guard, with either store, line by line in
//! the order of a simulated run.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::engine::run_virtual;
use oversold::present::Select;
use oversold::present::race::Log;
use oversold::present::words;
use oversold::program::{Action as Did, BuyerId, Dialect, Micros, Phase, Printed, listing, source};
use oversold::scenario::{Bounded, Choice, Fault, Guard, Link, Scenario, Scope, Store};
use oversold::store::{Action, LinkAction, Opening, PageAction, Part, PlayAction, RunAction, State, pairs};
use oversold::text::{Lang, add};
use oversold::trace::{Event, Follow, Judged, Trace};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How far apart processes wake in the simulation, at least, in microseconds: what is closer is one instant. An access to
/// the file takes a part of that.
const APART: Micros = 5_000;

/// How many programs run beside each other. They sleep most of the time.
const AT_ONCE: usize = 4;

/// A line, and who printed it.
type Said = (String, String);

/// Every guard with either store, and what comes of a death, where the program comes to its end.
fn scenarios() -> Vec<(String, Scenario)> {
    let plain = Scenario {
        buyers: Bounded::clamp(3),
        search: Bounded::clamp(150),
        pay: Bounded::clamp(120),
        confirm: Bounded::clamp(90),
        jitter: Bounded::clamp(90),
        ..Scenario::default()
    };
    let mut all = Vec::new();
    for guard in Guard::ALL {
        let mut add = |scenario: Scenario| {
            let name = format!("{}-{}", all.len(), guard.name().name());
            all.push((name, scenario.under(guard)));
        };
        add(plain);
        if guard.has_file() {
            add(Scenario { store: Store::File, ..plain });
        }
        if guard.scope().is_some() {
            add(Scenario { fault: Fault::KillHolder, robust: true, ..plain });
        } else if !guard.holds_others_up() {
            add(Scenario { fault: Fault::KillHolder, ..plain });
        }
    }
    all
}

/// Whether everybody searches at the same time, so that all can wait for each other before.
fn is_concurrent(scenario: &Scenario) -> bool {
    !matches!(scenario.guard, Guard::Join | Guard::Lock(Scope::TASK))
}

/// A simulated run of which the order is sure, and in which most happens: sales that should not be, waits, second tries.
fn ordered(scenario: &Scenario) -> Trace {
    let traces = (1..1500).map(|seed| run_virtual(&Scenario { seed, ..*scenario }));
    let sure = traces.filter(|trace| is_queued_for_by_one(trace) && apart(trace) > APART);
    let counts = |event: &&Event| matches!(event.action, Did::Bought | Did::Waiting | Did::Missed { .. });
    let best = sure.max_by_key(|trace| trace.events.iter().filter(counts).count()).unwrap();
    let sold = best.events.iter().filter(|event| event.action == Did::Bought).count();
    assert_eq!(sold > 1, !scenario.guard.is_right(), "{scenario:?}");
    best
}

/// Whether never two wait for the lock or the count, of whom either could get it. Where all begin with that, whoever gets
/// it first is called the first.
fn is_queued_for_by_one(trace: &Trace) -> bool {
    let mut follow = Follow::new(&trace.scenario);
    trace.scenario.guard.has_clerk()
        || !is_concurrent(&trace.scenario)
        || trace.events.iter().all(|event| {
            follow.hear(*event);
            follow.statuses().iter().filter(|status| status.blocked_since().is_some()).count() < 2
        })
}

/// Who wakes when, in order.
fn wakes(trace: &Trace) -> Vec<(Micros, BuyerId)> {
    let (mut asleep, mut wakes) = (BTreeSet::new(), Vec::new());
    for event in &trace.events {
        if asleep.remove(&event.buyer) {
            wakes.push((event.at, event.buyer));
        }
        if matches!(event.action, Did::Paused(_)) {
            asleep.insert(event.buyer);
        }
    }
    wakes
}

/// The shortest time between two wakings.
fn apart(trace: &Trace) -> Micros {
    wakes(trace).windows(2).map(|pair| pair[1].0 - pair[0].0).min().unwrap_or(Micros::MAX)
}

/// What the log shows in its column, with the time of each line.
fn logged(trace: &Trace) -> Vec<(Micros, Said)> {
    let link = Link { scenario: trace.scenario, ..Link::default() };
    let (mut state, _) = State::open(Opening { link, ..Opening::default() });
    state.reduce(Action::Page(PageAction::Module(Ok(()))));
    for part in Part::ALL {
        state.reduce(Action::Page(PageAction::Came(part, true)));
    }
    state.reduce(Action::Link(LinkAction::Set(pairs(&[("engine", "virtual")]))));
    state.reduce(Action::Run(RunAction::Run));
    let id = state.run.run.busy().unwrap();
    let judged = Judged::new(Rc::new(trace.clone()), None, true);
    state.reduce(Action::Run(RunAction::Judged(id, Rc::new(judged))));
    state.reduce(Action::Play(PlayAction::Show(usize::MAX)));
    let model = Log.make(&state);
    let is_printed = |event: &&Event| Printed::of(event.buyer, event.action).is_some();
    let times: Vec<Micros> = trace.events.iter().filter(is_printed).map(|event| event.at).collect();
    let times = times.into_iter().chain([trace.events.last().unwrap().at]);
    let lines: Vec<Said> = model.lines.into_iter().filter_map(|line| Some((line.who, line.printed?))).collect();
    assert!(lines.last().unwrap().1.ends_with("left in the end"), "{lines:?}");
    let said: Vec<(Micros, Said)> = times.zip(lines.iter().cloned()).collect();
    assert_eq!(said.len(), lines.len());
    said
}

/// What the Python program prints in the same order.
fn printed(name: &str, trace: &Trace) -> Vec<Said> {
    let scenario = &trace.scenario;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("printed").join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("shop.py");
    fs::write(&path, source(&listing(scenario, Dialect::Python))).unwrap();
    let support: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "support"].iter().collect();
    let child = Command::new("python3")
        .arg(&path)
        .current_dir(&folder)
        .env("PYTHONPATH", support)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("OVERSOLD_PLAN", plan(trace).to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let main = child.id().to_string();
    let output = child.wait_with_output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {error}");
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<(&str, &str)> = text.lines().map(|line| line.split_once(' ').unwrap()).collect();
    let number = |line: &str| line.strip_prefix("= ").and_then(|number| number.parse().ok());
    let people: BTreeMap<&str, BuyerId> =
        lines.iter().filter_map(|(process, line)| Some((*process, number(line)?))).collect();
    let said = |(process, line): (&str, &str)| {
        let number = people.get(process).copied();
        let who = match number {
            Some(number) => words::name(Lang::En, false, number),
            None if process == main => "main".to_owned(),
            None => words::name(Lang::En, true, 0),
        };
        // Its process ID stands where the page has its number.
        let got = Printed::Bought(process.parse().unwrap()).line();
        let bought = number.filter(|_| line == got).map(|number| Printed::Bought(number).line());
        (who, bought.unwrap_or_else(|| line.to_owned()))
    };
    lines.into_iter().filter(|(_, line)| !line.starts_with("= ")).map(said).collect()
}

/// The simulation's order, for `sitecustomize.py`.
fn plan(trace: &Trace) -> serde_json::Value {
    let searches = trace.events.iter().filter(|event| event.action == Did::Paused(Phase::Search));
    json!({
        "order": searches.map(|event| event.buyer).collect::<Vec<_>>(),
        "wakes": wakes(trace).into_iter().map(|(_, buyer)| buyer).collect::<Vec<_>>(),
        "gate": is_concurrent(&trace.scenario),
        "clerk": trace.scenario.processes(),
    })
}

/// What is printed at one instant has an order only by process.
fn by_instant(lengths: &[usize], said: &[Said]) -> Vec<Vec<Said>> {
    let mut rest = said;
    let mut groups: Vec<Vec<Said>> = Vec::new();
    for length in lengths {
        let (group, more) = rest.split_at((*length).min(rest.len()));
        let mut group = group.to_vec();
        group.sort_by(|a, b| a.0.cmp(&b.0));
        groups.push(group);
        rest = more;
    }
    groups.push(rest.to_vec());
    groups
}

fn check(name: &str, scenario: &Scenario) {
    let trace = ordered(scenario);
    let (times, expected): (Vec<Micros>, Vec<Said>) = logged(&trace).into_iter().unzip();
    let mut lengths: Vec<usize> = Vec::new();
    for (i, at) in times.iter().enumerate() {
        match lengths.last_mut() {
            Some(length) if at - times[i - 1] < APART => *length += 1,
            _ => lengths.push(1),
        }
    }
    let said = printed(name, &trace);
    assert_eq!(by_instant(&lengths, &said), by_instant(&lengths, &expected), "{name}: {:?}", trace.scenario);
}

#[test]
fn the_python_prints_what_the_log_shows() {
    if Command::new("python3").arg("--version").output().is_err() {
        println!("NOT RUN: there is no python3 on this machine");
        return;
    }
    let (all, next) = (scenarios(), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                // Each thread has its own.
                add(oversold::catalogue!("shell"));
                add(oversold::catalogue!("race"));
                add(oversold::catalogue!("runs"));
                while let Some((name, scenario)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    check(name, scenario);
                }
            });
        }
    });
}
