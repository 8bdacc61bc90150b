//! A scene on its canvases as time goes on: what elements and frames both work with. Times are those of the page's clock, in ms.

use super::playhead::Playhead;
use super::scene::Scene;
use super::sheets::{Painted, Sheets};
use crate::present::race::Time;
use crate::store::PlayAction;

/// What frames and elements both work with.
pub struct Shown {
    /// What is drawn, and where.
    pub scene: Scene,
    /// How far time has come.
    pub playhead: Playhead,
    /// What is on the canvases.
    pub painted: Painted,
    /// The canvases, once they are there.
    pub sheets: Option<Sheets>,
}

impl Shown {
    /// A scene that is on no canvas yet.
    pub fn new(scene: Scene) -> Self {
        Self { scene, playhead: Playhead::default(), painted: Painted::default(), sheets: None }
    }

    /// Paints what has become another, and what moves.
    pub fn paint(&mut self, now: f64) {
        if let Some(sheets) = &self.sheets {
            self.painted.below(sheets, &self.scene);
        }
        self.paint_above(now);
    }

    /// Paints all of it, in the colours that the page has now.
    pub fn repaint(&mut self, now: f64) {
        self.painted.forget_colours();
        self.paint(now);
    }

    /// Paints what moves.
    pub fn paint_above(&mut self, now: f64) {
        let now = match self.scene.model.time {
            Time::Live(since) => Some(since.until(now)),
            Time::Still | Time::Play(_) => None,
        };
        if let Some(sheets) = &self.sheets {
            self.painted.above(sheets, &self.scene, self.playhead.stands(), now);
        }
    }

    /// Lets time go on; what the store is to hear of that.
    pub fn frame(&mut self, now: f64) -> Option<PlayAction> {
        let passed = self.playhead.go_on(&self.scene.model.time, now);
        self.paint_above(now);
        passed
    }
}
