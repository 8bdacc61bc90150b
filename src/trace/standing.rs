//! Where buyers stand in the program after so many events.

use super::Event;
use crate::program::{Action, Step};

/// How many buyers stand where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// By step: how many are at it. Whoever sleeps stands at its pause, whoever waits at the lock.
    pub at: Vec<u32>,
    /// How many have not passed the gate.
    pub outside: u32,
    /// How many have ended.
    pub ended: u32,
}

#[derive(Clone, Copy)]
enum Place {
    Outside,
    At { shown: usize, next: usize },
    Ended,
    Failed,
}

/// Follows the events through the program. Values play no part, so it works on what is still going on.
pub fn standing(program: &[Step], buyers: u32, events: &[Event]) -> Standing {
    let mut places = vec![Place::Outside; buyers as usize];
    for event in events {
        if let Some(place) = places.get_mut(event.buyer as usize - 1) {
            *place = moved(program, *place, event.action);
        }
    }
    let mut standing = Standing { at: vec![0; program.len()], ..Standing::default() };
    for place in places {
        match place {
            Place::Outside => standing.outside += 1,
            Place::At { shown, .. } => {
                if let Some(count) = standing.at.get_mut(shown) {
                    *count += 1;
                }
            }
            Place::Ended => standing.ended += 1,
            Place::Failed => {}
        }
    }
    standing
}

fn moved(program: &[Step], place: Place, action: Action) -> Place {
    let next = match place {
        Place::At { next, .. } => next,
        _ => 0,
    };
    match action {
        Action::Started => Place::At { shown: 0, next: 0 },
        Action::Waiting => place,
        action if action.is_death() => Place::Failed,
        Action::Ended => Place::Ended,
        Action::Paused(_) => Place::At { shown: next, next: next + 1 },
        Action::Checked { available: false } => match program.get(next) {
            Some(Step::Check { sold_out }) => Place::At { shown: *sold_out, next: *sold_out },
            _ => place,
        },
        Action::Served { buy: true, .. } | Action::Closed | Action::Replied { .. } => match (action, program.get(next))
        {
            (Action::Served { .. }, Some(Step::Serve { buy, .. })) => Place::At { shown: *buy, next: *buy },
            (Action::Closed, Some(Step::Serve { close, .. })) => Place::At { shown: *close, next: *close },
            (_, Some(Step::Reply { next })) => Place::At { shown: *next, next: *next },
            _ => place,
        },
        Action::Missed { .. } => match program.get(next) {
            Some(Step::Swap { retry }) => Place::At { shown: *retry, next: *retry },
            _ => place,
        },
        _ => Place::At { shown: next + 1, next: next + 1 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::compile;
    use crate::scenario::{Guard, Scenario, Scope};

    fn after(guard: Guard, actions: &[Action]) -> Standing {
        let events: Vec<Event> = actions.iter().map(|action| Event { at: 0, buyer: 1, action: *action }).collect();
        standing(&compile(&Scenario { guard, ..Scenario::default() }), 2, &events)
    }

    #[test]
    fn from_gate_to_end() {
        use crate::program::{Phase, Record};
        let ones = |standing: &Standing| standing.at.iter().position(|count| *count == 1);
        let guard = Guard::Lock(Scope::Get);
        let nobody = after(guard, &[]);
        assert_eq!((nobody.outside, ones(&nobody)), (2, None));
        let mut actions = vec![Action::Started];
        assert_eq!(ones(&after(guard, &actions)), Some(0));
        actions.push(Action::Paused(Phase::Search));
        assert_eq!(ones(&after(guard, &actions)), Some(0), "asleep at the pause");
        actions.push(Action::Looked(Record::initial(0)));
        assert_eq!(ones(&after(guard, &actions)), Some(2), "before the lock");
        actions.push(Action::Waiting);
        assert_eq!(ones(&after(guard, &actions)), Some(2), "still there");
        actions.extend([Action::Acquired(1), Action::Entered, Action::Read(Record::initial(0))]);
        actions.extend([Action::Paused(Phase::Pay), Action::Checked { available: false }]);
        assert_eq!(ones(&after(guard, &actions)), Some(13), "in the other branch");
        actions.extend([Action::SoldOut, Action::Left, Action::Released, Action::Ended]);
        let end = after(guard, &actions);
        assert_eq!((end.ended, end.outside, ones(&end)), (1, 1, None));
    }
}
