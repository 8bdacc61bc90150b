//! Every guard and store side by side, the answer to "which cure is best?": memory first, right ones first, then by time.
//! The first of them is the best, if it is right; each has a sentence that judges it.

use super::best::because;
use super::numbers::{Came, Cost, Found, Raced, Tried, of_many, of_one};
use super::row::{Row, row};
use crate::engine::{compare, compare_many, purchases, variants};
use crate::present::words::Clock;
use crate::scenario::{MAX_WORKERS, Scenario, Store};
use crate::t;
use crate::text::{Lang, count};
use crate::timeline::Pace;

/// The most purchases in all runs together: no longer than a frame or two.
const PURCHASES: u64 = 150_000;

/// The most runs under each guard.
const TIMES: u64 = 100;

/// All of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// In memory, and in a file.
    pub groups: Vec<Group>,
    /// What is said where none is right.
    pub none_right: Option<String>,
    /// Whether there are more numbers than those in view.
    pub has_more: bool,
}

/// Those with one store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Where the record is.
    pub title: String,
    /// What that means for each of them.
    pub note: Option<String>,
    /// The names of what is in view, as columns: the guard's judgement is without one.
    pub columns: Vec<String>,
    /// A row a variant.
    pub rows: Vec<Row>,
}

/// How many runs each guard gets: fewer when many buyers come.
pub fn times(scenario: &Scenario) -> u32 {
    let fitting = variants(scenario).into_iter().filter(|variant| variant.buyers.get() <= variant.most_buyers());
    let all: u64 = fitting.map(|variant| purchases(&variant)).sum();
    u32::try_from((PURCHASES / all.max(1)).clamp(2, TIMES)).unwrap_or(2)
}

/// Each variant simulated once.
pub fn once(lang: Lang, scenario: &Scenario) -> Sheet {
    let tried = compare(scenario).into_iter().map(|(variant, verdict)| {
        let found = verdict.map(|verdict| of_one(lang, &variant, &verdict, Cost::Model, Clock::new(&variant, 0)));
        (variant, found.map_or_else(|| too_many(lang, &variant), Came::Found))
    });
    ranked(lang, tried.collect())
}

/// Each variant with many seeds.
pub fn many_times(lang: Lang, scenario: &Scenario, times: u32) -> Sheet {
    let tried = compare_many(scenario, times).into_iter().map(|(variant, runs)| {
        let found = runs.map(|runs| of_many(lang, &variant, &runs));
        (variant, found.map_or_else(|| too_many(lang, &variant), Came::Found))
    });
    ranked(lang, tried.collect())
}

/// On real workers, as far as they are: an outcome a variant that fits, in their order, and that order as long as there are
/// more to come, so that no row moves while it is read.
pub fn raced(lang: Lang, scenario: &Scenario, outcomes: &[Result<Raced, String>]) -> Sheet {
    let (pace, mut left) = (Pace::new(scenario, true), outcomes.iter());
    let mut complete = true;
    let mut tried: Vec<Tried> = Vec::new();
    for variant in variants(scenario) {
        let came = if variant.buyers.get() > MAX_WORKERS {
            Came::Said(t!(lang, "compare.not_real", most = count(lang, MAX_WORKERS)))
        } else {
            match left.next() {
                Some(Ok(raced)) => {
                    let verdict = pace.told_of(&raced.verdict);
                    let clock = Clock::new(&variant, pace.told(raced.clock_step));
                    Came::Found(of_one(lang, &variant, &verdict, Cost::Took(raced.access), clock))
                }
                Some(Err(text)) => Came::Said(t!(lang, "compare.failed", text = text)),
                None => {
                    complete = false;
                    Came::Said("…".to_owned())
                }
            }
        };
        tried.push((variant, came));
    }
    if complete { ranked(lang, tried) } else { sheet(lang, tried, None, None) }
}

