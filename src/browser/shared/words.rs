//! The shared buffer as atomic words.

use super::layout;
use crate::browser::clock;
use crate::program::{BuyerId, CodeError, Micros, Phase, Record, Step, decode};
use js_sys::{Atomics, Int32Array, SharedArrayBuffer};
use wasm_bindgen::UnwrapThrowExt;

/// All words of one run's shared buffer. Clones share the buffer.
///
/// The indices come from [`layout`] alone and lie inside the buffer, so the operations throw only
/// when a program error passes a wrong one.
#[derive(Clone, Debug)]
pub struct Words(Int32Array);

/// The longest that waking at the gate may take, in microseconds: a clock that says more is another clock.
const WAKING: f64 = 100_000.0;

/// What `Atomics` answers for an index inside the buffer is never an error.
const INSIDE: &str = "a word outside the shared buffer";

impl Words {
    /// Fresh words, all 0; so many.
    pub(super) fn new(count: u32) -> Self {
        Self(Int32Array::new(&SharedArrayBuffer::new(count * 4)))
    }

    /// The buffer that somebody else prepared.
    pub fn attach(buffer: &SharedArrayBuffer) -> Self {
        Self(Int32Array::new(buffer))
    }

    /// The buffer itself, to be posted to a worker.
    pub fn buffer(&self) -> js_sys::Object {
        self.0.buffer().into()
    }

    /// The program the page put here.
    ///
    /// # Errors
    /// When the words are no program.
    pub fn program(&self) -> Result<Vec<Step>, CodeError> {
        let length = self.load_u32(layout::CODE_LENGTH).min(layout::MAX_CODE);
        let code: Vec<u32> = (0..length).map(|i| self.load_u32(layout::CODE + i)).collect();
        decode(&code)
    }

    /// How many buyers there are; the clerk is not one.
    pub fn buyers(&self) -> u32 {
        self.load_u32(layout::BUYERS)
    }

    /// Opens the gate for the buyers up to this number; the first opening starts the clock.
    pub fn open_gate(&self, up_to: BuyerId) {
        if self.load(layout::GATE) == 0 {
            let (high, low) = split(micros(clock::epoch_micros()));
            self.store_u32(layout::ORIGIN, high);
            self.store_u32(layout::ORIGIN + 1, low);
        }
        let (high, low) = split(self.elapsed());
        self.store_u32(layout::OPENED, high);
        self.store_u32(layout::OPENED + 1, low);
        self.store_u32(layout::GATE, up_to);
        self.notify_all(layout::GATE);
    }

    /// Whether this buyer may start; waits at most `slice` milliseconds for it.
    pub fn wait_at_gate(&self, buyer: BuyerId, slice: f64) -> bool {
        let gate = self.load(layout::GATE);
        if u32::try_from(gate).is_ok_and(|gate| gate >= buyer) {
            return true;
        }
        self.wait(layout::GATE, gate, slice);
        false
    }

    /// Sets the clock of this worker by the gate, which has opened for it just now. Contexts agree on the time as a rule; but
    /// after the machine has slept, or where a browser hides the time, one may be ahead by seconds or hours.
    #[allow(clippy::cast_precision_loss, reason = "times are below 2^53 microseconds")]
    pub fn set_clock_by_gate(&self) {
        let time = |at| join(self.load_u32(at), self.load_u32(at + 1)) as f64;
        let late = clock::epoch_micros() - time(layout::ORIGIN) - time(layout::OPENED);
        if !(0.0..=WAKING).contains(&late) {
            clock::turn_back(late);
        }
    }

    /// Time since the gate opened.
    pub fn elapsed(&self) -> Micros {
        let origin = join(self.load_u32(layout::ORIGIN), self.load_u32(layout::ORIGIN + 1));
        micros(clock::epoch_micros()).saturating_sub(origin)
    }

    /// Sleeps for at most `millis`; `false` when the run was stopped.
    pub fn sleep(&self, millis: f64) -> bool {
        self.wait(layout::STOP, 0, millis);
        !self.stopped()
    }

