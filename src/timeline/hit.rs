//! What stands at a point, and which mark comes next: for the pointer and for the keyboard.

use super::{Lane, Mark, Span, Timeline, Viewport};

/// How near to a mark a pointer must be, in CSS px.
const REACH: f64 = 7.0;

/// Something that can be explained in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An instant.
    Mark(Mark),
    /// A stretch of one buyer's time.
    Span(u32, Span),
}

impl Target {
    /// At which step of the program that happened, or happens.
    pub const fn step(self) -> Option<usize> {
        match self {
            Self::Mark(mark) => mark.step,
            Self::Span(_, span) => span.step,
        }
    }
}

/// What is at `x` CSS px in the lane with this index: the nearest mark in reach, else the span.
pub fn hit(timeline: &Timeline, view: Viewport, lane: usize, x: f64) -> Option<Target> {
    let lane = timeline.lanes.get(lane)?;
    nearest_mark(lane, view, x).map(Target::Mark).or_else(|| {
        let covers = |span: &&Span| view.x(span.stretch.from) <= x && x < view.x(span.stretch.to);
        lane.spans.iter().find(covers).map(|span| Target::Span(lane.buyer, *span))
    })
}

fn nearest_mark(lane: &Lane, view: Viewport, x: f64) -> Option<Mark> {
    let distance = |mark: &Mark| (view.x(mark.at) - x).abs();
    let nearest = lane.marks.iter().copied().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    // Of several at one instant the last is the one that matters: sold, not written.
    let last = lane.marks.iter().copied().rfind(|mark| (distance(mark) - distance(&nearest)).abs() < 0.5)?;
    (distance(&last) <= REACH).then_some(last)
}

/// The mark before (`by = -1`) or after (`by = 1`) another one, in the order of the trace. From
/// nothing selected, the first or the last.
pub fn step_mark(timeline: &Timeline, from: Option<Mark>, by: i32) -> Option<Mark> {
    let marks = timeline.lanes.iter().flat_map(|lane| lane.marks.iter().copied());
    match (from, by >= 0) {
        (None, true) => marks.min_by_key(|mark| mark.event),
        (None, false) => marks.max_by_key(|mark| mark.event),
        (Some(from), true) => marks.filter(|mark| mark.event > from.event).min_by_key(|mark| mark.event),
        (Some(from), false) => marks.filter(|mark| mark.event < from.event).max_by_key(|mark| mark.event),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run_virtual;
    use crate::scenario::Scenario;
    use crate::timeline::{Activity, MarkKind, build};

    fn default_run() -> Timeline {
        let scenario = Scenario::default();
        build(&scenario, &run_virtual(&scenario).events, 0)
    }

    #[test]
    fn marks_win_over_spans_and_the_last_of_an_instant_wins() {
        let timeline = default_run();
        let view = Viewport::fit(timeline.end, 700.0);
        assert!(
            matches!(hit(&timeline, view, 4, 100.0), Some(Target::Span(5, span)) if span.activity == Activity::Search)
        );
        assert!(matches!(
            hit(&timeline, view, 4, 203.0),
            Some(Target::Mark(Mark { buyer: 5, kind: MarkKind::Read { .. }, .. }))
        ));
        assert!(matches!(
            hit(&timeline, view, 4, 401.0),
            Some(Target::Mark(Mark { kind: MarkKind::Bought { .. }, .. }))
        ));
        assert_eq!(hit(&timeline, view, 99, 10.0), None);
    }

    #[test]
    fn the_keyboard_visits_every_mark_once() {
        let timeline = default_run();
        let total: usize = timeline.lanes.iter().map(|lane| lane.marks.len()).sum();
        let (mut at, mut visited) = (None, 0);
        while let Some(next) = step_mark(&timeline, at, 1) {
            (at, visited) = (Some(next), visited + 1);
        }
        assert_eq!(visited, total);
        let last = at.map(|mark| mark.event);
        assert_eq!(step_mark(&timeline, None, -1).map(|mark| mark.event), last);
    }
}
