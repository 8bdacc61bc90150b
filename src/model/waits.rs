//! Who can go on, and who waits for whom, read from where everybody stands.

use super::Machine;
use crate::program::{Buyer, BuyerId, QUEUE_CAPACITY, Step};

/// What keeps a process from its next step, and who could change that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// The lock, which this process has.
    Lock(BuyerId),
    /// The count, which this process has taken out of the pipe.
    Pipe(BuyerId),
    /// Its answer, which this process, the clerk, owes.
    Answer(BuyerId),
    /// A place in the full queue, which this process, the clerk, empties.
    Room(BuyerId),
    /// Of the clerk: a request, which anybody may make.
    Request,
    /// Under join: the end of this process, the one before.
    Before(BuyerId),
}

impl Wait {
    /// For whom it waits, dead or alive; `None` where anybody would do.
    pub const fn on(self) -> Option<BuyerId> {
        match self {
            Self::Lock(who) | Self::Pipe(who) | Self::Answer(who) | Self::Room(who) | Self::Before(who) => Some(who),
            Self::Request => None,
        }
    }
}

impl Machine {
    /// What keeps a process from its next step, whether or not it has tried; `None` when nothing does, or it is gone.
    pub fn waits_for(&self, id: BuyerId) -> Option<Wait> {
        let (process, memory) = (self.process(id)?, &self.memory);
        let clerk = self.processes.last().map_or(0, |last| last.id);
        if !process.started {
            let before = id - 1;
            return (self.joined && before > 0 && !self.is_gone(before)).then_some(Wait::Before(before));
        }
        let answered = || matches!(memory.answers.get(id as usize), Some(Some(_)));
        match self.next(process)? {
            Step::Acquire if memory.holder != 0 => Some(Wait::Lock(memory.holder)),
            Step::Receive if memory.holder != 0 => Some(Wait::Pipe(memory.holder)),
            Step::Ask { .. } if memory.queue.len() >= QUEUE_CAPACITY as usize => Some(Wait::Room(clerk)),
            Step::Await if !answered() => Some(Wait::Answer(clerk)),
            Step::Serve { .. } if memory.queue.is_empty() && memory.present > 0 => Some(Wait::Request),
            _ => None,
        }
    }

    /// Whether a process can take a step now.
    pub fn is_enabled(&self, id: BuyerId) -> bool {
        self.process(id).is_some() && !self.is_gone(id) && self.waits_for(id).is_none()
    }

    /// Who can take a step now, by number.
    pub fn enabled(&self) -> impl Iterator<Item = BuyerId> {
        self.left().filter(|id| self.is_enabled(*id))
    }

    /// Who has not come to an end, by number.
    pub fn left(&self) -> impl Iterator<Item = BuyerId> {
        self.processes.iter().map(|process| process.id).filter(|id| !self.is_gone(*id))
    }

    /// Whether all who are left wait, and another attempt of theirs would block too.
    pub fn is_stuck(&self) -> bool {
        self.left().all(|id| self.process(id).is_some_and(|process| process.waited) && !self.is_enabled(id))
    }

    /// Whether a process has ended or died.
    pub fn is_gone(&self, id: BuyerId) -> bool {
        self.process(id).is_some_and(|process| process.at >= self.program.len())
    }

    pub(super) fn process(&self, id: BuyerId) -> Option<&Buyer> {
        self.processes.get((id as usize).checked_sub(1)?)
    }

    /// The step that a process takes next; `None` when it is gone.
    pub fn next_step(&self, id: BuyerId) -> Option<Step> {
        self.next(self.process(id)?)
    }

    /// The index of that step; `None` when it is gone.
    pub fn stands_at(&self, id: BuyerId) -> Option<usize> {
        self.process(id).map(|process| process.at).filter(|at| *at < self.program.len())
    }

    /// The step at which a process stands.
    pub(super) fn next(&self, process: &Buyer) -> Option<Step> {
        self.program.get(process.at).copied()
    }

