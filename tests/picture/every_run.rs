//! What holds for the picture of every run, at every width and with any number of lanes.

use super::by_hand::{NARROW, WIDE};
use super::told::words;
use oversold::engine::run_virtual;
use oversold::scenario::{Bounded, Fault, Guard, Scenario, Scope, Store};
use oversold::timeline::picture::{Fill, Geometry, Picture, Shape, Truth, Words};
use oversold::timeline::{MarkKind, Target, Timeline, Viewport, build, elements, hit, svg};

/// Runs of all kinds: every guard, a file that is torn, a fault.
fn runs() -> Vec<(Scenario, Timeline)> {
    let guards = [Guard::None, Guard::Lock(Scope::GET), Guard::Join, Guard::Queue, Guard::Pipe, Guard::Cas];
    let mut scenarios: Vec<Scenario> = guards.map(|guard| Scenario { guard, ..Scenario::default() }).to_vec();
    scenarios.push(Scenario { store: Store::File, ..Scenario::default() });
    scenarios.push(Scenario { guard: Guard::Lock(Scope::GET), fault: Fault::KillHolder, ..Scenario::default() });
    let mut runs = Vec::new();
    for scenario in scenarios {
        for (buyers, tickets) in [(2, 1), (15, 3), (40, 12), (120, 1)] {
            let (buyers, tickets, jitter) = (Bounded::clamp(buyers), Bounded::clamp(tickets), Bounded::clamp(20));
            let scenario = Scenario { tickets, buyers, jitter, ..scenario };
            let timeline = build(&scenario, &run_virtual(&scenario).events, 0);
            runs.push((scenario, timeline));
        }
    }
    runs
}

fn pictures<'a>(timeline: &Timeline, words: &'a Words<'a>) -> Vec<Picture<'a>> {
    let lanes = u32::try_from(timeline.lanes.len()).unwrap();
    let mut pictures = Vec::new();
    for width in [NARROW, WIDE] {
        let usual = Geometry::new(width, lanes, false);
        let large = usual.enlarged();
        for geometry in
            [usual, large, large.with_lane(14.0), usual.with_lane(14.0), usual.with_lane(5.0), usual.with_lane(4.0)]
        {
            let view = Viewport::fit(timeline.end, geometry.plot);
            for view in [view, view.zoomed(100.0, 0.1)] {
                pictures.push(Picture { geometry, view, words, truth: Truth::Happened, growing: None });
            }
        }
    }
    pictures
}

#[test]
fn nothing_of_a_lane_is_outside_it() {
    let words = words();
    let mut kinds = [0; 6];
    for (scenario, timeline) in runs() {
        for picture in pictures(&timeline, &words) {
            for (index, lane) in timeline.lanes.iter().enumerate() {
                let area = picture.geometry.area(index);
                let outcome = picture.outcome(lane.fate, index);
                for shape in picture.lane(lane, index).into_iter().chain(outcome.clone()) {
                    let within = shape.bounds();
                    let fits = within.top >= area.top && within.bottom <= area.bottom && within.left >= area.left;
                    assert!(fits && within.right <= area.right, "{:?}: {shape:?} in {area:?}", scenario.guard);
                    assert!(within.right <= picture.geometry.right() + 10.5 || Some(&shape) == outcome.as_ref());
                    kinds[kind(&shape)] += 1;
                }
            }
        }
    }
    assert!(kinds.iter().all(|count| *count > 0), "{kinds:?}");
}

const fn kind(shape: &Shape) -> usize {
    match shape {
        Shape::Rect { .. } => 0,
        Shape::Frame { .. } => 1,
        Shape::Line { .. } => 2,
        Shape::Polygon { .. } => 3,
        Shape::Ring { .. } => 4,
        Shape::Text(_) => 5,
    }
}

/// Where a mark's tick is drawn, there the pointer finds it.
#[test]
fn marks_are_found_where_they_are_drawn() {
    let (words, mut found) = (words(), 0);
    for (_, timeline) in runs() {
        for picture in pictures(&timeline, &words) {
            for (index, lane) in timeline.lanes.iter().enumerate() {
                let shapes = picture.lane(lane, index);
                let is_tick = |mark: &MarkKind| matches!(mark, MarkKind::Read { .. } | MarkKind::Write { .. });
                for mark in lane.marks.iter().filter(|mark| is_tick(&mark.kind)) {
                    let x = picture.x(mark.at);
                    let bounds = shapes.iter().map(Shape::bounds);
                    let Some(tick) = bounds.into_iter().find(|at| near(at.left, x - 1.0) && near(at.right, x + 1.0))
                    else {
                        let (from, to) = picture.geometry.window();
                        assert!(x - 1.0 < from || x + 1.0 > to, "{mark:?} is not drawn");
                        continue;
                    };
                    let lane = picture.geometry.lane_at(f64::midpoint(tick.top, tick.bottom)).unwrap();
                    let Some(Target::Mark(hit)) = hit(&timeline, picture.view, lane, x - picture.geometry.left) else {
                        panic!("{mark:?} is not found");
                    };
                    assert_eq!(hit.buyer, mark.buyer);
                    assert!(near_by(picture.x(hit.at), x), "{hit:?} instead of {mark:?}");
                    found += 1;
                }
            }
        }
    }
    assert!(found > 1000, "{found}");
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

/// Of marks less than half a px apart the last is found.
fn near_by(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.5
}

#[test]
fn the_svg_has_an_element_for_each_shape() {
    let words = words();
    for (scenario, timeline) in runs() {
        for picture in pictures(&timeline, &words) {
            let shapes = [picture.head(&scenario, &timeline), picture.body(&timeline, &timeline.fates())].concat();
            let patterns = shapes
                .iter()
                .filter(|shape| matches!(shape, Shape::Rect { fill: Fill::Dots(_) | Fill::Hatch(_), .. }))
                .count();
            let text = elements(&shapes);
            assert_eq!(tags(&text), shapes.len());
            // A pattern and its ground stand in one group.
            assert_eq!(text.matches("<g><rect").count(), patterns);
        }
        let whole = svg(&scenario, &timeline, "<15> sold & paid", &words);
        assert_eq!(tags(&whole), 1);
        // What office programs and editors fill with black, or leave out.
        for unknown in
            ["url(", "<defs", "<pattern", "<marker", "<clipPath", "<use", "<style", "class=", "var(", "%\"", "rgba("]
        {
            assert!(!whole.contains(unknown), "{unknown}");
        }
        assert!(whole.contains("<title>&lt;15&gt; sold &amp; paid</title>") && whole.contains("role=\"img\""));
        let geometry = Geometry::new(960.0, scenario.processes(), false).with_lane(20.0);
        let view = Viewport::fit(timeline.end, geometry.plot);
        let picture = Picture { geometry, view, words: &words, truth: Truth::Happened, growing: None };
        assert!(whole.contains(&elements(&picture.head(&scenario, &timeline))));
        assert!(whole.contains(&elements(&picture.body(&timeline, &timeline.fates()))));
    }
}

/// How many elements stand side by side at the top; each is closed, or closes itself.
fn tags(text: &str) -> usize {
    let (mut depth, mut tops) = (0_i32, 0);
    for tag in text.split('<').skip(1) {
        let closes = tag.starts_with('/');
        tops += usize::from(depth == 0 && !closes);
        depth += match (closes, tag.split('>').next().unwrap().ends_with('/')) {
            (true, _) => -1,
            (false, true) => 0,
            (false, false) => 1,
        };
        assert!(depth >= 0, "{tag}");
    }
    assert_eq!(depth, 0);
    tops
}
