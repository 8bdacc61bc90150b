//! A blocking pipe for whole words: a ring in the shared buffer, with `Atomics.wait`/`notify`.
//!
//! Two counters that only grow, and the messages between them (Leslie Lamport, "Proving the
//! Correctness of Multiprocess Programs", 1977). One at a time may put. Any number may take: whoever
//! moves the counter of taken messages from what it had seen has the message, and all others try
//! again; a message is not overwritten before that counter has moved past it.

use super::{Words, layout};

/// One pipe of a shared buffer.
#[derive(Clone, Copy, Debug)]
pub struct Pipe<'a> {
    words: &'a Words,
    base: u32,
}

impl<'a> Pipe<'a> {
    /// The pipe whose message is the record.
    pub const fn new(words: &'a Words) -> Self {
        Self::at(words, layout::PIPE)
    }

    /// The pipe at this place.
    pub(super) const fn at(words: &'a Words, base: u32) -> Self {
        Self { words, base }
    }

    /// Makes room for `capacity` messages, 1 to 16; before anybody uses it.
    pub fn open(&self, capacity: u32) {
        self.words.store_u32(self.base + layout::PIPE_CAPACITY, capacity.clamp(1, layout::PIPE_ROOM));
    }

    /// Puts a message in; `false` when the pipe is full. One at a time may do this.
    pub fn try_put(&self, message: i32) -> bool {
        let put = self.words.load_u32(self.base + layout::PIPE_PUT);
        let taken = self.words.load_u32(self.base + layout::PIPE_TAKEN);
        if put.wrapping_sub(taken) >= self.words.load_u32(self.base + layout::PIPE_CAPACITY) {
            return false;
        }
        self.words.store(self.place(put), message);
        self.words.store_u32(self.base + layout::PIPE_PUT, put.wrapping_add(1));
        self.words.notify_one(self.base + layout::PIPE_PUT);
        true
    }

    /// Takes the oldest message out, with its number, counted from 1; `None` when the pipe is empty.
    pub fn try_take(&self) -> Option<(i32, u32)> {
        loop {
            let taken = self.words.load(self.base + layout::PIPE_TAKEN);
            if taken == self.words.load(self.base + layout::PIPE_PUT) {
                return None;
            }
            let message = self.words.load(self.place(taken.cast_unsigned()));
            let next = taken.wrapping_add(1);
            if self.words.compare_exchange(self.base + layout::PIPE_TAKEN, taken, next) == taken {
                self.words.notify_one(self.base + layout::PIPE_TAKEN);
                return Some((message, next.cast_unsigned()));
            }
        }
    }

    /// Sleeps while the pipe is empty, for at most `millis`.
    pub fn wait_to_take(&self, millis: f64) {
        let taken = self.words.load(self.base + layout::PIPE_TAKEN);
        // All that was put is taken: as long as that many were put, nothing is there.
        self.words.wait(self.base + layout::PIPE_PUT, taken, millis);
    }

    /// Sleeps while the pipe is full, for at most `millis`.
    pub fn wait_to_put(&self, millis: f64) {
        let put = self.words.load_u32(self.base + layout::PIPE_PUT);
        let full = put.wrapping_sub(self.words.load_u32(self.base + layout::PIPE_CAPACITY));
        self.words.wait(self.base + layout::PIPE_TAKEN, full.cast_signed(), millis);
    }

    /// How many messages have been put in so far.
    pub fn count(&self) -> u32 {
        self.words.load_u32(self.base + layout::PIPE_PUT)
    }

    /// The message that was put in last, whether it is taken or not; `None` before the first.
    pub fn latest(&self) -> Option<i32> {
        let put = self.words.load_u32(self.base + layout::PIPE_PUT);
        (put > 0).then(|| self.words.load(self.place(put - 1)))
    }

    fn place(self, number: u32) -> u32 {
        self.base + layout::PIPE_MESSAGES + number % self.words.load_u32(self.base + layout::PIPE_CAPACITY).max(1)
    }
}