/// In their order, with the best of them.
fn ranked(lang: Lang, mut tried: Vec<Tried>) -> Sheet {
    // Stable: of those that are as good, the ones told first come first.
    tried.sort_by_key(|(variant, came)| {
        let rank = match came {
            Came::Found(found) => (if found.right { 0 } else { 1 + u8::from(!found.lucky) }, found.elapsed),
            Came::Said(_) => (3, 0),
        };
        (variant.store == Store::File, rank)
    });
    let because = because(lang, &tried);
    let known = tried.iter().any(|(_, came)| matches!(came, Came::Found(_)));
    let none_right = (because.is_none() && known).then(|| t!(lang, "compare.none_right"));
    sheet(lang, tried, because, none_right)
}

fn sheet(lang: Lang, mut tried: Vec<Tried>, because: Option<String>, none_right: Option<String>) -> Sheet {
    let all = tried.iter_mut().filter_map(|(_, came)| if let Came::Found(found) = came { Some(found) } else { None });
    draw_bars(all.collect());
    let has_more = tried.iter().any(|(_, came)| matches!(came, Came::Found(found) if !found.rest.is_empty()));
    let mut best = because.map(|because| [t!(lang, "compare.best"), because]);
    let (mut memory, mut file) = (Vec::new(), Vec::new());
    for (variant, came) in tried {
        // Whoever is right stands before all others, so the best is the first one that is.
        let is_right = matches!(&came, Came::Found(found) if found.right);
        let best = if is_right { best.take() } else { None };
        let rows = if variant.store == Store::File { &mut file } else { &mut memory };
        rows.push(row(lang, &variant, came, best));
    }
    let group = |key: &str, note: Option<String>, rows: Vec<Row>| Group {
        title: t!(lang, key),
        note,
        columns: ["controls.guard", "number.sold.name", "number.elapsed.name", "compare.mean", "compare.reason"]
            .map(|key| t!(lang, key))
            .to_vec(),
        rows,
    };
    let costs = t!(lang, "compare.file_costs");
    let groups = vec![group("compare.memory", None, memory), group("compare.file", Some(costs), file)];
    Sheet { groups, none_right, has_more }
}

/// Times side by side, as bars.
fn draw_bars(all: Vec<&mut Found>) {
    let longest = all.iter().map(|found| found.elapsed).max().unwrap_or(0).max(1);
    for found in all {
        for fact in found.facts.iter_mut().filter(|fact| fact.id == "time") {
            fact.bar = Some(found.elapsed * 100 / longest);
        }
    }
}