    /// Whether the run was stopped.
    pub fn stopped(&self) -> bool {
        self.load(layout::STOP) != 0
    }

    /// Stops the run: wakes everybody who sleeps or waits.
    pub fn stop(&self) {
        self.store(layout::STOP, 1);
        for word in [layout::STOP, layout::GATE, layout::LOCK, layout::QUEUE_LOCK, layout::FILE_LOCK] {
            self.notify_all(word);
        }
        for pipe in [layout::PIPE, layout::QUEUE] {
            self.notify_all(pipe + layout::PIPE_PUT);
            self.notify_all(pipe + layout::PIPE_TAKEN);
        }
    }

    /// How long a pause of this phase takes a buyer.
    pub fn delay(&self, buyer: BuyerId, phase: Phase) -> Micros {
        u64::from(self.load_u32(self.lane(buyer) + layout::LANE_DELAYS + phase as u32))
    }

    /// One buyer less will ask the clerk anything; whether that was the last one.
    pub(super) fn one_less_present(&self) -> bool {
        Atomics::sub(&self.0, layout::PRESENT, 1).expect_throw(INSIDE) == 1
    }

    /// Where the lane of a buyer begins.
    pub(super) fn lane(&self, buyer: BuyerId) -> u32 {
        layout::lane(buyer, self.room())
    }

    /// How many events a lane has room for.
    pub fn room(&self) -> u32 {
        self.load_u32(layout::ROOM)
    }

    pub(super) fn recording(&self) -> bool {
        self.load(layout::RECORDING) != 0
    }

    pub(super) fn load(&self, word: u32) -> i32 {
        Atomics::load(&self.0, word).expect_throw(INSIDE)
    }

    pub(super) fn store(&self, word: u32, value: i32) {
        Atomics::store(&self.0, word, value).expect_throw(INSIDE);
    }

    pub(super) fn load_u32(&self, word: u32) -> u32 {
        self.load(word).cast_unsigned()
    }

    pub(super) fn store_u32(&self, word: u32, value: u32) {
        self.store(word, value.cast_signed());
    }

    pub(super) fn exchange(&self, word: u32, value: i32) -> i32 {
        Atomics::exchange(&self.0, word, value).expect_throw(INSIDE)
    }

    /// Puts `new` if the word is `expected`; gives what was there.
    pub(super) fn compare_exchange(&self, word: u32, expected: i32, new: i32) -> i32 {
        Atomics::compare_exchange(&self.0, word, expected, new).expect_throw(INSIDE)
    }

    /// Blocks while the word is `value`, until notified, for at most `millis`.
    pub(super) fn wait(&self, word: u32, value: i32, millis: f64) {
        Atomics::wait_with_timeout(&self.0, word, value, millis).expect_throw("this thread may not block");
    }

    pub(super) fn notify_one(&self, word: u32) {
        Atomics::notify_with_count(&self.0, word, 1).expect_throw(INSIDE);
    }

    fn notify_all(&self, word: u32) {
        Atomics::notify(&self.0, word).expect_throw(INSIDE);
    }
}

/// Count in the upper half, writer in the lower: both are below 2^16 with real workers.
pub(super) const fn pack(record: Record) -> i32 {
    (record.count << 16 | (record.writer & 0xffff)).cast_signed()
}

/// The inverse of [`pack`].
pub(super) const fn unpack(word: i32) -> Record {
    let word = word.cast_unsigned();
    Record { count: word >> 16, writer: word & 0xffff }
}

/// A 64-bit value as its upper and lower half.
#[allow(clippy::cast_possible_truncation, reason = "that is the point")]
pub(super) const fn split(value: u64) -> (u32, u32) {
    ((value >> 32) as u32, value as u32)
}

/// The inverse of [`split`].
pub(super) const fn join(high: u32, low: u32) -> u64 {
    (high as u64) << 32 | low as u64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "microseconds since 1970 fit")]
const fn micros(value: f64) -> u64 {
    value as u64
}
