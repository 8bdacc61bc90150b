//! The queue within one tab, which knows no browser: first come, first served, and nobody is forgotten.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use here::{Here, Waiting, here};
use proptest::prelude::*;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, Wake};

#[path = "../src/browser/turn/here.rs"]
mod here;

/// Counts how often it is woken.
#[derive(Default)]
struct Bell(AtomicU32);

impl Bell {
    fn rang(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

fn poll(waiting: &mut Waiting, bell: &Arc<Bell>) -> Option<Here> {
    match Pin::new(waiting).poll(&mut Context::from_waker(&bell.clone().into())) {
        Poll::Ready(turn) => Some(turn),
        Poll::Pending => None,
    }
}

#[test]
fn the_first_has_the_turn_at_once_and_the_next_is_woken_for_it() {
    let bells: [Arc<Bell>; 3] = Default::default();
    let [mut a, mut b, mut c] = [here(), here(), here()];
    let turn = poll(&mut a, &bells[0]).unwrap();
    // Whoever asks first does not come first: they queued in another order.
    assert!(poll(&mut c, &bells[2]).is_none() && poll(&mut b, &bells[1]).is_none());
    drop(turn);
    assert_eq!(bells.each_ref().map(|bell| bell.rang()), [0, 1, 0]);
    assert!(poll(&mut c, &bells[2]).is_none());
    let turn = poll(&mut b, &bells[1]).unwrap();
    drop(turn);
    assert_eq!(bells.each_ref().map(|bell| bell.rang()), [0, 1, 1]);
    drop(poll(&mut c, &bells[2]).unwrap());
    assert!(poll(&mut here(), &bells[0]).is_some(), "nobody is left");
}

#[test]
fn whoever_stops_waiting_leaves_the_queue() {
    let bells: [Arc<Bell>; 3] = Default::default();
    let [mut a, mut b, mut c] = [here(), here(), here()];
    let turn = poll(&mut a, &bells[0]).unwrap();
    assert!(poll(&mut b, &bells[1]).is_none() && poll(&mut c, &bells[2]).is_none());
    drop(b);
    assert_eq!(bells[2].rang(), 0, "the turn is not free");
    drop(turn);
    assert_eq!((bells[1].rang(), bells[2].rang()), (0, 1));
    assert!(poll(&mut c, &bells[2]).is_some());
}

#[test]
fn whoever_is_woken_and_does_not_come_passes_the_turn_on() {
    let bells: [Arc<Bell>; 2] = Default::default();
    let (mut a, mut b, mut c) = (here(), here(), here());
    let turn = poll(&mut a, &bells[0]).unwrap();
    assert!(poll(&mut b, &bells[0]).is_none() && poll(&mut c, &bells[1]).is_none());
    drop(turn);
    drop(b);
    assert_eq!(bells[1].rang(), 1);
    assert!(poll(&mut c, &bells[1]).is_some());
}

#[test]
fn only_the_last_waker_is_woken() {
    let bells: [Arc<Bell>; 2] = Default::default();
    let (mut a, mut b) = (here(), here());
    let turn = poll(&mut a, &bells[0]).unwrap();
    assert!(poll(&mut b, &bells[0]).is_none() && poll(&mut b, &bells[1]).is_none());
    drop(turn);
    assert_eq!((bells[0].rang(), bells[1].rang()), (0, 1));
    drop(poll(&mut b, &bells[1]).unwrap());
}

/// An executor that goes on at once, from within the waking: it queues, and leaves again.
struct AtOnce;

impl Wake for AtOnce {
    fn wake(self: Arc<Self>) {
        drop(here());
    }
}

#[test]
fn whoever_is_woken_may_queue_at_once() {
    let (mut a, mut b) = (here(), here());
    let turn = poll(&mut a, &Arc::default()).unwrap();
    assert!(Pin::new(&mut b).poll(&mut Context::from_waker(&Arc::new(AtOnce).into())).is_pending());
    drop(turn);
    assert!(poll(&mut b, &Arc::default()).is_some());
}

/// Somebody in the queue.
struct Guest {
    waiting: Option<Waiting>,
    turn: Option<Here>,
    bell: Arc<Bell>,
    asked: bool,
}

impl Guest {
    fn come() -> Self {
        Self { waiting: Some(here()), turn: None, bell: Arc::default(), asked: false }
    }

    fn ask(&mut self) {
        self.asked = true;
        if let Some(waiting) = &mut self.waiting {
            self.turn = poll(waiting, &self.bell);
            if self.turn.is_some() {
                self.waiting = None;
            }
        }
    }
}

proptest! {
    /// Against a plain list: whoever comes, asks and leaves in whatever order, exactly the first has the turn, and once the
    /// turn is free, the next one is woken if it has asked.
    #[test]
    fn exactly_the_first_has_the_turn(acts in prop::collection::vec((0..3_u8, 0..4_usize), 1..60)) {
        let mut line: Vec<Guest> = Vec::new();
        for (act, index) in acts {
            match act {
                0 => line.push(Guest::come()),
                1 if index < line.len() => {
                    line[index].ask();
                    prop_assert_eq!(line[index].turn.is_some(), index == 0);
                }
                2 if index < line.len() => {
                    let rang: Vec<u32> = line.iter().map(|guest| guest.bell.rang()).collect();
                    drop(line.remove(index));
                    for (i, guest) in line.iter().enumerate() {
                        // One place further to the front, behind whoever left.
                        let before = rang[if i < index { i } else { i + 1 }];
                        let woken = index == 0 && i == 0 && guest.asked;
                        prop_assert_eq!(guest.bell.rang() - before, u32::from(woken));
                    }
                }
                _ => {}
            }
        }
    }
}
