//! The step function: one buyer, one step, one memory. The only place that knows what a step means.

use super::{Acquisition, Action, BuyerId, Memory, Phase, Record, Request, Step, Text};

/// What a buyer, or the clerk, keeps to itself, as a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Buyer {
    /// Who this is.
    pub id: BuyerId,
    /// Index of the step to execute next; the length of the program when it is gone.
    pub at: usize,
    /// What it has read in order to buy: a record, or from `Load` to `Parse` the text of the file.
    pub seen: Option<Text>,
    /// Whether the step at `at` has blocked already.
    pub waited: bool,
    /// Whether it has passed the gate, which is whoever opens it to note.
    pub started: bool,
    /// Of the clerk: whom it serves; else 0.
    pub client: BuyerId,
}

impl Buyer {
    /// A buyer at the first step.
    pub const fn new(id: BuyerId) -> Self {
        Self { id, at: 0, seen: None, waited: false, started: false, client: 0 }
    }

    /// Everybody who executes this program: the buyers, and where it has a part for the clerk, the clerk,
    /// whose number follows those of the buyers.
    pub fn all(program: &[Step], buyers: u32) -> impl Iterator<Item = Self> {
        (1..=buyers).map(Self::new).chain(Self::clerk(program, buyers))
    }

    /// The clerk, where the program has a part for it.
    pub fn clerk(program: &[Step], buyers: u32) -> Option<Self> {
        let counter = program.iter().position(|step| matches!(step, Step::Serve { .. }))?;
        Some(Self { at: counter, ..Self::new(buyers + 1) })
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
    /// Go on with the next step when this buyer's turn comes.
    Did,
    /// Let the time of that phase pass before the next step.
    Pause(Phase),
    /// Nothing was done, for example because the lock is taken. Try the same step again when it may be possible.
    Blocked,
    /// This buyer takes no further step.
    End,
    /// It died, and takes no further step.
    Dead,
}

/// Who is told what a step did. A closure will do; the trait is there because a closure cannot ask to be inlined.
pub trait Recorder {
    /// Notes an action.
    fn record(&mut self, action: Action);
}

impl<F: FnMut(Action)> Recorder for F {
    fn record(&mut self, action: Action) {
        self(action);
    }
}

/// Executes the step that `buyer` stands at, on `memory`, and tells what it did: one action, or none where it
/// has blocked again. It is told, not returned: a returned action is put together in memory and copied as a whole, which
/// waits for the parts to be written (store-to-load forwarding fails) and took a third of a simulation's time.
///
/// A program that [`compile`](super::compile) made never runs past its end; a step index outside
/// the program counts as [`Step::End`].
#[allow(clippy::inline_always, reason = "the release is built for size; a simulation comes here at every turn")]
#[inline(always)]
pub fn step<M: Memory>(program: &[Step], buyer: &mut Buyer, memory: &mut M, recorder: &mut impl Recorder) -> Outcome {
    let taken = match program.get(buyer.at).copied().unwrap_or(Step::End) {
        Step::Pause(phase) => {
            did(Action::Paused(phase), buyer, recorder);
            return Outcome::Pause(phase);
        }
        Step::End => {
            memory.leave();
            buyer.at = program.len();
            recorder.record(Action::Ended);
            return Outcome::End;
        }
        Step::Enter => return did(Action::Entered, buyer, recorder),
        Step::Leave => return did(Action::Left, buyer, recorder),
        Step::Bought => return did(Action::Bought, buyer, recorder),
        Step::SoldOut => return did(Action::SoldOut, buyer, recorder),
        Step::Look => return did(Action::Looked(memory.load()), buyer, recorder),
        Step::Read => {
            let record = memory.load();
            buyer.seen = Some(Text::Whole(record));
            return did(Action::Read(record), buyer, recorder);
        }
        Step::Check { sold_out } => {
            let available = buyer.record().count > 0;
            buyer.go_to(if available { buyer.at + 1 } else { sold_out });
            recorder.record(Action::Checked { available });
            return Outcome::Did;
        }
        Step::Write => {
            let put = sale(buyer);
            return did(Action::Wrote { put, replaced: memory.exchange(put) }, buyer, recorder);
        }
        Step::Acquire => match memory.try_acquire(buyer.id, buyer.waited) {
            Some(Acquisition { number, owner_died: false }) => return did(Action::Acquired(number), buyer, recorder),
            Some(Acquisition { number, owner_died: true }) => return did(Action::Inherited(number), buyer, recorder),
            None => None,
        },
        Step::Release => {
            memory.release();
            return did(Action::Released, buyer, recorder);
        }
        Step::Crash => went_on(if memory.strike() { Action::Killed } else { Action::Spared }),
        Step::Swap { retry } => swap(retry, buyer, memory),
        step @ (Step::Receive | Step::Show | Step::Send { .. }) => pipe(step, buyer, memory),
        step @ (Step::Ask { .. } | Step::Await | Step::Serve { .. } | Step::Reply { .. }) => queue(step, buyer, memory),
        step @ (Step::Load | Step::Parse { .. } | Step::Truncate | Step::Store) => file(step, buyer, memory),
    };
    let Some((action, jump)) = taken else {
        if !core::mem::replace(&mut buyer.waited, true) {
            recorder.record(Action::Waiting);
        }
        return Outcome::Blocked;
    };
    if action.is_death() {
        memory.die(buyer.id);
        buyer.go_to(program.len());
        recorder.record(action);
        return Outcome::Dead;
    }
    buyer.go_to(jump.unwrap_or(buyer.at + 1));
    recorder.record(action);
    Outcome::Did
}

/// It did that, and goes on with the next step.
#[allow(clippy::inline_always, reason = "see `step`")]
#[inline(always)]
fn did(action: Action, buyer: &mut Buyer, recorder: &mut impl Recorder) -> Outcome {
    buyer.go_to(buyer.at + 1);
    recorder.record(action);
    Outcome::Did
}

/// What a step did, and where the process continues if not at the next step; nothing when the step blocked, and did nothing.
type Taken = Option<(Action, Option<usize>)>;

#[allow(clippy::unnecessary_wraps, reason = "one of the forms of Taken")]
const fn went_on(action: Action) -> Taken {
    Some((action, None))
}

/// On the record, if it still is what was seen.
fn swap<M: Memory>(retry: usize, buyer: &Buyer, memory: &mut M) -> Taken {
    let (put, seen) = (sale(buyer), buyer.record());
    let found = memory.compare_exchange(seen, put);
    if found == seen {
        went_on(Action::Wrote { put, replaced: found })
    } else {
        Some((Action::Missed { found }, Some(retry)))
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
