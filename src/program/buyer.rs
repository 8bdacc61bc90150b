//! The step function: one buyer, one step, one memory. The only place that knows what a step means.

use super::{BuyerId, Memory, Phase, Record, Request, Step};

/// What a buyer, or the clerk, keeps to itself, as a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Buyer {
    /// Who this is.
    pub id: BuyerId,
    /// Index of the step to execute next.
    pub at: usize,
    /// The record as this buyer read it, from `Read` on.
    pub seen: Option<Record>,
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

    /// For whom this process works: itself, or the clerk's client.
    pub const fn on_behalf_of(&self) -> BuyerId {
        if self.client == 0 { self.id } else { self.client }
    }
}

/// What a step did. One action is one event of the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Passed the start gate. Recorded by the engine, not by a step.
    Started,
    /// Began to let time pass.
    Paused(Phase),
    /// Read the count only to show it.
    Looked(Record),
    /// Could not go on, and began to wait: the lock was taken, the pipe empty, the queue full, the answer not there.
    Waiting,
    /// Took the lock; acquisitions are numbered from 1.
    Acquired(u32),
    /// Gave the lock back.
    Released,
    /// Entered `get`.
    Entered,
    /// Left `get`.
    Left,
    /// Read the record in order to buy.
    Read(Record),
    /// Compared what was seen with zero.
    Checked {
        /// Whether a ticket was seen.
        available: bool,
    },
    /// Wrote the record.
    Wrote {
        /// The new value.
        put: Record,
        /// The value it replaced.
        replaced: Record,
    },
    /// Wanted to write, and found that somebody else had written.
    Missed {
        /// What was there.
        found: Record,
    },
    /// Took the record out of the pipe.
    Received {
        /// What it was.
        record: Record,
        /// How often it has been taken out, this time included.
        number: u32,
    },
    /// Put the record into the pipe.
    Sent(Record),
    /// Showed the count that it had been given.
    Shown(Record),
    /// Put a request into the clerk's queue.
    Asked {
        /// Whether to buy; else only to look.
        buy: bool,
        /// The request's number, from 1.
        number: u32,
    },
    /// Was given the clerk's answer: the record as the clerk had read it.
    Answered(Record),
    /// The clerk took a request out of the queue.
    Served {
        /// Whose it was.
        client: BuyerId,
        /// Whether it was to buy.
        buy: bool,
        /// The request's number.
        number: u32,
    },
    /// The clerk answered.
    Replied {
        /// Whom.
        client: BuyerId,
        /// What it had read.
        record: Record,
    },
    /// The clerk found that everybody had left.
    Closed,
    /// Was told "bought".
    Bought,
    /// Was told "sold out".
    SoldOut,
    /// Ended.
    Ended,
    /// Did not start, died, or went silent. Recorded by the engine, not by a step.
    Failed,
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
}

/// Executes the step that `buyer` stands at, on `memory`.
///
/// A program that [`compile`](super::compile) made never runs past its end; a step index outside
/// the program counts as [`Step::End`].
#[allow(clippy::inline_always, reason = "the release is built for size; this runs twelve million times")]
#[inline(always)]
pub fn step<M: Memory>(program: &[Step], buyer: &mut Buyer, memory: &mut M) -> Outcome {
    let Some(step) = program.get(buyer.at) else { return Outcome::End };
    let mut next = buyer.at + 1;
    let outcome = match *step {
        Step::Pause(phase) => Outcome::Pause(phase),
        Step::Look => Outcome::Did(Action::Looked(memory.load())),
        Step::Acquire => match memory.try_acquire(buyer.waited) {
            Some(number) => Outcome::Did(Action::Acquired(number)),
            None => return block(buyer),
        },
        Step::Release => {
            memory.release();
            Outcome::Did(Action::Released)
        }
        Step::Enter => Outcome::Did(Action::Entered),
        Step::Leave => Outcome::Did(Action::Left),
        Step::Read => {
            let record = memory.load();
            buyer.seen = Some(record);
            Outcome::Did(Action::Read(record))
        }
        Step::Check { sold_out } => {
            let available = buyer.seen.is_some_and(|record| record.count > 0);
            if !available {
                next = sold_out;
            }
            Outcome::Did(Action::Checked { available })
        }
        Step::Write => {
            let put = sale(buyer);
            Outcome::Did(Action::Wrote { put, replaced: memory.exchange(put) })
        }
        Step::Swap { retry } => {
            let (put, seen) = (sale(buyer), buyer.seen.unwrap_or(Record::initial(0)));
            let found = memory.compare_exchange(seen, put);
            if found == seen {
                Outcome::Did(Action::Wrote { put, replaced: found })
            } else {
                next = retry;
                Outcome::Did(Action::Missed { found })
            }
        }
        Step::Receive => match memory.receive() {
            Some((record, number)) => {
                buyer.seen = Some(record);
                Outcome::Did(Action::Received { record, number })
            }
            None => return block(buyer),
        },
        Step::Show => Outcome::Did(Action::Shown(buyer.seen.unwrap_or(Record::initial(0)))),
        Step::Send { sold } => {
            let record = if sold { sale(buyer) } else { buyer.seen.unwrap_or(Record::initial(0)) };
            memory.send(record);
            Outcome::Did(Action::Sent(record))
        }
        Step::Ask { buy } => match memory.ask(Request { client: buyer.id, buy }) {
            Some(number) => Outcome::Did(Action::Asked { buy, number }),
            None => return block(buyer),
        },
        Step::Await => match memory.answer(buyer.id) {
            Some(record) => {
                buyer.seen = Some(record);
                Outcome::Did(Action::Answered(record))
            }
            None => return block(buyer),
        },
        Step::Serve { buy, close } => match memory.serve() {
            Some((Some(request), number)) => {
                buyer.client = request.client;
                if request.buy {
                    next = buy;
                }
                Outcome::Did(Action::Served { client: request.client, buy: request.buy, number })
            }
            Some((None, _)) => {
                next = close;
                Outcome::Did(Action::Closed)
            }
            None => return block(buyer),
        },
        Step::Reply { next: again } => {
            let client = core::mem::take(&mut buyer.client);
            let record = buyer.seen.unwrap_or(Record::initial(0));
            memory.reply(client, record);
            next = again;
            Outcome::Did(Action::Replied { client, record })
        }
        Step::Bought => Outcome::Did(Action::Bought),
        Step::SoldOut => Outcome::Did(Action::SoldOut),
        Step::End => {
            memory.leave();
            return Outcome::End;
        }
    };
    buyer.at = next;
    buyer.waited = false;
    outcome
}

/// What a buyer who has seen the record makes of it by buying.
fn sale(buyer: &Buyer) -> Record {
    let seen = buyer.seen.map_or(0, |record| record.count);
    Record { count: seen.saturating_sub(1), writer: buyer.on_behalf_of() }
}

fn block(buyer: &mut Buyer) -> Outcome {
    let first = !buyer.waited;
    buyer.waited = true;
    Outcome::Blocked { first }
}
