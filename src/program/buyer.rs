//! The step function: one buyer, one step, one memory. The only place that knows what a step means.

use super::{Action, BuyerId, Memory, Phase, Record, Request, Step, Text};

/// What a buyer, or the clerk, keeps to itself, as a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Buyer {
    /// Who this is.
    pub id: BuyerId,
    /// Index of the step to execute next.
    pub at: usize,
    /// What it has read in order to buy: a record, or from `Load` to `Parse` the text of the file.
    pub seen: Option<Text>,
    /// Whether the step at `at` has blocked already.
    pub waited: bool,
    /// Of the clerk: whom it serves; else 0.
    pub client: BuyerId,
}

impl Buyer {
    /// A buyer at the first step.
    pub const fn new(id: BuyerId) -> Self {
        Self { id, at: 0, seen: None, waited: false, client: 0 }
    }

    /// Everybody who executes this program: the buyers, and where it has a part for the clerk, the clerk,
    /// whose number follows those of the buyers.
    pub fn all(program: &[Step], buyers: u32) -> impl Iterator<Item = Self> {
        let counter = program.iter().position(|step| matches!(step, Step::Serve { .. }));
        let clerk = counter.map(|at| Self { at, ..Self::new(buyers + 1) });
        (1..=buyers).map(Self::new).chain(clerk)
    }

    const fn go_to(&mut self, at: usize) {
        (self.at, self.waited) = (at, false);
    }

    /// The record as it has read it; nothing left before it has.
    #[allow(clippy::inline_always, reason = "see `step`")]
    #[inline(always)]
    fn record(&self) -> Record {
        if let Some(Text::Whole(record)) = self.seen { record } else { Record::initial(0) }
    }

    /// For whom this process works: itself, or the clerk's client.
    pub const fn on_behalf_of(&self) -> BuyerId {
        if self.client == 0 { self.id } else { self.client }
    }
}

/// What the engine has to do after a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Record the action and go on with the next step when this buyer's turn comes.
    Did(Action),
    /// Record the pause, then let the time of that phase pass before the next step.
    Pause(Phase),
    /// Nothing was done, for example because the lock is taken. Try the same step again when it may be possible.
    /// `first` says that this is the first attempt, to be recorded as [`Action::Waiting`].
    Blocked {
        /// Whether this is the first failed attempt at this step.
        first: bool,
    },
    /// Record [`Action::Ended`]; this buyer takes no further step.
    End,
    /// Record how it died; it takes no further step.
    Dead(Action),
}

impl Outcome {
    /// What is to be recorded, if anything.
    #[allow(clippy::inline_always, reason = "see `step`")]
    #[inline(always)]
    pub const fn action(self) -> Option<Action> {
        match self {
            Self::Did(action) | Self::Dead(action) => Some(action),
            Self::Pause(phase) => Some(Action::Paused(phase)),
            Self::Blocked { first: true } => Some(Action::Waiting),
            Self::Blocked { first: false } => None,
            Self::End => Some(Action::Ended),
        }
    }
}

/// Executes the step that `buyer` stands at, on `memory`.
///
/// A program that [`compile`](super::compile) made never runs past its end; a step index outside
/// the program counts as [`Step::End`].
#[allow(clippy::inline_always, reason = "the release is built for size; this runs twelve million times")]
#[inline(always)]
pub fn step<M: Memory>(program: &[Step], buyer: &mut Buyer, memory: &mut M) -> Outcome {
    let Some(step) = program.get(buyer.at) else { return Outcome::End };
    let taken = match *step {
        Step::Pause(phase) => {
            buyer.go_to(buyer.at + 1);
            return Outcome::Pause(phase);
        }
        Step::End => {
            memory.leave();
            return Outcome::End;
        }
        Step::Enter => went_on(Action::Entered),
        Step::Leave => went_on(Action::Left),
        Step::Bought => went_on(Action::Bought),
        Step::SoldOut => went_on(Action::SoldOut),
        Step::Crash => went_on(if memory.strike() { Action::Killed } else { Action::Spared }),
        Step::Acquire | Step::Release => lock(*step, buyer, memory),
        Step::Receive | Step::Show | Step::Send { .. } => pipe(*step, buyer, memory),
        Step::Ask { .. } | Step::Await | Step::Serve { .. } | Step::Reply { .. } => queue(*step, buyer, memory),
        Step::Load | Step::Parse { .. } | Step::Truncate | Step::Store => file(*step, buyer, memory),
        Step::Look | Step::Read | Step::Check { .. } | Step::Write | Step::Swap { .. } => record(*step, buyer, memory),
    };
    let Some((action, jump)) = taken else {
        let first = !buyer.waited;
        buyer.waited = true;
        return Outcome::Blocked { first };
    };
    if action.is_death() {
        memory.die(buyer.id);
        buyer.go_to(program.len());
        return Outcome::Dead(action);
    }
    buyer.go_to(jump.unwrap_or(buyer.at + 1));
    Outcome::Did(action)
}

