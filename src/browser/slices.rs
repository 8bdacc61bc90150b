//! Long work on the page's own thread, a slice at a time, so that the page stays alive meanwhile.

use crate::browser::clock;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// Work under way. Dropping it ends it after the current slice.
pub struct Slices {
    _timer: Rc<Timer>,
}

type Timer = RefCell<Option<Timeout>>;

impl Slices {
    /// Calls `work` again and again until it says `false`, and `told` after each slice of `millis`
    /// milliseconds, with whether there is more to come.
    pub fn new(millis: f64, work: impl FnMut() -> bool + 'static, told: impl FnMut(bool) + 'static) -> Self {
        let timer = Rc::default();
        next(millis, work, told, &timer);
        Self { _timer: timer }
    }
}

fn next(
    millis: f64,
    mut work: impl FnMut() -> bool + 'static,
    mut told: impl FnMut(bool) + 'static,
    timer: &Rc<Timer>,
) {
    let weak: Weak<Timer> = Rc::downgrade(timer);
    let timeout = Timeout::new(0, move || {
        let begun = clock::now();
        let mut more = true;
        while more && clock::now() - begun < millis {
            more = work();
        }
        told(more);
        // Whoever was told may have dropped us.
        if let Some(timer) = weak.upgrade().filter(|_| more) {
            next(millis, work, told, &timer);
        }
    });
    timer.replace(Some(timeout));
}
