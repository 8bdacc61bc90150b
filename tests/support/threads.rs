//! An engine of native threads over real atomics: for tests only, as a second opinion on workers.

use super::conform::Engine;
use oversold::program::{
    Acquisition, Action, Buyer, BuyerId, Memory, Outcome, QUEUE_CAPACITY, Record, Request, Step, Text, compile, delay,
    step, text,
};
use oversold::scenario::{Guard, Scenario, Store};
use oversold::trace::{Event, Executor, Trace, order};
use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

/// One thread a buyer.
pub struct Threads;

#[derive(Default)]
struct Queue {
    requests: VecDeque<Option<Request>>,
    asked: u32,
    served: u32,
}

/// The bytes of the file, how often it was accessed, and what was written last.
struct File {
    bytes: Vec<u8>,
    accesses: u32,
    last: Record,
}

impl File {
    fn access(&mut self) -> u32 {
        self.accesses += 1;
        self.accesses
    }
}

struct Shared {
    record: AtomicU64,
    /// Who has the lock; 0 is nobody.
    owner: AtomicU32,
    robust: bool,
    /// Whether the last owner of the robust lock died with it.
    owner_died: AtomicBool,
    acquisitions: AtomicU32,
    /// The record as a message: in the pipe, or in somebody's hands.
    pipe: Mutex<Option<Record>>,
    /// Requests to the clerk; `None` says that everybody has left.
    queue: Mutex<Queue>,
    /// By buyer: the answer in its pipe.
    answers: Vec<Mutex<Option<Record>>>,
    present: AtomicU32,
    file: Mutex<File>,
    struck: AtomicBool,
    /// The highest buyer who may start.
    gate: AtomicU32,
}

fn pack(record: Record) -> u64 {
    u64::from(record.count) << 32 | u64::from(record.writer)
}

fn unpack(word: u64) -> Record {
    Record { count: u32::try_from(word >> 32).unwrap(), writer: u32::try_from(word & 0xffff_ffff).unwrap() }
}

impl Memory for &Shared {
    fn load(&mut self) -> Record {
        unpack(self.record.load(SeqCst))
    }

    fn exchange(&mut self, record: Record) -> Record {
        unpack(self.record.swap(pack(record), SeqCst))
    }

    fn compare_exchange(&mut self, expected: Record, record: Record) -> Record {
        let (Ok(found) | Err(found)) = self.record.compare_exchange(pack(expected), pack(record), SeqCst, SeqCst);
        unpack(found)
    }

    fn receive(&mut self, _: BuyerId) -> Option<(Record, u32)> {
        let mut pipe = self.pipe.lock().unwrap();
        let record = pipe.take()?;
        // Still inside, so that messages are numbered in their order.
        Some((record, self.acquisitions.fetch_add(1, SeqCst) + 1))
    }

    fn send(&mut self, record: Record) {
        assert_eq!(self.pipe.lock().unwrap().replace(record), None);
        self.record.store(pack(record), SeqCst);
    }

    fn ask(&mut self, request: Request) -> Option<u32> {
        let mut queue = self.queue.lock().unwrap();
        if queue.requests.len() >= QUEUE_CAPACITY as usize {
            return None;
        }
        queue.requests.push_back(Some(request));
        queue.asked += 1;
        Some(queue.asked)
    }

    fn serve(&mut self) -> Option<(Option<Request>, u32)> {
        let mut queue = self.queue.lock().unwrap();
        let request = queue.requests.pop_front()?;
        queue.served += 1;
        Some((request, queue.served))
    }

    fn reply(&mut self, client: BuyerId, answer: Record) {
        assert_eq!(self.answers[client as usize].lock().unwrap().replace(answer), None);
    }

    fn answer(&mut self, client: BuyerId) -> Option<Record> {
        self.answers[client as usize].lock().unwrap().take()
    }

    fn leave(&mut self) {
        if self.present.fetch_sub(1, SeqCst) == 1 {
            self.queue.lock().unwrap().requests.push_back(None);
        }
    }

    fn try_acquire(&mut self, who: BuyerId, _waited: bool) -> Option<Acquisition> {
        self.owner.compare_exchange(0, who, SeqCst, SeqCst).ok()?;
        // Only the holder counts, so the number needs no lock of its own.
        let number = self.acquisitions.fetch_add(1, SeqCst) + 1;
        Some(Acquisition { number, owner_died: self.owner_died.swap(false, SeqCst) })
    }

