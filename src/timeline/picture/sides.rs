//! Left of the lanes whose they are, right of them how they ended.

use super::{Anchor, Ink, Picture, Shape, Text, text_width};
use crate::timeline::{Fate, Lane, Timeline};

/// From this buyer on numbers leave no room for a word before them.
const LONG: u32 = 10_000;

impl Picture<'_> {
    /// All names. In low lanes they are higher than their lanes, which is why only some stand.
    pub fn names(&self, timeline: &Timeline) -> Vec<Shape> {
        (0..self.geometry.count)
            .filter_map(|index| self.name(timeline.lanes.get(index as usize).map(|lane| &**lane), index))
            .collect()
    }

    /// Names stand at every lane with room for them, else at every fifth, or twentieth.
    fn name(&self, lane: Option<&Lane>, index: u32) -> Option<Shape> {
        let geometry = self.geometry;
        let (buyer, is_clerk) = lane.map_or((index + 1, false), |lane| (lane.buyer, lane.is_clerk));
        let every = if geometry.is_thin() { 20 } else { 5 };
        if geometry.is_low() && !is_clerk && !buyer.is_multiple_of(every) && buyer != 1 {
            return None;
        }
        let text = match (is_clerk, geometry.is_wide() && buyer < LONG) {
            (true, _) => self.words.clerk.clone(),
            (_, true) => (self.words.buyer)(buyer),
            _ => buyer.to_string(),
        };
        let size = if geometry.is_tall() { geometry.text() } else { 11.0 };
        let below = if size > 12.0 { 6.0 } else { 4.0 };
        let (x, y) = (geometry.left - 8.0, geometry.row(index as usize).middle() + below);
        let (anchor, ink) = (Anchor::End, Ink::Dim.into());
        Some(Shape::Text(Text { x, y, text, size, bold: false, anchor, ink, max_width: None }))
    }

    /// All outcomes, by lane.
    pub fn outcomes(&self, fates: &[Fate]) -> Vec<Shape> {
        let fates = fates.iter().take(self.geometry.count as usize).enumerate();
        fates.filter_map(|(index, fate)| self.outcome(*fate, index)).collect()
    }

    /// How the lane with this index ended, once that has happened.
    pub fn outcome(&self, fate: Fate, index: usize) -> Option<Shape> {
        let geometry = self.geometry;
        if !self.has_begun() {
            return None;
        }
        let (ink, sign) = match fate {
            Fate::Open | Fate::Closed => return None,
            Fate::Bought => (Ink::Ink, "✓"),
            Fate::Oversold | Fate::Failed => (Ink::WrongInk, "✕"),
            Fate::InVain => (Ink::WrongInk, "…"),
            Fate::SoldOut => (Ink::Dim, "○"),
        };
        // Size, and how far the base line is below the middle: a sign stays within its lane.
        let (size, below) = match (geometry.is_thin(), geometry.is_low()) {
            (true, _) => (5.0, 2.0),
            (_, true) => (9.0, 3.0),
            _ if geometry.is_tall() && geometry.is_large => (18.0, 6.0),
            _ => (12.0, 4.0),
        };
        let has_words = geometry.is_wide() && !geometry.is_thin();
        let text = if has_words { format!("{sign} {}", (self.words.fate)(fate)) } else { sign.to_owned() };
        let (x, y) = (geometry.right() + 10.0, geometry.row(index).middle() + below);
        let (anchor, ink) = (Anchor::Start, ink.into());
        // The longest may need squeezing.
        let room = geometry.width - x;
        let max_width = (text_width(&text, size) > room).then_some(room);
        Some(Shape::Text(Text { x, y, text, size, bold: false, anchor, ink, max_width }))
    }
}
