//! Every shape of the runs written by hand.

use super::by_hand::{NARROW, WIDE, deaths, late, picture, queue, race};
use super::told::{told, words};
use oversold::scenario::Scenario;
use oversold::timeline::picture::{Geometry, Picture, Truth};
use oversold::timeline::{Density, Timeline, Viewport};

#[test]
fn two_buyers_without_a_guard() {
    let (timeline, words) = (race(), words());
    let body = told(&picture(WIDE, &timeline, &words).body(&timeline, &timeline.fates()));
    let teeth = "427,26.5 422,28.88 427,31.25 422,33.63 427,36 422,38.38 427,40.75 422,43.13 427,45.5";
    let torn = format!("polygon {teeth} Paper");
    let expected = [
        "text 68 16 \"buyer 1\" size 12 End Dim",
        "text 68 40 \"buyer 2\" size 12 End Dim",
        "text 690 16 \"✓ bought\" size 12 Start Ink",
        "text 690 40 \"✕ oversold\" size 12 Start WrongInk",
        "rect 76 12 604 1 Line",
        "rect 76 3.5 100 17 dots",
        "rect 176 3.5 100 17 Pay",
        "rect 176 3.5 2 17 OnBar",
        "rect 276 3.5 150 17 Confirm",
        "rect 276 3.5 2 17 OnBar",
        "frame 176.5 3 249 18 Ink",
        "rect 175 0.5 2 18 Ink",
        "text 179 16 \"1\" size 11 bold Start OnBar",
        "rect 275 5.5 2 18 Ink",
        "text 279 16 \"0\" size 11 bold Start OnBar",
        "rect 76 36 604 1 Line",
        "rect 76 27.5 100 17 dots",
        "rect 176 27.5 100 17 Pay",
        "rect 176 27.5 2 17 OnBar",
        "rect 276 27.5 150 17 Wrong",
        "rect 276 27.5 2 17 OnBar",
        &torn,
        "frame 176.5 27 249 18 Ink",
        "rect 175 24.5 2 18 Ink",
        "text 179 40 \"1\" size 11 bold Start OnBar",
        "rect 275 29.5 2 18 WrongInk",
        "text 279 40 \"0\" size 11 bold Start OnBar",
    ];
    assert_eq!(body, expected);
}

#[test]
fn the_axis_and_the_record() {
    let (timeline, words) = (race(), words());
    let picture = picture(WIDE, &timeline, &words);
    let head = told(&picture.head(&Scenario::default(), &timeline));
    let tick = |second: u32| {
        let label = format!("text {} 12 \"{second}\" size 12 Middle Dim", 76 + second * 100);
        [format!("rect {}.5 16 1 5 Line", 75 + second * 100), label]
    };
    assert_eq!(head[..14], (0..=6).flat_map(tick).collect::<Vec<_>>());
    let strip = [
        "text 768 12 \"s\" size 12 End Dim",
        "text 4 37 \"record\" size 12 Start Dim",
        "rect 76 32 604 2 Line",
        "rect 75 25 2 16 Ink",
        "text 80 29 \"1\" size 13 bold Start Ink",
        "rect 275 25 2 16 Ink",
        "text 280 29 \"0\" size 13 bold Start Ink",
        "rect 275 25 2 16 Wrong",
    ];
    assert_eq!(head[14..], strip);
    // Before a run the tickets are all that is known.
    let expected = Picture { truth: Truth::Expected, ..picture };
    let head = told(&expected.head(&Scenario::default(), &Timeline::default()));
    assert_eq!(head[14..], strip[..5]);
}

/// A narrow picture has numbers for names, signs for outcomes, and no values.
#[test]
fn behind_a_lock_in_a_narrow_picture() {
    let (timeline, words) = (late(), words());
    let expected = [
        "text 22 16 \"1\" size 12 End Dim",
        "text 344 16 \"○\" size 12 Start Dim",
        "rect 30 12 304 1 Line",
        "rect 30 3.5 150 17 hatch",
        "rect 180 3.5 100 17 Pay",
        "rect 180 3.5 2 17 OnBar",
        "frame 180.5 3 99 18 Ink",
        "rect 179 0.5 2 18 Ink",
        "ring 286 12 r 3.5 width 1.5 Dim",
    ];
    let narrow = picture(NARROW, &timeline, &words);
    assert_eq!(told(&narrow.body(&timeline, &timeline.fates())), expected);
    // What is only expected has no base line and no outcome yet, and is faint.
    let faint = told(&Picture { truth: Truth::Expected, ..narrow }.body(&timeline, &timeline.fates()));
    assert_eq!(faint[0], expected[0]);
    let bars = expected[3..].iter().map(|line| format!("{line}*0.3"));
    assert_eq!(faint[1..], bars.collect::<Vec<_>>());
}

