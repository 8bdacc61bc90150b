//! Tiny runs written by hand, at 100 px a second in a picture 772 px wide.

use oversold::program::{Micros, Record};
use oversold::timeline::picture::{Geometry, Picture, Truth, Words};
use oversold::timeline::{Activity, Change, Fate, Lane, Mark, MarkKind, Span, Stretch, Timeline, Viewport};
use std::rc::Rc;

fn rc(lanes: impl IntoIterator<Item = Lane>) -> Vec<Rc<Lane>> {
    lanes.into_iter().map(Rc::new).collect()
}

/// The wide picture and the narrow one.
pub const WIDE: f64 = 772.0;
pub const NARROW: f64 = 360.0;

/// A whole run, 100 px a second whatever the width.
pub fn picture<'a>(width: f64, timeline: &Timeline, words: &'a Words<'a>) -> Picture<'a> {
    let geometry = Geometry::new(width, u32::try_from(timeline.lanes.len()).unwrap(), false);
    let end = if width < 560.0 { 3_040_000 } else { 6_040_000 };
    Picture { geometry, view: Viewport::fit(end, geometry.plot), words, truth: Truth::Happened, growing: None }
}

/// From one millisecond to another.
pub const fn stretch(from: Micros, to: Micros) -> Stretch {
    Stretch { from: from * 1000, to: to * 1000 }
}

/// A lane from what its buyer did, in milliseconds.
pub fn lane(buyer: u32, spans: &[(Activity, Micros, Micros)], marks: &[(Micros, MarkKind)], fate: Fate) -> Lane {
    let spans =
        spans.iter().map(|(activity, from, to)| Span { activity: *activity, stretch: stretch(*from, *to), step: None });
    // What everybody did first has lower numbers.
    let event = |index: usize| index * 10 + buyer as usize;
    let marks = marks.iter().enumerate();
    let marks =
        marks.map(|(index, (at, kind))| Mark { at: at * 1000, buyer, kind: *kind, event: event(index), step: None });
    Lane { buyer, spans: spans.collect(), marks: marks.collect(), fate, ..Lane::default() }
}

pub const fn record(count: u32, writer: u32) -> Record {
    Record { count, writer }
}

pub const fn read(count: u32) -> MarkKind {
    MarkKind::Read { record: record(count, 0), before: 0 }
}

/// Two buyers without a guard: both read 1 at 1 s and write 0 at 2 s.
pub fn race() -> Timeline {
    let spans = [(Activity::Search, 0, 1000), (Activity::Pay, 1000, 2000), (Activity::Confirm, 2000, 3500)];
    let of = |buyer, lost: bool, fate| {
        let write = MarkKind::Write { count: 0, replaced: record(u32::from(!lost), 0), lost };
        let bought = MarkKind::Bought { nth: buyer, oversold: lost };
        let marks = [(1000, MarkKind::Look(record(1, 0))), (1000, read(1)), (2000, write), (2000, bought)];
        Lane { inside: Some(stretch(1000, 3500)), ..lane(buyer, &spans, &marks, fate) }
    };
    let change = |at, count, writer, lost| Change { at, record: record(count, writer), lost };
    Timeline {
        lanes: rc([of(1, false, Fate::Bought), of(2, true, Fate::Oversold)]),
        strip: Rc::new(vec![change(0, 1, 0, false), change(2_000_000, 0, 1, false), change(2_000_000, 0, 2, true)]),
        sold: 2,
        end: 3_500_000,
    }
}

/// The second one behind a lock: waits and finds it sold out.
pub fn late() -> Timeline {
    let spans = [(Activity::Wait, 0, 1500), (Activity::Pay, 1500, 2500)];
    let marks = [(1500, MarkKind::Acquired), (1500, read(0)), (2500, MarkKind::SoldOut), (2500, MarkKind::Released)];
    let second = Lane { inside: Some(stretch(1500, 2500)), ..lane(1, &spans, &marks, Fate::SoldOut) };
    Timeline { lanes: rc([second]), strip: Rc::default(), sold: 0, end: 2_500_000 }
}

/// A buyer asks the clerk to sell, who answers a second later.
pub fn queue() -> Timeline {
    let marks = [(1000, MarkKind::Asked { buy: true }), (2500, MarkKind::Answered(record(1, 0)))];
    let buyer = lane(1, &[], &marks, Fate::Bought);
    let served = MarkKind::Served { client: 1, buy: true, waiting: 0 };
    let marks = [(1240, served), (2500, MarkKind::Replied { client: 1, record: record(1, 0) })];
    let clerk = Lane { is_clerk: true, ..lane(2, &[(Activity::Pay, 1240, 2500)], &marks, Fate::Open) };
    Timeline { lanes: rc([buyer, clerk]), strip: Rc::default(), sold: 1, end: 2_500_000 }
}

/// One reads half a file and dies of it, one is killed, one finds that somebody else has written.
pub fn deaths() -> Timeline {
    let torn = [(1000, MarkKind::Torn { length: 4 }), (1000, MarkKind::Raised)];
    let lanes = vec![
        lane(1, &[], &torn, Fate::Failed),
        lane(2, &[(Activity::Pay, 1000, 1001)], &[(1001, MarkKind::Killed)], Fate::Failed),
        lane(3, &[], &[(1000, MarkKind::Missed { found: record(0, 1) })], Fate::Open),
    ];
    Timeline { lanes: rc(lanes), strip: Rc::default(), sold: 0, end: 2_000_000 }
}
