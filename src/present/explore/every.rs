//! What all schedules of a scenario come to: how many of them are wrong, how likely that is, and how many tickets are sold.

use super::MOST_SHOWN;
use super::numbers::{chance, exact, is_written, share, whole};
use crate::model::explore::{Counted, Exploration, Progress};
use crate::scenario::Scenario;
use crate::t;
use crate::text::{Lang, count, grouped};
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// What all schedules come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Every {
    /// How many of how many are wrong, in a sentence.
    pub headline: String,
    /// What that means, or what is known where a limit was met.
    pub notes: Vec<String>,
    /// How it looks: `right` where none is wrong, `wrong`, or neither where that is not known.
    pub class: Option<&'static str>,
    /// The part of the bar that is wrong, in percent.
    pub wrong: Option<f64>,
    /// The two measures, and where there were any, what real runs came to.
    pub measures: Vec<Measure>,
    /// The names of the columns of the histogram.
    pub columns: [String; 4],
    /// The histogram: how many are sold.
    pub bars: Vec<Bar>,
    /// Numbers of which only the size is shown, with all their digits.
    pub exact: Vec<Count>,
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its name in `data-measure`.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// How much of it is wrong.
    pub value: String,
    /// What it means.
    pub what: String,
}

/// A bar of the histogram.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// How many are sold.
    pub sold: String,
    /// Its length, in percent of the longest.
    pub length: f64,
    /// Whether it is wrong.
    pub wrong: bool,
    /// How many schedules.
    pub schedules: String,
    /// Their share.
    pub share: String,
    /// How likely.
    pub chance: String,
}

/// A number with its name and all its digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// What it counts.
    pub label: String,
    /// Its digits.
    pub digits: String,
}

/// How far an exploration has come, in a sentence, and in parts of a thousand where that is known.
pub fn progress(lang: Lang, progress: Progress) -> (String, Option<u32>) {
    match progress {
        Progress::Finding(states) => (t!(lang, "explore.finding", n = grouped(lang, &states.to_string())), None),
        Progress::Counting(part) => (t!(lang, "explore.counting", n = count(lang, part / 10)), Some(part)),
        Progress::Finished => (t!(lang, "explore.searching"), Some(1000)),
    }
}

/// What all schedules come to; `real` says of how many runs on real workers how many went wrong.
pub fn every(lang: Lang, scenario: &Scenario, found: &Exploration, real: (u32, u32)) -> Every {
    let states = grouped(lang, &found.states.to_string());
    let Some(counted) = &found.counted else {
        let mut notes = vec![t!(lang, "explore.limit.still", n = states)];
        if scenario.buyers.get() <= MOST_SHOWN {
            notes.push(t!(lang, "explore.limit.single"));
        }
        return Every { headline: t!(lang, "explore.limit.met"), notes, ..Every::default() };
    };
    let all = &counted.schedules;
    let (total, wrong) = (whole(lang, &all.total), whole(lang, &all.wrong));
    let is_right = all.wrong == BigUint::default();
    let headline = if is_right {
        t!(lang, "explore.none_wrong", of = total)
    } else {
        t!(lang, "explore.wrong", n = wrong, of = total)
    };
    let mut notes = vec![t!(lang, if is_right { "explore.proof" } else { "explore.means" }, states = states)];
    if all.deadlocked != BigUint::default() {
        notes.push(t!(lang, "explore.deadlocked", n = whole(lang, &all.deadlocked)));
    }
    if !is_right && all.oversold != all.wrong {
        notes.push(t!(lang, "explore.oversold", n = whole(lang, &all.oversold)));
    }
    Every {
        headline,
        notes,
        class: Some(if is_right { "right" } else { "wrong" }),
        wrong: Some(part(&all.wrong, &all.total)),
        measures: measures(lang, counted, real),
        columns: ["explore.sold", "explore.schedules", "explore.share", "explore.by_chance"].map(|key| t!(lang, key)),
        bars: bars(lang, scenario, counted),
        exact: digits(lang, counted),
    }
}

fn measures(lang: Lang, counted: &Counted, (runs, wrong): (u32, u32)) -> Vec<Measure> {
    let all = &counted.schedules;
    let one =
        |name, label: &str, value, what: &str| Measure { name, label: t!(lang, label), value, what: t!(lang, what) };
    let mut measures = vec![
        one(
            "schedules",
            "explore.measure.schedules",
            share(lang, &all.wrong, &all.total),
            "explore.measure.schedules_what",
        ),
        one(
            "chance",
            "explore.measure.chance",
            chance(lang, counted.chance.wrong, all.wrong == all.total),
            "explore.measure.chance_what",
        ),
    ];
    if runs > 0 {
        measures.push(Measure {
            name: "real",
            label: t!(lang, "explore.measure.real"),
            value: share(lang, &wrong.into(), &runs.into()),
            what: t!(lang, "explore.measure.real_what", n = count(lang, runs), wrong = count(lang, wrong)),
        });
    }
    measures
}

/// By how many are sold, whether somebody waits for ever, and whether it is wrong.
fn bars(lang: Lang, scenario: &Scenario, counted: &Counted) -> Vec<Bar> {
    let mut by_sold: BTreeMap<(u32, bool, bool), (BigUint, f64)> = BTreeMap::new();
    for one in &counted.outcomes {
        let key = (one.outcome.sold, one.outcome.is_wrong(scenario), one.outcome.deadlocked);
        let sum = by_sold.entry(key).or_default();
        sum.0 += &one.schedules;
        sum.1 += one.chance;
    }
    let most = by_sold.values().map(|(schedules, _)| schedules).max().cloned().unwrap_or_default();
    let total = &counted.schedules.total;
    let bar = |((sold, wrong, deadlocked), (schedules, likely)): (&(u32, bool, bool), &(BigUint, f64))| {
        let sold = count(lang, *sold);
        Bar {
            sold: if *deadlocked { t!(lang, "explore.sold_deadlock", n = sold) } else { sold },
            length: part(schedules, &most),
            wrong: *wrong,
            schedules: whole(lang, schedules),
            share: share(lang, schedules, total),
            chance: chance(lang, *likely, schedules == total),
        }
    };
    by_sold.iter().map(bar).collect()
}

/// Those of which only the size is shown.
fn digits(lang: Lang, counted: &Counted) -> Vec<Count> {
    let all = &counted.schedules;
    let named = [("explore.measure.schedules_all", &all.total), ("explore.measure.schedules_wrong", &all.wrong)];
    let is_long = |value: &BigUint| is_written(value) && whole(lang, value) != exact(lang, value);
    let long = named.into_iter().filter(|(_, value)| is_long(value));
    long.map(|(key, value)| Count { label: t!(lang, key), digits: exact(lang, value) }).collect()
}

/// A part in percent, good enough for the length of a bar.
fn part(part: &BigUint, of: &BigUint) -> f64 {
    let scaled: BigUint = part * 10_000_u32 / of.max(&BigUint::from(1_u32));
    u32::try_from(scaled).map_or(100.0, |scaled| f64::from(scaled) / 100.0)
}