/// From the back row: large text, and letters that tell what was read from what was written.
#[test]
fn for_a_lecture_hall_text_is_large_and_reads_and_writes_have_letters() {
    let (timeline, words) = (race(), words());
    let geometry = Geometry::new(1280.0, 2, false).enlarged();
    let large =
        Picture { geometry, view: Viewport::fit(10_220_000, geometry.plot), ..picture(WIDE, &timeline, &words) };
    let body = told(&large.body(&timeline, &timeline.fates()));
    let texts: Vec<&String> = body.iter().filter(|shape| shape.starts_with("text")).collect();
    let expected = [
        "text 104 20 \"buyer 1\" size 18 End Dim",
        "text 104 48 \"buyer 2\" size 18 End Dim",
        "text 1144 20 \"✓ bought\" size 18 Start Ink",
        "text 1144 48 \"✕ oversold\" size 18 Start WrongInk",
        "text 215 20 \"R 1\" size 18 bold Start OnBar",
        "text 315 20 \"W 0\" size 18 bold Start OnBar",
        "text 215 48 \"R 1\" size 18 bold Start OnBar",
        "text 315 48 \"W 0\" size 18 bold Start OnBar",
    ];
    assert_eq!(texts, expected);
    let head = told(&large.head(&Scenario::default(), &timeline));
    for shape in [
        "text 112 18 \"0\" size 18 Middle Dim",
        "rect 112 51 1022 2 Line",
        "text 116 48 \"1\" size 19 bold Start Ink",
        "text 316 48 \"0\" size 19 bold Start Ink",
    ] {
        assert!(head.iter().any(|other| other == shape), "{shape} in {head:?}");
    }
    // In a narrow one the letters have to do.
    let geometry = Geometry::new(NARROW, 2, false).enlarged();
    let narrow = Picture { geometry, view: Viewport::fit(2_800_000, geometry.plot), ..large };
    let lane = told(&narrow.lane(&timeline.lanes[0], 0));
    assert!(lane.contains(&"text 147 20 \"R\" size 18 bold Start OnBar".to_owned()), "{lane:?}");
}

/// Before anybody has guessed, one bar says how long each will be busy, and nothing says with what.
#[test]
fn what_is_not_said_is_not_drawn() {
    let words = words();
    let lanes = [race(), late(), queue()].map(|timeline| {
        let picture = Picture { truth: Truth::Unsaid, ..picture(WIDE, &timeline, &words) };
        assert_eq!((picture.messages(&timeline), picture.outcomes(&timeline.fates())), (vec![], vec![]));
        let lanes = timeline.lanes.iter().enumerate();
        lanes.flat_map(|(index, lane)| told(&picture.lane(lane, index))).collect::<Vec<_>>()
    });
    assert_eq!(lanes[0], ["rect 76 3.5 350 17 Wait*0.3", "rect 76 27.5 350 17 Wait*0.3"]);
    assert_eq!(lanes[1], ["rect 76 3.5 250 17 Wait*0.3"]);
    assert_eq!(lanes[2], ["rect 200 27.5 126 17 Wait*0.3"]);
}

#[test]
fn a_request_and_its_answer_are_arrows() {
    let (timeline, words) = (queue(), words());
    let picture = picture(WIDE, &timeline, &words);
    let expected = [
        "line 176,12 200,36 width 1 Dim*0.6",
        // 6 px back along the diagonal, and 3 px to each side of it.
        "polygon 200,36 193.64,33.88 197.88,29.64 Dim*0.6",
        "line 326,36 326,12 width 1 Ink*0.6",
        "polygon 326,12 329,18 323,18 Ink*0.6",
    ];
    assert_eq!(told(&picture.messages(&timeline)), expected);
    let names = told(&picture.names(&timeline));
    assert_eq!(names[1], "text 68 40 \"clerk\" size 12 End Dim");
    let lane = told(&picture.lane(&timeline.lanes[0], 0));
    assert_eq!(lane[1..], ["rect 325 0.5 2 18 Ink", "text 329 16 \"1\" size 11 bold Start OnBar"]);
    // With many lanes they would hide each other.
    let many = Picture { geometry: Geometry { count: 42, ..picture.geometry }, ..picture };
    assert_eq!(many.messages(&timeline), []);
}

