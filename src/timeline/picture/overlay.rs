//! What moves over the picture and leaves it as it is: where time stands while a run is played, what is still to come
//! under a veil, and a ring around the selected instant.

use super::head::rect;
use super::{Fill, Ink, Picture, Shape, Tone};
use crate::program::Micros;
use crate::timeline::{Mark, Timeline};

/// How much of what is still to come is covered.
pub const VEIL: f64 = 0.75;

/// Radius of the ring around what is selected.
const RADIUS: f64 = 7.0;

impl Picture<'_> {
    /// Covers what comes after this instant in the lanes.
    pub fn veil(&self, at: Micros) -> Option<Shape> {
        let (left, right) = self.geometry.window();
        self.cover(at, left, right, 0.0, self.geometry.height())
    }

    /// Covers what comes after this instant in the record's strip.
    pub fn head_veil(&self, at: Micros) -> Option<Shape> {
        self.cover(at, self.geometry.left - 8.0, self.geometry.width, self.geometry.strip() - 16.0, 32.0)
    }

    /// The line where time stands, over all lanes.
    pub fn playhead(&self, at: Micros) -> Option<Shape> {
        let x = self.x(at);
        let height = self.geometry.height() - 4.0;
        self.geometry.has_room(x, x + 1.5).then(|| rect(x, 0.0, 1.5, height, Ink::Ink))
    }

    /// Around a mark, if it is in one of these lanes and in view.
    pub fn selection(&self, timeline: &Timeline, mark: Mark) -> Option<Shape> {
        let has = |lane: &std::rc::Rc<crate::timeline::Lane>| lane.buyer == mark.buyer && lane.marks.contains(&mark);
        let index = timeline.lanes.iter().position(has)?;
        let (x, y) = (self.x(mark.at), self.geometry.row(index).middle());
        let (left, right) = self.geometry.window();
        let ink = self.tone(Ink::Ink);
        (left..=right).contains(&x).then_some(Shape::Ring { x, y, r: RADIUS, width: 2.0, ink })
    }

    fn cover(&self, at: Micros, left: f64, right: f64, y: f64, h: f64) -> Option<Shape> {
        let x = self.x(at).max(left);
        let fill = Fill::Solid(Tone { ink: Ink::Paper, alpha: VEIL });
        (x < right).then_some(Shape::Rect { x, y, w: right - x, h, fill })
    }
}
