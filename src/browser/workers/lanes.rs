//! The lanes of a run as the page reads them: what is new, once a frame, and all of it at the end.
//!
//! Reading takes no lock and disturbs nobody. The buffer outlives the workers, so the lanes stay readable after the run.

use super::life::Life;
use crate::browser::shared::{LaneReader, Words};
use crate::program::{Action, BuyerId, Micros, Record};
use crate::scenario::Scenario;
use crate::trace::{Event, Recording};

/// All lanes of one run.
#[derive(Debug)]
pub(super) struct Lanes {
    words: Words,
    processes: u32,
    /// How many events each has room for, asked once.
    room: u32,
}

impl Lanes {
    /// The lanes of so many processes in these words.
    pub(super) fn new(words: Words, processes: u32) -> Self {
        let room = words.room();
        Self { words, processes, room }
    }

    /// Appends what was recorded since the last call, each process's events in their order. `seen` holds how many of each
    /// are in already. Where nothing is new, this costs one load a process.
    pub(super) fn read_new(&self, seen: &mut Vec<u32>, events: &mut Vec<Event>) {
        seen.resize(self.processes as usize, 0);
        for (who, seen) in (1..).zip(seen.iter_mut()) {
            self.lane(who).read(seen, events);
        }
    }

    /// All events of a process.
    pub(super) fn events(&self, who: BuyerId) -> Vec<Event> {
        self.lane(who).events_from(0)
    }

    /// A number that changes while the process is alive.
    pub(super) fn sign(&self, who: BuyerId) -> u32 {
        let lane = self.lane(who);
        lane.beat().cast_unsigned().wrapping_add(lane.len())
    }

    /// Whether the process waits for what somebody else has.
    pub(super) fn waits(&self, who: BuyerId) -> bool {
        self.lane(who).last().is_some_and(|event| event.action == Action::Waiting)
    }

    /// How many events there are.
    pub(super) fn recorded(&self) -> u32 {
        (1..=self.processes).map(|who| self.lane(who).len()).sum()
    }

    /// When the last event was recorded, in microseconds since the gate opened; 0 when none was.
    pub(super) fn end(&self) -> Micros {
        (1..=self.processes).filter_map(|who| Some(self.lane(who).last()?.at)).max().unwrap_or(0)
    }

    /// The record now.
    pub(super) fn record(&self) -> Record {
        self.words.record()
    }

    /// What the run leaves behind.
    pub(super) fn recording(&self, scenario: Scenario, life: &Life) -> Recording {
        Recording {
            scenario,
            lanes: (1..=self.processes).map(|who| self.events(who)).collect(),
            last: self.record(),
            file: None,
            failures: life.failures().to_vec(),
        }
    }

    const fn lane(&self, who: BuyerId) -> LaneReader<'_> {
        LaneReader::new(&self.words, who, self.room)
    }
}
