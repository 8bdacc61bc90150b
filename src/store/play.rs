//! How a known run is played, and what is chosen in it. The playhead itself lives in the stage: the store hears how many
//! events it has passed.

use super::{Run, State};
use crate::program::BuyerId;
use crate::timeline::{Mark, first_of_a_row};

/// How it is played.
#[derive(Clone, Copy, Debug)]
pub struct Play {
    /// How fast: 1 is the run's own time.
    pub rate: f64,
    /// The mark explained in words.
    pub selected: Option<Mark>,
    /// Of very many buyers, the first one of those in a row whose lanes are drawn.
    pub from: BuyerId,
}

impl Default for Play {
    fn default() -> Self {
        Self { rate: 1.0, selected: None, from: 1 }
    }
}

/// What can happen to it.
#[derive(Clone, Copy, Debug)]
pub enum PlayAction {
    /// The playhead, moving by itself, has passed so many events.
    Passed(super::RunId, usize),
    /// Shows so many of its events; playing goes on, or not, as before.
    Seek(usize),
    /// Shows its first so many events, and pauses there.
    Show(usize),
    /// Shows everything up to the next decisive event, or with a negative number to the one before, and pauses there.
    Mark(i32),
    /// Shows so many events more, or fewer, and pauses there.
    Step(i32),
    /// Playing goes on, or pauses. From the end it begins at the beginning.
    Resume(bool),
    /// Another speed of playing.
    Rate(f64),
    /// Another mark is explained, or none.
    Select(Option<Mark>),
    /// Very many buyers: whose lanes are drawn.
    From(BuyerId),
}

impl State {
    pub(super) fn reduce_play(&mut self, action: PlayAction) {
        match action {
            PlayAction::Passed(run, index) => {
                if let Run::Known(known) = &mut self.run.run
                    && known.id == run
                    && known.is_playing()
                {
                    known.seek(index, true);
                }
            }
            PlayAction::Seek(index) => self.with_known(|known| known.seek(index, known.is_playing())),
            PlayAction::Show(index) => self.with_known(|known| known.seek(index, false)),
            PlayAction::Mark(by) => self.with_known(|known| {
                let events = &known.run.trace.events;
                let decisive = |index: &usize| events.get(index - 1).is_some_and(|event| event.action.is_decisive());
                let found = if by < 0 {
                    (1..known.index()).rfind(decisive).unwrap_or(0)
                } else {
                    (known.index() + 1..=events.len()).find(decisive).unwrap_or(events.len())
                };
                known.seek(found, false);
            }),
            PlayAction::Step(by) => self.with_known(|known| {
                let index = known.index().saturating_add_signed(by as isize);
                known.seek(index, false);
            }),
            PlayAction::Resume(playing) => self.with_known(|known| {
                let from = if playing && known.cursor.is_none() { 0 } else { known.index() };
                known.seek(from, playing);
            }),
            PlayAction::Rate(rate) => self.play.rate = rate,
            PlayAction::Select(mark) => self.play.selected = mark,
            PlayAction::From(buyer) => self.play.from = first_of_a_row(self.scenario().buyers.get(), buyer),
        }
    }

    fn with_known(&mut self, change: impl FnOnce(&mut super::Known)) {
        if let Run::Known(known) = &mut self.run.run {
            change(known);
        }
    }
}
