//! Where lanes, names and outcomes stand, in CSS px; nothing of time, which is the viewport's.
//!
//! Invariant: lanes lie below each other without gaps, and `lane_at` is the inverse of `row`.

use super::Bounds;
use crate::scenario::MAX_LANES;

/// Where things stand, in CSS px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometry {
    /// Width of the picture.
    pub width: f64,
    /// Where time 0 stands: right of the names.
    pub left: f64,
    /// Width of the time area; right of it stand the outcomes.
    pub plot: f64,
    /// Height of one lane.
    pub lane: f64,
    /// How many lanes.
    pub count: u32,
    /// Height of what stands above the lanes.
    pub head: f64,
    /// Whether it is to be read from the back row: large text, and letters at reads and writes.
    pub is_large: bool,
}

/// One lane's place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Its upper edge.
    pub top: f64,
    /// Its height.
    pub height: f64,
    /// The upper edge of its bars.
    pub bar: f64,
    /// The height of its bars.
    pub thick: f64,
}

impl Row {
    /// The middle between its edges.
    pub fn middle(&self) -> f64 {
        self.top + self.height / 2.0
    }

    /// Its lower edge.
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }
}

/// Height of axis and record strip together, in CSS px.
const HEAD: f64 = 44.0;

/// The heights of a lane that has a name, in CSS px.
const LOWEST: f64 = 14.0;
const HIGHEST: f64 = 24.0;

const LARGE_LOWEST: f64 = 20.0;
const LARGE_HIGHEST: f64 = 32.0;

/// Room below the lanes, in CSS px.
const BELOW: f64 = 4.0;

/// Height of axis and counts of very many buyers together, in CSS px.
const CROWD_HEAD: f64 = 240.0;

/// How far what belongs to an instant may stand out of the time area: to the left, until the names begin, and to the
/// right, where the outcomes do.
const OUT_LEFT: f64 = 7.0;
const OUT_RIGHT: f64 = 10.5;

impl Geometry {
    /// For this many lanes over this width; above them the record, or very many buyers.
    pub fn new(width: f64, lanes: u32, crowd: bool) -> Self {
        let narrow = width < 560.0;
        let (left, right) = match (narrow, crowd) {
            (true, false) => (30.0, 26.0),
            (true, true) => (60.0, 26.0),
            (false, _) => (76.0, 92.0),
        };
        let lane = match lanes {
            0..=20 => HIGHEST,
            21..=50 => 16.0,
            51..=1000 => 10.0,
            // Of so many all lanes still fit on a canvas, which a browser lets be 32,767 dots high, three to a CSS px.
            _ => 5.0,
        };
        Self {
            width,
            left,
            plot: (width - left - right).max(1.0),
            lane,
            count: lanes.min(MAX_LANES + 1),
            head: if crowd { CROWD_HEAD } else { HEAD },
            is_large: false,
        }
    }

    /// The same for a lecture hall: with large text, and as much room for it as it takes.
    #[must_use]
    pub fn enlarged(self) -> Self {
        let (left, right): (f64, f64) = if self.is_wide() { (112.0, 146.0) } else { (44.0, 36.0) };
        // Of very many buyers the counts keep their height, and with it their place.
        let (left, head) = if self.head > HEAD { (left.max(96.0), self.head) } else { (left, HEAD + 24.0) };
        let lane = if self.is_tall() { self.lane.max(28.0) } else { self.lane };
        Self { left, plot: (self.width - left - right).max(1.0), lane, head, is_large: true, ..self }
    }

    /// The same with lanes of another height, at least 4 CSS px. Whole numbers let a lane be wiped without a trace.
    #[must_use]
    pub fn with_lane(self, height: f64) -> Self {
        Self { lane: height.max(4.0), ..self }
    }

    /// The same with lanes as high as lets all of them stand in a room of this height, in CSS px: as long as there is place
    /// for a name in each, and not higher than a few need. Where there is no such place they are as low as they may be, and
    /// scrolled.
    #[must_use]
    pub fn filling(self, room: f64) -> Self {
        let fits = ((room - BELOW) / f64::from(self.count)).floor();
        // Large text needs lanes that are higher.
        let [lowest, highest] = if self.is_large { [LARGE_LOWEST, LARGE_HIGHEST] } else { [LOWEST, HIGHEST] };
        if fits >= lowest { self.with_lane(fits.min(highest)) } else { self.with_lane(self.lane.min(lowest)) }
    }

    /// The place of the lane with this index.
    #[allow(clippy::cast_precision_loss, reason = "there are few lanes")]
    pub fn row(&self, index: usize) -> Row {
        let top = index as f64 * self.lane;
        let thick = self.lane - if self.is_low() { 3.0 } else { 7.0 };
        Row { top, height: self.lane, bar: top + (self.lane - thick) / 2.0, thick }
    }

    /// The area of the lane with this index, outcome included and name not: wiped and drawn again when the lane changes.
    pub fn area(&self, index: usize) -> Bounds {
        let row = self.row(index);
        Bounds { left: self.left - OUT_LEFT, top: row.top, right: self.width, bottom: row.bottom() }
    }

    /// Index of the lane at this height.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a canvas is lower than 2^32 px")]
    pub fn lane_at(&self, y: f64) -> Option<usize> {
        let lane = (y / self.lane).max(0.0) as usize;
        (lane < self.count as usize).then_some(lane)
    }

