//! What happened in a run: the only thing an engine returns, and the source of every view.
//!
//! Invariant: the events of one buyer stand in the order in which that buyer executed them, and
//! the record's events in an order that explains every value read (see [`order`]).

mod access;
mod census;
mod checked;
mod deadlock;
mod file;
mod follow;
mod interrupted;
mod judge;
mod judged;
mod order;
mod origin;
mod outcome;
mod printed;
mod recording;
mod sales;
mod saved;
mod schedule;
mod standing;
mod status;
mod verdict;
mod why;

pub use access::file_access;
pub use census::{Census, Row};
pub use checked::{Mismatch, check};
pub use deadlock::{Deadlock, dead_holder, deadlock, holds};
pub use file::{EventEcho, FORMAT, FailureEcho, RunFile, VERSION, csv};
pub use follow::{Follow, Note};
pub use interrupted::interrupted;
pub use judge::judge;
pub use judged::{Counted, Judged};
pub use order::{Ordered, insert_by_time, order};
pub use origin::Origin;
pub use outcome::{RunResult, ScenarioEcho, VerdictEcho};
pub use recording::Recording;
pub use sales::Sales;
pub use saved::{Json, Saved};
pub use schedule::{Bytes, Damage, End, Schedule, Sealed, is_fragile, put_number, seal, unseal};
pub use standing::Standing;
pub use status::{Doing, Held, Holding, Place, Status, Told};
pub use verdict::Verdict;
pub use why::{LostUpdate, SameRead, first_same_read, lost_update};

use crate::program::{Action, BuyerId, Micros, Record};
use crate::scenario::Scenario;

/// One step of one buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, in microseconds since the start gate opened.
    pub at: Micros,
    /// Who.
    pub buyer: BuyerId,
    /// What.
    pub action: Action,
}

/// Who executed the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Executor {
    /// Real Web Workers; times are real.
    Workers,
    /// A simulation; times are virtual.
    Virtual,
    /// A recorded schedule; times are those of the recorded run.
    Replay,
}

impl Executor {
    /// As the contract spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Workers => "workers",
            Self::Virtual => "virtual",
            Self::Replay => "replay",
        }
    }
}

/// Why a buyer failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Its worker could not be started, with what the browser said.
    DidNotStart(String),
    /// It threw, with what it said.
    Threw(String),
    /// It gave no sign of life for too long.
    Silent,
    /// It waited for what a dead process holds: the lock, the count, or the answers of the clerk.
    Stuck {
        /// Who died with it.
        holder: BuyerId,
    },
}

/// A buyer who did not reach the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Who.
    pub buyer: BuyerId,
    /// Why.
    pub cause: Cause,
}

impl Failure {
    /// Whether it only waited in vain: then every turn is known that it took.
    pub const fn is_stuck(&self) -> bool {
        matches!(self.cause, Cause::Stuck { .. })
    }
}

/// Everything that happened in one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// What was run.
    pub scenario: Scenario,
    /// Who ran it.
    pub executor: Executor,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// The record at the end, as the engine found it. Of a file: what was written to it last.
    pub last: Record,
    /// The text of the file at the end, where the record is kept in one.
    pub file: Option<String>,
    /// Buyers who did not reach the end.
    pub failures: Vec<Failure>,
    /// Whether it was left while somebody could still go on, as only a run can be that was played turn by turn.
    pub open: bool,
}
