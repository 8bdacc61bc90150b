//! Shared memory, lock and lanes, in real workers of a real browser.
//!
//! The test itself runs in a worker, since only workers may block. `tests/support/crew.js` starts
//! more of them with this very module.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, missing_docs, reason = "a test fails by panicking")]

#[path = "support/conform.rs"]
mod conform;
#[path = "support/crew.rs"]
mod crew;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/mutants.rs"]
mod mutants;

use conform::{Engine, MOST_BUYERS, conform, deaths};
use crew::{Crew, crew, dismiss, hammer, relay, stream};
use golden::{GOLDEN, trace_of};
use js_sys::{Atomics, Int32Array, SharedArrayBuffer};
use mutants::rejects_every_alteration;
use oversold::browser::shared::{Lane, Mutex, Pipe, Queue, Setup, SharedMemory, Words};
use oversold::browser::{clock, recorded};
use oversold::engine::run_virtual;
use oversold::program::{Action, Memory, Phase, Record, Text, most_events};
use oversold::scenario::{Bounded, Guard, Scenario, Scope, parse};
use oversold::trace::{Damage, judge};
use rand_core::Rng;
use rand_pcg::Pcg32;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

fn scenario(buyers: u32, guard: Guard) -> Scenario {
    let millis = Bounded::clamp(2);
    let buyers = Bounded::clamp(buyers);
    Scenario { buyers, guard, search: millis, pay: millis, confirm: millis, ..Scenario::default() }
}

fn prepared(buyers: u32) -> Words {
    Words::prepare(&scenario(buyers, Guard::Lock(Scope::GET)), Setup::default())
}

fn fresh_counter() -> SharedArrayBuffer {
    SharedArrayBuffer::new(4)
}

fn count(counter: &SharedArrayBuffer) -> i32 {
    Atomics::load(&Int32Array::new(counter), 0).unwrap()
}

#[wasm_bindgen_test]
fn the_record_tells_who_wrote_it() {
    let words = prepared(3);
    let mut memory = SharedMemory::new(&words);
    assert_eq!(memory.load(), Record::initial(1));
    let put = Record { count: 59_999, writer: 100 };
    assert_eq!(memory.exchange(put), Record::initial(1));
    assert_eq!(memory.exchange(Record { count: 0, writer: 2 }), put);
}

#[wasm_bindgen_test]
fn the_program_survives_the_buffer() {
    let words = prepared(1);
    assert_eq!(words.program().unwrap(), oversold::program::compile(&scenario(1, Guard::Lock(Scope::GET))));
}

#[wasm_bindgen_test]
fn lanes_keep_every_event_in_order() {
    let words = prepared(2);
    words.open_gate(2);
    let (record, other) = (Record { count: 60_000, writer: 99 }, Record::initial(3));
    let mut actions = vec![
        Action::Started,
        Action::Looked(record),
        Action::Waiting,
        Action::Acquired(u32::MAX),
        Action::Released,
        Action::Entered,
        Action::Left,
        Action::Read(other),
        Action::Checked { available: true },
        Action::Checked { available: false },
        Action::Wrote { put: record, replaced: other },
        Action::Bought,
        Action::SoldOut,
        Action::Ended,
        Action::Failed,
        Action::Missed { found: record },
        Action::Received { record: other, number: u32::MAX },
        Action::Sent(record),
        Action::Shown(other),
        Action::Asked { buy: true, number: 7 },
        Action::Answered(record),
        Action::Served { client: 100, buy: false, number: 7 },
        Action::Replied { client: 99, record: other },
        Action::Closed,
        Action::Inherited(7),
        Action::Loaded { text: Text::Whole(record), number: 1 << 20 },
        Action::Loaded { text: Text::Torn { length: 7, checksum: u32::MAX }, number: 3 },
        Action::Truncated { number: 4 },
        Action::Stored { put: other, replaced: record, number: 5 },
        Action::Raised,
        Action::Killed,
        Action::Spared,
    ];
    actions.extend(Phase::ALL.map(Action::Paused));
    let mut lane = Lane::new(&words, 2);
    for action in &actions {
        lane.record(*action);
    }
    let events = words.reader(2).events_from(0);
    assert_eq!(events.iter().map(|event| event.action).collect::<Vec<_>>(), actions);
    assert!(events.is_sorted_by_key(|event| event.at));
    assert!(events.iter().all(|event| event.buyer == 2));
    assert!(words.reader(1).is_empty(), "another's lane stays untouched");
}

