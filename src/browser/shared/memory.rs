//! The step function's memory, over the shared words.

use super::words::{pack, unpack};
use super::{Mutex, Words, layout};
use crate::program::{Memory, Record};

/// The record and the lock in shared memory.
#[derive(Clone, Copy, Debug)]
pub struct SharedMemory<'a> {
    words: &'a Words,
}

impl<'a> SharedMemory<'a> {
    /// The memory in these words.
    pub const fn new(words: &'a Words) -> Self {
        Self { words }
    }
}

impl Memory for SharedMemory<'_> {
    fn load(&mut self) -> Record {
        self.words.record()
    }

    fn exchange(&mut self, record: Record) -> Record {
        unpack(self.words.exchange(layout::RECORD, pack(record)))
    }

    fn try_acquire(&mut self, waited: bool) -> Option<u32> {
        Mutex::new(self.words).try_acquire(waited)
    }

    fn release(&mut self) {
        Mutex::new(self.words).release();
    }
}
