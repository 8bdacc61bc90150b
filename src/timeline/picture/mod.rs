//! The picture of a timeline as plain data: a list of [`Shape`]s in CSS px, from the bottom up.
//!
//! Here is decided what is drawn and where; whoever draws, a canvas or the SVG writer, takes the list as it is. All shapes
//! of a lane stay within its [`Row`], so that one lane can be wiped and drawn again alone. Positions of the head's shapes
//! count from the top of the head, all others from the top of the first lane.

mod arrows;
mod colours;
mod crowd;
mod geometry;
mod head;
mod lane;
mod marks;
mod overlay;
mod readable;
mod shape;
mod sides;

pub use colours::{Shade, colour, edge};
pub use geometry::{Geometry, Row};
pub use overlay::VEIL;
pub use readable::{is_transparent, on, readable};
pub use shape::{Anchor, Bounds, Fill, GROUND, Ink, Shape, Text, Tone, text_width};

use super::{Fate, Timeline, Viewport};
use crate::program::{BuyerId, Micros};

/// How much of the colours is left in what is only expected.
pub const FAINT: f64 = 0.3;

/// How much of what is drawn is known, or told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It has happened.
    Happened,
    /// A simulation expects it: faint.
    Expected,
    /// It expects that, and does not give it away: only for how long everybody will be busy.
    Unsaid,
}

/// The words on the picture, in the reader's language.
pub struct Words<'a> {
    /// Names the record's strip.
    pub record: String,
    /// The unit of the time axis.
    pub unit: String,
    /// Names the clerk's lane.
    pub clerk: String,
    /// Names a buyer's lane.
    pub buyer: Box<dyn Fn(BuyerId) -> String + 'a>,
    /// How a buyer's task ended; not asked for [`Fate::Open`].
    pub fate: Box<dyn Fn(Fate) -> String + 'a>,
    /// A whole number.
    pub count: Box<dyn Fn(u32) -> String + 'a>,
    /// A time in seconds with so many decimals, without the unit.
    pub seconds: Box<dyn Fn(Micros, usize) -> String + 'a>,
}

/// What all shapes depend on, besides the lanes themselves.
#[derive(Clone, Copy)]
pub struct Picture<'a> {
    /// Where things stand.
    pub geometry: Geometry,
    /// What stretch of time is shown; as wide as the geometry's plot.
    pub view: Viewport,
    /// What is written.
    pub words: &'a Words<'a>,
    /// How much of it is known.
    pub truth: Truth,
    /// While the run goes on, the end of the timeline that is drawn: stretches that reach it still grow, and are left to
    /// [`Picture::open`]. `None` when the whole run is known: then nothing grows.
    pub growing: Option<Micros>,
}

impl Picture<'_> {
    /// Where an instant stands, in CSS px from the left of the canvas.
    pub fn x(&self, at: Micros) -> f64 {
        self.geometry.left + self.view.x(at)
    }

    /// All that stands in and beside the lanes, in the order in which it is drawn: names, outcomes, lanes, messages.
    /// `fates` are the outcomes, by lane: all of the timeline's, or those of a moment in it.
    pub fn body(&self, timeline: &Timeline, fates: &[Fate]) -> Vec<Shape> {
        let mut shapes = self.names(timeline);
        shapes.extend(self.outcomes(fates));
        for index in 0..self.geometry.count as usize {
            match timeline.lanes.get(index) {
                Some(lane) => shapes.extend(self.lane(lane, index)),
                // Of very many buyers only some have a lane.
                None => shapes.extend(self.base(index)),
            }
        }
        shapes.extend(self.messages(timeline));
        shapes
    }

    /// Whether what is drawn has happened.
    const fn has_begun(&self) -> bool {
        matches!(self.truth, Truth::Happened)
    }

    /// A colour as strong as what is drawn has really happened.
    const fn tone(&self, ink: Ink) -> Tone {
        Tone { ink, alpha: self.alpha() }
    }

    const fn alpha(&self) -> f64 {
        if self.has_begun() { 1.0 } else { FAINT }
    }
}
