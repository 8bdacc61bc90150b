//! How long a run takes with a lock in a right place, as a sum: without jitter nothing is left to chance. Docs/link.md has the
//! formulas.

use crate::program::Micros;
use crate::scenario::{Fault, Scenario, Scope, Store};
use crate::text::{Lang, count, t, time};

/// So many times a delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// How many times.
    pub times: u32,
    /// The key of what is done in it.
    pub activity: &'static str,
    /// How long it takes, in µs.
    pub span: Micros,
}

/// What the elapsed time is the sum of, or `None` where there is no formula: with jitter, a file or a fault, and where the lock
/// is in no right place, so that the order may decide.
pub fn terms(scenario: &Scenario, scope: Scope) -> Option<Vec<Term>> {
    let is_plain = scenario.jitter.get() == 0 && scenario.store == Store::Memory && scenario.fault == Fault::None;
    if !is_plain || !scope.covers_reading_and_writing() {
        return None;
    }
    let buyers = scenario.buyers.get();
    let served = scenario.tickets.get().min(buyers);
    let term = |times, activity, ms: u32| Term { times, activity, span: Micros::from(ms) * 1000 };
    let sum = |paid: u32, confirmed: u32| {
        // Whoever searches under the lock keeps all others waiting.
        let searched = if scope.from() == 0 { paid } else { 1 };
        vec![
            term(searched, "activity.search", scenario.search.get()),
            term(paid, "activity.pay", scenario.pay.get()),
            term(confirmed, "activity.confirm", scenario.confirm.get()),
        ]
    };
    if scope.to() == Scope::LAST {
        return Some(sum(buyers, served));
    }
    // Outside the lock the last confirmation runs beside the purchases of those who come too late.
    let (last, sold) = (sum(buyers, 0), sum(served, u32::from(served > 0)));
    Some(if elapsed(&last) >= elapsed(&sold) { last } else { sold })
}

/// The sum.
pub fn elapsed(terms: &[Term]) -> Micros {
    terms.iter().map(|term| Micros::from(term.times) * term.span).sum()
}

/// The sum with its terms, in words; without those that are nothing, and alone where there is no other.
pub(super) fn said(lang: Lang, terms: &[Term]) -> String {
    let one = |term: &Term| {
        let what = format!("{} {}", t!(lang, term.activity), time(lang, term.span));
        if term.times == 1 { what } else { format!("{} × {what}", count(lang, term.times)) }
    };
    let is_there = |term: &&Term| term.times > 0 && term.span > 0;
    let all: Vec<String> = terms.iter().filter(is_there).map(one).collect();
    let sum = time(lang, elapsed(terms));
    if all.is_empty() { sum } else { [sum, all.join(" + ")].join(" = ") }
}