    fn release(&mut self) {
        self.owner.store(0, SeqCst);
    }

    fn load_file(&mut self) -> (Text, u32) {
        let mut file = self.file.lock().unwrap();
        (Text::read(&file.bytes), file.access())
    }

    fn truncate_file(&mut self) -> u32 {
        let mut file = self.file.lock().unwrap();
        file.bytes.clear();
        file.access()
    }

    fn store_file(&mut self, record: Record) -> (Record, u32) {
        let mut file = self.file.lock().unwrap();
        text::overwrite(&mut file.bytes, &text::write(record));
        (std::mem::replace(&mut file.last, record), file.access())
    }

    fn strike(&mut self) -> bool {
        !self.struck.swap(true, SeqCst)
    }

    fn die(&mut self, who: BuyerId) {
        if self.robust && self.owner.load(SeqCst) == who {
            self.owner_died.store(true, SeqCst);
            Memory::release(self);
        }
        Memory::leave(self);
    }
}

impl Engine for Threads {
    async fn run(&mut self, scenario: &Scenario) -> Trace {
        let initial = Record::initial(scenario.tickets.get());
        let buyers = scenario.buyers.get();
        let shared = Shared {
            record: AtomicU64::new(pack(initial)),
            owner: AtomicU32::new(0),
            robust: scenario.robust,
            owner_died: AtomicBool::new(false),
            acquisitions: AtomicU32::new(0),
            pipe: Mutex::new(Some(initial)),
            queue: Mutex::default(),
            answers: (0..=buyers).map(|_| Mutex::new(None)).collect(),
            present: AtomicU32::new(buyers),
            file: Mutex::new(File { bytes: text::write(initial).into_bytes(), accesses: 0, last: initial }),
            struck: AtomicBool::new(false),
            gate: AtomicU32::new(if scenario.guard == Guard::Join { 1 } else { scenario.processes() }),
        };
        let program = compile(scenario);
        #[allow(clippy::disallowed_methods, reason = "real threads have real times")]
        let begun = Instant::now();
        let lanes: Vec<Vec<Event>> = thread::scope(|shop| {
            let handles: Vec<_> = Buyer::all(&program, buyers)
                .map(|buyer| {
                    let (shared, program) = (&shared, &program);
                    shop.spawn(move || lane(shared, program, scenario, begun, buyer))
                })
                .collect();
            handles.into_iter().map(|handle| handle.join().unwrap()).collect()
        });
        let ordered = order(&lanes, initial, scenario.guard == Guard::Join);
        assert!(ordered.explained, "{scenario:?}: {lanes:#?}");
        let file = shared.file.into_inner().unwrap();
        let has_file = scenario.store == Store::File;
        Trace {
            scenario: *scenario,
            executor: Executor::Workers,
            events: ordered.events,
            last: if has_file { file.last } else { unpack(shared.record.load(SeqCst)) },
            file: has_file.then(|| String::from_utf8(file.bytes).unwrap()),
            failures: Vec::new(),
            open: false,
        }
    }
}

fn lane(shared: &Shared, program: &[Step], scenario: &Scenario, begun: Instant, mut buyer: Buyer) -> Vec<Event> {
    let id = buyer.id;
    let mut events = Vec::new();
    let mut record = |action| {
        let at = u64::try_from(begun.elapsed().as_micros()).unwrap();
        events.push(Event { at, buyer: id, action });
    };
    while shared.gate.load(SeqCst) < id {
        thread::yield_now();
    }
    record(Action::Started);
    let mut memory = shared;
    loop {
        match step(program, &mut buyer, &mut memory, &mut record) {
            Outcome::Did => {}
            Outcome::Pause(phase) => {
                thread::sleep(Duration::from_micros(delay(scenario, buyer.on_behalf_of(), phase)));
            }
            Outcome::Blocked => thread::yield_now(),
            Outcome::End | Outcome::Dead => break,
        }
    }
    if scenario.guard == Guard::Join {
        shared.gate.fetch_max(id + 1, SeqCst);
    }
    events
}
