//! What real workers leave behind: a list of events a buyer, not yet in one order.

use super::{Event, Executor, Failure, Trace, order};
use crate::program::{Action, Micros, Record};
use crate::scenario::Scenario;

/// What the lanes of a run hold at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// What ran.
    pub scenario: Scenario,
    /// The events of each process, in its order; the clerk's last.
    pub lanes: Vec<Vec<Event>>,
    /// The record at the end.
    pub last: Record,
    /// Who failed, and when that was noticed.
    pub failures: Vec<(Micros, Failure)>,
}

impl Recording {
    /// The run as one trace. A failure is the last event of its lane.
    pub fn into_trace(mut self) -> Trace {
        for (at, failure) in &self.failures {
            let event = Event { at: *at, buyer: failure.buyer, action: Action::Failed };
            self.lanes[failure.buyer as usize - 1].push(event);
        }
        Trace {
            scenario: self.scenario,
            executor: Executor::Workers,
            events: order(&self.lanes, Record::initial(self.scenario.tickets.get())).events,
            last: self.last,
            failures: self.failures.into_iter().map(|(_, failure)| failure).collect(),
        }
    }
}
