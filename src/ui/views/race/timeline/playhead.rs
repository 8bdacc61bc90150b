//! How time goes on in the picture, frame by frame. Only when it has passed an event does the store hear of it.

use crate::present::race::{Play, Time};
use crate::program::Micros;
use crate::store::{PlayAction, RunId};

/// Where time stands.
#[derive(Debug, Default)]
pub struct Playhead {
    /// In which run, and how many of its events are passed; `None` where it stands nowhere.
    place: Option<(RunId, usize)>,
    /// In microseconds of the scenario.
    at: f64,
    /// When time went on last, on the page's clock, in ms; `None` while it stands still.
    last: Option<f64>,
}

impl Playhead {
    /// Takes the place that the scene has now, unless that is where it has moved by itself.
    #[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
    pub fn follow(&mut self, time: &Time) {
        let Time::Play(play @ Play { id, index: Some(index), playing, .. }) = time else {
            *self = Self::default();
            return;
        };
        if self.place != Some((*id, *index)) {
            self.place = Some((*id, *index));
            self.at = play.time_of(*index) as f64;
        }
        if !playing {
            self.last = None;
        }
    }

    /// Lets time go on until this instant of the page's clock, in ms. Gives what the store is to hear.
    pub fn go_on(&mut self, time: &Time, now: f64) -> Option<PlayAction> {
        let Time::Play(play @ Play { id, playing: true, factor, .. }) = time else { return None };
        let (run_id, before) = self.place.filter(|(run, _)| run == id)?;
        if let Some(last) = self.last.replace(now) {
            self.at += (now - last) * 1000.0 * factor;
        }
        let at = self.micros();
        let index = play.passed(at).max(before);
        self.place = Some((run_id, index));
        (index != before).then_some(PlayAction::Passed(run_id, index))
    }

    /// Where it stands, in microseconds of the scenario.
    pub fn stands(&self) -> Option<Micros> {
        self.place.map(|_| self.micros())
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "runs are shorter than 285 years")]
    fn micros(&self) -> Micros {
        self.at.max(0.0) as Micros
    }
}
