//! What buyers share, as the step function sees it: the smallest set of atomic operations.
//!
//! Workers implement it over a `SharedArrayBuffer`, the pure engines with [`LocalMemory`].

use super::{BuyerId, Record, Text, text};
use crate::scenario::{Scenario, Store};
use std::collections::VecDeque;

/// How many requests the clerk's queue holds at most.
pub const QUEUE_CAPACITY: u32 = 8;

/// What a buyer wants of the clerk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// Who asks.
    pub client: BuyerId,
    /// Whether to buy; else only to look.
    pub buy: bool,
}

/// A lock that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acquisition {
    /// The number of this acquisition, counted from 1.
    pub number: u32,
    /// Whether the last owner died with it. Only a robust lock knows (cf. `EOWNERDEAD` of `pthread_mutex_lock`, POSIX).
    pub owner_died: bool,
}

/// The shared operations a step may perform. Each one is atomic.
pub trait Memory {
    /// Reads the record.
    fn load(&mut self) -> Record;

    /// Replaces the record and returns what was there. It does not compare: a lost update stays
    /// lost, but is known.
    fn exchange(&mut self, record: Record) -> Record;

    /// Puts `record` if what is there is `expected`; gives what was there. That is `expected` exactly when
    /// it was replaced: each buyer writes at most once, so no value comes back (no ABA problem).
    fn compare_exchange(&mut self, expected: Record, record: Record) -> Record;

    /// Tries to take the record out of the pipe for `who`. Gives it with the number of this taking, counted
    /// from 1, or `None` when another buyer has it.
    fn receive(&mut self, who: BuyerId) -> Option<(Record, u32)>;

    /// Puts the record into the pipe. Only who has taken it does that, so there is room.
    fn send(&mut self, record: Record);

    /// Tries to put a request into the clerk's queue. Gives its number, counted from 1, or `None` when the
    /// queue is full.
    fn ask(&mut self, request: Request) -> Option<u32>;

    /// Tries to take the oldest request out, with its number; `None` when there is none. The request
    /// itself is `None` once everybody has left and nothing more will come.
    fn serve(&mut self) -> Option<(Option<Request>, u32)>;

    /// Puts the answer into the client's own pipe, which is empty: who waits asks nothing.
    fn reply(&mut self, client: BuyerId, answer: Record);

    /// Tries to take the answer out of one's own pipe.
    fn answer(&mut self, client: BuyerId) -> Option<Record>;

    /// A process ends and asks nothing more. With the last buyer, [`Memory::serve`] learns that nothing more will come;
    /// the clerk leaves after that.
    fn leave(&mut self);

    /// Tries to take the lock for `who`. `waited` says whether this attempt follows a wait.
    /// `None` when another buyer has it.
    fn try_acquire(&mut self, who: BuyerId, waited: bool) -> Option<Acquisition>;

    /// Gives the lock back.
    fn release(&mut self);

    /// Reads the file. Accesses to the file are numbered from 1, this one too.
    fn load_file(&mut self) -> (Text, u32);

    /// Empties the file. Gives the number of this access.
    fn truncate_file(&mut self) -> u32;

    /// Writes a record to the beginning of the file. Gives the record that was written last, and the number of this
    /// access. It does not compare: a lost update stays lost, but is known.
    fn store_file(&mut self, record: Record) -> (Record, u32);

    /// Whether the fault strikes whoever comes here: it does once.
    fn strike(&mut self) -> bool;

    /// The process dies with all it holds, and asks nothing more. A lock stays locked, unless it is robust: then it is
    /// freed, and remembers.
    fn die(&mut self, who: BuyerId);
}

/// Memory of one process, for engines in which only one step runs at a time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LocalMemory {
    /// The record.
    pub record: Record,
    /// Who has the lock, or has taken the record out of the pipe; 0 is nobody.
    pub holder: BuyerId,
    /// How often that was done.
    pub acquisitions: u32,
    /// Requests to the clerk, the oldest first.
    pub queue: VecDeque<Request>,
    /// How many requests have been put in.
    pub asked: u32,
    /// How many have been taken out.
    pub served: u32,
    /// By client: the answer in its pipe. As long as the highest client who was answered.
    pub answers: Vec<Option<Record>>,
    /// How many buyers have not left. The clerk, who leaves when nobody is present any more, is not counted.
    pub present: u32,
    /// The bytes of the file, where the record is kept in one.
    pub file: Vec<u8>,
    /// How often the file was accessed.
    pub accesses: u32,
    /// Whether the fault has struck.
    pub struck: bool,
    /// Whether the lock is robust.
    pub robust: bool,
    /// Whether the last owner of the robust lock died with it.
    pub owner_died: bool,
}