fn too_many(lang: Lang, variant: &Scenario) -> Came {
    Came::Said(t!(lang, "compare.not_here", most = count(lang, variant.most_buyers())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parse;
    use crate::text::add;

    fn speak() {
        for catalogue in [
            crate::catalogue!("shell"),
            crate::catalogue!("race"),
            crate::catalogue!("runs"),
            crate::catalogue!("compare"),
        ] {
            add(catalogue);
        }
    }

    fn order(sheet: &Sheet) -> Vec<Vec<String>> {
        let name = |row: &Row| row.scope.as_ref().map_or_else(|| row.title.clone(), |s| format!("{} {s}", row.title));
        sheet.groups.iter().map(|group| group.rows.iter().map(name).collect()).collect()
    }

    fn best(sheet: &Sheet) -> Vec<(&str, &str)> {
        let rows = sheet.groups.iter().flat_map(|group| &group.rows);
        rows.filter_map(|row| Some((row.names[0], row.best.as_ref()?[1].as_str()))).collect()
    }

    #[test]
    fn right_ones_first_then_by_time_and_the_best_says_why() {
        speak();
        let sheet = once(Lang::En, &Scenario::default());
        let memory = [
            "cas",
            "queue",
            "pipe",
            "lock buying",
            "lock everything",
            "join",
            "none",
            "lock write only",
            "lock read only",
        ];
        let file = ["queue", "lock buying", "lock everything", "join", "none", "lock read only", "lock write only"];
        assert_eq!(order(&sheet), [memory.to_vec(), file.to_vec()]);
        let why = "Right in 3.50 s. Nobody waits. The next right one, queue, takes 16.0 s. With no guard it takes 3.50 s, and sells 15.";
        assert_eq!(best(&sheet), [("cas", why)]);
        let access = |row: &Row| match &row.came {
            Came::Found(found) => found.facts.iter().find(|fact| fact.id == "access").map(|fact| fact.text.clone()),
            Came::Said(_) => None,
        };
        assert!(sheet.groups[0].rows.iter().all(|row| access(row).is_none()));
        assert!(sheet.groups[1].rows.iter().all(|row| access(row).as_deref() == Some("0.25 ms, by the model")));
    }

    /// A lock at places without a name has a row like the others, and a sentence of its own.
    #[test]
    fn a_lock_without_a_name_is_told_by_its_places() {
        speak();
        let sheet = once(Lang::En, &parse("guard=lock&scope=2-5&tickets=3").0.scenario);
        let own: Vec<&Row> = sheet
            .groups
            .iter()
            .flat_map(|group| &group.rows)
            .filter(|row| row.scope.as_deref() == Some("2-5"))
            .collect();
        assert_eq!(own.len(), 2);
        assert!(own.iter().all(|row| row.sentence.starts_with("Safe:")), "{own:?}");
        let sheet = once(Lang::En, &parse("guard=lock&scope=1-4&store=file").0.scenario);
        let own = sheet.groups.iter().flat_map(|group| &group.rows).filter(|row| row.scope.as_deref() == Some("1-4"));
        assert!(own.filter(|row| row.sentence.starts_with("Not safe:")).count() == 2, "{sheet:?}");
    }

    #[test]
    fn many_tickets_make_another_best_and_a_dead_holder_leaves_none_of_those_who_wait() {
        speak();
        let many = once(Lang::En, &parse("tickets=15").0.scenario);
        assert_eq!(best(&many)[0].0, "queue", "{many:?}");
        assert!(best(&many)[0].1.contains("pipe is as fast."), "{many:?}");
        let dead = many_times(Lang::En, &parse("fault=kill-holder&jitter=50").0.scenario, 5);
        assert!(best(&dead).iter().all(|(name, _)| !["lock", "queue", "pipe"].contains(name)), "{dead:?}");
    }

    /// An unguarded run that was lucky is right, and no cure.
    #[test]
    fn luck_is_never_the_best() {
        speak();
        let mut lucky = 0;
        for seed in 0..30 {
            let scenario = parse(&format!("buyers=2&pay=1&search=1000&jitter=100&seed={seed}")).0.scenario;
            let sheet = once(Lang::En, &scenario);
            assert_ne!(best(&sheet)[0].0, "none", "{sheet:?}");
            let rows = &mut sheet.groups[0].rows.iter();
            lucky += usize::from(rows.any(|row| matches!(&row.came, Came::Found(found) if found.lucky)));
        }
        assert!(lucky > 0, "nobody was ever lucky");
    }

    #[test]
    fn rows_keep_their_places_until_all_have_raced() {
        speak();
        let scenario = Scenario::default();
        let outcomes: Vec<_> = compare(&scenario)
            .into_iter()
            .filter_map(|(_, verdict)| Some(Ok(Raced { verdict: verdict?, access: Some(600.0), clock_step: 0 })))
            .collect();
        let under_way = raced(Lang::En, &scenario, &outcomes[..10]);
        assert_eq!(order(&under_way)[0][..2], ["none", "lock buying"]);
        assert!(best(&under_way).is_empty() && under_way.none_right.is_none());
        let done = raced(Lang::En, &scenario, &outcomes);
        assert_eq!(order(&done), order(&once(Lang::En, &scenario)));
        let Came::Found(first) = &done.groups[1].rows[0].came else { panic!("{done:?}") };
        assert!(first.facts.iter().any(|fact| fact.text == "0.60 ms, measured"), "{first:?}");
    }
}
