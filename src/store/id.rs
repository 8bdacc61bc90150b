//! Which run: whatever a run brings about carries its number.

use crate::scenario::Scenario;
use crate::trace::Executor;

/// Which run: no two have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunId(pub(super) u32);

/// What is to be run, and who runs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which run.
    pub id: RunId,
    /// What.
    pub scenario: Scenario,
    /// Who.
    pub executor: Executor,
}
