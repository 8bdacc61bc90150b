//! The script's last line: what is printed when everybody has ended.

use super::{Follow, Place, Status};
use crate::program::{Printed, text};
use crate::scenario::Guard;

impl Follow {
    /// What the script prints when everybody has ended: how many the record says are left. The main program prints it, or
    /// under `queue` the clerk, who alone has the count. `None` as long as somebody goes on, and for ever where that line
    /// is never reached: somebody waits in vain, the clerk is dead, the count is lost in the pipe, or the file holds no
    /// JSON.
    pub fn in_the_end(&self) -> Option<Printed> {
        let is_gone = |place: Place| matches!(place, Place::Ended | Place::Dead);
        if self.is_empty() || !self.statuses().iter().all(|status| is_gone(status.place)) {
            return None;
        }
        let is_unreachable = match self.scenario.guard {
            Guard::Queue => self.statuses().last().is_none_or(Status::is_dead),
            Guard::Pipe => self.holder().is_some(),
            _ => false,
        };
        let left = self.file.as_ref().map_or_else(|| Some(self.record().count), |bytes| text::count(bytes));
        left.filter(|_| !is_unreachable).map(Printed::InTheEnd)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::scenario::{Bounded, Fault, Scenario, Scope, Store};

    fn last(scenario: &Scenario) -> Option<u32> {
        let follow = Follow::after(scenario, &run_virtual(scenario).events);
        follow.in_the_end().map(|printed| match printed {
            Printed::InTheEnd(left) => left,
            other => panic!("{other:?} is not the last line"),
        })
    }

    #[test]
    fn it_is_printed_when_everybody_has_ended_and_can_be_reached() {
        for guard in Guard::ALL {
            for store in [Store::Memory, Store::File] {
                let scenario = Scenario { store, ..Scenario::default() }.under(guard);
                assert_eq!(last(&scenario), Some(0), "{scenario:?}");
                let events = run_virtual(&scenario).events;
                let so_far = Follow::after(&scenario, &events[..events.len() - 1]);
                assert_eq!(so_far.in_the_end(), None, "{scenario:?}: somebody has not ended");
            }
        }
        let killed = Scenario { fault: Fault::KillHolder, ..Scenario::default() };
        for (guard, left) in [
            (Guard::None, Some(0)),
            (Guard::Lock(Scope::GET), None),
            (Guard::Join, Some(0)),
            (Guard::Queue, None),
            (Guard::Pipe, None),
        ] {
            assert_eq!(last(&killed.under(guard)), left, "{guard:?}");
        }
        // Nobody waits, and yet the count is gone.
        let alone = Scenario { buyers: Bounded::clamp(1), ..killed };
        assert_eq!(last(&alone.under(Guard::Pipe)), None);
        assert_eq!(last(&alone.under(Guard::Lock(Scope::GET))), Some(1));
    }

    #[test]
    fn a_file_that_is_torn_is_not_printed() {
        let scenario = Scenario { store: Store::File, buyers: Bounded::clamp(2), ..Scenario::default() };
        let events = run_virtual(&scenario).events;
        let mut follow = Follow::after(&scenario, &events);
        for count in [10, 9] {
            text::overwrite(follow.file.as_mut().unwrap(), &text::write(count));
        }
        assert_eq!(follow.file_text().as_deref(), Some("{\"count\": 9}}"));
        assert_eq!(follow.in_the_end(), None);
    }
}
