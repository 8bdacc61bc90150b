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
        self.around(index, mark.at, Ink::Ink)
    }

    /// Around all that happens at these steps of the program, as far as it is in view.
    pub fn lit(&self, timeline: &Timeline, steps: &[usize]) -> Vec<Shape> {
        let (left, right) = self.geometry.window();
        let frame = |(lane, span): (usize, usize)| {
            let stretch = timeline.lanes.get(lane)?.spans.get(span)?.stretch;
            let (from, to) = (self.x(stretch.from).max(left), self.x(stretch.to).min(right));
            (from < to).then(|| self.edge_of(lane, from, to, self.tone(Ink::Ink)))
        };
        let rings = timeline.marks_at(steps).filter_map(|(lane, at)| self.around(lane, at, Ink::Ink));
        timeline.spans_at(steps).filter_map(frame).chain(rings).collect()
    }

    /// An update that was lost: a frame from the read to the write over it, and an arrow from the write that was lost. Each
    /// place is a lane's index and an instant.
    pub fn lost(&self, read: Micros, lost: (usize, Micros), write: (usize, Micros)) -> Vec<Shape> {
        let ink = self.tone(Ink::WrongInk);
        let (left, right) = self.geometry.window();
        let place = |(lane, at): (usize, Micros)| (self.x(at), self.geometry.row(lane).middle());
        let mut shapes = Vec::new();
        let (from, to) = (self.x(read).max(left), self.x(write.1).min(right));
        if from < to {
            shapes.push(self.edge_of(write.0, from, to, ink));
        }
        self.arrow(&mut shapes, place(lost), place(write), ink);
        shapes.extend(self.around(lost.0, lost.1, Ink::WrongInk));
        shapes
    }

    /// Around an instant of a lane, if it is in view.
    fn around(&self, lane: usize, at: Micros, ink: Ink) -> Option<Shape> {
        let (x, y) = (self.x(at), self.geometry.row(lane).middle());
        let (left, right) = self.geometry.window();
        (left..=right).contains(&x).then_some(Shape::Ring { x, y, r: RADIUS, width: 2.0, ink: self.tone(ink) })
    }

    /// Around a piece of a lane's bar.
    fn edge_of(&self, lane: usize, from: f64, to: f64, ink: Tone) -> Shape {
        let row = self.geometry.row(lane);
        let (top, bottom) = (row.bar - 1.0, row.bar + row.thick + 1.0);
        let points = vec![(from, top), (to, top), (to, bottom), (from, bottom), (from, top)];
        Shape::Line { points, width: 2.0, ink }
    }

    fn cover(&self, at: Micros, left: f64, right: f64, y: f64, h: f64) -> Option<Shape> {
        let x = self.x(at).max(left);
        let fill = Fill::Solid(Tone { ink: Ink::Paper, alpha: VEIL });
        (x < right).then_some(Shape::Rect { x, y, w: right - x, h, fill })
    }
}
