//! A scene with everything that decides where its shapes stand.

use crate::present::race::{SceneModel, Time};
use crate::present::words;
use crate::scenario::MAX_LANES;
use crate::text::{Lang, t};
use crate::timeline::picture::{Geometry, Picture, Shape, Words};
use crate::timeline::{Density, Fate, Lane, Viewport, density};
use crate::trace::Counted;
use std::rc::Rc;

/// For how many lanes there is room before very many buyers are counted.
const EXPECTED: u32 = 12;

/// Of so many lanes it is told how they ended; of more there is the table.
const MOST_TOLD: usize = 100;

/// Width, and where that does not follow from the lanes, height of the room for them, in CSS px.
pub type Size = (f64, Option<f64>);

/// What is drawn, and where.
pub struct Scene {
    /// What.
    pub model: Rc<SceneModel>,
    /// Where lanes and names stand.
    pub geometry: Geometry,
    /// What stretch of time is in view.
    pub view: Viewport,
    words: (Lang, Words<'static>),
    /// Very many buyers, counted for what is in view.
    counted: Option<Counts>,
}

/// Counts, and what they are counts of. Counting a million rows takes longer than a frame, so a hovering pointer must not.
struct Counts {
    crowd: Rc<Counted>,
    range: (f64, f64),
    samples: usize,
    density: Density,
}

impl Scene {
    /// A scene of this size, with everything in view.
    pub fn new(model: &Rc<SceneModel>, size: Size) -> Self {
        let geometry = geometry(model, size);
        Self {
            model: model.clone(),
            geometry,
            view: Viewport::fit(model.end, geometry.plot),
            words: (model.lang, words::picture(model.lang)),
            counted: None,
        }
    }

    /// Another model, another size, another view. Tells whether everything stands elsewhere now.
    pub fn set(&mut self, model: &Rc<SceneModel>, size: Size, view: Option<Viewport>) -> bool {
        let geometry = geometry(model, size);
        let view =
            view.map_or_else(|| Viewport::fit(model.end, geometry.plot), |view| view.resized(model.end, geometry.plot));
        let moved = self.geometry != geometry
            || self.view != view
            || (self.model.lang, self.model.truth) != (model.lang, model.truth);
        (self.model, self.geometry, self.view) = (model.clone(), geometry, view);
        if self.words.0 != model.lang {
            self.words = (model.lang, words::picture(model.lang));
        }
        self.count();
        moved
    }

    /// How it is drawn.
    pub fn picture(&self) -> Picture<'_> {
        let SceneModel { truth, time, timeline, .. } = &*self.model;
        let growing = matches!(time, Time::Live(_)).then_some(timeline.0.end);
        Picture { geometry: self.geometry, view: self.view, words: &self.words.1, truth: *truth, growing }
    }

    /// What is drawn, in words: how everybody's task has ended, as far as is shown; nothing before.
    pub fn told(&self) -> String {
        if !self.model.begun() {
            return String::new();
        }
        let words = &self.words.1;
        let lanes = self.model.timeline.0.lanes.iter().zip(&self.model.fates).take(MOST_TOLD);
        let one = |(lane, fate): (&Rc<Lane>, &Fate)| {
            let is_clerk = lane.buyer > self.model.scenario.buyers.get();
            let who = if is_clerk { words.clerk.clone() } else { (words.buyer)(lane.buyer) };
            let fate = (words.fate)(*fate);
            if fate.is_empty() { who } else { t!(self.model.lang, "timeline.lane", who = who, fate = fate) }
        };
        lanes.map(one).collect::<Vec<_>>().join(" ")
    }

    /// The shapes above the lanes: the record, or how many buyers do what.
    pub fn head(&self) -> Vec<Shape> {
        match &self.counted {
            Some(counted) => self.picture().crowd(self.model.scenario.buyers.get(), &counted.density),
            None => self.picture().head(&self.model.scenario, &self.model.timeline.0),
        }
    }

    /// Whether very many buyers are counted above the lanes.
    pub const fn counts(&self) -> bool {
        self.counted.is_some()
    }

    fn count(&mut self) {
        let (range, samples) = (self.view.range(), self.geometry.samples());
        let is_same = |counts: &Counts, crowd: &Rc<Counted>| {
            Rc::ptr_eq(&counts.crowd, crowd) && (counts.range, counts.samples) == (range, samples)
        };
        self.counted = self.model.crowd.as_ref().map(|crowd| match self.counted.take() {
            Some(counts) if is_same(&counts, &crowd.0) => counts,
            _ => {
                let density = density(&crowd.0.census, range.0, range.1, samples);
                Counts { crowd: crowd.0.clone(), range, samples, density }
            }
        });
    }
}

fn geometry(model: &SceneModel, (width, room): Size) -> Geometry {
    let is_crowd = model.scenario.buyers.get() > MAX_LANES;
    let lanes = match (&model.crowd, model.scenario.processes()) {
        (Some(_), _) => u32::try_from(model.timeline.0.lanes.len()).unwrap_or(0),
        // Before they are counted there are no lanes to show.
        (None, _) if is_crowd => EXPECTED,
        (None, processes) => processes,
    };
    let geometry = Geometry::new(width, lanes, is_crowd);
    let geometry = if model.large { geometry.enlarged() } else { geometry };
    room.filter(|_| !is_crowd).map_or(geometry, |room| geometry.filling(room))
}
