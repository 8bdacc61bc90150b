//! In which steps does this browser's clock go? Some round it to 16 or 100 ms, against those who would recognise a machine by it.
//!
//! Measured once, when the first run on real workers has ended: nothing runs then that it could disturb.

use super::clock::now;
use crate::program::Micros;
use gloo_timers::future::TimeoutFuture;
use std::cell::Cell;

/// How often the clock is read at a stretch: some milliseconds, in which a fine one moves.
const READS: u32 = 20_000;

/// How often it is looked at again, a millisecond or four apart, where it has not moved.
const LOOKS: u32 = 300;

/// How many moves are seen; the shortest is the step.
const MOVES: u32 = 3;

thread_local! {
    static STEP: Cell<Option<Micros>> = const { Cell::new(None) };
}

/// The step, in microseconds; of a clock that hardly moves, what it has been seen to take.
pub async fn clock_step() -> Micros {
    if let Some(step) = STEP.get() {
        return step;
    }
    let mut watch = Watch { last: now(), shortest: f64::INFINITY, moves: 0 };
    let mut reads = 0;
    while reads < READS && watch.goes_on() {
        watch.look();
        reads += 1;
    }
    if watch.moves == 0 {
        let mut looks = 0;
        while looks < LOOKS && watch.goes_on() {
            TimeoutFuture::new(1).await;
            watch.look();
            looks += 1;
        }
    }
    let step = watch.step();
    STEP.set(Some(step));
    step
}

struct Watch {
    last: f64,
    /// In milliseconds.
    shortest: f64,
    moves: u32,
}

impl Watch {
    fn goes_on(&self) -> bool {
        self.moves < MOVES
    }

    fn look(&mut self) {
        let now = now();
        if now > self.last {
            // The first move began before anybody looked.
            if self.moves > 0 {
                self.shortest = self.shortest.min(now - self.last);
            }
            (self.last, self.moves) = (now, self.moves + 1);
        }
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most some seconds")]
    fn step(&self) -> Micros {
        if self.shortest.is_finite() { (self.shortest * 1000.0).round() as Micros } else { 0 }
    }
}
