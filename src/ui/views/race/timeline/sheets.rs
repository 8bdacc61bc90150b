//! The picture on its canvases. Below lies what has happened; it is painted when it has become another, and then only the
//! lanes that have. Above lies what moves in every frame: how far time has come, what still goes on, what is selected.

use super::scene::Scene;
use crate::browser::surface::prepare;
use crate::program::Micros;
use crate::timeline::Lane;
use crate::timeline::picture::{Bounds, Picture, Shape};
use crate::ui::paint::{Palette, cover, redraw};
use std::rc::Rc;
use web_sys::{Element, HtmlCanvasElement};

/// The canvases.
pub struct Sheets {
    /// Axis and record, and what moves over them.
    pub head: [HtmlCanvasElement; 2],
    /// Lanes, and what moves over the part of them that is in sight.
    pub lanes: [HtmlCanvasElement; 2],
    /// What the lanes are scrolled in.
    pub scrolled: Element,
    /// What is asked for the colours.
    pub inks: Element,
}

/// What is on them.
#[derive(Default)]
pub struct Painted {
    palette: Option<Palette>,
    /// The shapes of the head, and of the messages that cross the lanes.
    head: Vec<Shape>,
    messages: Vec<Shape>,
    rows: Vec<Row>,
    /// Whether anything lies above.
    covered: bool,
}

/// A lane as it was painted.
struct Row {
    lane: Rc<Lane>,
    shapes: Vec<Shape>,
    outcome: Option<Shape>,
}

impl Painted {
    /// Forgets what is painted, as everything stands elsewhere now.
    pub fn forget(&mut self) {
        (self.head, self.rows) = Default::default();
    }

    /// Forgets the colours too, as they may be others.
    pub fn forget_colours(&mut self) {
        *self = Self::default();
    }

    /// Paints what has become another.
    pub fn below(&mut self, sheets: &Sheets, scene: &Scene) {
        let palette = self.palette.take().unwrap_or_else(|| Palette::of(&sheets.inks, &sheets.lanes[0]));
        let (picture, geometry) = (scene.picture(), scene.geometry);
        let head = scene.head();
        if self.head != head || self.rows.is_empty() {
            if let Some(context) = prepare(&sheets.head[0], geometry.width, geometry.head) {
                redraw(&context, whole(geometry.width, geometry.head), &head, &palette);
            }
            self.head = head;
        }
        let lanes = &scene.model.timeline.0.lanes;
        let messages = picture.messages(&scene.model.timeline.0);
        let mut changed = Vec::new();
        let mut before = core::mem::take(&mut self.rows).into_iter();
        for (index, lane) in lanes.iter().enumerate().take(geometry.count as usize) {
            let old = before.next();
            let was = old.as_ref().map(|row| (&row.shapes, &row.outcome));
            let outcome = scene.model.fates.get(index).and_then(|fate| picture.outcome(*fate, index));
            let row = match &old {
                // Nothing of it goes on, and nothing has come to it.
                Some(row) if Rc::ptr_eq(&row.lane, lane) && picture.growing.is_none() => None,
                _ => Some(picture.lane(lane, index)),
            };
            if was.is_none_or(|(shapes, before)| *before != outcome || row.as_ref().is_some_and(|row| row != shapes)) {
                changed.push(index);
            }
            let shapes = row.or_else(|| old.map(|row| row.shapes)).unwrap_or_default();
            self.rows.push(Row { lane: lane.clone(), shapes, outcome });
        }
        let all = changed.len() == self.rows.len() || before.next().is_some();
        // Messages cross lanes: wiping one lane would cut them.
        if let Some(context) = prepare(&sheets.lanes[0], geometry.width, geometry.height()) {
            if all || messages != self.messages || (!messages.is_empty() && !changed.is_empty()) {
                let shapes = picture.body(&scene.model.timeline.0, &scene.model.fates);
                redraw(&context, whole(geometry.width, geometry.height()), &shapes, &palette);
            } else {
                for index in changed {
                    let Row { shapes, outcome, .. } = &self.rows[index];
                    let shapes: Vec<Shape> = outcome.iter().chain(shapes).cloned().collect();
                    redraw(&context, geometry.area(index), &shapes, &palette);
                }
            }
        }
        self.messages = messages;
        self.palette = Some(palette);
    }

    /// Paints what moves: `at` is where a known run stands, `now` how far one has come that is under way.
    pub fn above(&mut self, sheets: &Sheets, scene: &Scene, at: Option<Micros>, now: Option<Micros>) {
        let Some(palette) = self.palette.take() else { return };
        let (picture, geometry) = (scene.picture(), scene.geometry);
        let (top, height) = (f64::from(sheets.scrolled.scroll_top()), f64::from(sheets.scrolled.client_height()));
        let area = Bounds { left: 0.0, top, right: geometry.width, bottom: top + height };
        let head: Vec<Shape> =
            at.and_then(|at| picture.head_veil(at)).filter(|_| !scene.counts()).into_iter().collect();
        let lanes = over(&picture, scene, area, at, now);
        let covers = !(head.is_empty() && lanes.is_empty());
        if covers || self.covered {
            if let Some(context) = prepare(&sheets.head[1], geometry.width, geometry.head) {
                cover(&context, whole(geometry.width, geometry.head), &head, &palette);
            }
            if let Some(context) = prepare(&sheets.lanes[1], geometry.width, height)
                && context.translate(0.0, -top).is_ok()
            {
                cover(&context, area, &lanes, &palette);
            }
        }
        self.covered = covers;
        self.palette = Some(palette);
    }
}

/// All of a canvas, in CSS px.
const fn whole(right: f64, bottom: f64) -> Bounds {
    Bounds { left: 0.0, top: 0.0, right, bottom }
}

fn over(picture: &Picture<'_>, scene: &Scene, area: Bounds, at: Option<Micros>, now: Option<Micros>) -> Vec<Shape> {
    let timeline = &scene.model.timeline.0;
    let mut shapes = Vec::new();
    if let Some(now) = now {
        for (index, lane) in timeline.lanes.iter().enumerate() {
            let row = scene.geometry.row(index);
            if row.bottom() >= area.top && row.top <= area.bottom {
                shapes.extend(picture.open(lane, index, now));
            }
        }
    }
    if let Some(at) = at {
        shapes.extend(picture.veil(at).into_iter().chain(picture.playhead(at)));
    }
    if scene.model.begun() {
        shapes.extend(picture.lit(timeline, &scene.model.pointed));
    }
    if let Some(lost) = scene.model.lost {
        let index = |buyer: u32| timeline.lanes.iter().position(|lane| lane.buyer == buyer);
        if let (Some(first), Some(second)) = (index(lost.lost.0), index(lost.write.0)) {
            shapes.extend(picture.lost(lost.read, (first, lost.lost.1), (second, lost.write.1)));
        }
    }
    shapes.extend(scene.model.selected.and_then(|mark| picture.selection(timeline, mark)));
    shapes
}
