//! How many stand where in the program.
//!
//! Counted while events come in, by [`Follow`](super::Follow): whoever leaves a place comes to another.

use super::Place;

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

impl Standing {
    /// Of a program with so many steps, with everybody before the gate.
    pub(super) fn before(steps: usize, processes: u32) -> Self {
        Self { at: vec![0; steps], outside: processes, ..Self::default() }
    }

    /// Somebody has gone from one place to another.
    pub(super) fn moved(&mut self, from: Place, to: Place) {
        if let Some(count) = self.count(from) {
            *count -= 1;
        }
        if let Some(count) = self.count(to) {
            *count += 1;
        }
    }

    fn count(&mut self, place: Place) -> Option<&mut u32> {
        match place {
            Place::Outside => Some(&mut self.outside),
            Place::At(step) => self.at.get_mut(step),
            Place::Ended => Some(&mut self.ended),
            Place::Dead => Some(&mut self.dead),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::program::{Action, Buyer, LocalMemory, compile, step};
    use crate::scenario::{Bounded, Fault, Guard, Scenario, Scope, Store};
    use crate::trace::{Event, Follow};

    fn after(guard: Guard, actions: &[Action]) -> Standing {
        let events: Vec<Event> = actions.iter().map(|action| Event { at: 0, buyer: 1, action: *action }).collect();
        let scenario = Scenario { guard, buyers: Bounded::clamp(2), ..Scenario::default() };
        Follow::after(&scenario, &events).standing().clone()
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
        let mut follow = Follow::new(scenario);
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
            follow.hear(*event);
            let standing = follow.standing();
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
        let guard = Guard::Lock(Scope::GET);
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
