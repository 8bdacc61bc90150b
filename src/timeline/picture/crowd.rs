//! Very many buyers above the lanes: how many do what at each instant, stacked from the bottom up.

use super::head::rect;
use super::{Anchor, Fill, Ink, Picture, Shape, edge};
use crate::timeline::{Activity, Density, LAYERS};

/// Where the counts begin and how high all buyers are.
const TOP: f64 = 30.0;
const HEIGHT: f64 = 196.0;

/// The layers, as [`Density`] has them.
const FILLS: [Fill; LAYERS] = {
    const fn solid(ink: Ink) -> Fill {
        Fill::Solid(super::Tone { ink, alpha: 1.0 })
    }
    [Fill::Dots(1.0), Fill::Hatch(1.0), solid(Ink::Pay), solid(Ink::Confirm), solid(Ink::Wrong)]
};

/// What those in each layer do.
const LAYER: [Activity; LAYERS] =
    [Activity::Search, Activity::Wait, Activity::Pay, Activity::Confirm, Activity::Confirm];

impl Picture<'_> {
    /// The axis and the counts of so many buyers.
    pub fn crowd(&self, buyers: u32, density: &Density) -> Vec<Shape> {
        let mut shapes = self.axis();
        let (all, left) = (f64::from(buyers.max(1)), self.geometry.left);
        for (column, counts) in (0_u32..).zip(&density.counts) {
            let (mut y, mut below) = (TOP + HEIGHT, None);
            for ((count, fill), does) in counts.iter().zip(FILLS).zip(LAYER) {
                let (h, x) = (f64::from(*count) / all * HEIGHT, left + f64::from(column));
                y -= h;
                if h > 0.0 {
                    shapes.push(Shape::Rect { x, y, w: 1.0, h, fill });
                }
                // Where there is room for it, an edge tells it from the layer below.
                if h >= 4.0 {
                    shapes.extend(below.map(|below| rect(x, y + h - 1.0, 1.0, 1.0, edge(below, does))));
                    below = Some(does);
                }
            }
        }
        shapes.push(rect(left, TOP + HEIGHT, self.geometry.plot, 1.0, Ink::Line));
        for (text, y) in [((self.words.count)(buyers), TOP + 10.0), ("0".to_owned(), TOP + HEIGHT)] {
            let mut shape = self.label(left - 6.0, y, text, Anchor::End);
            // A narrow picture needs long numbers squeezed.
            if let Shape::Text(text) = &mut shape {
                text.max_width = Some(left - 8.0);
            }
            shapes.push(shape);
        }
        shapes
    }
}
