//! The judgement over a run, from its trace alone.
//!
//! Sales are counted from the buyers' own confirmations, an append-only ledger; never from the
//! record, which an unguarded run has damaged.

use super::{Cause, Event, Failure, Trace};
use crate::program::{Action, Micros, Record, Text};
use crate::scenario::{Guard, Scenario};

/// How a run went, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Buyers who were told "bought".
    pub sold: u32,
    /// The record's count at the end.
    pub left: u32,
    /// Sold, but not there: `max(0, sold - tickets)`.
    pub oversold: u32,
    /// Writes that replaced a value their writer had not read.
    pub lost_updates: u32,
    /// Whether `sold + left = tickets`.
    pub consistent: bool,
    /// Buyers who were told "sold out".
    pub sold_out: u32,
    /// Buyers who did not reach the end.
    pub failed: u32,
    /// Of them, those who waited for a dead process when nobody could go on.
    pub stuck: u32,
    /// First start to last end.
    pub elapsed: Micros,
    /// Time blocked on the guard, summed over all buyers: a million of them wait for longer than 2^64 microseconds.
    pub wait_total: u128,
    /// The longest time one buyer was blocked on the guard.
    pub wait_max: Micros,
    /// Most buyers inside `get` at one time.
    pub peak_in_get: u32,
    /// How often a buyer found that another had written, and began again; only under `cas`.
    pub retries: u32,
}

impl Verdict {
    /// How long each of so many buyers was blocked on the guard, on average.
    pub fn wait_mean(&self, buyers: u32) -> Micros {
        Micros::try_from(self.wait_total / u128::from(buyers.max(1))).unwrap_or(Micros::MAX)
    }
}

impl Verdict {
    /// Whether all could go on, and nothing went wrong.
    pub const fn went_well(&self) -> bool {
        self.is_right() && self.stuck == 0
    }

    /// Whether nothing was oversold, nothing lost, and all adds up. That nobody can go on, is neither.
    pub const fn is_right(&self) -> bool {
        self.consistent && self.oversold == 0 && self.lost_updates == 0
    }
}

/// Judges a trace.
pub fn judge(trace: &Trace) -> Verdict {
    let mut judge = Judge::new(&trace.scenario);
    for event in &trace.events {
        judge.hear(*event);
    }
    // A file that cannot be read has no count.
    let left = match &trace.file {
        Some(text) => Text::read(text.as_bytes()).record(),
        None => Some(trace.last),
    };
    let stuck = |failure: &&Failure| matches!(failure.cause, Cause::Stuck { .. });
    let stuck = u32::try_from(trace.failures.iter().filter(stuck).count()).unwrap_or(u32::MAX);
    Verdict { stuck, ..judge.decide(left) }
}

/// Hears a run event by event.
struct Judge {
    tickets: u32,
    buyers: u32,
    joins: bool,
    /// By buyer; nobody is 0.
    memos: Vec<Memo>,
    verdict: Verdict,
    first: Option<Micros>,
    last: Micros,
    inside: u32,
}

/// What the judge remembers of each buyer.
#[derive(Clone, Copy)]
struct Memo {
    seen: Option<Record>,
    /// Since when it has been blocked; [`NEVER`] when it is not.
    waiting_since: Micros,
    waited: Micros,
    inside: bool,
}

/// No instant.
const NEVER: Micros = Micros::MAX;

impl Judge {
    /// Has heard nothing yet.
    fn new(scenario: &Scenario) -> Self {
        let memo = Memo { seen: None, waiting_since: NEVER, waited: 0, inside: false };
        Self {
            tickets: scenario.tickets.get(),
            buyers: scenario.buyers.get(),
            joins: scenario.guard == Guard::Join,
            memos: vec![memo; scenario.processes() as usize + 1],
            verdict: Verdict::default(),
            first: None,
            last: 0,
            inside: 0,
        }
    }

    /// Hears the next event.
    fn hear(&mut self, event: Event) {
        if event.action == Action::Started {
            self.first.get_or_insert(event.at);
        }
        self.last = self.last.max(event.at);
        let Some(memo) = self.memos.get_mut(event.buyer as usize) else { return };
        match event.action {
            // Under join the guard is the gate itself: who starts late was blocked until then.
            Action::Started if self.joins => {
                memo.waited += event.at.saturating_sub(self.first.unwrap_or(event.at));
            }
            // An idle clerk waits for no guard.
            Action::Waiting if event.buyer <= self.buyers => memo.waiting_since = event.at,
            Action::Acquired(_)
            | Action::Inherited(_)
            | Action::Received { .. }
            | Action::Asked { .. }
            | Action::Answered(_)
                if memo.waiting_since != NEVER =>
            {
                memo.waited += event.at.saturating_sub(memo.waiting_since);
                memo.waiting_since = NEVER;
            }
            Action::Entered => {
                memo.inside = true;
                self.inside += 1;
                self.verdict.peak_in_get = self.verdict.peak_in_get.max(self.inside);
            }
            Action::Left => {
                memo.inside = false;
                self.inside -= 1;
            }
            Action::Read(record) => memo.seen = Some(record),
            Action::Wrote { replaced, .. } | Action::Stored { replaced, .. } if memo.seen != Some(replaced) => {
                self.verdict.lost_updates += 1;
            }
            Action::Missed { .. } => self.verdict.retries += 1,
            Action::Bought => self.verdict.sold += 1,
            Action::SoldOut => self.verdict.sold_out += 1,
            action if action.is_death() => {
                // The dead are not inside any more; and the clerk is no buyer.
                self.inside -= u32::from(core::mem::take(&mut memo.inside));
                self.verdict.failed += u32::from(event.buyer <= self.buyers);
            }
            _ => {}
        }
    }

    /// The judgement: `last` is the record at the end, if it can be read.
    fn decide(self, last: Option<Record>) -> Verdict {
        let mut verdict = Verdict { left: last.map_or(0, |record| record.count), ..self.verdict };
        verdict.oversold = verdict.sold.saturating_sub(self.tickets);
        let adds_up = u64::from(verdict.sold) + u64::from(verdict.left) == u64::from(self.tickets);
        verdict.consistent = last.is_some() && adds_up;
        verdict.elapsed = self.last.saturating_sub(self.first.unwrap_or(self.last));
        for memo in &self.memos {
            // Whoever never got the lock was blocked to the end.
            let still = if memo.waiting_since == NEVER { 0 } else { self.last.saturating_sub(memo.waiting_since) };
            verdict.wait_total += u128::from(memo.waited + still);
            verdict.wait_max = verdict.wait_max.max(memo.waited + still);
        }
        verdict
    }
}
