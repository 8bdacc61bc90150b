//! A run in which the reader decides whose turn it is: who can go on and with what, who waits for whom, what has happened
//! so far, and at the end how it went.

use super::story::{clauses, person, told};
use crate::engine::replay;
use crate::model::{History, Machine, Wait};
use crate::present::words::{self, Answer};
use crate::program::{BuyerId, Step};
use crate::scenario::{Guard, Scenario, Store};
use crate::t;
use crate::text::{Lang, count};
use crate::trace::{Judged, Schedule};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Where such a run stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turns {
    /// What they share, in sentences.
    pub record: Vec<String>,
    /// Everybody, by number.
    pub people: Vec<Person>,
    /// What has happened, and what was taken back: a line a turn.
    pub lines: Vec<String>,
    /// How many of these are taken.
    pub at: usize,
    /// At the end: how it went, and whether that is right.
    pub verdict: Option<(String, bool)>,
}

/// Somebody whose turn it may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: BuyerId,
    /// What it is called.
    pub name: String,
    /// What it would do next; why it cannot.
    pub next: String,
    /// Whether it can.
    pub can: bool,
}

/// Where the run stands.
pub fn turns(lang: Lang, scenario: &Scenario, history: &History) -> Turns {
    let machine = history.present().machine();
    let told = told(lang, history.start(), history.turns());
    let line = |one: &super::story::Told| {
        let mut did = one.clauses.clone();
        did.extend(one.looked.clone());
        t!(lang, "explore.line", who = person(lang, scenario, one.who), did = clauses(lang, &did))
    };
    // What became of those who are gone stands in their last turns.
    let last: BTreeMap<BuyerId, String> =
        told.iter().take(history.at()).map(|one| (one.who, clauses(lang, &one.clauses))).collect();
    let people = (1..=scenario.processes()).map(|id| Person {
        id,
        name: person(lang, scenario, id),
        next: next(lang, scenario, machine, id, last.get(&id)),
        can: machine.is_enabled(id),
    });
    Turns {
        record: record(lang, scenario, history),
        people: people.collect(),
        lines: told.iter().map(line).collect(),
        at: history.at(),
        verdict: history.present().is_over().then(|| verdict(lang, scenario, history)).flatten(),
    }
}

/// What it would do next, or why it cannot.
fn next(lang: Lang, scenario: &Scenario, machine: &Machine, id: BuyerId, last: Option<&String>) -> String {
    let who = |id| person(lang, scenario, id);
    if let Some(wait) = machine.waits_for(id) {
        return match wait {
            Wait::Lock(holder) => t!(lang, "explore.waits.lock", who = who(holder)),
            Wait::Pipe(holder) => t!(lang, "explore.waits.pipe", who = who(holder)),
            Wait::Answer(_) => t!(lang, "explore.waits.answer"),
            Wait::Room(_) => t!(lang, "explore.waits.room"),
            Wait::Request => t!(lang, "explore.waits.request"),
            Wait::Before(before) => t!(lang, "explore.waits.before", who = who(before)),
        };
    }
    let Some(step) = machine.next_step(id) else {
        return last.map_or_else(|| t!(lang, "explore.gone"), |last| t!(lang, "explore.gone_last", did = last));
    };
    step_name(lang, step)
}

/// What somebody does next who stands before this step.
pub(super) fn step_name(lang: Lang, step: Step) -> String {
    let key = match step {
        Step::Look => "look",
        Step::Read => "read",
        Step::Write => "write",
        Step::Acquire => "acquire",
        Step::Release => "release",
        Step::Swap { .. } => "swap",
        Step::Receive => "receive",
        Step::Send { .. } => "send",
        Step::Ask { .. } => "ask",
        Step::Await => "await",
        Step::Serve { .. } => "serve",
        Step::Reply { .. } => "reply",
        Step::Load => "load",
        Step::Truncate => "truncate",
        Step::Store => "store",
        Step::Crash => "crash",
        // Local steps are taken with the shared one before them.
        _ => "start",
    };
    t!(lang, &format!("explore.next.{key}"))
}

/// What they share.
fn record(lang: Lang, scenario: &Scenario, history: &History) -> Vec<String> {
    let (moment, memory) = (history.present(), history.present().machine().memory());
    let n = count(lang, memory.record.count);
    let mut said = vec![match scenario.guard {
        _ if scenario.store == Store::File => {
            t!(lang, "explore.now.file", text = format!("“{}”", memory.file_text()))
        }
        // The record is the one message: in the pipe, or taken out.
        Guard::Pipe if memory.holder == 0 => t!(lang, "explore.now.message", n = n),
        Guard::Pipe => t!(lang, "explore.now.empty"),
        _ => t!(lang, "explore.now.record", n = n),
    }];
    said.push(t!(lang, "explore.now.sold", n = count(lang, moment.sold()), of = count(lang, scenario.tickets.get())));
    if memory.holder != 0 {
        let key = if scenario.guard == Guard::Pipe { "explore.now.pipe" } else { "explore.now.lock" };
        said.push(t!(lang, key, who = person(lang, scenario, memory.holder)));
    }
    said
}

/// How it went, as of any run.
fn verdict(lang: Lang, scenario: &Scenario, history: &History) -> Option<(String, bool)> {
    let trace = replay(&Schedule::played(scenario, history)).ok()?;
    let judged = Judged::new(Rc::new(trace), None, true);
    Some((words::verdict(lang, &Answer::from(&judged)), judged.verdict.went_well() && judged.deadlock.is_none()))
}
