//! An end of the lock that somebody has taken hold of: by a pointer that carries it, or for a click on the place where it is
//! to be. Nothing is moved before it is put down, so letting go changes nothing.

use crate::browser::frames::Frames;
use crate::present::race::{End, Grip, Spot};
use crate::scenario::Choice;
use web_sys::{Element, HtmlElement, PointerEvent};

/// How far a pointer goes before it carries something, in CSS px: less is a click.
const STILL: i32 = 4;

/// How near to the edge of the list it scrolls, and by how much in a frame, in CSS px.
const EDGE: f64 = 20.0;
const STEP: i32 = 4;

/// What is held.
pub(super) struct Carried {
    /// Which end.
    pub end: End,
    /// Which of its spots is nearest to the pointer that carries it.
    pub aim: Option<usize>,
    /// Whether it waits for a click on a place.
    pub waits: bool,
    pointer: Option<i32>,
    began: i32,
    at: i32,
    /// Scrolls the list while a pointer carries it.
    frames: Option<Frames>,
}

impl Carried {
    /// Taken for a click.
    pub fn clicked(end: End) -> Self {
        Self { end, aim: None, waits: true, pointer: None, began: 0, at: 0, frames: None }
    }

    /// Taken by a pointer, which is heard wherever it goes.
    pub fn taken(end: End, waited: bool, event: &PointerEvent, handle: &HtmlElement) -> Self {
        // Both fail only where the handle is gone, and then nothing is carried.
        let _ = (handle.focus(), handle.set_pointer_capture(event.pointer_id()));
        let (pointer, began) = (Some(event.pointer_id()), event.client_y());
        Self { end, aim: None, waits: waited, pointer, began, at: began, frames: None }
    }

    /// Whether a pointer has carried it anywhere.
    pub fn is_carried(&self) -> bool {
        self.frames.is_some()
    }

    /// The pointer has moved; `frames` makes what is called in every frame from when it carries.
    pub fn moved(&mut self, event: &PointerEvent, frames: impl FnOnce() -> Frames) {
        if self.pointer != Some(event.pointer_id()) {
            return;
        }
        self.at = event.client_y();
        if self.frames.is_none() && (self.at - self.began).abs() > STILL {
            self.frames = Some(frames());
        }
    }

    /// The pointer was lifted.
    pub fn lifted(&mut self) {
        (self.pointer, self.frames) = (None, None);
    }

    /// Scrolls the list where the pointer is at its edge, and aims; whether at another spot than before.
    pub fn aim(&mut self, grip: &Grip, handle: &HtmlElement) -> bool {
        let Ok(Some(list)) = handle.closest("ol") else { return false };
        let (room, at) = (list.get_bounding_client_rect(), f64::from(self.at));
        let by = if at < room.top() + EDGE {
            -STEP
        } else if at > room.bottom() - EDGE {
            STEP
        } else {
            0
        };
        list.set_scroll_top(list.scroll_top() + by);
        let aim = nearest(&list, handle, grip, at);
        core::mem::replace(&mut self.aim, aim) != aim
    }
}

/// The spot that is nearest to a height in the window; where the end is now, its handle is.
fn nearest(list: &Element, handle: &HtmlElement, grip: &Grip, at: f64) -> Option<usize> {
    let far = |(index, spot): (usize, &Spot)| {
        let gap = list.query_selector(&format!(".gap[data-scope='{}']", spot.scope.name())).ok().flatten();
        let element = if spot.is_now { handle } else { gap.as_ref()? };
        let area = element.get_bounding_client_rect();
        Some((index, (f64::midpoint(area.top(), area.bottom()) - at).abs()))
    };
    grip.spots.iter().enumerate().filter_map(far).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| index)
}