#[wasm_bindgen_test]
fn what_is_new_in_a_lane_is_read_once() {
    let words = prepared(2);
    let (mut lane, reader) = (Lane::new(&words, 2), words.reader(2));
    let (mut seen, mut events) = (0, Vec::new());
    reader.read(&mut seen, &mut events);
    assert_eq!((seen, events.capacity(), reader.last()), (0, 0, None), "nothing is new, and nothing allocated");
    let mut recorded = Vec::new();
    for new in [&[Action::Started][..], &[], &[Action::Entered, Action::Waiting], &[Action::Acquired(1)]] {
        for action in new {
            lane.record(*action);
            recorded.push(*action);
        }
        reader.read(&mut seen, &mut events);
        assert_eq!(events.iter().map(|event| event.action).collect::<Vec<_>>(), recorded);
        assert_eq!(reader.last(), events.last().copied());
        assert_eq!(seen, reader.len());
    }
}

#[wasm_bindgen_test]
fn a_full_lane_takes_no_more_and_hurts_nobody() {
    let words = prepared(2);
    let room = most_events(&scenario(2, Guard::Lock(Scope::GET)));
    let mut lane = Lane::new(&words, 1);
    for _ in 0..room + 10 {
        lane.record(Action::Entered);
    }
    assert_eq!(words.reader(1).len(), room);
    assert!(words.reader(2).is_empty());
}

#[wasm_bindgen_test]
fn without_recording_only_outcomes_are_kept() {
    let words = Words::prepare(&scenario(1, Guard::None), Setup { recording: false });
    let mut lane = Lane::new(&words, 1);
    for action in [Action::Started, Action::Entered, Action::Bought, Action::Left, Action::Ended] {
        lane.record(action);
    }
    assert_eq!(words.reader(1).len(), 3);
}

#[wasm_bindgen_test]
fn the_mutex_excludes_and_counts() {
    let words = prepared(1);
    let mutex = Mutex::new(&words);
    assert_eq!(mutex.try_acquire(false), Some(1));
    assert_eq!(mutex.try_acquire(false), None);
    assert_eq!(mutex.try_acquire(true), None);
    mutex.release();
    assert_eq!(mutex.try_acquire(true), Some(2));
}

#[wasm_bindgen_test]
fn the_pipe_keeps_order_and_blocks_at_both_ends() {
    for capacity in [1, 3, 16] {
        let words = prepared(1);
        let pipe = Pipe::new(&words);
        pipe.open(capacity);
        assert_eq!(pipe.latest(), None);
        for round in 0..5 {
            let base = round * 100;
            assert_eq!(pipe.try_take(), None);
            for i in 0..capacity.cast_signed() {
                assert!(pipe.try_put(base + i));
            }
            assert!(!pipe.try_put(-1), "more than {capacity}");
            assert_eq!(pipe.latest(), Some(base + capacity.cast_signed() - 1));
            for i in 0..capacity {
                let number = round.cast_unsigned() * capacity + i + 1;
                assert_eq!(pipe.try_take(), Some((base + i.cast_signed(), number)));
            }
        }
    }
}

#[wasm_bindgen_test]
fn compare_and_swap_writes_only_over_what_was_seen() {
    let words = prepared(3);
    let mut memory = SharedMemory::new(&words);
    let (initial, first) = (Record::initial(1), Record { count: 0, writer: 2 });
    assert_eq!(memory.compare_exchange(initial, first), initial);
    assert_eq!(memory.compare_exchange(initial, Record { count: 0, writer: 3 }), first);
    assert_eq!(memory.load(), first);
}

#[wasm_bindgen_test]
fn a_stopped_run_lets_nobody_sleep() {
    let words = prepared(1);
    words.stop();
    let begun = clock::now();
    assert!(!words.sleep(60_000.0));
    assert!(clock::now() - begun < 30_000.0, "slept although the run was stopped");
}

/// 64 workers, 10 000 critical sections each: the counter is exact.
#[wasm_bindgen_test]
async fn sixty_four_workers_count_exactly() {
    let crew = crew(wasm_bindgen::module(), 64).await.unwrap();
    let (words, counter) = (prepared(1), fresh_counter());
    hammer(&crew, &words.buffer(), &counter, 10_000, 240).await.unwrap();
    assert_eq!(count(&counter), 640_000);
    dismiss(&crew);
}

/// One number goes through 64 hands, 10 000 times each: it is exact, so no message was lost, doubled or torn.
#[wasm_bindgen_test]
async fn sixty_four_workers_pass_one_message() {
    let crew = crew(wasm_bindgen::module(), 64).await.unwrap();
    let words = prepared(1);
    let pipe = Pipe::new(&words);
    assert!(pipe.try_put(0));
    relay(&crew, &words.buffer(), 10_000, 240).await.unwrap();
    assert_eq!(pipe.try_take(), Some((640_000, 640_001)));
    assert_eq!(pipe.try_take(), None);
    dismiss(&crew);
}

/// 64 producers, 10 000 messages each, one consumer, and room for one message or a few: none lost, none doubled.
#[wasm_bindgen_test]
async fn the_queue_loses_and_doubles_nothing() {
    let crew = crew(wasm_bindgen::module(), 65).await.unwrap();
    for capacity in [1, 8] {
        let words = prepared(1);
        Queue::new(&words).open(capacity);
        let done = stream(&crew, &words.buffer(), 10_000, 240).await;
        assert!(done.is_ok(), "capacity {capacity}: {done:?}");
    }
    dismiss(&crew);
}

