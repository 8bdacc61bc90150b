//! An end of the lock that somebody has taken hold of: by a pointer that carries it, or for a click on the place where it is
//! to be. Nothing is moved before it is put down, so letting go changes nothing. Heights are those in the list, from its top.

use crate::browser::frames::Frames;
use crate::present::race::{End, Grip, Spot};
use crate::scenario::Choice;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};

/// How far a pointer goes before it carries something, in CSS px: less is a click.
const STILL: i32 = 4;

/// How near to the edge of the list a pointer scrolls it, and by how much in a frame, in CSS px.
const EDGE: i32 = 20;
const STEP: i32 = 4;

/// What is held.
pub(super) struct Carried {
    /// Which end.
    pub end: End,
    /// Which of its spots is nearest to the pointer that carries it.
    pub aim: Option<usize>,
    /// Whether it waits for a click on a place.
    pub waits: bool,
    /// Where a pointer took it, and where that is: seen from the top of what is in sight of the list.
    pointer: Option<(i32, i32)>,
    /// Scrolls the list while a pointer carries it.
    frames: Option<Frames>,
}

impl Carried {
    /// Taken for a click.
    pub fn clicked(end: End) -> Self {
        Self { end, aim: None, waits: true, pointer: None, frames: None }
    }

    /// Taken by a pointer; `waits` as it did before.
    pub fn taken(end: End, waits: bool, event: &PointerEvent) -> Self {
        let pointer = place(event).map(|(list, at)| (at - list.scroll_top(), at - list.scroll_top()));
        Self { end, aim: None, waits, pointer, frames: None }
    }

    /// Whether a pointer has carried it anywhere.
    pub fn is_carried(&self) -> bool {
        self.frames.is_some()
    }

    /// Whether a pointer that took it has not been lifted yet.
    pub fn is_pressed(&self) -> bool {
        self.pointer.is_some()
    }

    /// A pointer has moved; `frames` makes what is called in every frame from when it carries. Whether it is still held: a
    /// pointer that was lifted elsewhere has let go.
    pub fn moved(&mut self, event: &PointerEvent, frames: impl FnOnce() -> Frames) -> bool {
        let (Some((began, at)), Some((list, now))) = (&mut self.pointer, place(event)) else { return true };
        *at = now - list.scroll_top();
        if self.frames.is_none() && (*at - *began).abs() > STILL {
            self.frames = Some(frames());
        }
        event.buttons() != 0
    }

    /// The pointer was lifted.
    pub fn lifted(&mut self) {
        (self.pointer, self.frames) = (None, None);
    }

    /// Scrolls the list where the pointer is at its edge, and aims; whether at another spot than before.
    pub fn aim(&mut self, grip: &Grip, handle: &HtmlElement) -> bool {
        let (Some((_, at)), Some(list)) = (self.pointer, list_of(handle)) else { return false };
        let by = if at < EDGE {
            -STEP
        } else if at > list.client_height() - EDGE {
            STEP
        } else {
            0
        };
        list.set_scroll_top(list.scroll_top() + by);
        let aim = nearest(&list, handle, grip, at + list.scroll_top());
        core::mem::replace(&mut self.aim, aim) != aim
    }
}

fn list_of(element: &Element) -> Option<HtmlElement> {
    element.closest("ol").ok()??.dyn_into().ok()
}

/// The list that an event came from, and where in it. An event tells where it is in its target, which need not be below the
/// pointer: a finger stays with what it touched first.
fn place(event: &PointerEvent) -> Option<(HtmlElement, i32)> {
    let target = event.target()?.dyn_into::<HtmlElement>().ok()?;
    let list = list_of(&target)?;
    let at = event.offset_y() + if target == list { list.scroll_top() } else { top(&target, &list)? };
    Some((list, at))
}

/// Where an element of a line begins.
fn top(element: &HtmlElement, list: &HtmlElement) -> Option<i32> {
    let line = element.closest("li").ok()??.dyn_into::<HtmlElement>().ok()?;
    // What stands in a line is measured from its top; the line and the list from the same edge.
    let within = if line == *element { 0 } else { element.offset_top() };
    Some(line.offset_top() - list.offset_top() + within)
}

/// The spot that is nearest to a height; where the end is now, its handle is.
fn nearest(list: &HtmlElement, handle: &HtmlElement, grip: &Grip, at: i32) -> Option<usize> {
    let far = |(index, spot): (usize, &Spot)| {
        let gap = list.query_selector(&format!(".gap[data-scope='{}']", spot.scope.name())).ok().flatten();
        let gap = gap.and_then(|gap| gap.dyn_into::<HtmlElement>().ok());
        let element = if spot.is_now { handle } else { gap.as_ref()? };
        Some(((top(element, list)? + element.client_height() / 2 - at).abs(), index))
    };
    grip.spots.iter().enumerate().filter_map(far).min().map(|(_, index)| index)
}
