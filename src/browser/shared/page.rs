//! What only the page does with the shared buffer: it prepares it for a run, looks at the record and the lanes, and does
//! for the dead what a kernel would do.

use super::words::{pack, unpack};
use super::{LaneReader, Mutex, Pipe, Queue, Words, layout};
use crate::program::{BuyerId, QUEUE_CAPACITY, Record, compile, delays, encode, most_events};
use crate::scenario::{Guard, Scenario};

/// What differs between runs of one scenario.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// Whether every event is recorded, or only start, outcome and end: the bench compares both.
    pub recording: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self { recording: true }
    }
}

impl Words {
    /// A fresh buffer for a run: gate closed, record set, program and delays in place.
    pub fn prepare(scenario: &Scenario, setup: Setup) -> Self {
        let (buyers, processes) = (scenario.buyers.get(), scenario.processes());
        let room = most_events(scenario);
        let words = Self::new(layout::size(processes, room));
        words.store_u32(layout::ROOM, room);
        words.store_u32(layout::BUYERS, buyers);
        let initial = pack(Record::initial(scenario.tickets.get()));
        Pipe::new(&words).open(1);
        Queue::new(&words).open(QUEUE_CAPACITY);
        words.store_u32(layout::PRESENT, buyers);
        if scenario.guard == Guard::Pipe {
            Pipe::new(&words).try_put(initial);
        } else {
            words.store(layout::RECORD, initial);
        }
        words.store(layout::RECORDING, i32::from(setup.recording));
        let code = encode(&compile(scenario));
        for (i, word) in (0..).zip(&code) {
            words.store_u32(layout::CODE + i, *word);
        }
        words.store_u32(layout::CODE_LENGTH, u32::try_from(code.len()).unwrap_or(0));
        for buyer in 1..=buyers {
            Pipe::at(&words, words.lane(buyer) + layout::LANE_PIPE).open(1);
            for (i, delay) in (0..).zip(delays(scenario, buyer)) {
                let micros = u32::try_from(scenario.speed.shorten(delay)).unwrap_or(u32::MAX);
                words.store_u32(words.lane(buyer) + layout::LANE_DELAYS + i, micros);
            }
        }
        words
    }

    /// The record now: where the guard keeps it. Of a pipe that is what was put in last.
    pub fn record(&self) -> Record {
        unpack(Pipe::new(self).latest().unwrap_or_else(|| self.load(layout::RECORD)))
    }

    /// The page says on behalf of a buyer who has died that it will ask nothing more.
    pub fn leave_for_the_dead(&self) {
        if self.one_less_present() {
            // Nobody else is left to be at the queue.
            Queue::new(self).put_without_waiting(0);
        }
    }

    /// The page frees the robust lock that a dead process has.
    pub fn bury_owner(&self) {
        Mutex::new(self).bury();
    }

    /// The events of a buyer, to be read by the page.
    pub fn reader(&self, buyer: BuyerId) -> LaneReader<'_> {
        LaneReader::new(self, buyer, self.room())
    }
}
