//! What real workers leave behind: a list of events a buyer, not yet in one order.

use super::{Cause, Event, Executor, Failure, Trace, order};
use crate::program::{Action, Micros, Record};
use crate::scenario::{Guard, Scenario};

/// What the lanes of a run hold at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// What ran.
    pub scenario: Scenario,
    /// The events of each process, in its order; the clerk's last.
    pub lanes: Vec<Vec<Event>>,
    /// The record at the end.
    pub last: Record,
    /// The text of the file at the end, where the record is kept in one.
    pub file: Option<String>,
    /// Who failed, and when that was noticed.
    pub failures: Vec<(Micros, Failure)>,
}

impl Recording {
    /// The run as one trace. A failure is the last event of its lane; that nobody can go on is the end of the run.
    pub fn into_trace(mut self) -> Trace {
        let mut stuck = Vec::new();
        for (at, failure) in &self.failures {
            let event = Event { at: *at, buyer: failure.buyer, action: Action::Failed };
            match failure.cause {
                Cause::Stuck { .. } => stuck.push(event),
                _ => self.lanes[failure.buyer as usize - 1].push(event),
            }
        }
        let initial = Record::initial(self.scenario.tickets.get());
        let mut events = order(&self.lanes, initial, self.scenario.guard == Guard::Join).events;
        events.extend(stuck);
        Trace {
            scenario: self.scenario,
            executor: Executor::Workers,
            events,
            last: self.last,
            file: self.file,
            failures: self.failures.into_iter().map(|(_, failure)| failure).collect(),
            open: false,
        }
    }
}
