//! A lock at each of its 21 places, as a triangle: which are right, by the rule that the model proves, what they cost in the
//! present scenario, which of the right ones is the fastest, and which is the scenario's own.

use super::formula::{said, terms};
use crate::present::Select;
use crate::program::Micros;
use crate::scenario::{Choice, Fault, Guard, MAX_LANES, Scenario, Scope};
use crate::store::State;
use crate::t;
use crate::text::{Lang, count, message, time};
use crate::trace::Verdict;
use std::collections::BTreeMap;

/// Says what the triangle is of.
#[derive(Default)]
pub struct Places;

/// What the triangle is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacesModel {
    /// The language.
    pub lang: Lang,
    /// The scenario, whose guard is not looked at but to mark it.
    pub scenario: Scenario,
    /// Whether no other place can be chosen now.
    pub disabled: bool,
}

impl Select for Places {
    type Key = PlacesModel;
    type Model = PlacesModel;

    fn key(&self, state: &State) -> PlacesModel {
        let disabled = state.run.run.busy().is_some();
        PlacesModel { lang: state.lang(), scenario: *state.scenario(), disabled }
    }

    fn make(&mut self, state: &State) -> PlacesModel {
        self.key(state)
    }
}

/// The triangle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Triangle {
    /// By where the lock is acquired: the cells from where it can be released first.
    pub rows: Vec<Vec<Cell>>,
    /// Which is the fastest right one, and which are as fast; `None` before it is known, and where none is right.
    pub best: Option<String>,
    /// The rule, and what else holds for all of them.
    pub notes: Vec<String>,
}

/// A lock at two of the places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// From where to where.
    pub scope: Scope,
    /// The class of its colours, and its sign.
    pub class: &'static str,
    /// A sign for it, which needs no colour.
    pub sign: &'static str,
    /// How long a run takes, and how long buyers wait on average; nothing before it is known.
    pub times: Option<[String; 2]>,
    /// All of that in words.
    pub name: String,
    /// Where that is, and why it is right or not.
    pub here: String,
    /// Whether it is the scenario's own.
    pub is_now: bool,
    /// Whether it is the fastest right one.
    pub is_best: bool,
}

/// The scenario with a lock there.
pub fn with_lock(scenario: &Scenario, scope: Scope) -> Scenario {
    scenario.under(Guard::Lock(scope))
}

/// Whether times are simulated: not of so many buyers that it would take too long.
pub fn has_times(scenario: &Scenario) -> bool {
    scenario.buyers.get() <= MAX_LANES
}

/// The triangle, with what is known of the runs.
pub fn triangle(lang: Lang, scenario: &Scenario, found: &BTreeMap<Scope, Verdict>) -> Triangle {
    let best = best(scenario, found);
    let cell = |scope: Scope| cell(lang, scenario, scope, found.get(&scope), best.first() == Some(&scope));
    let row = |from: u8| (from + 1..=Scope::LAST).filter_map(|to| Scope::new(from, to)).map(cell).collect();
    let said = best.split_first().and_then(|(first, others)| {
        let elapsed = found.get(first)?.elapsed;
        let mut said = t!(lang, "placements.best", places = places(*first), time = time(lang, elapsed));
        if !others.is_empty() {
            let names: Vec<String> = others.iter().map(|scope| places(*scope)).collect();
            said = format!("{said}{}{}", lang.gap(), t!(lang, "placements.as_fast", places = names.join(", ")));
        }
        Some(said)
    });
    let mut notes = vec![t!(lang, "placements.rule")];
    notes.extend(is_deadly(scenario).then(|| t!(lang, "placements.killed")));
    notes.push(if has_times(scenario) {
        t!(lang, "placements.times")
    } else {
        t!(lang, "placements.no_times", most = count(lang, MAX_LANES))
    });
    Triangle { rows: (0..Scope::LAST).map(row).collect(), best: said, notes }
}

/// The fastest right ones, of which the first covers least; none before all are known.
fn best(scenario: &Scenario, found: &BTreeMap<Scope, Verdict>) -> Vec<Scope> {
    if is_deadly(scenario) || found.len() < Scope::ALL.len() {
        return Vec::new();
    }
    let right = found.iter().filter(|(scope, _)| Guard::Lock(**scope).is_right());
    let mut right: Vec<(Micros, u8, Scope)> =
        right.map(|(scope, verdict)| (verdict.elapsed, scope.to() - scope.from(), *scope)).collect();
    right.sort_unstable();
    let fastest = right.first().map(|(elapsed, ..)| *elapsed);
    right.into_iter().filter(|(elapsed, ..)| Some(*elapsed) == fastest).map(|(.., scope)| scope).collect()
}

/// Whether whoever holds the lock is killed with it, wherever it stands.
fn is_deadly(scenario: &Scenario) -> bool {
    scenario.fault == Fault::KillHolder && !scenario.robust
}

fn cell(lang: Lang, scenario: &Scenario, scope: Scope, verdict: Option<&Verdict>, is_best: bool) -> Cell {
    let (class, sign) = match Guard::Lock(scope).is_right() {
        _ if is_deadly(scenario) => ("deadlock", "∞"),
        true => ("right", "✓"),
        false => ("wrong", "✕"),
    };
    let told = message(lang, &format!("compare.{class}"));
    let times = verdict.map(|v| [v.elapsed, v.wait_mean(scenario.buyers.get())].map(|span| time(lang, span)));
    let name = match &times {
        Some([elapsed, wait]) => {
            t!(lang, "placements.name", places = places(scope), told = told, time = elapsed, wait = wait)
        }
        None => t!(lang, "placements.plain", places = places(scope), told = told),
    };
    let place = |place: u8| message(lang, &format!("lock.place.{place}"));
    let here = t!(
        lang,
        "placements.here",
        places = places(scope),
        acquired = t!(lang, "lock.acquired", place = place(scope.from())),
        released = t!(lang, "lock.released", place = place(scope.to())),
        why = message(lang, &format!("placements.why.{}", why(scenario, scope)))
    );
    let sum =
        verdict.and_then(|_| terms(scenario, scope)).map(|terms| t!(lang, "placements.sum", sum = said(lang, &terms)));
    let here = sum.map_or_else(|| here.clone(), |sum| [&here, lang.gap(), &sum].concat());
    Cell { scope, class, sign, times, name, here, is_now: scenario.guard == Guard::Lock(scope), is_best }
}

/// Why it is right or not: by what it covers.
fn why(scenario: &Scenario, scope: Scope) -> &'static str {
    let (reading, writing) = (scope.covers(2, 3), scope.covers(4, 5));
    match (reading, writing) {
        _ if is_deadly(scenario) => "deadlock",
        (true, true) => "right",
        (false, true) => "late",
        (true, false) => "early",
        (false, false) => "neither",
    }
}

/// The two places, also of those that have a name.
fn places(scope: Scope) -> String {
    format!("{}-{}", scope.from(), scope.to())
}
