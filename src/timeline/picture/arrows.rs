//! Messages as arrows between the clerk's lane and the others; only those about buying, and only where there is room to
//! tell them apart. They cross lanes, so a lane that is wiped takes pieces of them with it.

use super::{Ink, Picture, Shape, Tone, Truth};
use crate::timeline::{Timeline, messages};

/// With more lanes than this, arrows would hide each other.
const MOST_LANES: u32 = 41;

/// Length of an arrow's head.
const HEAD: f64 = 6.0;

/// Below what they connect in weight, though above it in the picture.
const WEIGHT: f64 = 0.6;

impl Picture<'_> {
    /// The messages that have arrived.
    pub fn messages(&self, timeline: &Timeline) -> Vec<Shape> {
        let mut shapes = Vec::new();
        if self.geometry.count > MOST_LANES || self.truth == Truth::Unsaid {
            return shapes;
        }
        for message in messages(timeline).into_iter().filter(|message| message.buy) {
            let ink = if message.is_answer { Ink::Ink } else { Ink::Dim };
            let ink = Tone { ink, alpha: self.alpha() * WEIGHT };
            let place =
                |(who, at): (u32, u64)| (self.x(at), self.geometry.row((who as usize).saturating_sub(1)).middle());
            self.arrow(&mut shapes, place(message.from), place(message.to), ink);
        }
        shapes
    }

    pub(super) fn arrow(&self, shapes: &mut Vec<Shape>, from: (f64, f64), to: (f64, f64), ink: Tone) {
        let (left, right) = self.geometry.window();
        if let Some(points) = within(from, to, left, right) {
            shapes.push(Shape::Line { points, width: 1.0, ink });
        }
        // The head, turned the way the message went.
        let (along, across) = (to.0 - from.0, to.1 - from.1);
        let length = along.hypot(across).max(1.0);
        let (along, across) = (along / length * HEAD, across / length * HEAD);
        let back = (to.0 - along, to.1 - across);
        let wings = [(-across / 2.0, along / 2.0), (across / 2.0, -along / 2.0)].map(|(x, y)| (back.0 + x, back.1 + y));
        if (left..=right).contains(&to.0) {
            shapes.push(Shape::Polygon { points: vec![to, wings[0], wings[1]], fill: ink });
        }
    }
}

/// The part of a line between two verticals.
fn within(from: (f64, f64), to: (f64, f64), left: f64, right: f64) -> Option<Vec<(f64, f64)>> {
    if from.0.max(to.0) < left || from.0.min(to.0) > right {
        return None;
    }
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    // Where it is as good as vertical nothing is cut.
    let slope = if dx.abs() < 1e-9 { 0.0 } else { dy / dx };
    let cut = |(x, y): (f64, f64)| {
        let inside = x.max(left).min(right);
        (inside, y + (inside - x) * slope)
    };
    Some(vec![cut(from), cut(to)])
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn lines_are_cut_at_both_ends() {
        assert_eq!(within((0.0, 0.0), (100.0, 50.0), 20.0, 60.0), Some(vec![(20.0, 10.0), (60.0, 30.0)]));
        assert_eq!(within((100.0, 50.0), (0.0, 0.0), 20.0, 60.0), Some(vec![(60.0, 30.0), (20.0, 10.0)]));
        assert_eq!(within((30.0, 0.0), (30.0, 9.0), 20.0, 60.0), Some(vec![(30.0, 0.0), (30.0, 9.0)]));
        assert_eq!(within((0.0, 0.0), (10.0, 9.0), 20.0, 60.0), None);
        assert_eq!(within((70.0, 0.0), (70.0, 9.0), 20.0, 60.0), None);
    }
}
