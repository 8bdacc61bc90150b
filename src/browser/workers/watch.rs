//! Who is silent? Decided in ticks of the page's own timer, not in time: when the machine sleeps,
//! page and workers sleep together and nobody is suspected.

use crate::program::BuyerId;

/// Milliseconds between two ticks.
pub(super) const TICK: u32 = 200;

/// Ticks without a sign of life after which a running buyer counts as silent: one second.
pub(super) const SILENT: u32 = 5;

/// Ticks without an event after which those who all wait for a dead process are given up: well within a second.
pub(super) const STUCK: u32 = 3;

/// Ticks without any worker becoming ready after which the slow ones are named: one second.
const SLOW: u32 = 5;

/// Ticks without any worker becoming ready after which the others are given up.
const GIVEN_UP: u32 = 20;

/// What the ticks since the last sign of life mean for the start of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// Workers are becoming ready.
    Going,
    /// None has become ready for a while.
    Slow,
    /// None will.
    GivenUp,
}

/// Counts quiet ticks.
#[derive(Debug, Default)]
pub(super) struct Watch {
    ready: u32,
    quiet_start: u32,
    /// By buyer: the last beat, and the ticks since it changed.
    beats: Vec<(i32, u32)>,
    recorded: u32,
    quiet_lanes: u32,
}

impl Watch {
    pub(super) fn new(buyers: u32) -> Self {
        Self { beats: vec![(0, 0); buyers as usize], ..Self::default() }
    }

    /// A tick before the gate opens, with the number of workers that are ready.
    pub(super) fn tick_start(&mut self, ready: u32) -> Start {
        if ready == self.ready {
            self.quiet_start += 1;
        } else {
            (self.ready, self.quiet_start) = (ready, 0);
        }
        match self.quiet_start {
            GIVEN_UP.. => Start::GivenUp,
            SLOW.. => Start::Slow,
            _ => Start::Going,
        }
    }

    /// A tick of one running buyer; `true` when it has gone silent. `sign` is any number that
    /// changes while the buyer is alive.
    pub(super) fn is_silent(&mut self, buyer: BuyerId, sign: i32) -> bool {
        let Some((last, quiet)) = self.beats.get_mut(buyer as usize - 1) else { return false };
        if sign == *last {
            *quiet += 1;
        } else {
            (*last, *quiet) = (sign, 0);
        }
        *quiet >= SILENT
    }

    /// A tick with the number of all recorded events: for how many ticks none has come.
    pub(super) fn standstill(&mut self, recorded: u32) -> u32 {
        if recorded == self.recorded {
            self.quiet_lanes += 1;
        } else {
            (self.recorded, self.quiet_lanes) = (recorded, 0);
        }
        self.quiet_lanes
    }
}
