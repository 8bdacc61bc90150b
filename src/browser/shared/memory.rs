//! The step function's memory, over the shared words.

use super::words::{pack, unpack};
use super::{Mutex, Pipe, Words, layout};
use crate::program::{Memory, Record, Step};

/// The record, the lock and the pipe in shared memory.
#[derive(Clone, Copy, Debug)]
pub struct SharedMemory<'a> {
    words: &'a Words,
}

impl<'a> SharedMemory<'a> {
    /// The memory in these words.
    pub const fn new(words: &'a Words) -> Self {
        Self { words }
    }

    /// Sleeps until a step that blocked may be possible, for at most `millis`.
    pub fn wait(&self, step: Option<&Step>, millis: f64) {
        match step {
            Some(Step::Receive) => Pipe::new(self.words).wait_to_take(millis),
            _ => Mutex::new(self.words).wait(millis),
        }
    }
}

impl Memory for SharedMemory<'_> {
    fn load(&mut self) -> Record {
        self.words.record()
    }

    fn exchange(&mut self, record: Record) -> Record {
        unpack(self.words.exchange(layout::RECORD, pack(record)))
    }

    fn compare_exchange(&mut self, expected: Record, record: Record) -> Record {
        unpack(self.words.compare_exchange(layout::RECORD, pack(expected), pack(record)))
    }

    fn receive(&mut self) -> Option<(Record, u32)> {
        let (message, number) = Pipe::new(self.words).try_take()?;
        Some((unpack(message), number))
    }

    fn send(&mut self, record: Record) {
        // Whoever took the only message out puts it back, so there is room.
        Pipe::new(self.words).try_put(pack(record));
    }

    fn try_acquire(&mut self, waited: bool) -> Option<u32> {
        Mutex::new(self.words).try_acquire(waited)
    }

    fn release(&mut self) {
        Mutex::new(self.words).release();
    }
}
