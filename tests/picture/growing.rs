//! A run that goes on: what still grows is drawn apart, and the two lists together are the whole lane.

use super::by_hand::{WIDE, picture, race};
use super::told::{told, words};
use oversold::engine::run_virtual;
use oversold::program::Micros;
use oversold::scenario::{Bounded, Fault, Guard, Scenario, Scope};
use oversold::timeline::picture::{Geometry, Picture, Truth};
use oversold::timeline::{Fate, Lane, Stretch, Timeline, Viewport, build};
use oversold::trace::Event;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The first buyer of the race as it is 1.5 s after the start.
fn halfway() -> Timeline {
    let mut timeline = race();
    let lane = Rc::make_mut(&mut timeline.lanes[0]);
    let now = 1_500_000;
    lane.spans.truncate(2);
    lane.spans[1].stretch.to = now;
    lane.marks.truncate(2);
    (lane.inside, lane.fate) = (Some(Stretch { from: 1_000_000, to: now }), Fate::Open);
    Timeline { end: now, ..timeline }
}

#[test]
fn the_open_stretch_reaches_now_and_keeps_its_marks() {
    let (timeline, words) = (halfway(), words());
    let picture = Picture { growing: Some(timeline.end), ..picture(WIDE, &timeline, &words) };
    let lane = &timeline.lanes[0];
    let closed = told(&picture.lane(lane, 0));
    let marks = ["rect 175 0.5 2 18 Ink", "text 179 16 \"1\" size 11 bold Start OnBar"];
    assert_eq!(closed, ["rect 76 12 604 1 Line", "rect 76 3.5 100 17 dots", marks[0], marks[1]]);
    let open = ["rect 176 3.5 80 17 Pay", "rect 176 3.5 2 17 OnBar", "frame 176.5 3 79 18 Ink", marks[0], marks[1]];
    assert_eq!(told(&picture.open(lane, 0, 1_800_000)), open);
}

#[test]
fn nothing_grows_in_a_run_that_has_ended_or_in_the_lane_of_the_dead() {
    let (timeline, words) = (halfway(), words());
    let picture = picture(WIDE, &timeline, &words);
    assert_eq!(picture.open(&timeline.lanes[0], 0, 1_800_000), []);
    let dead = Lane { fate: Fate::Failed, is_over: true, ..(*timeline.lanes[0]).clone() };
    let going = Picture { growing: Some(timeline.end), ..picture };
    assert_eq!(going.open(&dead, 0, 1_800_000), []);
    assert_eq!(going.lane(&dead, 0), picture.lane(&dead, 0));
}

/// At any instant of any run, drawn together at that instant, they are what is drawn when nothing is held apart.
#[test]
fn together_they_are_the_whole_lane() {
    let words = words();
    let guards = [Guard::None, Guard::Lock(Scope::GET), Guard::Join, Guard::Queue, Guard::Pipe, Guard::Cas];
    let mut grown = 0;
    for guard in guards {
        let fault = if guard.has_clerk() { Fault::KillHolder } else { Fault::None };
        let (buyers, jitter) = (Bounded::clamp(4), Bounded::clamp(50));
        let scenario = Scenario { buyers, guard, jitter, fault, ..Scenario::default() };
        let events = run_virtual(&scenario).events;
        for now in (0..20).map(|step| step * 333_333) {
            let (whole, halves, open) = both(&scenario, &events, now, &words);
            assert_eq!(whole, halves, "{guard:?} at {now}");
            grown += open;
        }
    }
    assert!(grown > 100, "{grown}");
}

/// All lanes' shapes at once, the same from both lists, and how many of them grow.
fn both(
    scenario: &Scenario,
    events: &[Event],
    now: Micros,
    words: &oversold::timeline::picture::Words<'_>,
) -> (BTreeSet<String>, BTreeSet<String>, usize) {
    let so_far: Vec<Event> = events.iter().copied().take_while(|event| event.at <= now).collect();
    let timeline = build(scenario, &so_far, now);
    let geometry = Geometry::new(WIDE, scenario.processes(), false);
    let view = Viewport::fit(7_000_000, geometry.plot);
    let whole = Picture { geometry, view, words, truth: Truth::Happened, growing: None };
    let going = Picture { growing: Some(timeline.end), ..whole };
    let lanes = || timeline.lanes.iter().enumerate();
    let all = lanes().flat_map(|(index, lane)| told(&whole.lane(lane, index))).collect();
    let open: Vec<String> = lanes().flat_map(|(index, lane)| told(&going.open(lane, index, now))).collect();
    let count = open.len();
    let closed = lanes().flat_map(|(index, lane)| told(&going.lane(lane, index)));
    (all, closed.chain(open).collect(), count)
}