    /// Height of all lanes together, with some room below.
    pub fn height(&self) -> f64 {
        f64::from(self.count) * self.lane + BELOW
    }

    /// How many instants stand side by side: one a CSS px.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a canvas is not that wide")]
    pub const fn samples(&self) -> usize {
        self.plot as usize
    }

    /// Where the time area ends, from the left of the picture.
    pub fn right(&self) -> f64 {
        self.left + self.plot
    }

    /// From where to where stretches of time are drawn: a little beyond the time area.
    pub fn window(&self) -> (f64, f64) {
        (self.left - OUT_LEFT, self.right() + OUT_LEFT)
    }

    /// Whether what is this wide stands between names and outcomes.
    pub(super) fn has_room(&self, left: f64, right: f64) -> bool {
        left >= self.left - OUT_LEFT && right <= self.right() + OUT_RIGHT
    }

    /// Height of the text that names something, and of the values in lanes.
    pub(super) const fn text(&self) -> f64 {
        if self.is_large { 18.0 } else { 12.0 }
    }

    pub(super) const fn value(&self) -> f64 {
        if self.is_large { 18.0 } else { 11.0 }
    }

    /// Base line of the axis' labels and middle of the record's strip, from the top of the head.
    pub(super) const fn axis(&self) -> f64 {
        if self.is_large { 18.0 } else { 12.0 }
    }

    pub(super) const fn strip(&self) -> f64 {
        if self.is_large { 52.0 } else { 33.0 }
    }

    /// Whether there is room for words beside the lanes.
    pub fn is_wide(&self) -> bool {
        self.left > 70.0
    }

    /// Whether lanes have room for values in them.
    pub const fn is_tall(&self) -> bool {
        self.lane >= 20.0
    }

    /// Whether lanes are too low for a name each.
    pub const fn is_low(&self) -> bool {
        self.lane < LOWEST
    }

    /// Whether lanes are too low for words at all.
    pub const fn is_thin(&self) -> bool {
        self.lane < 8.0
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "small whole numbers")]
mod tests {
    use super::*;

    #[test]
    fn rows_and_heights_are_inverse() {
        for (width, lanes) in [(360.0, 2), (772.0, 15), (772.0, 30), (360.0, 700), (772.0, 2001)] {
            let geometry = Geometry::new(width, lanes, false);
            for index in [0, lanes as usize / 2, lanes as usize - 1] {
                let row = geometry.row(index);
                for y in [row.top, row.middle(), row.bottom() - 0.5] {
                    assert_eq!(geometry.lane_at(y), Some(index));
                }
                assert!(row.top < row.bar && row.bar + row.thick < row.bottom());
            }
            assert_eq!(geometry.lane_at(geometry.row(lanes as usize).top), None);
        }
    }

    #[test]
    fn narrow_and_wide() {
        let [narrow, wide] = [360.0, 772.0].map(|width| Geometry::new(width, 15, false));
        assert_eq!((narrow.left, narrow.plot, narrow.is_wide()), (30.0, 304.0, false));
        assert_eq!((wide.left, wide.plot, wide.is_wide()), (76.0, 604.0, true));
        assert_eq!((wide.lane, wide.head, wide.height()), (24.0, 44.0, 364.0));
        assert_eq!(Geometry::new(360.0, 12, true).left, 60.0);
        assert_eq!(Geometry::new(0.0, 1, false).plot, 1.0);
    }

    #[test]
    fn large_text_has_more_room() {
        let wide = Geometry::new(1280.0, 15, false);
        let large = wide.enlarged();
        assert_eq!((large.left, large.plot, large.lane, large.head), (112.0, 1022.0, 28.0, 68.0));
        assert!(large.is_wide() && large.is_tall() && !wide.is_large);
        let narrow = Geometry::new(360.0, 15, false).enlarged();
        assert_eq!((narrow.left, narrow.plot, narrow.is_wide()), (44.0, 280.0, false));
        // Low lanes stay as low as they have to be.
        assert_eq!(Geometry::new(1280.0, 100, false).enlarged().lane, 10.0);
        assert_eq!(Geometry::new(1280.0, 12, true).enlarged().head, CROWD_HEAD);
    }

    #[test]
    fn the_more_lanes_the_lower_until_all_fit_on_a_canvas() {
        let heights = [20, 50, 1000, 2001].map(|lanes| Geometry::new(772.0, lanes, false).lane);
        assert_eq!(heights, [24.0, 16.0, 10.0, 5.0]);
        assert!(Geometry::new(772.0, u32::MAX, false).height() * 3.0 < 32_767.0);
        assert_eq!(Geometry::new(772.0, 15, false).with_lane(16.0).height(), 244.0);
    }

    #[test]
    fn lanes_fill_a_room() {
        let height = |lanes, room| Geometry::new(772.0, lanes, false).filling(room).lane;
        // 15 * 22 + 4 = 334.
        assert_eq!([333.0, 334.0, 364.0, 900.0].map(|room| height(15, room)), [21.0, 22.0, 24.0, 24.0]);
        // Scrolled: 15 * 14 + 4 = 214 are not there.
        assert_eq!([213.0, 214.0, 0.0].map(|room| height(15, room)), [14.0, 14.0, 14.0]);
        assert_eq!([30, 60].map(|lanes| height(lanes, 400.0)), [14.0, 10.0]);
    }
}
