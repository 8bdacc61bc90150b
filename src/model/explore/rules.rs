//! What a turn leads to, for each state of whoever takes it and of what is shared: asked of the machine once, then looked up.
//!
//! A turn depends on nothing else and changes nothing else, but that the clerk's answer lets its client go on. So one small
//! machine, in which process 1 takes the turn, 2 stands for all others and 3 is the clerk, tells all turns of any number of
//! buyers; only the step function knows what they do.

use super::canon::{Local, Numbered, Shared, file, live, local, torn};
use crate::model::{Machine, Moment};
use crate::program::{Action, Buyer, BuyerId, LocalMemory, Record, Request, Step, Text, compile};
use crate::scenario::{Bounded, Scenario, Store};
use ways::{CLERK, CLERK_ALONE, Facts, LocalId, Move, OUTSIDE, SharedId, Source, Standing, Table, state};

/// The turns of a scenario, and those that are known.
#[derive(Debug)]
pub(super) struct Rules {
    pub table: Table,
    pub turns: Turns,
}

/// What tells the turns of a scenario.
#[derive(Debug)]
pub(super) struct Turns {
    machine: Machine,
    store: Store,
    live: Vec<bool>,
    /// By step: how many shared steps stand at it and behind it.
    ahead: Vec<u64>,
    /// Where whoever misses goes on, in a program in which somebody can.
    retry: Option<usize>,
    buyers: u64,
    locals: Numbered<Local>,
    shareds: Numbered<Shared>,
}

impl Rules {
    pub fn new(scenario: &Scenario) -> Self {
        let program = compile(scenario);
        let shared_from = |at: usize| program[at.min(program.len())..].iter().filter(|step| step.is_shared()).count();
        let mut machine = Machine::new(&Scenario { buyers: Bounded::clamp(2), ..*scenario });
        let mut table = Table::new(std::mem::replace(&mut machine.joined, false));
        let mut turns = Turns {
            store: scenario.store,
            live: live(&program),
            ahead: (0..=program.len()).map(|at| shared_from(at) as u64).collect(),
            retry: program.iter().find_map(|step| if let Step::Swap { retry } = step { Some(*retry) } else { None }),
            buyers: u64::from(scenario.buyers.get()),
            locals: Numbered::new(),
            shareds: Numbered::new(),
            machine,
        };
        // Their numbers are those of no other local state.
        for at in [usize::MAX - 1, usize::MAX] {
            turns.local(&mut table, Local { at, ..Local::default() });
        }
        let mut first = turns.machine.clone();
        first.settle(&mut |_, _| ());
        let stop = local(&first.processes[0], &first.memory, &turns.live).at;
        turns.local(&mut table, Local { at: stop, seen: Some(u32::MAX), ..Local::default() });
        turns.local(&mut table, Local { at: stop, ..Local::default() });
        Self { table, turns }
    }

    /// Where a process of a larger machine stands.
    pub fn stands(&mut self, process: &Buyer, memory: &LocalMemory) -> LocalId {
        self.turns.local_of(&mut self.table, process, memory)
    }

    /// The state of a moment.
    pub fn state(&mut self, moment: &Moment) -> Vec<u32> {
        let Self { table, turns } = self;
        let machine = moment.machine();
        let (memory, buyers) = (machine.memory(), machine.buyers() as usize);
        let clerk = machine.processes.get(buyers);
        let queued = memory.queue.iter().map(|request| request.client).chain(clerk.map(|clerk| clerk.client));
        let mut is_queued = vec![false; buyers + 1];
        for client in queued {
            is_queued[client as usize] = true;
        }
        let mut places = Vec::with_capacity(buyers);
        for process in &machine.processes[..buyers] {
            places.push(if process.started { turns.local_of(table, process, memory) } else { OUTSIDE });
        }
        let mut words = vec![turns.shared_of(table, memory, clerk, &places)];
        let stands = |process: &&Buyer| !machine.is_gone(process.id) && !is_queued[process.id as usize];
        for process in machine.processes[..buyers].iter().filter(stands) {
            state::enter(&mut words, places[process.id as usize - 1]);
        }
        words
    }
}

impl Turns {
    /// Who of a larger machine can take a turn, by number, and where each stands. They stand where somebody has stood before.
    pub fn enabled<'a>(&'a self, machine: &'a Machine) -> impl Iterator<Item = (BuyerId, LocalId)> + 'a {
        machine.enabled().map(move |id| {
            let local = || local(&machine.processes[id as usize - 1], machine.memory(), &self.live);
            (id, if id > machine.buyers() { CLERK } else { self.locals.find(&local()).unwrap_or(OUTSIDE) })
        })
    }

