//! The lock: a futex mutex, made of one shared word and `Atomics.wait`/`notify`.
//!
//! The third mutex of Ulrich Drepper, "Futexes Are Tricky" (2011): 0 is free, 1 is taken, 2 is
//! taken and somebody may wait. A release notifies only when it finds 2. It is neither fair nor
//! reentrant, as `multiprocessing.Lock` is not.
//!
//! The loop of his `lock()` is turned inside out: [`try_acquire`](Mutex::try_acquire) is one
//! attempt, [`wait`](Mutex::wait) the sleep between two attempts; whoever calls them can give up.

use super::{Words, layout};

const FREE: i32 = 0;
const TAKEN: i32 = 1;
const CONTENDED: i32 = 2;

/// How long to sleep between two looks at the lock, in milliseconds; a release ends the sleep.
const NAP: f64 = 50.0;

/// One mutex of a shared buffer.
#[derive(Clone, Copy, Debug)]
pub struct Mutex<'a> {
    words: &'a Words,
    base: u32,
}

impl<'a> Mutex<'a> {
    /// The mutex that guards the purchase.
    pub const fn new(words: &'a Words) -> Self {
        Self::at(words, layout::LOCK)
    }

    /// The mutex at this place.
    pub(super) const fn at(words: &'a Words, base: u32) -> Self {
        Self { words, base }
    }

    /// One attempt. `waited` says whether it follows a wait: then others may wait too, and the
    /// lock is marked so. Gives the number of this acquisition, counted from 1.
    pub fn try_acquire(&self, waited: bool) -> Option<u32> {
        let before = if waited {
            self.words.exchange(self.base, CONTENDED)
        } else {
            self.words.compare_exchange(self.base, FREE, TAKEN)
        };
        if before != FREE {
            return None;
        }
        // Only the holder comes here, so load and store cannot be torn apart.
        let number = self.words.load_u32(self.base + layout::ACQUISITIONS).wrapping_add(1);
        self.words.store_u32(self.base + layout::ACQUISITIONS, number);
        Some(number)
    }

    /// Sleeps after a failed attempt until a release, for at most `millis`. Returns at once when
    /// the word is not [`CONTENDED`] any more, or not yet: the next attempt marks it.
    pub fn wait(&self, millis: f64) {
        self.words.wait(self.base, CONTENDED, millis);
    }

    /// Whether the last owner died with the lock; told once, to who has it now.
    pub fn owner_died(&self) -> bool {
        self.words.exchange(self.base + layout::OWNER_DIED, 0) != 0
    }

    /// Frees the lock of a dead owner, and remembers it: what the kernel does with a robust futex whose owner exits
    /// (<https://docs.kernel.org/locking/robust-futexes.html>).
    pub fn bury(&self) {
        self.words.store(self.base + layout::OWNER_DIED, 1);
        self.release();
    }

    /// Takes the lock, however long it takes.
    pub(super) fn acquire(&self) -> u32 {
        let mut waited = false;
        loop {
            if let Some(number) = self.try_acquire(waited) {
                return number;
            }
            self.wait(NAP);
            waited = true;
        }
    }

    /// Frees the lock and wakes one who waits.
    pub fn release(&self) {
        if self.words.exchange(self.base, FREE) == CONTENDED {
            self.words.notify_one(self.base);
        }
    }
}
