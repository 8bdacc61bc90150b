//! Which names, outcomes and values stand where there is little room.

use super::by_hand::{NARROW, WIDE, picture, race};
use super::told::words;
use oversold::scenario::Scenario;
use oversold::timeline::picture::{Geometry, Picture, Shape, Truth, Words};
use oversold::timeline::{Change, Fate, Lane, Timeline, Viewport};
use std::rc::Rc;

fn texts(shapes: &[Shape]) -> Vec<(&str, f64)> {
    let texts = shapes.iter().filter_map(|shape| if let Shape::Text(text) = shape { Some(text) } else { None });
    texts.map(|text| (text.text.as_str(), text.size)).collect()
}

/// Lanes of buyers who have a ticket.
fn crowd(buyers: impl Iterator<Item = u32>) -> Timeline {
    let lanes = buyers.map(|buyer| Rc::new(Lane { buyer, fate: Fate::Bought, ..Lane::default() })).collect();
    Timeline { lanes, end: 1, ..Timeline::default() }
}

fn of<'a>(width: f64, timeline: &Timeline, words: &'a Words<'a>) -> Picture<'a> {
    let geometry = Geometry::new(width, u32::try_from(timeline.lanes.len()).unwrap(), false);
    Picture { geometry, view: Viewport::fit(1, geometry.plot), words, truth: Truth::Happened, growing: None }
}

#[test]
fn the_lower_the_lanes_the_fewer_the_names() {
    let words = words();
    for (count, named, size) in [(20, 20, 12.0), (50, 50, 11.0), (60, 13, 11.0), (1001, 51, 11.0)] {
        let timeline = crowd(1..=count);
        let shapes = of(WIDE, &timeline, &words).names(&timeline);
        let names = texts(&shapes);
        assert_eq!((names.len(), names[0]), (named, ("buyer 1", size)));
    }
    let timeline = crowd(1..=60);
    let shapes = of(NARROW, &timeline, &words).names(&timeline);
    assert_eq!(texts(&shapes)[..3], [("1", 11.0), ("5", 11.0), ("10", 11.0)]);
    // The clerk is named at any height, and before there are lanes they are counted.
    let mut timeline = crowd(1..=62);
    Rc::make_mut(&mut timeline.lanes[61]).is_clerk = true;
    let shapes = of(WIDE, &timeline, &words).names(&timeline);
    assert_eq!(texts(&shapes).last(), Some(&("clerk", 11.0)));
    let shapes = of(WIDE, &timeline, &words).names(&Timeline::default());
    assert_eq!(texts(&shapes)[1..3], [("buyer 5", 11.0), ("buyer 10", 11.0)]);
}

#[test]
fn long_numbers_leave_no_room_for_a_word() {
    let (timeline, words) = (crowd(9_999..=10_000), words());
    let shapes = of(WIDE, &timeline, &words).names(&timeline);
    assert_eq!(texts(&shapes), [("buyer 9999", 12.0), ("10000", 12.0)]);
}

#[test]
fn outcomes_shrink_to_signs() {
    let words = words();
    let first = |width, count| {
        let timeline = crowd(1..=count);
        let shapes = of(width, &timeline, &words).outcomes(&timeline.fates());
        assert_eq!(shapes.len(), count as usize);
        texts(&shapes).first().map(|(text, size)| ((*text).to_owned(), *size)).unwrap()
    };
    assert_eq!(first(WIDE, 15), ("✓ bought".to_owned(), 12.0));
    assert_eq!(first(WIDE, 60), ("✓ bought".to_owned(), 9.0));
    assert_eq!(first(WIDE, 1001), ("✓".to_owned(), 5.0));
    assert_eq!(first(NARROW, 15), ("✓".to_owned(), 12.0));
}

/// Of values too close together the first stands; a value at the edge is squeezed, or left out.
#[test]
fn values_of_the_record_stand_where_there_is_room() {
    let words = words();
    let at = |at, count| Change { at, record: oversold::program::Record { count, writer: 1 }, lost: false };
    let strip = vec![at(0, 60_000), at(400_000, 59_999), at(480_000, 59_998), at(6_060_000, 59_997), at(6_250_000, 3)];
    let timeline = Timeline { strip: Rc::new(strip), ..race() };
    let head = picture(WIDE, &timeline, &words).head(&Scenario::default(), &timeline);
    let values: Vec<(&str, Option<f64>)> = head
        .iter()
        .filter_map(|shape| if let Shape::Text(text) = shape { Some(text) } else { None })
        .filter(|text| text.bold)
        .map(|text| (text.text.as_str(), text.max_width))
        .collect();
    // Five figures of 7.8 px and 8 px of room; at the right end 26 px are free.
    assert_eq!(values, [("60000", None), ("59998", None), ("59997", Some(20.0))]);
    let knots = head.iter().filter(|shape| matches!(shape, Shape::Rect { w, h, .. } if (*w, *h) == (2.0, 16.0)));
    assert_eq!(knots.count(), 5);
}
