//! Above the lanes: the time axis, and the record's count with every write to it.

use super::{Anchor, Fill, Ink, Picture, Shape, Text, text_width};
use crate::program::Record;
use crate::scenario::Scenario;
use crate::timeline::{Change, Timeline, ticks};

/// Base line of the axis' labels and middle of the strip, from the top.
const AXIS: f64 = 14.0;
pub(super) const STRIP: f64 = 40.0;

/// How far the strip's signs may stand out of the time area, to the left and to the right.
const OUT: (f64, f64) = (8.0, 26.0);

/// Size of the record's values.
const VALUE: f64 = 13.0;

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
        let mut shapes = Vec::new();
        for tick in ticks(self.view) {
            let x = self.x(tick.at);
            shapes.push(rect(x - 0.5, AXIS + 4.0, 1.0, 5.0, Ink::Line));
            shapes.push(label(x, AXIS, (self.words.seconds)(tick.at, tick.decimals), Anchor::Middle));
        }
        shapes.push(label(self.geometry.width - 4.0, AXIS, self.words.unit.clone(), Anchor::End));
        shapes
    }

    /// A line for the value and a knot for every write to it, with the new value where there is room.
    fn strip(&self, shapes: &mut Vec<Shape>, changes: &[Change]) {
        let (left, right) = (self.geometry.left, self.geometry.right());
        if self.geometry.is_wide() {
            shapes.push(label(4.0, STRIP + 4.0, self.words.record.clone(), Anchor::Start));
        }
        shapes.push(rect(left, STRIP - 1.0, self.geometry.plot, 2.0, Ink::Line));
        let mut free_from = f64::NEG_INFINITY;
        for change in changes {
            let x = self.x(change.at);
            if x - 1.0 < left - OUT.0 || x + 1.0 > right + OUT.1 {
                continue;
            }
            let (knot, ink) = if change.lost { (Ink::Wrong, Ink::WrongInk) } else { (Ink::Ink, Ink::Ink) };
            shapes.push(rect(x - 1.0, STRIP - 8.0, 2.0, 16.0, knot));
            let text = (self.words.count)(change.record.count);
            let (width, room) = (text_width(&text, VALUE), right + OUT.1 - x - 4.0);
            if x >= free_from && room >= VALUE / 2.0 {
                free_from = x + width + 8.0;
                let max_width = (width > room).then_some(room);
                let (y, anchor, ink) = (STRIP - 4.0, Anchor::Start, ink.into());
                shapes.push(Shape::Text(Text { x: x + 4.0, y, text, size: VALUE, bold: true, anchor, ink, max_width }));
            }
        }
    }
}

/// A plain rectangle.
pub(super) fn rect(x: f64, y: f64, w: f64, h: f64, ink: Ink) -> Shape {
    Shape::Rect { x, y, w, h, fill: Fill::Solid(ink.into()) }
}

/// A text that only names something.
pub(super) fn label(x: f64, y: f64, text: String, anchor: Anchor) -> Shape {
    Shape::Text(Text { x, y, text, size: 12.0, bold: false, anchor, ink: Ink::Dim.into(), max_width: None })
}