/// No wake-up is lost: 200 runs in which everybody waits without a time-out all come to their end.
#[wasm_bindgen_test]
async fn no_wake_up_is_lost() {
    let crew = crew(wasm_bindgen::module(), 8).await.unwrap();
    for run in 0..200 {
        let (words, counter) = (prepared(1), fresh_counter());
        let done = hammer(&crew, &words.buffer(), &counter, 50, 30).await;
        assert!(done.is_ok(), "run {run}: {done:?}");
        assert_eq!(count(&counter), 400, "run {run}");
    }
    dismiss(&crew);
}

/// The crew as an engine: real buyers over one shared buffer.
/// Real buyers do what every engine does: the facts give an order, and the model admits it.
#[wasm_bindgen_test]
async fn real_workers_conform() {
    let mut crew = Crew(crew(wasm_bindgen::module(), MOST_BUYERS + 1).await.unwrap());
    for _ in 0..3 {
        conform(&mut crew).await;
        deaths(&mut crew, |scenario, stops| stops || scenario.robust).await;
    }
    dismiss(&crew.0);
}

/// A robust lock that was freed for a dead owner says so once.
#[wasm_bindgen_test]
fn a_robust_lock_remembers_its_dead_owner() {
    let words = prepared(2);
    let mut memory = SharedMemory::new(&words);
    assert_eq!(memory.try_acquire(1, false).map(|taken| (taken.number, taken.owner_died)), Some((1, false)));
    assert!(memory.try_acquire(2, false).is_none());
    words.bury_owner();
    assert_eq!(memory.try_acquire(2, true).map(|taken| (taken.number, taken.owner_died)), Some((2, true)));
    memory.release();
    assert_eq!(memory.try_acquire(1, false).map(|taken| (taken.number, taken.owner_died)), Some((3, false)));
}

/// The fault strikes one of 64 who come at the same time.
#[wasm_bindgen_test]
fn the_fault_strikes_once() {
    let words = prepared(1);
    let struck = (0..100).filter(|_| SharedMemory::new(&words).strike()).count();
    assert_eq!(struck, 1);
}

/// A trace that real workers have just recorded, altered by any one value, is rejected.
#[wasm_bindgen_test]
async fn an_altered_real_trace_is_rejected() {
    let mut crew = Crew(crew(wasm_bindgen::module(), 4).await.unwrap());
    for guard in Guard::ALL {
        let trace = crew.run(&scenario(3, guard)).await;
        rejects_every_alteration(&trace, 1);
    }
    dismiss(&crew.0);
}

/// Whatever is changed in the text of a recorded run: the browser refuses it, and nothing panics.
#[wasm_bindgen_test]
async fn altered_texts_are_refused_by_the_browser() {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.%#";
    let mut random = Pcg32::new(2026, 11);
    let mut below = |n: usize| random.next_u32() as usize % n;
    for (_, query, _) in GOLDEN {
        let text = recorded::text_of(&run_virtual(&parse(query).0.scenario)).await.unwrap();
        for _ in 0..50 {
            let mut altered = text.clone().into_bytes();
            for _ in 0..=below(3) {
                let (at, digit) = (below(altered.len().max(1)), DIGITS[below(DIGITS.len())]);
                match below(4) {
                    0 => altered.truncate(at),
                    1 => altered.insert(at, digit),
                    _ if altered.is_empty() => {}
                    2 => drop(altered.remove(at)),
                    _ => altered[at] = digit,
                }
            }
            let altered = String::from_utf8(altered).unwrap();
            assert!(altered == text || recorded::open(&altered).await.is_err(), "{altered} was taken for {text}");
        }
    }
}

/// Same link, same trace, in this browser as everywhere.
#[wasm_bindgen_test]
fn links_give_their_traces() {
    for (name, query, expected) in GOLDEN {
        assert!(trace_of(query) == expected, "{name} ({query}) differs");
    }
}

/// What one engine's deflate writes, every other one reads.
#[wasm_bindgen_test]
async fn schedules_survive_the_browser() {
    for (_, query, _) in GOLDEN {
        let trace = run_virtual(&parse(query).0.scenario);
        let text = recorded::text_of(&trace).await.unwrap();
        let (again, simulated) = recorded::open(&text).await.unwrap();
        assert!(simulated && again.events == trace.events, "{query}");
    }
    let (native, _) = recorded::open(include_str!("golden/schedule-workers.txt").trim()).await.unwrap();
    assert_eq!(judge(&native).sold, 2);
    let altered = recorded::open(&include_str!("golden/schedule-lock.txt").trim().replace('A', "B")).await;
    assert_eq!(altered, Err(Damage::Altered));
}
