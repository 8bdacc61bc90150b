//! Where buyers stand in the program after so many events.

use super::Event;
use crate::program::{Action, Buyer, Step};

/// How many processes stand where: the buyers, and the clerk where the program has a part for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// By step: how many are at it. Whoever sleeps stands at its pause, whoever waits at the lock.
    pub at: Vec<u32>,
    /// How many have not passed the gate.
    pub outside: u32,
    /// How many have ended.
    pub ended: u32,
    /// How many have died; who was given up because it would wait for a dead one for ever, has not.
    pub dead: u32,
}

#[derive(Clone, Copy)]
enum Place {
    /// Before the gate; `first` is the step it comes to.
    Outside {
        first: usize,
    },
    /// `waits`: it was blocked there.
    At {
        shown: usize,
        next: usize,
        waits: bool,
    },
    Ended,
    Dead,
}

/// Follows the events through the program. Values play no part, so it works on what is still going on.
pub fn standing(program: &[Step], buyers: u32, events: &[Event]) -> Standing {
    let mut places: Vec<Place> =
        Buyer::all(program, buyers).map(|process| Place::Outside { first: process.at }).collect();
    for event in events {
        if let Some(place) = places.get_mut((event.buyer as usize).wrapping_sub(1)) {
            *place = moved(program, *place, event.action);
        }
    }
    let mut standing = Standing { at: vec![0; program.len()], ..Standing::default() };
    for place in places {
        match place {
            Place::Outside { .. } => standing.outside += 1,
            Place::At { shown, .. } => {
                if let Some(count) = standing.at.get_mut(shown) {
                    *count += 1;
                }
            }
            Place::Ended => standing.ended += 1,
            Place::Dead => standing.dead += 1,
        }
    }
    standing
}

const fn at(step: usize) -> Place {
    Place::At { shown: step, next: step, waits: false }
}

fn moved(program: &[Step], place: Place, action: Action) -> Place {
    let next = match place {
        Place::At { next, .. } | Place::Outside { first: next } => next,
        Place::Ended | Place::Dead => program.len(),
    };
    match action {
        Action::Started => at(next),
        Action::Waiting => Place::At { shown: next, next, waits: true },
        // Given up because it would wait for ever: it stands there still.
        Action::Failed if matches!(place, Place::At { waits: true, .. }) => place,
        action if action.is_death() => Place::Dead,
        Action::Ended => Place::Ended,
        Action::Paused(_) => Place::At { shown: next, next: next + 1, waits: false },
        Action::Checked { available: false } => match program.get(next) {
            Some(Step::Check { sold_out }) => at(*sold_out),
            _ => place,
        },
        Action::Served { buy: true, .. } | Action::Closed | Action::Replied { .. } => match (action, program.get(next))
        {
            (Action::Served { .. }, Some(Step::Serve { buy, .. })) => at(*buy),
            (Action::Closed, Some(Step::Serve { close, .. })) => at(*close),
            (_, Some(Step::Reply { next })) => at(*next),
            _ => place,
        },
        Action::Missed { .. } => match program.get(next) {
            Some(Step::Swap { retry }) => at(*retry),
            _ => place,
        },
        _ => at(next + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::program::{LocalMemory, compile, step};
    use crate::scenario::{Bounded, Fault, Guard, Scenario, Scope, Store};

    fn after(guard: Guard, actions: &[Action]) -> Standing {
        let events: Vec<Event> = actions.iter().map(|action| Event { at: 0, buyer: 1, action: *action }).collect();
        standing(&compile(&Scenario { guard, ..Scenario::default() }), 2, &events)
    }

    /// After each event everybody, the clerk too, stands where the step function has brought them.
    #[test]
    fn everybody_stands_where_the_steps_lead() {
        for guard in Guard::ALL {
            for (store, fault) in
                [(Store::Memory, Fault::None), (Store::File, Fault::None), (Store::File, Fault::KillHolder)]
            {
                let scenario = Scenario {
                    buyers: Bounded::clamp(4),
                    jitter: Bounded::clamp(70),
                    store,
                    fault,
                    ..Scenario::default()
                };
                stands(&scenario.under(guard));
            }
        }
    }

    fn stands(scenario: &Scenario) {
        let (program, trace) = (compile(scenario), run_virtual(scenario));
        let (mut memory, buyers) = (LocalMemory::new(scenario), scenario.buyers.get());
        let mut processes: Vec<Buyer> = Buyer::all(&program, buyers).collect();
        // By process: where it is seen; nowhere before the gate and after its end.
        let mut seen = vec![None; processes.len()];
        for (i, event) in trace.events.iter().enumerate() {
            let who = event.buyer as usize - 1;
            let process = &mut processes[who];
            let before = process.at;
            if !matches!(event.action, Action::Started | Action::Waiting | Action::Failed) {
                step(&program, process, &mut memory, &mut |_| ());
            }
            // Whoever sleeps has gone on to the step after the pause, and is seen at the pause.
            let place = if matches!(event.action, Action::Paused(_)) { before } else { process.at };
            let waits_in_vain = event.action == Action::Failed;
            seen[who] = (!event.action.is_last() || waits_in_vain).then_some(place);
            let standing = standing(&program, buyers, &trace.events[..=i]);
            let mut expected = vec![0; program.len()];
            seen.iter().flatten().for_each(|place: &usize| expected[*place] += 1);
            assert_eq!(standing.at, expected, "{scenario:?} after {:?}", &trace.events[..=i]);
            let gone = trace.events[..=i]
                .iter()
                .filter(|event| event.action.is_last() && event.action != Action::Failed)
                .count();
            assert_eq!((standing.ended + standing.dead) as usize, gone, "{scenario:?}");
        }
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
