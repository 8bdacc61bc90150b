//! Every guard and store side by side: which is right, what it costs, and why, in a sentence.

use crate::engine::{Runs, Spread, compare, compare_many, purchases, variants};
use crate::present::words;
use crate::program::Micros;
use crate::scenario::{Choice, Fault, Guard, MAX_WORKERS, Scenario, Store};
use crate::t;
use crate::text::{Lang, count, decimal, message, percent, time};
use crate::trace::Verdict;

const COLUMNS: [&str; 9] = [
    "number.sold.name",
    "number.oversold.name",
    "number.lost.name",
    "number.elapsed.name",
    "compare.mean",
    "compare.longest",
    "compare.rate",
    "number.peak.name",
    "compare.retries",
];

const MANY_COLUMNS: [&str; 3] = ["number.sold.name", "number.elapsed.name", "compare.mean"];

/// The most purchases in all runs together: no longer than a frame or two.
const PURCHASES: u64 = 150_000;

/// The most runs under each guard.
const TIMES: u64 = 100;

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The names of the columns, the guard's and the judgement's first.
    pub columns: Vec<String>,
    /// A row a variant.
    pub rows: Vec<Row>,
}

/// One variant of the scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its guard and its store, as links spell them.
    pub names: [&'static str; 2],
    /// What the guard is called, and what qualifies it.
    pub title: String,
    /// What of the purchase is locked, and where the record is, where that is to be said.
    pub qualified: Vec<String>,
    /// What came of it.
    pub cells: Cells,
    /// Which is right, what it costs, and why.
    pub sentence: String,
}

/// What came of a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cells {
    /// Numbers; whether it is right, and in which words.
    Numbers(bool, String, Vec<Cell>),
    /// Instead of the numbers.
    Said(String),
}

/// A number with its bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The number.
    pub text: String,
    /// The length of its bar, in percent of the longest; `None` without a bar.
    pub bar: Option<u64>,
}

/// How many runs each guard gets: fewer when many buyers come.
pub fn times(scenario: &Scenario) -> u32 {
    let fitting = variants(scenario).into_iter().filter(|variant| variant.buyers.get() <= variant.most_buyers());
    let all: u64 = fitting.map(|variant| purchases(&variant)).sum();
    u32::try_from((PURCHASES / all.max(1)).clamp(2, TIMES)).unwrap_or(2)
}

/// Each variant simulated once.
pub fn once(lang: Lang, scenario: &Scenario) -> Sheet {
    let compared = compare(scenario);
    let known: Vec<Verdict> = compared.iter().filter_map(|(_, verdict)| *verdict).collect();
    let most = Most::of(scenario, &known);
    let row = |(variant, verdict): &(Scenario, Option<Verdict>)| {
        let cells = verdict.map_or_else(|| too_many(lang, variant), |v| numbers(lang, variant, &v, &most));
        row(lang, variant, cells)
    };
    Sheet { columns: columns(lang, &COLUMNS), rows: compared.iter().map(row).collect() }
}

/// On real workers, as far as they are: an outcome a variant that fits, in their order.
pub fn raced(lang: Lang, scenario: &Scenario, outcomes: &[Result<Verdict, String>]) -> Sheet {
    let known: Vec<Verdict> = outcomes.iter().filter_map(|outcome| outcome.as_ref().ok().copied()).collect();
    let (most, mut outcomes) = (Most::of(scenario, &known), outcomes.iter());
    let rows = variants(scenario).into_iter().map(|variant| {
        let cells = if variant.buyers.get() > MAX_WORKERS {
            Cells::Said(t!(lang, "compare.not_real", most = count(lang, MAX_WORKERS)))
        } else {
            match outcomes.next() {
                Some(Ok(verdict)) => numbers(lang, &variant, verdict, &most),
                Some(Err(text)) => Cells::Said(t!(lang, "compare.failed", text = text)),
                None => Cells::Said("…".to_owned()),
            }
        };
        row(lang, &variant, cells)
    });
    Sheet { columns: columns(lang, &COLUMNS), rows: rows.collect() }
}

