//! What came of one variant, once, many times or on real workers, as numbers and as texts.

use crate::engine::{Runs, Spread};
use crate::present::words::Clock;
use crate::program::{FILE_ACCESS, Micros};
use crate::scenario::{Scenario, Store};
use crate::t;
use crate::text::{Lang, brief, count, decimal, percent, time};
use crate::trace::Verdict;

/// What became of a variant on real workers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Raced {
    /// How it came out; the model admits it.
    pub verdict: Verdict,
    /// How long an access to the file took, in microseconds.
    pub access: Option<f64>,
    /// In which steps the clock went that measured it, in microseconds; 0 where that is not known.
    pub clock_step: Micros,
}

/// What is known of an access to the file.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cost {
    /// In virtual time: what the model makes it cost.
    Model,
    /// What it took real workers, in microseconds, if there was one.
    Took(Option<f64>),
}

/// A number with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name in the page's sources.
    pub id: &'static str,
    /// What it is called.
    pub name: String,
    /// The number, with its unit.
    pub text: String,
    /// The length of its bar, in percent of the longest; `None` without a bar.
    pub bar: Option<u64>,
}

/// What came of a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Whether it is right, in every run; and that no other run can be wrong.
    pub right: bool,
    /// Whether it is right, and another run need not be.
    pub lucky: bool,
    /// The same in words, or in how many of many runs.
    pub told: String,
    /// First start to last end.
    pub elapsed: Micros,
    /// How long buyers were blocked on the guard, on average.
    pub wait: Micros,
    /// How many were sold, in words.
    pub sold: String,
    /// What is in view: sold, time, waiting; of a file, what an access costs.
    pub facts: Vec<Fact>,
    /// All other numbers.
    pub rest: Vec<Fact>,
}

/// What came of a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// Numbers.
    Found(Found),
    /// Instead of the numbers.
    Said(String),
}

/// A variant, and what came of it.
pub(super) type Tried = (Scenario, Came);

fn fact(lang: Lang, id: &'static str, key: &str, text: String) -> Fact {
    Fact { id, name: t!(lang, key), text, bar: None }
}

/// Of one run.
#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
pub(super) fn of_one(lang: Lang, variant: &Scenario, v: &Verdict, cost: Cost, clock: Clock) -> Found {
    let (well, sure) = (v.went_well(), variant.guard.is_right());
    let told = match (well, v.stuck) {
        (true, _) if sure => "compare.right",
        (true, _) => "compare.lucky",
        (_, 0) => "compare.wrong",
        _ => "compare.deadlock",
    };
    let (wait, sold) = (v.wait_mean(variant.buyers.get()), count(lang, v.sold));
    let rate = f64::from(v.sold.min(variant.tickets.get())) * 1e6 / (v.elapsed.max(1) as f64);
    let rate = if v.elapsed == 0 { "–".to_owned() } else { decimal(lang, rate) };
    let waited = if wait == 0 { time(lang, wait) } else { clock.said(lang, wait) };
    let mut facts = view(lang, sold.clone(), clock.said(lang, v.elapsed), waited);
    facts.extend(access(lang, variant, cost));
    Found {
        right: well && sure,
        lucky: well && !sure,
        told: t!(lang, told),
        elapsed: v.elapsed,
        wait,
        sold,
        facts,
        rest: vec![
            fact(lang, "oversold", "number.oversold.name", count(lang, v.oversold)),
            fact(lang, "lost", "number.lost.name", count(lang, v.lost_updates)),
            fact(lang, "longest", "compare.longest", time(lang, v.wait_max)),
            fact(lang, "rate", "compare.rate", rate),
            fact(lang, "peak", "number.peak.name", count(lang, v.peak_in_get)),
            fact(lang, "retries", "compare.retries", count(lang, v.retries)),
        ],
    }
}

/// Of many runs: the mean of each number, and from where to where it reaches.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "times in whole microseconds")]
pub(super) fn of_many(lang: Lang, variant: &Scenario, runs: &Runs) -> Found {
    let spread = |spread: &Spread, text: &dyn Fn(f64) -> String, whole: &dyn Fn(u64) -> String| {
        let (least, most) = (whole(spread.least), whole(spread.most));
        // What differs less than is shown is the same.
        if least == most { least } else { format!("{} ({least}–{most})", text(spread.mean())) }
    };
    let mean_time = |value: f64| time(lang, value as Micros);
    let whole_time = |value: u64| time(lang, value);
    let sold = spread(&runs.sold, &|mean| decimal(lang, mean), &|value| count(lang, value));
    let elapsed = spread(&runs.elapsed, &mean_time, &whole_time);
    let wait = spread(&runs.wait, &mean_time, &whole_time);
    let (all, sure) = (runs.right == runs.runs, variant.guard.is_right());
    let mut facts = view(lang, sold.clone(), elapsed, wait);
    facts.extend(access(lang, variant, Cost::Model));
    Found {
        right: all && sure,
        lucky: all && !sure,
        told: percent(lang, runs.right, runs.runs),
        elapsed: runs.elapsed.mean() as Micros,
        wait: runs.wait.mean() as Micros,
        sold,
        facts,
        rest: Vec::new(),
    }
}

fn view(lang: Lang, sold: String, elapsed: String, wait: String) -> Vec<Fact> {
    vec![
        fact(lang, "sold", "number.sold.name", sold),
        fact(lang, "time", "number.elapsed.name", elapsed),
        fact(lang, "wait", "compare.mean", wait),
    ]
}

/// What an access to the file costs: in virtual time by the model; else what it took real workers, if that is known.
fn access(lang: Lang, variant: &Scenario, cost: Cost) -> Option<Fact> {
    if variant.store != Store::File {
        return None;
    }
    let text = match cost {
        Cost::Model => {
            t!(lang, "compare.by_model", time = brief(lang, f64::from(u32::try_from(FILE_ACCESS).unwrap_or(0))))
        }
        Cost::Took(measured) => t!(lang, "compare.measured", time = brief(lang, measured?)),
    };
    Some(fact(lang, "access", "compare.access", text))
}
