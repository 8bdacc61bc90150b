//! What a turn leads to, for each state of whoever takes it and of what is shared: asked of the machine once, then looked up.
//!
//! A turn depends on nothing else and changes nothing else, but that the clerk's answer lets its client go on. So one small
//! machine, in which process 1 takes the turn, 2 stands for all others and 3 is the clerk, tells all turns of any number of
//! buyers; only the step function knows what they do.

use super::canon::{CLERK, CLERK_ALONE, Local, LocalId, Numbered, OUTSIDE, Shared, SharedId, file, live, local, torn};
use crate::model::Machine;
use crate::program::{Action, Buyer, BuyerId, LocalMemory, Record, Request, Step, Text, compile};
use crate::scenario::{Bounded, Scenario, Store};

/// A turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    /// Where it stands then; nowhere when it is gone, or is the clerk, or stands in the queue.
    pub to: Option<LocalId>,
    /// Who else stands somewhere then: whom the clerk has answered.
    pub answered: Option<LocalId>,
    /// What is shared then.
    pub shared: SharedId,
    /// How many are told "bought" by it.
    pub sold: u32,
    /// How many buyers die of it.
    pub failed: u32,
}

#[derive(Clone, Copy, Debug)]
enum Known {
    Not,
    Blocked,
    Leads(Move),
}

/// The turns of a scenario.
#[derive(Debug)]
pub(super) struct Rules {
    machine: Machine,
    store: Store,
    live: Vec<bool>,
    /// By step: how many shared steps stand at it and behind it.
    ahead: Vec<u64>,
    /// Where whoever misses goes on, in a program in which somebody can.
    retry: Option<usize>,
    buyers: u64,
    /// Whether each starts when the one before is gone.
    pub joined: bool,
    locals: Numbered<Local>,
    shareds: Numbered<Shared>,
    /// By shared state and local state.
    moves: Vec<Vec<Known>>,
    /// By local state, and by shared state: see [`Rules::weight`].
    weights: (Vec<u64>, Vec<u64>),
}

impl Rules {
    pub fn new(scenario: &Scenario) -> Self {
        let program = compile(scenario);
        let shared_from = |at: usize| program[at.min(program.len())..].iter().filter(|step| step.is_shared()).count();
        let mut machine = Machine::new(&Scenario { buyers: Bounded::clamp(2), ..*scenario });
        let joined = std::mem::replace(&mut machine.joined, false);
        let mut rules = Self {
            store: scenario.store,
            live: live(&program),
            ahead: (0..=program.len()).map(|at| shared_from(at) as u64).collect(),
            retry: program.iter().find_map(|step| if let Step::Swap { retry } = step { Some(*retry) } else { None }),
            buyers: u64::from(scenario.buyers.get()),
            joined,
            locals: Numbered::new(),
            shareds: Numbered::new(),
            moves: Vec::new(),
            weights: (Vec::new(), Vec::new()),
            machine,
        };
        // Their numbers are those of no other local state.
        for at in [usize::MAX - 1, usize::MAX] {
            rules.local(Local { at, ..Local::default() });
        }
        let mut first = rules.machine.clone();
        first.settle(&mut |_, _| ());
        let stop = local(&first.processes[0], &first.memory, &rules.live).at;
        rules.local(Local { at: stop, seen: Some(u32::MAX), ..Local::default() });
        rules.local(Local { at: stop, ..Local::default() });
        rules
    }

    /// Under join: where whoever comes in stands.
    pub const FIRST: LocalId = OUTSIDE + 1;

    /// How many local states have been met.
    pub const fn locals(&self) -> usize {
        self.locals.len()
    }

    pub fn shared(&self, id: SharedId) -> &Shared {
        self.shareds.get(id)
    }

    /// Where a process of a larger machine stands.
    pub fn local_of(&mut self, process: &Buyer, memory: &LocalMemory) -> LocalId {
        self.local(local(process, memory, &self.live))
    }