impl LocalMemory {
    /// The state before a run.
    pub fn new(scenario: &Scenario) -> Self {
        let initial = Record::initial(scenario.tickets.get());
        Self {
            record: initial,
            holder: 0,
            acquisitions: 0,
            queue: VecDeque::new(),
            asked: 0,
            served: 0,
            answers: Vec::new(),
            present: scenario.buyers.get(),
            file: if scenario.store == Store::File { text::write(initial.count).into_bytes() } else { Vec::new() },
            accesses: 0,
            struck: false,
            robust: scenario.robust,
            owner_died: false,
        }
    }
}

impl Memory for LocalMemory {
    fn load(&mut self) -> Record {
        self.record
    }

    fn exchange(&mut self, record: Record) -> Record {
        core::mem::replace(&mut self.record, record)
    }

    fn compare_exchange(&mut self, expected: Record, record: Record) -> Record {
        let found = self.record;
        if found == expected {
            self.record = record;
        }
        found
    }

    fn receive(&mut self, who: BuyerId) -> Option<(Record, u32)> {
        let taken = self.try_acquire(who, false)?;
        Some((self.record, taken.number))
    }

    fn send(&mut self, record: Record) {
        self.record = record;
        self.release();
    }

    fn ask(&mut self, request: Request) -> Option<u32> {
        if self.queue.len() >= QUEUE_CAPACITY as usize {
            return None;
        }
        self.queue.push_back(request);
        self.asked += 1;
        Some(self.asked)
    }

    fn serve(&mut self) -> Option<(Option<Request>, u32)> {
        let request = self.queue.pop_front();
        if request.is_none() && self.present > 0 {
            return None;
        }
        self.served += 1;
        Some((request, self.served))
    }

    fn reply(&mut self, client: BuyerId, answer: Record) {
        let client = client as usize;
        if self.answers.len() <= client {
            self.answers.resize(client + 1, None);
        }
        self.answers[client] = Some(answer);
    }

    fn answer(&mut self, client: BuyerId) -> Option<Record> {
        self.answers.get_mut(client as usize)?.take()
    }

    #[allow(clippy::inline_always, reason = "the release is built for size; every process comes here")]
    #[inline(always)]
    fn leave(&mut self) {
        self.present = self.present.saturating_sub(1);
    }

    #[allow(clippy::inline_always, reason = "see `leave`")]
    #[inline(always)]
    fn try_acquire(&mut self, who: BuyerId, _waited: bool) -> Option<Acquisition> {
        if self.holder != 0 {
            return None;
        }
        self.holder = who;
        self.acquisitions += 1;
        Some(Acquisition { number: self.acquisitions, owner_died: core::mem::take(&mut self.owner_died) })
    }

    fn release(&mut self) {
        self.holder = 0;
    }

    fn load_file(&mut self) -> (Text, u32) {
        (Text::read(&self.file, self.record.writer), self.access())
    }

    fn truncate_file(&mut self) -> u32 {
        self.file.clear();
        self.access()
    }

    fn store_file(&mut self, record: Record) -> (Record, u32) {
        text::overwrite(&mut self.file, &text::write(record.count));
        (core::mem::replace(&mut self.record, record), self.access())
    }

    fn strike(&mut self) -> bool {
        !core::mem::replace(&mut self.struck, true)
    }

    fn die(&mut self, who: BuyerId) {
        if self.robust && self.holder == who {
            (self.holder, self.owner_died) = (0, true);
        }
        self.leave();
    }
}

impl LocalMemory {
    /// The text of the file.
    pub fn file_text(&self) -> String {
        String::from_utf8_lossy(&self.file).into_owned()
    }

    fn access(&mut self) -> u32 {
        self.accesses += 1;
        self.accesses
    }
}
