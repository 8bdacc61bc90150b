//! A run of which everything is known, and how far it is shown.

use super::{Course, RunId};
use crate::trace::{Follow, Judged};
use std::rc::Rc;

/// A known run.
#[derive(Clone, Debug)]
pub struct Known {
    /// Which.
    pub id: RunId,
    /// What is known of it.
    pub run: Rc<Judged>,
    /// Where it stands while it is played; `None` when all of it is shown.
    pub cursor: Option<Cursor>,
    /// Whether it was opened from a recording, which the address bar carries.
    pub recorded: bool,
    /// Whether it was played, or shown, to its end at least once.
    seen: bool,
    /// Everybody after the events that are shown.
    pub follow: Follow,
}

/// How far a known run is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// How many of its events are shown.
    pub index: usize,
    /// Whether time goes on by itself.
    pub playing: bool,
}

impl Known {
    /// A run on real workers, just ended: all of it is shown.
    pub(super) fn ended(id: RunId, run: Rc<Judged>) -> Self {
        let mut known = Self::new(id, run, true);
        known.seek(usize::MAX, false);
        known
    }

    /// A simulated run: it is played from its beginning.
    pub(super) fn simulated(id: RunId, run: Rc<Judged>) -> Self {
        let mut known = Self::new(id, run, false);
        known.seek(0, true);
        known
    }

    /// A recorded run: so many of its events are shown, or it is played again.
    pub(super) fn recorded(id: RunId, run: Rc<Judged>, shown: Option<usize>) -> Self {
        let mut known = Self { recorded: true, ..Self::new(id, run, true) };
        known.seek(shown.unwrap_or(0), shown.is_none());
        known
    }

    fn new(id: RunId, run: Rc<Judged>, seen: bool) -> Self {
        let follow = Follow::new(&run.trace.scenario);
        Self { id, run, cursor: None, recorded: false, seen, follow }
    }

    /// How many events are shown.
    pub fn index(&self) -> usize {
        self.cursor.map_or(self.run.len(), |cursor| cursor.index)
    }

    /// Whether time goes on by itself.
    pub fn is_playing(&self) -> bool {
        self.cursor.is_some_and(|cursor| cursor.playing)
    }

    /// Whether it is played for the first time.
    pub const fn is_first(&self) -> bool {
        !self.seen
    }

    /// Shows so many of its events; at the end all of it is shown.
    pub(in crate::store) fn seek(&mut self, index: usize, playing: bool) {
        let index = index.min(self.run.len());
        if index < self.follow.len() {
            self.follow = Follow::new(&self.run.trace.scenario);
        }
        for event in self.run.trace.events.get(self.follow.len()..index).unwrap_or_default() {
            self.follow.hear(*event);
        }
        let at_end = index == self.run.len();
        self.seen |= at_end;
        self.cursor = (!at_end).then_some(Cursor { index, playing });
    }

    pub(super) const fn pause(&mut self) {
        if let Some(cursor) = &mut self.cursor {
            cursor.playing = false;
        }
    }

    /// What was shown of it.
    pub(super) fn into_course(self) -> Course {
        let events = self.run.trace.events.get(..self.index()).unwrap_or_default().to_vec();
        Course { events, follow: self.follow }
    }
}
