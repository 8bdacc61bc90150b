//! The clerk's queue: a pipe, and a lock at the end where many put messages in.
//!
//! So are queues between processes made elsewhere too, in Python's `multiprocessing` for instance. At
//! the other end stands the clerk alone, which needs no lock.

use super::{Mutex, Pipe, Words, layout};

/// The queue of one shared buffer.
#[derive(Clone, Copy, Debug)]
pub struct Queue<'a> {
    pipe: Pipe<'a>,
    lock: Mutex<'a>,
}

impl<'a> Queue<'a> {
    /// The queue in these words.
    pub const fn new(words: &'a Words) -> Self {
        Self { pipe: Pipe::at(words, layout::QUEUE), lock: Mutex::at(words, layout::QUEUE_LOCK) }
    }

    /// Makes room for `capacity` messages, 1 to 16; before anybody uses it.
    pub fn open(&self, capacity: u32) {
        self.pipe.open(capacity);
    }

    /// Puts a message in and gives its number, counted from 1; `None` when the queue is full. Blocks only
    /// as long as others are doing just that.
    pub fn try_put(&self, message: i32) -> Option<u32> {
        self.lock.acquire();
        let number = self.put_locked(message);
        self.lock.release();
        number
    }

    /// As [`Queue::try_put`], for the page, which may not block; `None` also when others are at it.
    pub fn put_without_waiting(&self, message: i32) -> Option<u32> {
        self.lock.try_acquire(false)?;
        let number = self.put_locked(message);
        self.lock.release();
        number
    }

    fn put_locked(&self, message: i32) -> Option<u32> {
        // Only whoever has the lock puts, so the next number is the one after what is in.
        let number = self.pipe.count() + 1;
        self.pipe.try_put(message).then_some(number)
    }

    /// Takes the oldest message out, with its number; `None` when the queue is empty.
    pub fn try_take(&self) -> Option<(i32, u32)> {
        self.pipe.try_take()
    }

    /// Sleeps while the queue is empty, for at most `millis`.
    pub fn wait_to_take(&self, millis: f64) {
        self.pipe.wait_to_take(millis);
    }

    /// Sleeps while the queue is full, for at most `millis`.
    pub fn wait_to_put(&self, millis: f64) {
        self.pipe.wait_to_put(millis);
    }
}
