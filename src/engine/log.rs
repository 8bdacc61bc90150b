//! Where a simulation writes its events.

use super::sink::Sink;
use crate::program::Action;
use crate::trace::Event;

/// A list of events with room that is there already. A vector asks at every push whether it has to grow, behind a call
/// that a build for size does not inline, and a simulation writes a hundred million events a second.
pub struct Log {
    slots: Vec<Event>,
    len: usize,
}

const BLANK: Event = Event { at: 0, buyer: 0, action: Action::Started };

impl Log {
    /// No event, and room for so many; more room is made when it is needed.
    pub fn new(room: usize) -> Self {
        Self { slots: vec![BLANK; room], len: 0 }
    }

    /// Forgets the events, and keeps their room.
    pub const fn clear(&mut self) {
        self.len = 0;
    }

    /// How many events there are.
    pub const fn len(&self) -> usize {
        self.len
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        self.slots.resize(2 * self.slots.len() + 64, BLANK);
    }

    /// The events.
    pub fn into_events(mut self) -> Vec<Event> {
        self.slots.truncate(self.len);
        self.slots
    }
}

impl Sink for Log {
    #[allow(
        clippy::inline_always,
        reason = "the release is built for size; behind a call, each event is written twice"
    )]
    #[inline(always)]
    fn put(&mut self, event: Event) {
        if self.len == self.slots.len() {
            self.grow();
        }
        if let Some(slot) = self.slots.as_mut_slice().get_mut(self.len) {
            *slot = event;
            self.len += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_grows_and_keeps_what_is_in_it() {
        let mut log = Log::new(0);
        for round in 0..2 {
            log.clear();
            for at in 0..1000 {
                log.put(Event { at, ..BLANK });
            }
            assert_eq!(log.len(), 1000, "round {round}");
        }
        assert!((0..1000).eq(log.into_events().into_iter().map(|event| event.at)));
    }
}