    /// The same, of one that stands where somebody has stood before.
    pub fn known(&self, process: &Buyer, memory: &LocalMemory) -> LocalId {
        self.locals.find(&local(process, memory, &self.live)).unwrap_or(OUTSIDE)
    }

    /// What the processes of a larger machine share. Its queue holds whose numbers `standing` gives a place.
    pub fn shared_of(&mut self, memory: &LocalMemory, clerk: Option<&Buyer>, standing: &[LocalId]) -> SharedId {
        let place = |client: BuyerId| standing.get(client as usize - 1).copied().unwrap_or(OUTSIDE);
        let clerk =
            clerk.map(|clerk| (local(clerk, memory, &self.live), (clerk.client > 0).then(|| place(clerk.client))));
        let shared = Shared {
            count: memory.record.count,
            torn: torn(memory, self.store),
            taken: memory.holder != 0,
            struck: memory.struck,
            queue: memory.queue.iter().map(|request| (place(request.client), request.buy)).collect(),
            clerk,
        };
        self.share(shared)
    }

    /// How many buyers stand in the queue, or are being served.
    pub fn queued(&self, shared: SharedId) -> u32 {
        let shared = self.shared(shared);
        let served = shared.clerk.is_some_and(|(_, client)| client.is_some());
        u32::try_from(shared.queue.len()).unwrap_or(u32::MAX).saturating_add(u32::from(served))
    }

    /// Whether there is a clerk who is not gone.
    pub fn has_clerk(&self, shared: SharedId) -> bool {
        self.shared(shared).clerk.is_some_and(|(clerk, _)| clerk.at < self.live.len() - 1)
    }

    /// What the turn of whoever stands so leads to; nothing where it is blocked.
    #[allow(clippy::inline_always, reason = "the release is built for size; an exploration comes here at every turn")]
    #[inline(always)]
    pub fn turn(&mut self, who: LocalId, shared: SharedId) -> Option<Move> {
        let row = &mut self.moves[shared as usize];
        if row.len() <= who as usize {
            row.resize(who as usize + 1, Known::Not);
        }
        match row[who as usize] {
            Known::Leads(to) => Some(to),
            Known::Blocked => None,
            Known::Not => {
                let found = self.ask(who, shared);
                self.moves[shared as usize][who as usize] = found.map_or(Known::Blocked, Known::Leads);
                found
            }
        }
    }

    /// What is left to do, at most, where so many stand so: more before any turn than after it, so that states can be worked
    /// through in order. Each has as much as shared steps lie ahead of it. The way back from a miss is paid for by the sale
    /// that made it necessary, and the clerk's by the answer that its client has got.
    #[allow(clippy::inline_always, reason = "the release is built for size; an exploration comes here at every turn")]
    #[inline(always)]
    pub fn weight(&self, shared: SharedId, standing: impl Iterator<Item = (LocalId, u32)>) -> u64 {
        let (locals, shareds) = &self.weights;
        let mut sum = shareds[shared as usize];
        for (who, count) in standing {
            let each = if self.retry.is_some() { self.of_retrying(who, shared) } else { locals[who as usize] };
            sum += each * u64::from(count);
        }
        sum
    }

    fn of_retrying(&self, who: LocalId, shared: SharedId) -> u64 {
        let (local, count) = (self.locals.get(who), self.shared(shared).count);
        match self.retry {
            // It will miss, and read again.
            Some(retry) if local.seen.is_some_and(|seen| seen != count) => {
                self.of_step(retry) + 1 + self.ahead[local.at]
            }
            _ => self.weights.0[who as usize],
        }
    }

    fn of_step(&self, at: usize) -> u64 {
        self.ahead.get(at).map_or(0, |ahead| 2 * ahead * self.ahead.len() as u64)
    }

    fn local(&mut self, local: Local) -> LocalId {
        let (id, is_new) = self.locals.number(local);
        if is_new {
            let answered = if local.answer.is_some() { self.ahead.len() as u64 } else { 0 };
            self.weights.0.push(self.of_step(local.at).saturating_sub(answered));
        }
        id
    }

