//! Which events are marked on a lane, and as what.

use super::{Fate, MarkKind};
use crate::program::{Action, Record, Text};
use crate::scenario::Scenario;
use crate::trace::{Place, Status, Told};

/// What marks need to know of the run as a whole.
#[derive(Clone, Debug)]
pub struct Marks {
    /// How many requests have been put into the clerk's queue.
    asked: u32,
    /// How many have read a value so far, by its writer: each buyer writes at most once.
    readers: Vec<u32>,
}

impl Marks {
    /// Nothing has happened.
    pub fn new(scenario: &Scenario) -> Self {
        Self { asked: 0, readers: vec![0; scenario.processes() as usize + 1] }
    }

    /// What the next action is marked as; `after` it its process stands so, and `lost` says whether it lost an update.
    pub fn of(&mut self, action: Action, after: &Status, lost: bool) -> Option<MarkKind> {
        Some(match action {
            Action::Acquired(_) => MarkKind::Acquired,
            Action::Inherited(_) => MarkKind::Inherited,
            Action::Released => MarkKind::Released,
            Action::Looked(record) | Action::Shown(record) => MarkKind::Look(record),
            Action::Read(record) => MarkKind::Read { record, before: self.count_reader(record) },
            Action::Wrote { put, replaced } | Action::Stored { put, replaced, .. } => {
                MarkKind::Write { count: put.count, replaced, lost }
            }
            Action::Missed { found } => MarkKind::Missed { found },
            Action::Received { record, .. } => MarkKind::Received(record),
            Action::Sent(record) => MarkKind::Sent(record),
            Action::Asked { buy, .. } => {
                self.asked += 1;
                MarkKind::Asked { buy }
            }
            Action::Answered(record) => MarkKind::Answered(record),
            Action::Served { client, buy, number } => {
                MarkKind::Served { client, buy, waiting: self.asked.saturating_sub(number) }
            }
            Action::Replied { client, record } => MarkKind::Replied { client, record },
            Action::Loaded { text: Text::Torn { length, .. }, .. } => MarkKind::Torn { length },
            Action::Truncated { .. } => MarkKind::Truncated,
            Action::Bought => return bought(after),
            Action::SoldOut => MarkKind::SoldOut,
            Action::Raised => MarkKind::Raised,
            Action::Killed => MarkKind::Killed,
            Action::Failed if after.waits_in_vain() => MarkKind::InVain,
            Action::Failed => MarkKind::Failed,
            Action::Started
            | Action::Paused(_)
            | Action::Waiting
            | Action::Entered
            | Action::Left
            | Action::Checked { .. }
            | Action::Closed
            | Action::Loaded { .. }
            | Action::Spared
            | Action::Ended => return None,
        })
    }

    /// One more has read this value; how many had before.
    fn count_reader(&mut self, record: Record) -> u32 {
        self.readers.get_mut(record.writer as usize).map_or(0, |readers| {
            *readers += 1;
            *readers - 1
        })
    }
}

/// The sale of a process that stands so.
pub const fn bought(status: &Status) -> Option<MarkKind> {
    match status.told {
        Told::Bought { nth, oversold } => Some(MarkKind::Bought { nth, oversold }),
        Told::Nothing | Told::SoldOut => None,
    }
}

/// What became of a process that stands so.
pub const fn fate(status: &Status) -> Fate {
    match status.told {
        Told::Bought { oversold: false, .. } => Fate::Bought,
        Told::Bought { oversold: true, .. } => Fate::Oversold,
        Told::SoldOut => Fate::SoldOut,
        Told::Nothing if status.waits_in_vain() => Fate::InVain,
        Told::Nothing if status.is_dead() => Fate::Failed,
        Told::Nothing if matches!(status.place, Place::Ended) => Fate::Closed,
        Told::Nothing => Fate::Open,
    }
}
