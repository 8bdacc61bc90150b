//! How a run went, in numbers.
//!
//! Sales are counted from the buyers' own confirmations, an append-only ledger; never from the
//! record, which an unguarded run has damaged.

use super::Status;
use crate::program::{Action, Micros};

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

impl Verdict {
    /// Counts what somebody did who stood so before. Tells whether that lost an update.
    pub(super) fn count(&mut self, before: &Status, action: Action) -> bool {
        let lost = action.written().is_some_and(|(_, replaced)| before.loses(replaced));
        self.lost_updates += u32::from(lost);
        match action {
            Action::Missed { .. } => self.retries += 1,
            Action::Bought => self.sold += 1,
            Action::SoldOut => self.sold_out += 1,
            // The clerk is no buyer.
            action if action.is_death() && !before.is_clerk => self.failed += 1,
            _ => {}
        }
        lost
    }
}