/// What a step did, and where the process continues if not at the next step; nothing when the step blocked, and did nothing.
type Taken = Option<(Action, Option<usize>)>;

#[allow(clippy::unnecessary_wraps, reason = "one of the forms of Taken")]
const fn went_on(action: Action) -> Taken {
    Some((action, None))
}

/// On the record.
#[allow(clippy::inline_always, reason = "see `step`")]
#[inline(always)]
fn record<M: Memory>(step: Step, buyer: &mut Buyer, memory: &mut M) -> Taken {
    match step {
        Step::Look => went_on(Action::Looked(memory.load())),
        Step::Read => {
            let record = memory.load();
            buyer.seen = Some(Text::Whole(record));
            went_on(Action::Read(record))
        }
        Step::Check { sold_out } => {
            let available = buyer.record().count > 0;
            Some((Action::Checked { available }, (!available).then_some(sold_out)))
        }
        Step::Swap { retry } => {
            let (put, seen) = (sale(buyer), buyer.record());
            let found = memory.compare_exchange(seen, put);
            if found == seen {
                went_on(Action::Wrote { put, replaced: found })
            } else {
                Some((Action::Missed { found }, Some(retry)))
            }
        }
        _ => {
            let put = sale(buyer);
            went_on(Action::Wrote { put, replaced: memory.exchange(put) })
        }
    }
}

/// On the record in a file.
fn file<M: Memory>(step: Step, buyer: &mut Buyer, memory: &mut M) -> Taken {
    match step {
        Step::Load => {
            let (text, number) = memory.load_file();
            buyer.seen = Some(text);
            went_on(Action::Loaded { text, number })
        }
        Step::Parse { look } => match buyer.seen.take().and_then(Text::record) {
            Some(record) if look => went_on(Action::Looked(record)),
            Some(record) => {
                buyer.seen = Some(Text::Whole(record));
                went_on(Action::Read(record))
            }
            None => went_on(Action::Raised),
        },
        Step::Truncate => went_on(Action::Truncated { number: memory.truncate_file() }),
        _ => {
            let put = sale(buyer);
            let (replaced, number) = memory.store_file(put);
            went_on(Action::Stored { put, replaced, number })
        }
    }
}

/// On the lock.
#[allow(clippy::inline_always, reason = "see `step`")]
#[inline(always)]
fn lock<M: Memory>(step: Step, buyer: &Buyer, memory: &mut M) -> Taken {
    if matches!(step, Step::Release) {
        memory.release();
        return went_on(Action::Released);
    }
    let taken = memory.try_acquire(buyer.id, buyer.waited)?;
    went_on(if taken.owner_died { Action::Inherited(taken.number) } else { Action::Acquired(taken.number) })
}

/// On the pipe in which the count travels.
fn pipe<M: Memory>(step: Step, buyer: &mut Buyer, memory: &mut M) -> Taken {
    let seen = buyer.record();
    match step {
        Step::Receive => {
            let (record, number) = memory.receive(buyer.id)?;
            buyer.seen = Some(Text::Whole(record));
            went_on(Action::Received { record, number })
        }
        Step::Send { sold } => {
            let record = if sold { sale(buyer) } else { seen };
            memory.send(record);
            went_on(Action::Sent(record))
        }
        _ => went_on(Action::Shown(seen)),
    }
}

/// Between buyers and the clerk.
fn queue<M: Memory>(step: Step, buyer: &mut Buyer, memory: &mut M) -> Taken {
    match step {
        Step::Ask { buy } => {
            let number = memory.ask(Request { client: buyer.id, buy })?;
            went_on(Action::Asked { buy, number })
        }
        Step::Serve { buy, close } => match memory.serve()? {
            (Some(request), number) => {
                buyer.client = request.client;
                let served = Action::Served { client: request.client, buy: request.buy, number };
                Some((served, request.buy.then_some(buy)))
            }
            (None, _) => Some((Action::Closed, Some(close))),
        },
        Step::Reply { next } => {
            let client = core::mem::take(&mut buyer.client);
            let record = buyer.record();
            memory.reply(client, record);
            Some((Action::Replied { client, record }, Some(next)))
        }
        _ => {
            let record = memory.answer(buyer.id)?;
            buyer.seen = Some(Text::Whole(record));
            went_on(Action::Answered(record))
        }
    }
}

/// What a buyer who has seen the record makes of it by buying.
#[allow(clippy::inline_always, reason = "see `step`")]
#[inline(always)]
fn sale(buyer: &Buyer) -> Record {
    Record { count: buyer.record().count.saturating_sub(1), writer: buyer.on_behalf_of() }
}
