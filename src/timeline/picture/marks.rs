//! Instants in a lane: a read is a tick up, a write a tick down, with the value where there is room; signs for how a task
//! ended. Nothing is drawn that would not stand whole between names and outcomes.

use super::{Anchor, Fill, Ink, Picture, Row, Shape, Text};
use crate::timeline::{Mark, MarkKind};

/// Radius and line of the ring that says "nothing was taken", and half a cross, where lanes have room for them.
const RING: f64 = 3.5;
const RING_LINE: f64 = 1.5;
const CROSS: f64 = 4.0;

impl Picture<'_> {
    pub(super) fn mark(&self, shapes: &mut Vec<Shape>, mark: Mark, row: &Row) {
        let x = self.x(mark.at);
        let (up, down) = ((row.bar - 3.0, row.bar + row.thick - 2.0), (row.bar + 2.0, row.bar + row.thick + 3.0));
        match mark.kind {
            MarkKind::Read { record, .. } | MarkKind::Received(record) | MarkKind::Answered(record) => {
                self.tick(shapes, x, up, Ink::Ink, row);
                self.value(shapes, x, 'R', record.count, row);
            }
            MarkKind::Write { count, lost, .. } => {
                self.tick(shapes, x, down, if lost { Ink::WrongInk } else { Ink::Ink }, row);
                self.value(shapes, x, 'W', count, row);
            }
            MarkKind::Sent(record) => {
                self.tick(shapes, x, down, Ink::Ink, row);
                self.value(shapes, x, 'W', record.count, row);
            }
            // A write that did not happen: a small ring where it would have gone down.
            MarkKind::Missed { .. } => self.ring(shapes, x, row.bar + row.thick, row),
            MarkKind::Failed | MarkKind::Raised | MarkKind::Killed => self.cross(shapes, x, row),
            // What was read was no count.
            MarkKind::Torn { .. } => self.tick(shapes, x, up, Ink::WrongInk, row),
            MarkKind::SoldOut => self.ring(shapes, x, row.middle(), row),
            _ => {}
        }
    }

    /// From one height to another, as far as the lane reaches.
    fn tick(&self, shapes: &mut Vec<Shape>, x: f64, (top, bottom): (f64, f64), ink: Ink, row: &Row) {
        let (y, bottom) = (top.max(row.top), bottom.min(row.bottom()));
        let fill = Fill::Solid(self.tone(ink));
        self.put(shapes, Shape::Rect { x: x - 1.0, y, w: 2.0, h: bottom - y, fill });
    }

    /// The value that was read or written; from the back row a letter tells which of the two it was.
    fn value(&self, shapes: &mut Vec<Shape>, x: f64, letter: char, count: u32, row: &Row) {
        let geometry = self.geometry;
        if geometry.is_tall() && (geometry.is_wide() || geometry.is_large) {
            let text = match (geometry.is_large, geometry.is_wide()) {
                (false, _) => count.to_string(),
                (true, true) => format!("{letter} {count}"),
                (true, false) => letter.to_string(),
            };
            let (size, anchor, ink) = (geometry.value(), Anchor::Start, self.tone(Ink::OnBar));
            let (x, y) = (x + 3.0, row.middle() + if geometry.is_large { 6.0 } else { 4.0 });
            self.put(shapes, Shape::Text(Text { x, y, text, size, bold: true, anchor, ink, max_width: None }));
        }
    }

    fn cross(&self, shapes: &mut Vec<Shape>, x: f64, row: &Row) {
        let (y, half) = (row.middle(), CROSS.min(row.height / 2.0 - 1.0));
        for by in [half, -half] {
            let points = vec![(x - half, y - by), (x + half, y + by)];
            self.put(shapes, Shape::Line { points, width: 2.0, ink: self.tone(Ink::WrongInk) });
        }
    }

    fn ring(&self, shapes: &mut Vec<Shape>, x: f64, y: f64, row: &Row) {
        let line = RING_LINE / 2.0;
        let r = RING.min(row.height / 2.0 - line);
        let y = y.min(row.bottom() - r - line);
        let ink = self.tone(Ink::Dim);
        self.put(shapes, Shape::Ring { x: x + 6.0, y, r, width: RING_LINE, ink });
    }

    fn put(&self, shapes: &mut Vec<Shape>, shape: Shape) {
        let bounds = shape.bounds();
        if self.geometry.has_room(bounds.left, bounds.right) {
            shapes.push(shape);
        }
    }
}