/// Each variant with many seeds: the mean of each number, and from where to where it reaches.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "times in whole microseconds")]
pub fn many_times(lang: Lang, scenario: &Scenario, times: u32) -> Sheet {
    let compared = compare_many(scenario, times);
    let longest = compared.iter().filter_map(|(_, runs)| Some(runs.as_ref()?.elapsed.most)).max().unwrap_or(0);
    let spread = |spread: &Spread, text: &dyn Fn(f64) -> String, whole: &dyn Fn(u64) -> String| {
        if spread.least == spread.most {
            whole(spread.least)
        } else {
            format!("{} ({}–{})", text(spread.mean()), whole(spread.least), whole(spread.most))
        }
    };
    let mean_time = |value: f64| time(lang, value as Micros);
    let whole_time = |value: u64| time(lang, value);
    let whole_count = |value: u64| count(lang, u32::try_from(value).unwrap_or(u32::MAX));
    let cells = |runs: &Runs| {
        let bar = runs.elapsed.mean() as u64 * 100 / longest.max(1);
        let cells = vec![
            Cell { text: spread(&runs.sold, &|mean| decimal(lang, mean), &whole_count), bar: None },
            Cell { text: spread(&runs.elapsed, &mean_time, &whole_time), bar: Some(bar) },
            Cell { text: spread(&runs.wait, &mean_time, &whole_time), bar: None },
        ];
        Cells::Numbers(runs.right == runs.runs, percent(lang, runs.right, runs.runs), cells)
    };
    let rows = compared.iter().map(|(variant, runs)| {
        let cells = runs.as_ref().map_or_else(|| too_many(lang, variant), cells);
        row(lang, variant, cells)
    });
    Sheet { columns: columns(lang, &MANY_COLUMNS), rows: rows.collect() }
}

fn columns(lang: Lang, keys: &[&str]) -> Vec<String> {
    ["controls.guard", "compare.right"].iter().chain(keys).map(|key| t!(lang, key)).collect()
}

fn too_many(lang: Lang, variant: &Scenario) -> Cells {
    Cells::Said(t!(lang, "compare.not_here", most = count(lang, variant.most_buyers())))
}

fn row(lang: Lang, variant: &Scenario, cells: Cells) -> Row {
    let guard = variant.guard;
    let scope = guard.scope().map(|scope| words::scope(lang, scope));
    let file = (variant.store == Store::File).then(|| t!(lang, "store.name.file"));
    Row {
        names: [guard.name().name(), variant.store.name()],
        title: message(lang, &format!("guard.name.{}", guard.name().name())),
        qualified: scope.into_iter().chain(file).collect(),
        cells,
        sentence: sentence(lang, variant),
    }
}

/// Which is right, what it costs, and why, in a sentence.
fn sentence(lang: Lang, variant: &Scenario) -> String {
    let guard = variant.guard;
    let name = guard.scope().map_or_else(|| guard.name().name().to_owned(), |scope| format!("lock_{}", scope.name()));
    if variant.store == Store::File && guard == Guard::None {
        return t!(lang, "compare.why.none_file");
    }
    if variant.fault == Fault::KillHolder && !variant.robust && guard.holds_others_up() {
        return t!(lang, "compare.why.deadlock");
    }
    let why = message(lang, &format!("compare.why.{name}"));
    if variant.store == Store::File { why + " " + &t!(lang, "compare.why.file") } else { why }
}

/// The largest of each number, for the lengths of the bars: in the order of [`COLUMNS`].
struct Most([u64; COLUMNS.len()]);

impl Most {
    fn of(scenario: &Scenario, verdicts: &[Verdict]) -> Self {
        let mut most = [0; COLUMNS.len()];
        for verdict in verdicts {
            for (most, value) in most.iter_mut().zip(measures(scenario, verdict)) {
                *most = value.max(*most);
            }
        }
        Self(most)
    }
}

/// The numbers of a verdict as whole numbers, in the order of [`COLUMNS`]; throughput in sales per 1000 s.
fn measures(scenario: &Scenario, v: &Verdict) -> [u64; COLUMNS.len()] {
    let real_sales = u64::from(v.sold.min(scenario.tickets.get()));
    [
        u64::from(v.sold),
        u64::from(v.oversold),
        u64::from(v.lost_updates),
        v.elapsed,
        v.wait_mean(scenario.buyers.get()),
        v.wait_max,
        real_sales * 1_000_000_000 / v.elapsed.max(1),
        u64::from(v.peak_in_get),
        u64::from(v.retries),
    ]
}

#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
fn numbers(lang: Lang, scenario: &Scenario, v: &Verdict, most: &Most) -> Cells {
    let right = v.went_well();
    let told = match (right, v.stuck) {
        (true, _) => "compare.right",
        (_, 0) => "compare.wrong",
        _ => "compare.deadlock",
    };
    let rate = f64::from(v.sold.min(scenario.tickets.get())) * 1e6 / (v.elapsed.max(1) as f64);
    let texts = [
        count(lang, v.sold),
        count(lang, v.oversold),
        count(lang, v.lost_updates),
        time(lang, v.elapsed),
        time(lang, v.wait_mean(scenario.buyers.get())),
        time(lang, v.wait_max),
        if v.elapsed == 0 { "–".to_owned() } else { decimal(lang, rate) },
        count(lang, v.peak_in_get),
        count(lang, v.retries),
    ];
    let cells = texts.into_iter().zip(measures(scenario, v)).zip(most.0);
    let cells = cells.map(|((text, value), most)| Cell { text, bar: Some(value * 100 / most.max(1)) });
    Cells::Numbers(right, t!(lang, told), cells.collect())
}
