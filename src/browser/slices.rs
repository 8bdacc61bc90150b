//! Long work on the page's own thread, a slice at a time, so that the page stays alive meanwhile.

use crate::browser::clock;
use gloo_timers::callback::Interval;
use std::cell::Cell;
use std::rc::Rc;

/// Work under way. Dropping it ends it after the current slice.
pub struct Slices {
    _timer: Rc<Timer>,
}

/// It strikes again and again, because browsers let a timer that is set by another one wait for 4 ms; one that is late for
/// its next strike strikes at once.
type Timer = Cell<Option<Interval>>;

impl Slices {
    /// Calls `work` again and again until it says `false`, and `told` after each slice of `millis`
    /// milliseconds, with whether there is more to come.
    pub fn new(millis: f64, mut work: impl FnMut() -> bool + 'static, mut told: impl FnMut(bool) + 'static) -> Self {
        let timer: Rc<Timer> = Rc::default();
        let weak = Rc::downgrade(&timer);
        timer.set(Some(Interval::new(0, move || {
            let begun = clock::now();
            let mut more = true;
            while more && clock::now() - begun < millis {
                more = work();
            }
            told(more);
            // Whoever was told may have dropped us.
            if let Some(timer) = weak.upgrade().filter(|_| !more) {
                timer.take();
            }
        })));
        Self { _timer: timer }
    }
}
