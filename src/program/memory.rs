//! What buyers share, as the step function sees it: the smallest set of atomic operations.
//!
//! Workers implement it over a `SharedArrayBuffer`, the pure engines with [`LocalMemory`].

use super::BuyerId;

/// The ticket record: the count together with who wrote it.
///
/// The writer makes every value distinct, so a read tells *which* write it saw and an exchange
/// tells which write it replaced. It protects nothing: nobody compares it before writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Record {
    /// Tickets left, as far as the record knows.
    pub count: u32,
    /// The buyer who wrote it; 0 for the initial value.
    pub writer: BuyerId,
}

impl Record {
    /// The record before anybody wrote.
    pub const fn initial(count: u32) -> Self {
        Self { count, writer: 0 }
    }
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

    /// Tries to take the record out of the pipe. Gives it with the number of this taking, counted
    /// from 1, or `None` when another buyer has it.
    fn receive(&mut self) -> Option<(Record, u32)>;

    /// Puts the record into the pipe. Only who has taken it does that, so there is room.
    fn send(&mut self, record: Record);

    /// Tries to take the lock for a buyer. `waited` says whether this attempt follows a wait.
    /// Gives the number of this acquisition, counted from 1, or `None` when another buyer has it.
    fn try_acquire(&mut self, waited: bool) -> Option<u32>;

    /// Gives the lock back.
    fn release(&mut self);
}

/// Memory of one process, for engines in which only one step runs at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LocalMemory {
    /// The record.
    pub record: Record,
    /// Whether somebody has the lock, or has taken the record out of the pipe.
    pub locked: bool,
    /// How often that was done.
    pub acquisitions: u32,
}

impl LocalMemory {
    /// The state before a run with this many tickets.
    pub const fn new(tickets: u32) -> Self {
        Self { record: Record::initial(tickets), locked: false, acquisitions: 0 }
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

    fn receive(&mut self) -> Option<(Record, u32)> {
        let number = self.try_acquire(false)?;
        Some((self.record, number))
    }

    fn send(&mut self, record: Record) {
        self.record = record;
        self.release();
    }

    fn try_acquire(&mut self, _waited: bool) -> Option<u32> {
        if self.locked {
            return None;
        }
        self.locked = true;
        self.acquisitions += 1;
        Some(self.acquisitions)
    }

    fn release(&mut self) {
        self.locked = false;
    }
}
