//! More workers with the test module itself: what `crew.js` starts them with, what they do, and the engine they make.

use super::conform::Engine;
use js_sys::{Atomics, Int32Array, SharedArrayBuffer};
use oversold::browser::buyer::Process;
use oversold::browser::shared::{Handle, Mutex, Pipe, Queue, Setup, Words};
use oversold::program::{Record, text};
use oversold::scenario::{Guard, Scenario, Store};
use oversold::trace::{Executor, Trace, order};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/tests/support/crew.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    pub async fn crew(module: JsValue, count: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn hammer(
        crew: &JsValue,
        buffer: &JsValue,
        counter: &JsValue,
        sections: u32,
        seconds: u32,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn stream(crew: &JsValue, buffer: &JsValue, each: u32, seconds: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn relay(crew: &JsValue, buffer: &JsValue, passes: u32, seconds: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn buyers(
        crew: &JsValue,
        buffer: &JsValue,
        count: u32,
        one_by_one: bool,
        seconds: u32,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn put_file(text: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn get_file() -> Result<JsValue, JsValue>;
    pub fn dismiss(crew: &JsValue);
}

/// In a worker of the crew: so many times, take the lock, add one in two steps, give the lock back.
/// Waits for ever, so that a wake-up that got lost is a test that does not end.
#[wasm_bindgen]
pub fn critical_sections(buffer: &SharedArrayBuffer, counter: &SharedArrayBuffer, sections: u32) {
    let words = Words::attach(buffer);
    let mutex = Mutex::new(&words);
    let counter = Int32Array::new(counter);
    for _ in 0..sections {
        let mut waited = false;
        while mutex.try_acquire(waited).is_none() {
            mutex.wait(f64::INFINITY);
            waited = true;
        }
        let seen = Atomics::load(&counter, 0).unwrap();
        Atomics::store(&counter, 0, seen + 1).unwrap();
        mutex.release();
    }
}

/// In a worker of the crew: so many times, take the number out of the pipe and put it back plus one.
/// Waits for ever, so that a wake-up that got lost is a test that does not end.
#[wasm_bindgen]
pub fn passes(buffer: &SharedArrayBuffer, times: u32) {
    let words = Words::attach(buffer);
    let pipe = Pipe::new(&words);
    for _ in 0..times {
        let number = loop {
            match pipe.try_take() {
                Some((number, _)) => break number,
                None => pipe.wait_to_take(f64::INFINITY),
            }
        };
        assert!(pipe.try_put(number + 1), "whoever has the only message finds room");
    }
}

/// How many bits of a message are its number among those of its producer.
const SEQUENCE: u32 = 14;

/// In a worker of the crew: puts so many numbered messages into the queue, and waits for ever while it is full.
#[wasm_bindgen]
pub fn produces(buffer: &SharedArrayBuffer, id: u32, times: u32) {
    let words = Words::attach(buffer);
    let queue = Queue::new(&words);
    for sequence in 0..times {
        let message = (id << SEQUENCE | sequence).cast_signed();
        while queue.try_put(message).is_none() {
            queue.wait_to_put(f64::INFINITY);
        }
    }
}

/// In a worker of the crew: takes every message of all producers out. Each producer's come in their order, so none
/// is lost and none doubled.
#[wasm_bindgen]
pub fn consumes(buffer: &SharedArrayBuffer, producers: u32, each: u32) {
    let words = Words::attach(buffer);
    let queue = Queue::new(&words);
    let mut next = vec![0; producers as usize];
    for expected in 1..=producers * each {
        let (message, number) = loop {
            match queue.try_take() {
                Some(taken) => break taken,
                None => queue.wait_to_take(f64::INFINITY),
            }
        };
        assert_eq!(number, expected);
        let (id, sequence) = (message.cast_unsigned() >> SEQUENCE, message.cast_unsigned() & ((1 << SEQUENCE) - 1));
        assert_eq!(sequence, next[id as usize], "producer {id}");
        next[id as usize] += 1;
    }
    assert!(next.iter().all(|taken| *taken == each));
    assert_eq!(queue.try_take(), None);
}

/// In a worker of the crew: one buyer, from the gate to the end, as `src/bin/buyer.rs` has it.
#[wasm_bindgen]
pub struct OneBuyer(Process);

#[wasm_bindgen]
impl OneBuyer {
    #[wasm_bindgen(constructor)]
    pub fn new(buffer: &SharedArrayBuffer, id: u32) -> Self {
        Self(Process::new(&Words::attach(buffer), id).unwrap().unwrap())
    }

    pub fn run(&mut self, file: Option<Handle>) -> u32 {
        self.0.run(file) as u32
    }
}

/// Real workers as an engine.
pub struct Crew(pub JsValue);

impl Engine for Crew {
    async fn run(&mut self, scenario: &Scenario) -> Trace {
        let count = scenario.processes();
        let words = Words::prepare(scenario, Setup::default());
        let has_file = scenario.store == Store::File;
        if has_file {
            put_file(&text::write(Record::initial(scenario.tickets.get()))).await.unwrap();
        }
        words.open_gate(count);
        buyers(&self.0, &words.buffer(), count, scenario.guard == Guard::Join, 30).await.unwrap();
        let lanes: Vec<_> = (1..=count).map(|buyer| words.reader(buyer).events_from(0)).collect();
        let ordered = order(&lanes, Record::initial(scenario.tickets.get()), scenario.guard == Guard::Join);
        assert!(ordered.explained, "{scenario:?}: {lanes:?}");
        Trace {
            scenario: *scenario,
            executor: Executor::Workers,
            events: ordered.events,
            last: words.record(),
            file: if has_file { get_file().await.unwrap().as_string() } else { None },
            failures: Vec::new(),
            open: false,
        }
    }
}
