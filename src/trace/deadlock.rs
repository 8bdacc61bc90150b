//! Who waits for whom, when nobody can go on: a wait-for graph in which all edges lead to one dead process.
//!
//! (Coffman, Elphick, Shoshani, "System Deadlocks", 1971. Here no circle is needed: whoever died with the lock, the count
//! or the queue never gives it back.)

use super::{Cause, Event, Failure, Follow, Trace};
use crate::program::{Action, BuyerId, Micros};
use crate::scenario::Scenario;

/// Processes that wait for a dead one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadlock {
    /// Who died with what the others wait for.
    pub holder: BuyerId,
    /// Who waits for it, by number.
    pub waiters: Vec<BuyerId>,
}

/// The deadlock in which a run ended, if it did.
pub fn deadlock(failures: &[Failure]) -> Option<Deadlock> {
    let stuck = |failure: &Failure| match failure.cause {
        Cause::Stuck { holder } => Some((failure.buyer, holder)),
        _ => None,
    };
    let (_, holder) = failures.iter().find_map(stuck)?;
    let waiters = failures.iter().filter_map(stuck).filter(|(_, waits_for)| *waits_for == holder);
    Some(Deadlock { holder, waiters: waiters.map(|(waiter, _)| waiter).collect() })
}

/// Whether a process with these events, and nobody else's, has the lock or the count: it has taken it and not given it back.
pub fn holds(events: &[Event]) -> bool {
    let last = events.iter().rev().find(|event| event.action.takes() || event.action.gives());
    last.is_some_and(|event| event.action.takes())
}

/// Of the dead, each with whether it had the lock or the count in hand: who died with it, or is the clerk. A robust lock
/// goes on without its owner.
pub fn dead_holder(scenario: &Scenario, dead: impl IntoIterator<Item = (BuyerId, bool)>) -> Option<BuyerId> {
    let missed = |(who, held): &(BuyerId, bool)| *who > scenario.buyers.get() || (!scenario.robust && *held);
    dead.into_iter().find(missed).map(|(who, _)| who)
}

impl Trace {
    /// Ends everybody who is left over in a run in which nobody can go on any more, at the instant `at`. `stuck` are those
    /// who have neither ended nor died.
    pub(crate) fn end_deadlock(&mut self, stuck: impl IntoIterator<Item = BuyerId>, at: Micros) {
        let mut stuck = stuck.into_iter().peekable();
        // Following a run costs more than running it.
        if stuck.peek().is_none() {
            return;
        }
        let follow = Follow::after(&self.scenario, &self.events);
        let dead = (1..).zip(follow.statuses()).filter(|(_, status)| status.is_dead());
        let dead = dead.map(|(who, status)| (who, status.held.is_some()));
        let Some(holder) = dead_holder(&self.scenario, dead) else { return };
        for buyer in stuck {
            self.events.push(Event { at, buyer, action: Action::Failed });
            self.failures.push(Failure { buyer, cause: Cause::Stuck { holder } });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::scenario::{Bounded, Fault, Guard, Scope};
    use crate::trace::judge;

    fn killed(guard: Guard, robust: bool) -> Trace {
        let scenario = Scenario { fault: Fault::KillHolder, robust, ..Scenario::default() };
        run_virtual(&scenario.under(guard))
    }

    #[test]
    fn whoever_waits_for_the_dead_waits_for_ever() {
        for guard in [Guard::Lock(Scope::GET), Guard::Lock(Scope::TASK), Guard::Pipe] {
            let trace = killed(guard, false);
            let found = deadlock(&trace.failures).unwrap();
            assert_eq!(found.waiters.len(), 14, "{guard:?}");
            let killed = trace.events.iter().find(|event| event.action == Action::Killed).unwrap();
            assert_eq!(found.holder, killed.buyer, "{guard:?}");
            let verdict = judge(&trace);
            assert_eq!((verdict.sold, verdict.failed, verdict.left), (0, 15, 1), "{guard:?}");
            // It takes no time to see in virtual time that nobody can go on.
            assert_eq!(verdict.elapsed, if guard == Guard::Lock(Scope::TASK) { 2_000_000 } else { killed.at });
        }
    }

    #[test]
    fn without_the_clerk_nobody_is_answered() {
        let trace = killed(Guard::Queue, false);
        let found = deadlock(&trace.failures).unwrap();
        assert_eq!((found.holder, found.waiters.len()), (16, 15));
        let verdict = judge(&trace);
        assert_eq!((verdict.sold, verdict.failed, verdict.left), (0, 15, 1));
    }

    #[test]
    fn a_robust_lock_goes_on() {
        for guard in [Guard::Lock(Scope::GET), Guard::Lock(Scope::TASK)] {
            let trace = killed(guard, true);
            assert!(trace.failures.is_empty());
            let told = trace.events.iter().filter(|event| matches!(event.action, Action::Inherited(2)));
            assert_eq!(told.count(), 1, "{guard:?}");
            let verdict = judge(&trace);
            assert_eq!((verdict.sold, verdict.sold_out, verdict.failed), (1, 13, 1), "{guard:?}");
            assert!(verdict.is_right());
        }
    }

    #[test]
    fn where_nothing_is_held_the_others_go_on() {
        for (guard, sold) in [(Guard::None, 14), (Guard::Join, 1), (Guard::Cas, 1)] {
            let trace = killed(guard, false);
            assert_eq!(deadlock(&trace.failures), None, "{guard:?}");
            let verdict = judge(&trace);
            assert_eq!((verdict.sold, verdict.failed), (sold, 1), "{guard:?}");
        }
        let two = Scenario { buyers: Bounded::clamp(1), fault: Fault::KillHolder, ..Scenario::default() };
        assert_eq!(judge(&run_virtual(&two)).sold, 0, "the only one died");
    }
}
