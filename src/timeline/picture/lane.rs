//! One lane a buyer: what it does, and the block inside `get`.
//!
//! What has ended is drawn by `lane`, what still grows by `open`: the first changes with the events, the second with
//! every frame. Of one timeline the two together are the whole lane, and nothing but the marks beside a growing
//! stretch is in both.

use super::head::rect;
use super::{Fill, Ink, Picture, Row, Shape, Truth, edge};
use crate::program::Micros;
use crate::timeline::{Activity, Fate, Lane, Span, Stretch};

/// How wide the edge between two stretches is, and how wide a stretch has to be to have one.
const EDGE: f64 = 2.0;
const EDGED: f64 = 4.0;

/// Teeth of a torn edge.
const TEETH: u32 = 4;

impl Picture<'_> {
    /// The lane with this index, as far as it stands still.
    pub fn lane(&self, lane: &Lane, index: usize) -> Vec<Shape> {
        let row = self.geometry.row(index);
        let mut shapes: Vec<Shape> = self.base(index).into_iter().collect();
        if self.truth == Truth::Unsaid {
            shapes.extend(busy(lane).into_iter().filter_map(|stretch| self.neutral(stretch, &row)));
            return shapes;
        }
        let still = lane.spans.len() - usize::from(self.growing_span(lane).is_some());
        for (at, span) in lane.spans.iter().enumerate().take(still) {
            self.span(&mut shapes, lane, at, *span, &row);
        }
        if let Some(inside) = lane.inside.filter(|inside| !self.grows(lane, *inside)) {
            self.outline(&mut shapes, inside, &row);
        }
        for mark in &lane.marks {
            self.mark(&mut shapes, *mark, &row);
        }
        shapes
    }

    /// What still goes on in the lane with this index, until `now`, in microseconds; with the marks that it would cover,
    /// so that it can be drawn over the rest.
    pub fn open(&self, lane: &Lane, index: usize, now: Micros) -> Vec<Shape> {
        let row = self.geometry.row(index);
        let mut shapes = Vec::new();
        let until_now = |stretch: Stretch| Stretch { to: now.max(stretch.from), ..stretch };
        let growing = self.growing_span(lane);
        if let Some(span) = growing {
            self.span(&mut shapes, lane, lane.spans.len() - 1, Span { stretch: until_now(span.stretch), ..span }, &row);
        }
        if let Some(inside) = lane.inside.filter(|inside| self.grows(lane, *inside)) {
            self.outline(&mut shapes, until_now(inside), &row);
        }
        if let Some(span) = growing {
            let from = self.x(span.stretch.from);
            let mut marks = Vec::new();
            lane.marks.iter().for_each(|mark| self.mark(&mut marks, *mark, &row));
            shapes.extend(marks.into_iter().filter(|shape| shape.bounds().right > from));
        }
        shapes
    }

    /// The line on which the lane with this index stands, once there is something to stand on it.
    pub(super) fn base(&self, index: usize) -> Option<Shape> {
        let middle = self.geometry.row(index).middle();
        self.has_begun().then(|| rect(self.geometry.left, middle, self.geometry.plot, 1.0, Ink::Line))
    }

    /// The span that still goes on.
    fn growing_span(&self, lane: &Lane) -> Option<Span> {
        lane.spans.last().copied().filter(|span| self.grows(lane, span.stretch))
    }

    /// Whether a stretch of this lane goes on: it reaches the end of a run that does, and its buyer is there.
    fn grows(&self, lane: &Lane, stretch: Stretch) -> bool {
        !lane.is_over && self.growing.is_some_and(|end| stretch.to >= end)
    }

    /// A span of the lane, the one at this index; where it meets the one before it, with an edge between the two.
    fn span(&self, shapes: &mut Vec<Shape>, lane: &Lane, at: usize, span: Span, row: &Row) {
        let (from, to) = self.extent(span.stretch);
        let solid = |ink| Fill::Solid(self.tone(ink));
        let is_forged = span.activity == Activity::Confirm && lane.fate == Fate::Oversold;
        let fill = match span.activity {
            Activity::Search => Fill::Dots(self.alpha()),
            Activity::Wait => Fill::Hatch(self.alpha()),
            Activity::Pay => solid(Ink::Pay),
            Activity::Confirm if is_forged => solid(Ink::Wrong),
            Activity::Confirm => solid(Ink::Confirm),
        };
        let (left, right) = self.geometry.window();
        let (x, end) = (from.max(left), to.min(right));
        if x < end {
            shapes.push(Shape::Rect { x, y: row.bar, w: end - x, h: row.thick, fill });
        }
        let before = at.checked_sub(1).and_then(|before| lane.spans.get(before));
        if let Some(before) = before.filter(|before| from - self.x(before.stretch.to) < 1.0)
            && to - from >= EDGED
            && self.geometry.has_room(from, from + EDGE)
        {
            let fill = solid(edge(before.activity, span.activity));
            shapes.push(Shape::Rect { x: from, y: row.bar, w: EDGE, h: row.thick, fill });
        }
        if is_forged {
            self.torn(shapes, to, row);
        }
    }

    /// That somebody is busy, and with what is not said.
    fn neutral(&self, stretch: Stretch, row: &Row) -> Option<Shape> {
        let ((from, to), (left, right)) = (self.extent(stretch), self.geometry.window());
        let (x, end) = (from.max(left), to.min(right));
        let fill = Fill::Solid(self.tone(Ink::Wait));
        (x < end).then_some(Shape::Rect { x, y: row.bar, w: end - x, h: row.thick, fill })
    }

    /// From where to where a stretch reaches: at least so wide that it can be seen.
    fn extent(&self, stretch: Stretch) -> (f64, f64) {
        let from = self.x(stretch.from);
        (from, self.x(stretch.to).max(from + 1.0))
    }

    /// Inside `get`: the critical section reads as a block. Where what is shown ends, the block does not.
    fn outline(&self, shapes: &mut Vec<Shape>, stretch: Stretch, row: &Row) {
        let (from, to) = self.extent(stretch);
        let (from, to) = (from + 0.5, (to - 0.5).max(from + 1.0));
        // Half of the line is outside the block.
        let (left, right) = self.geometry.window();
        let (left, right) = (from.max(left + 0.5), to.min(right - 0.5));
        if left >= right {
            return;
        }
        let (top, h, ink) = (row.bar - 0.5, row.thick + 1.0, self.tone(Ink::Ink));
        let bottom = top + h;
        let line = |points| Shape::Line { points, width: 1.0, ink };
        match (left > from, right < to) {
            (false, false) => shapes.push(Shape::Frame { x: left, y: top, w: right - left, h, ink }),
            (true, false) => shapes.push(line(vec![(left, top), (right, top), (right, bottom), (left, bottom)])),
            (false, true) => shapes.push(line(vec![(right, top), (left, top), (left, bottom), (right, bottom)])),
            (true, true) => shapes.extend([top, bottom].map(|y| line(vec![(left, y), (right, y)]))),
        }
    }

    /// The torn edge of a ticket that does not exist.
    fn torn(&self, shapes: &mut Vec<Shape>, x: f64, row: &Row) {
        if !self.geometry.has_room(x - 4.0, x + 1.0) {
            return;
        }
        let teeth = TEETH * 2;
        let edge = |tooth: u32| {
            let y = row.bar - 1.0 + (row.thick + 2.0) * f64::from(tooth) / f64::from(teeth);
            (if tooth.is_multiple_of(2) { x + 1.0 } else { x - 4.0 }, y)
        };
        shapes.push(Shape::Polygon { points: (0..=teeth).map(edge).collect(), fill: self.tone(Ink::Paper) });
    }
}

/// When a lane's process is busy or waits, without what it does: stretches that meet are one.
fn busy(lane: &Lane) -> Vec<Stretch> {
    let mut busy: Vec<Stretch> = Vec::new();
    for Span { stretch, .. } in &lane.spans {
        match busy.last_mut().filter(|last| last.to == stretch.from) {
            Some(last) => last.to = stretch.to,
            None => busy.push(*stretch),
        }
    }
    busy
}
