//! Above the lanes: the time axis, and the record's count with every write to it.

use super::{Anchor, Fill, Ink, Picture, Shape, Text, text_width};
use crate::program::Record;
use crate::scenario::Scenario;
use crate::timeline::{Change, Timeline, ticks};

/// How far the strip's signs may stand out of the time area, to the left and to the right.
const OUT: (f64, f64) = (8.0, 26.0);

impl Picture<'_> {
    /// The axis and the record. Before a run has begun only the initial value is known.
    pub fn head(&self, scenario: &Scenario, timeline: &Timeline) -> Vec<Shape> {
        let mut shapes = self.axis();
        let initial = [Change { at: 0, record: Record::initial(scenario.tickets.get()), lost: false }];
        self.strip(&mut shapes, if self.has_begun() { &timeline.strip } else { &initial });
        shapes
    }

    /// The ticks with their times, and the unit.
    pub(super) fn axis(&self) -> Vec<Shape> {
        let (axis, mut shapes) = (self.geometry.axis(), Vec::new());
        let mut free_from = f64::NEG_INFINITY;
        for tick in ticks(self.view) {
            let x = self.x(tick.at);
            shapes.push(rect(x - 0.5, axis + 4.0, 1.0, 5.0, Ink::Line));
            let label = self.label(x, axis, (self.words.seconds)(tick.at, tick.decimals), Anchor::Middle);
            // Large labels with many digits would touch.
            let bounds = label.bounds();
            if bounds.left >= free_from {
                free_from = bounds.right + 4.0;
                shapes.push(label);
            }
        }
        shapes.push(self.label(self.geometry.width - 4.0, axis, self.words.unit.clone(), Anchor::End));
        shapes
    }

    /// A text that only names something.
    pub(super) fn label(&self, x: f64, y: f64, text: String, anchor: Anchor) -> Shape {
        let (size, ink) = (self.geometry.text(), Ink::Dim.into());
        Shape::Text(Text { x, y, text, size, bold: false, anchor, ink, max_width: None })
    }

    /// A line for the value and a knot for every write to it, with the new value where there is room.
    fn strip(&self, shapes: &mut Vec<Shape>, changes: &[Change]) {
        let (left, right, strip) = (self.geometry.left, self.geometry.right(), self.geometry.strip());
        // The record's values are a little larger than what is around them.
        let size = self.geometry.text() + 1.0;
        if self.geometry.is_wide() {
            shapes.push(self.label(4.0, strip + 4.0, self.words.record.clone(), Anchor::Start));
        }
        shapes.push(rect(left, strip - 1.0, self.geometry.plot, 2.0, Ink::Line));
        let mut free_from = f64::NEG_INFINITY;
        for change in changes {
            let x = self.x(change.at);
            if x - 1.0 < left - OUT.0 || x + 1.0 > right + OUT.1 {
                continue;
            }
            let (knot, ink) = if change.lost { (Ink::Wrong, Ink::WrongInk) } else { (Ink::Ink, Ink::Ink) };
            shapes.push(rect(x - 1.0, strip - 8.0, 2.0, 16.0, knot));
            let text = (self.words.count)(change.record.count);
            let (width, room) = (text_width(&text, size), right + OUT.1 - x - 4.0);
            if x >= free_from && room >= size / 2.0 {
                free_from = x + width + 8.0;
                let max_width = (width > room).then_some(room);
                let (y, anchor, ink) = (strip - 4.0, Anchor::Start, ink.into());
                shapes.push(Shape::Text(Text { x: x + 4.0, y, text, size, bold: true, anchor, ink, max_width }));
            }
        }
    }
}

/// A plain rectangle.
pub(super) fn rect(x: f64, y: f64, w: f64, h: f64, ink: Ink) -> Shape {
    Shape::Rect { x, y, w, h, fill: Fill::Solid(ink.into()) }
}
