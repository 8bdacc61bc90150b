//! The step function's memory, over the shared words.

use super::words::{pack, unpack};
use super::{Handle, Mutex, Pipe, Queue, Words, layout};
use crate::program::{Acquisition, BuyerId, Memory, Record, Request, Step, Text, text};

/// The record, the lock, the pipes and the queue in shared memory, and the file that a process has open.
#[derive(Clone, Copy, Debug)]
pub struct SharedMemory<'a> {
    words: &'a Words,
    file: Option<&'a Handle>,
}

impl<'a> SharedMemory<'a> {
    /// The memory in these words.
    pub const fn new(words: &'a Words) -> Self {
        Self { words, file: None }
    }

    /// The same with the file open.
    pub const fn with_file(words: &'a Words, file: Option<&'a Handle>) -> Self {
        Self { words, file }
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
    /// One access to the file, which nobody else has meanwhile, with its number. A step is atomic; what the file system
    /// does itself to keep two calls apart is not known here, and the number has to fit the order.
    fn access<T>(&self, access: impl FnOnce(&Handle) -> T) -> (Option<T>, u32) {
        let lock = Mutex::at(self.words, layout::FILE_LOCK);
        let number = lock.acquire();
        let result = self.file.map(access);
        lock.release();
        (result, number)
    }

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

    fn receive(&mut self, _: BuyerId) -> Option<(Record, u32)> {
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

    fn try_acquire(&mut self, _: BuyerId, waited: bool) -> Option<Acquisition> {
        let mutex = Mutex::new(self.words);
        let number = mutex.try_acquire(waited)?;
        Some(Acquisition { number, owner_died: mutex.owner_died() })
    }

    fn release(&mut self) {
        Mutex::new(self.words).release();
    }

    fn load_file(&mut self) -> (Text, u32) {
        let (read, number) = self.access(|file| (file.read_all(), self.words.record().writer));
        let (bytes, writer) = read.unwrap_or_default();
        (Text::read(&bytes, writer), number)
    }

    fn truncate_file(&mut self) -> u32 {
        self.access(Handle::empty).1
    }

    fn store_file(&mut self, record: Record) -> (Record, u32) {
        let (replaced, number) = self.access(|file| {
            file.put(text::write(record.count).as_bytes());
            self.words.exchange(layout::RECORD, pack(record))
        });
        (replaced.map_or(Record::initial(0), unpack), number)
    }

    fn strike(&mut self) -> bool {
        self.words.exchange(layout::STRUCK, 1) == 0
    }

    fn die(&mut self, _: BuyerId) {
        // The dead do nothing. The page is told, as a parent process is, and does what the kernel would do.
    }
}