    fn share(&mut self, shared: Shared) -> SharedId {
        let waiting = shared.queue.iter().map(|(client, _)| *client).chain(shared.clerk.and_then(|(_, client)| client));
        let queued: u64 = waiting.map(|client| self.weights.0[client as usize]).sum();
        let clerk = shared.clerk.map_or(0, |(clerk, _)| self.ahead.get(clerk.at).copied().unwrap_or(0));
        let sale =
            if self.retry.is_some() { (self.buyers + 1) * (self.of_step(0) + 2 * self.ahead.len() as u64) } else { 0 };
        let weight = queued + clerk + sale * u64::from(shared.count);
        let (id, is_new) = self.shareds.number(shared);
        if is_new {
            self.weights.1.push(weight);
            self.moves.push(Vec::new());
        }
        id
    }

    /// Lets the small machine take that turn.
    fn ask(&mut self, who: LocalId, at: SharedId) -> Option<Move> {
        let shared = self.shared(at).clone();
        let is_clerk = who == CLERK || who == CLERK_ALONE;
        if who == OUTSIDE || (is_clerk && !self.has_clerk(at)) {
            return None;
        }
        let mut machine = self.machine.clone();
        let standing = |id, local: Local, client| Buyer {
            at: local.at,
            seen: local.seen.map(|count| Text::Whole(Record::initial(count))),
            started: true,
            client,
            ..Buyer::new(id)
        };
        let mut mover = Local::default();
        if !is_clerk {
            mover = *self.locals.get(who);
            machine.processes[0] = standing(1, mover, 0);
        }
        if let Some((clerk, client)) = shared.clerk {
            machine.processes[2] = standing(3, clerk, if client.is_some() { 2 } else { 0 });
        }
        let memory = &mut machine.memory;
        memory.record = Record::initial(shared.count);
        memory.holder = if !shared.taken {
            0
        } else if mover.holds {
            1
        } else {
            2
        };
        memory.queue = shared.queue.iter().map(|(_, buy)| Request { client: 2, buy: *buy }).collect();
        memory.answers = vec![None, mover.answer.map(Record::initial), None];
        memory.present = u32::from(who != CLERK_ALONE);
        memory.file = file(&shared, self.store);
        memory.struck = shared.struck;
        let id = if is_clerk { 3 } else { 1 };
        if !machine.is_enabled(id) {
            return None;
        }
        let (mut sold, mut failed) = (0, 0);
        machine.turn::<false>(id, &mut |action: Action| {
            sold += u32::from(action == Action::Bought);
            failed += u32::from(action.is_death() && id == 1);
        });
        Some(self.after(&machine, shared, id, (sold, failed)))
    }

    fn after(&mut self, machine: &Machine, before: Shared, id: BuyerId, (sold, failed): (u32, u32)) -> Move {
        let memory = &machine.memory;
        let mut queue = before.queue;
        let mut client = before.clerk.and_then(|(_, client)| client);
        let mover = (id == 1 && !machine.is_gone(1)).then(|| self.local_of(&machine.processes[0], memory));
        let asks = memory.queue.len() > queue.len();
        match (mover, memory.queue.back()) {
            (Some(mover), Some(request)) if asks => queue.push((mover, request.buy)),
            _ if memory.queue.len() < queue.len() => client = Some(queue.remove(0).0),
            _ => {}
        }
        let reply = memory.answers.get(2).copied().flatten();
        let answered = reply.and_then(|record| {
            let waiting = *self.locals.get(client.take()?);
            Some(self.local(Local { answer: Some(record.count), ..waiting }))
        });
        let clerk = before.clerk.map(|_| (local(&machine.processes[2], memory, &self.live), client));
        let shared = self.share(Shared {
            count: memory.record.count,
            torn: torn(memory, self.store),
            taken: memory.holder != 0,
            struck: memory.struck,
            queue,
            clerk,
        });
        Move { to: mover.filter(|_| !asks), answered, shared, sold, failed }
    }
}