#[test]
fn deaths_and_what_came_to_nothing() {
    let (timeline, words) = (deaths(), words());
    let picture = picture(WIDE, &timeline, &words);
    let lanes: Vec<String> = (0..3).flat_map(|index| told(&picture.lane(&timeline.lanes[index], index))).collect();
    let expected = [
        "rect 76 12 604 1 Line",
        "rect 175 0.5 2 18 WrongInk",
        "line 172,8 180,16 width 2 WrongInk",
        "line 172,16 180,8 width 2 WrongInk",
        "rect 76 36 604 1 Line",
        // At least so wide that it can be seen.
        "rect 176 27.5 1 17 Pay",
        "line 172.1,32 180.1,40 width 2 WrongInk",
        "line 172.1,40 180.1,32 width 2 WrongInk",
        "rect 76 60 604 1 Line",
        // As low as it can be within its lane.
        "ring 182 67.75 r 3.5 width 1.5 Dim",
    ];
    assert_eq!(lanes, expected);
}

/// Half of the run, zoomed: stretches are cut a little outside the time area, blocks stay open where they are cut.
#[test]
fn a_part_of_the_time() {
    let (timeline, words) = (race(), words());
    let whole = picture(WIDE, &timeline, &words);
    let view = Viewport::fit(6_040_000, whole.geometry.plot).zoomed(0.0, 0.5).panned(-302.0);
    let picture = Picture { view, ..whole };
    // 200 px a second, from 1.51 s on.
    let expected = [
        "rect 76 12 604 1 Line",
        "rect 69 3.5 105 17 Pay",
        "rect 174 3.5 300 17 Confirm",
        "rect 174 3.5 2 17 OnBar",
        "line 69.5,3 473.5,3 473.5,21 69.5,21 width 1 Ink",
        "rect 173 5.5 2 18 Ink",
        "text 177 16 \"0\" size 11 bold Start OnBar",
    ];
    assert_eq!(told(&picture.lane(&timeline.lanes[0], 0)), expected);
    // From 4.53 s on nothing is left.
    let picture = Picture { view: view.zoomed(604.0, 0.5).panned(-1e6), ..whole };
    assert_eq!(told(&picture.lane(&timeline.lanes[0], 0)), expected[..1]);
}

#[test]
fn what_moves_over_the_picture() {
    let (timeline, words) = (race(), words());
    let picture = picture(WIDE, &timeline, &words);
    let one = |shape: Option<_>| told(&[shape.unwrap()]).remove(0);
    assert_eq!(one(picture.veil(2_000_000)), "rect 276 0 411 52 Paper*0.75");
    assert_eq!(one(picture.head_veil(2_000_000)), "rect 276 17 496 32 Paper*0.75");
    assert_eq!(one(picture.playhead(2_000_000)), "rect 276 0 1.5 48 Ink");
    let mark = timeline.lanes[1].marks[2];
    assert_eq!(one(picture.selection(&timeline, mark)), "ring 276 36 r 7 width 2 Ink");
    let other = oversold::timeline::Mark { event: 99, ..mark };
    assert_eq!(picture.selection(&timeline, other), None);
}

/// What happens at a line of code that is pointed at: what takes time has a frame, and an instant a ring.
#[test]
fn what_a_line_of_code_does_is_lit() {
    let (mut timeline, words) = (race(), words());
    let second = std::rc::Rc::make_mut(&mut timeline.lanes[1]);
    (second.spans[1].step, second.marks[2].step) = (Some(70), Some(71));
    let picture = picture(WIDE, &timeline, &words);
    assert_eq!(told(&picture.lit(&timeline, &[70])), ["line 176,26.5 276,26.5 276,45.5 176,45.5 176,26.5 width 2 Ink"]);
    assert_eq!(told(&picture.lit(&timeline, &[71])), ["ring 276 36 r 7 width 2 Ink"]);
    assert_eq!(picture.lit(&timeline, &[72]), []);
}

#[test]
fn very_many_buyers_are_counted() {
    let words = words();
    let geometry = Geometry::new(NARROW, 12, true);
    let picture = Picture {
        geometry,
        view: Viewport::fit(2_740_000, geometry.plot),
        words: &words,
        truth: Truth::Happened,
        growing: None,
    };
    let density = Density { counts: vec![[100_000, 0, 0, 0, 0], [0, 50_000, 25_000, 0, 25_000]] };
    let shapes = told(&picture.crowd(100_000, &density));
    let expected = [
        "rect 60 30 1 196 dots",
        "rect 61 128 1 98 hatch",
        "rect 61 79 1 49 Pay",
        "rect 61 127 1 1 OnBar",
        "rect 61 30 1 49 Wrong",
        "rect 61 78 1 1 OnBar",
        "rect 60 226 274 1 Line",
        "text 54 40 \"100000\" size 12 End Dim at most 52",
        "text 54 226 \"0\" size 12 End Dim at most 52",
    ];
    assert_eq!(shapes[shapes.len() - expected.len()..], expected);
}
