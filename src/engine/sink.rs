//! Who is told the events of a simulation.

use crate::trace::{Census, Event};

/// Who is told each event. A trait rather than a closure, because a closure cannot ask to be inlined: behind a call each
/// event would be written twice.
pub trait Sink {
    /// Takes an event.
    fn put(&mut self, event: Event);
}

impl Sink for Census {
    #[allow(clippy::inline_always, reason = "each kind of event needs a small part of `note`")]
    #[inline(always)]
    fn put(&mut self, event: Event) {
        self.note(event);
    }
}