    /// Whether it has passed the gate, and its next step is a shared one.
    pub(super) fn stands_before_shared(&self, id: BuyerId) -> bool {
        let next = self.process(id).filter(|process| process.started).and_then(|process| self.next(process));
        next.is_some_and(Step::is_shared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Outcome;
    use crate::scenario::{Bounded, Fault, Guard, Scenario, Scope, Store};

    /// Whoever is said to wait would block, and nobody else: all guards, stores and faults, in some hundred orders each.
    #[test]
    fn who_waits_would_block() {
        let mut waited = 0;
        for guard in Guard::ALL {
            for (store, fault, robust) in [
                (Store::Memory, Fault::None, false),
                (Store::File, Fault::KillHolder, false),
                (Store::Memory, Fault::KillHolder, true),
            ] {
                let buyers = Bounded::clamp(if guard == Guard::Queue { 12 } else { 4 });
                let scenario = Scenario { buyers, store, fault, robust, ..Scenario::default() }.under(guard);
                for seed in 0..100 {
                    waited += walk(&scenario, seed);
                }
            }
        }
        assert!(waited > 1000, "{waited}");
    }

    /// Lets anybody enabled take a step until nobody can; gives how often somebody waited.
    fn walk(scenario: &Scenario, seed: u64) -> u32 {
        let (mut machine, mut waited, mut draw) = (Machine::new(scenario), 0, seed);
        loop {
            for id in machine.left() {
                let mut tried = machine.clone();
                let blocks = tried.step(id, &mut |_| ()) == Some(Outcome::Blocked);
                let wait = machine.waits_for(id);
                waited += u32::from(blocks);
                assert_eq!(blocks, wait.is_some_and(|wait| !matches!(wait, Wait::Before(_))), "{scenario:?}: {wait:?}");
                assert_eq!(machine.is_enabled(id), wait.is_none());
            }
            let enabled: Vec<BuyerId> = machine.enabled().collect();
            if enabled.is_empty() {
                return waited;
            }
            // Knuth's multiplier; the upper bits are the random ones.
            draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let picked = usize::try_from(draw >> 33).unwrap() % enabled.len();
            machine.step(enabled[picked], &mut |_| ());
        }
    }

    #[test]
    fn whom_one_waits_for() {
        let machine = |guard| Machine::new(&Scenario { guard, buyers: Bounded::clamp(2), ..Scenario::default() });
        let mut joined = machine(Guard::Join);
        assert_eq!((joined.waits_for(1), joined.waits_for(2)), (None, Some(Wait::Before(1))));
        joined.fail(1);
        assert_eq!((joined.waits_for(2), joined.left().collect::<Vec<_>>(), joined.ended()), (None, vec![2], 1));

        let mut locked = machine(Guard::Lock(Scope::TASK));
        locked.settle(&mut |_, _| ());
        assert_eq!(locked.enabled().collect::<Vec<_>>(), [1, 2]);
        locked.turn::<false>(2, &mut |_| ());
        assert_eq!(locked.waits_for(1).and_then(Wait::on), Some(2));
        assert!(!locked.is_stuck(), "the holder can go on");
        locked.fail(2);
        assert_eq!(locked.waits_for(1), Some(Wait::Lock(2)), "the dead give nothing back");
        assert!(!locked.is_stuck(), "the other has not tried");
        locked.turn::<false>(1, &mut |_| ());
        assert!(locked.is_stuck());

        let mut asked = machine(Guard::Queue);
        asked.settle(&mut |_, _| ());
        assert_eq!(asked.waits_for(3), Some(Wait::Request));
        asked.turn::<false>(1, &mut |_| ());
        assert_eq!((asked.waits_for(1), asked.waits_for(3)), (Some(Wait::Answer(3)), None));
    }

    /// The same states are equal and have the same hash, however they were come to.
    #[test]
    fn states_can_be_keys() {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let key = |order: [BuyerId; 2]| {
            let mut machine = Machine::new(&Scenario { buyers: Bounded::clamp(2), ..Scenario::default() });
            machine.settle(&mut |_, _| ());
            for id in order {
                machine.turn::<false>(id, &mut |_| ());
            }
            let mut hasher = DefaultHasher::new();
            machine.hash(&mut hasher);
            (hasher.finish(), machine)
        };
        assert_eq!(key([1, 2]), key([2, 1]), "two who look");
        assert_ne!(key([1, 2]).1, key([1, 1]).1);
    }
}
