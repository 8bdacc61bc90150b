//! A schedule in words that a beginner reads: "Buyer 1 reads 1. Buyer 2 reads 1, pays, writes 0. Buyer 1 still believes 1,
//! and writes 0."
//!
//! Turns that one process takes without being interrupted are one sentence. What nobody needs in order to follow is left
//! away: looking, where more is done; what a buyer is told, which the verdict counts.

use crate::model::Moment;
use crate::present::words;
use crate::program::{Action as Did, BuyerId, Phase, Record, Text};
use crate::scenario::Scenario;
use crate::t;
use crate::text::{Lang, count};
use crate::trace::{Event, Note};
use std::collections::BTreeMap;

/// The most sentences; of very many buyers the others do the same.
const SENTENCES: usize = 24;

/// A schedule in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// What happens, in order.
    pub sentences: Vec<String>,
    /// How many more there would be.
    pub more: usize,
    /// How often a turn was taken from somebody who could have gone on.
    pub preemptions: u32,
}

/// What was done in one turn, by whom.
pub(super) struct Told {
    pub who: BuyerId,
    /// What is told.
    pub clauses: Vec<String>,
    /// What is told where nothing else is.
    pub looked: Option<String>,
    /// Whether it was taken from somebody who could have gone on.
    pub preempts: bool,
}

/// What each has in mind.
#[derive(Default)]
struct Mind {
    seen: Option<u32>,
    /// Whether somebody else has written since.
    stale: bool,
    /// Whether it has paid, which was not told yet.
    paid: bool,
}

/// What was done, turn by turn, from a moment on.
pub(super) fn told(lang: Lang, start: &Moment, turns: &[BuyerId]) -> Vec<Told> {
    let mut moment = start.clone();
    let (mut minds, mut last) = (BTreeMap::new(), 0);
    let mut all = Vec::with_capacity(turns.len());
    for who in turns {
        let preempts = last != *who && last != 0 && moment.machine().is_enabled(last);
        let mut told = Told { who: *who, clauses: Vec::new(), looked: None, preempts };
        let goes_on = last == *who;
        if !goes_on {
            // That somebody has paid is of no interest once another was quicker.
            minds.entry(*who).or_insert_with(Mind::default).paid = false;
        }
        moment.take(*who, &mut |id, action| {
            if id == *who {
                hear(lang, id, action, goes_on, &mut minds, &mut told);
            }
        });
        last = *who;
        all.push(told);
    }
    all
}

fn hear(lang: Lang, id: BuyerId, action: Did, goes_on: bool, minds: &mut BTreeMap<BuyerId, Mind>, told: &mut Told) {
    let n = |record: Record| count(lang, record.count);
    let mind = minds.entry(id).or_default();
    // Whoever is told "sold out" has waited for nothing.
    mind.paid &= action != Did::SoldOut;
    if mind.paid && !matches!(action, Did::Checked { .. } | Did::Paused(_)) {
        mind.paid = false;
        told.clauses.push(t!(lang, "explore.did.pays"));
    }
    let clause = match action {
        Did::Looked(record) => {
            told.looked = Some(t!(lang, "explore.did.looks", n = n(record)));
            return;
        }
        Did::Read(record) => {
            (mind.seen, mind.stale) = (Some(record.count), false);
            t!(lang, "explore.did.reads", n = n(record))
        }
        Did::Paused(Phase::Pay) => {
            mind.paid = true;
            return;
        }
        Did::Wrote { put, .. } | Did::Stored { put, .. } => {
            let clause = match mind.seen.filter(|_| mind.stale && !goes_on) {
                Some(seen) => t!(lang, "explore.did.still", seen = count(lang, seen), n = n(put)),
                None => t!(lang, "explore.did.writes", n = n(put)),
            };
            for (other, mind) in minds.iter_mut() {
                mind.stale |= *other != id && mind.seen.is_some();
            }
            clause
        }
        Did::SoldOut => t!(lang, "explore.did.sold_out"),
        // What was loaded whole is read at once. The sale follows from the write, and everybody comes in and goes.
        Did::Loaded { text: Text::Whole(_), .. }
        | Did::Bought
        | Did::Started
        | Did::Paused(_)
        | Did::Entered
        | Did::Left
        | Did::Checked { .. }
        | Did::Ended
        | Did::Spared => return,
        Did::Acquired(_) => t!(lang, "explore.did.acquires"),
        Did::Released => t!(lang, "explore.did.releases"),
        action => words::event(lang, Event { at: 0, buyer: id, action }, Note::Plain),
    };
    told.clauses.push(clause);
}

/// Turns of one process that nobody interrupts.
struct Group {
    who: [BuyerId; 2],
    clauses: Vec<String>,
}

/// A schedule in words.
pub fn story(lang: Lang, scenario: &Scenario, turns: &[BuyerId]) -> Story {
    let told = told(lang, &Moment::start(scenario), turns);
    let preemptions = told.iter().filter(|told| told.preempts).count();
    let mut groups: Vec<Group> = Vec::new();
    for run in told.chunk_by(|a, b| a.who == b.who) {
        let mut clauses: Vec<String> = run.iter().flat_map(|told| told.clauses.iter().cloned()).collect();
        if clauses.is_empty() {
            clauses.extend(run.iter().find_map(|told| told.looked.clone()));
        }
        let who = run[0].who;
        match groups.last_mut() {
            // Those who do the same one after the other.
            Some(last) if last.who[1] + 1 == who && last.clauses == clauses => last.who[1] = who,
            _ => groups.push(Group { who: [who; 2], clauses }),
        }
    }
    let all = groups.len();
    let sentences = groups.iter().take(SENTENCES).map(|group| sentence(lang, scenario, group)).collect();
    Story {
        sentences,
        more: all.saturating_sub(SENTENCES),
        preemptions: u32::try_from(preemptions).unwrap_or(u32::MAX),
    }
}

fn sentence(lang: Lang, scenario: &Scenario, group: &Group) -> String {
    let [first, last] = group.who;
    let did = clauses(lang, &group.clauses);
    if first < last {
        return t!(lang, "explore.each", first = count(lang, first), last = count(lang, last), did = did);
    }
    t!(lang, "explore.sentence", who = person(lang, scenario, first), did = did)
}

/// What was done, in a row.
pub(super) fn clauses(lang: Lang, clauses: &[String]) -> String {
    if clauses.is_empty() { t!(lang, "explore.did.nothing") } else { clauses.join(&t!(lang, "explore.and")) }
}

/// Who a process is.
pub(super) fn person(lang: Lang, scenario: &Scenario, id: BuyerId) -> String {
    if id > scenario.buyers.get() { t!(lang, "who.clerk") } else { t!(lang, "who.buyer", buyer = id) }
}