    /// Where a process of a larger machine stands.
    fn local_of(&mut self, table: &mut Table, process: &Buyer, memory: &LocalMemory) -> LocalId {
        self.local(table, local(process, memory, &self.live))
    }

    /// What the processes of a larger machine share. Its queue holds whose numbers `standing` gives a place.
    fn shared_of(
        &mut self,
        table: &mut Table,
        memory: &LocalMemory,
        clerk: Option<&Buyer>,
        standing: &[LocalId],
    ) -> SharedId {
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
        self.share(table, shared)
    }

    fn of_step(&self, at: usize) -> u64 {
        self.ahead.get(at).map_or(0, |ahead| 2 * ahead * self.ahead.len() as u64)
    }

    /// What is left to do for one that stands so, at most: as much as shared steps lie ahead of it. The way back from a miss is
    /// paid for by the sale that made it necessary, and the clerk's by the answer that its client has got.
    fn local(&mut self, table: &mut Table, local: Local) -> LocalId {
        let (id, is_new) = self.locals.number(local);
        if is_new {
            let answered = if local.answer.is_some() { self.ahead.len() as u64 } else { 0 };
            // It will miss, and read again.
            let miss = |(retry, seen)| (seen, self.of_step(retry) + 1 + self.ahead[local.at]);
            table.stand(Standing {
                weight: self.of_step(local.at).saturating_sub(answered),
                stale: self.retry.zip(local.seen).filter(|_| local.at < self.ahead.len()).map(miss),
            });
        }
        id
    }

    fn share(&mut self, table: &mut Table, shared: Shared) -> SharedId {
        let served = shared.clerk.and_then(|(_, client)| client);
        let waiting = shared.queue.iter().map(|(client, _)| *client).chain(served);
        let (queued, weight) =
            waiting.fold((0, 0), |(all, sum), client| (all + 1, sum + table.standing(client).weight));
        let clerk = shared.clerk.map_or(0, |(clerk, _)| self.ahead.get(clerk.at).copied().unwrap_or(0));
        let sale =
            if self.retry.is_some() { (self.buyers + 1) * (self.of_step(0) + 2 * self.ahead.len() as u64) } else { 0 };
        let facts = Facts {
            weight: weight + clerk + sale * u64::from(shared.count),
            count: shared.count,
            queued,
            has_clerk: shared.clerk.is_some_and(|(clerk, _)| clerk.at < self.live.len() - 1),
        };
        let (id, is_new) = self.shareds.number(shared);
        if is_new {
            table.share(facts);
        }
        id
    }

    fn after(
        &mut self,
        table: &mut Table,
        machine: &Machine,
        before: Shared,
        id: BuyerId,
        (sold, failed): (u32, u32),
    ) -> Move {
        let memory = &machine.memory;
        let mut queue = before.queue;
        let mut client = before.clerk.and_then(|(_, client)| client);
        let mover = (id == 1 && !machine.is_gone(1)).then(|| self.local_of(table, &machine.processes[0], memory));
        let asks = memory.queue.len() > queue.len();
        match (mover, memory.queue.back()) {
            (Some(mover), Some(request)) if asks => queue.push((mover, request.buy)),
            _ if memory.queue.len() < queue.len() => client = Some(queue.remove(0).0),
            _ => {}
        }
        let reply = memory.answers.get(2).copied().flatten();
        let answered = reply.and_then(|record| {
            let waiting = *self.locals.get(client.take()?);
            Some(self.local(table, Local { answer: Some(record.count), ..waiting }))
        });
        let clerk = before.clerk.map(|_| (local(&machine.processes[2], memory, &self.live), client));
        let shared = self.share(
            table,
            Shared {
                count: memory.record.count,
                torn: torn(memory, self.store),
                taken: memory.holder != 0,
                struck: memory.struck,
                queue,
                clerk,
            },
        );
        Move { to: mover.filter(|_| !asks), answered, shared, sold, failed }
    }
}

impl Source for Turns {
    /// Lets the small machine take that turn.
    fn ask(&mut self, table: &mut Table, who: LocalId, at: SharedId) -> Option<Move> {
        let shared = self.shareds.get(at).clone();
        let is_clerk = who == CLERK || who == CLERK_ALONE;
        if who == OUTSIDE || (is_clerk && !table.facts(at).has_clerk) {
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
        Some(self.after(table, &machine, shared, id, (sold, failed)))
    }
}
