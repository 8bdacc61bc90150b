//! The queue within one tab: the runs of one page would race each other for the same cores.
//!
//! It knows no browser. Invariant: whoever stands first has the turn. Being in the queue is a value, [`Here`], wherever it
//! is, in a future that waits or in the hands of whoever has the turn; dropping it leaves the queue.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

thread_local! {
    static QUEUE: RefCell<VecDeque<Rc<Place>>> = const { RefCell::new(VecDeque::new()) };
}

/// A place in the queue: whom to wake when it has become the first.
#[derive(Default)]
struct Place {
    waker: Cell<Option<Waker>>,
}

/// The turn; given back when dropped.
pub struct Here(Rc<Place>);

/// Waits for the turn, and has its place in the queue from the beginning, polled or not. Dropped, it leaves the queue.
#[must_use = "dropping it leaves the queue"]
pub struct Waiting(Option<Here>);

/// Queues up for the turn in this tab.
pub fn here() -> Waiting {
    let place = Rc::new(Place::default());
    QUEUE.with_borrow_mut(|queue| queue.push_back(place.clone()));
    Waiting(Some(Here(place)))
}

impl Here {
    fn is_first(&self) -> bool {
        QUEUE.with_borrow(|queue| queue.front().is_some_and(|first| Rc::ptr_eq(first, &self.0)))
    }
}

impl Future for Waiting {
    type Output = Here;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Here> {
        if let Some(here) = self.0.take_if(|here| here.is_first()) {
            return Poll::Ready(here);
        }
        if let Some(here) = &self.0 {
            here.0.waker.set(Some(context.waker().clone()));
        }
        Poll::Pending
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        let had_turn = self.is_first();
        QUEUE.with_borrow_mut(|queue| queue.retain(|place| !Rc::ptr_eq(place, &self.0)));
        let next = QUEUE.with_borrow(|queue| queue.front().filter(|_| had_turn).cloned());
        // While nothing is borrowed: whoever is woken may come here at once.
        if let Some(waker) = next.and_then(|place| place.waker.take()) {
            waker.wake();
        }
    }
}
