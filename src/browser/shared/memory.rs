//! The step function's memory, over the shared words.

use super::words::{pack, unpack};
use super::{Mutex, Pipe, Queue, Words, layout};
use crate::program::{BuyerId, Memory, Record, Request, Step};

/// The record, the lock, the pipes and the queue in shared memory.
#[derive(Clone, Copy, Debug)]
pub struct SharedMemory<'a> {
    words: &'a Words,
}

impl<'a> SharedMemory<'a> {
    /// The memory in these words.
    pub const fn new(words: &'a Words) -> Self {
        Self { words }
    }

    /// Sleeps until the step that blocked a process may be possible, for at most `millis`.
    pub fn wait(&self, who: BuyerId, step: Option<&Step>, millis: f64) {
        match step {
            Some(Step::Ask { .. }) => Queue::new(self.words).wait_to_put(millis),
            Some(Step::Serve { .. }) => Queue::new(self.words).wait_to_take(millis),
            Some(Step::Await) => self.own_pipe(who).wait_to_take(millis),
            Some(Step::Receive) => Pipe::new(self.words).wait_to_take(millis),
            _ => Mutex::new(self.words).wait(millis),
        }
    }
}

impl SharedMemory<'_> {
    fn own_pipe(&self, client: BuyerId) -> Pipe<'_> {
        Pipe::at(self.words, self.words.lane(client) + layout::LANE_PIPE)
    }
}

/// A request as a word: the client, and whether to buy. 0 says that everybody has left.
fn word(request: Request) -> i32 {
    (request.client << 1 | u32::from(request.buy)).cast_signed()
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

    fn ask(&mut self, request: Request) -> Option<u32> {
        Queue::new(self.words).try_put(word(request))
    }

    fn serve(&mut self) -> Option<(Option<Request>, u32)> {
        let (word, number) = Queue::new(self.words).try_take()?;
        let word = word.cast_unsigned();
        let request = Request { client: word >> 1, buy: word & 1 != 0 };
        Some(((word != 0).then_some(request), number))
    }

    fn reply(&mut self, client: BuyerId, answer: Record) {
        // Whoever waits for an answer asks nothing else, so there is room.
        self.own_pipe(client).try_put(pack(answer));
    }

    fn answer(&mut self, client: BuyerId) -> Option<Record> {
        self.own_pipe(client).try_take().map(|(message, _)| unpack(message))
    }

    fn leave(&mut self) {
        if self.words.one_less_present() {
            // Everybody has been answered, so the queue is empty.
            Queue::new(self.words).try_put(0);
        }
    }

    fn try_acquire(&mut self, waited: bool) -> Option<u32> {
        Mutex::new(self.words).try_acquire(waited)
    }

    fn release(&mut self) {
        Mutex::new(self.words).release();
    }
}
