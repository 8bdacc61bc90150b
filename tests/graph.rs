//! The graph of all states: as many as the contract's example has, laid out so that nothing covers anything, and found in by
//! whoever takes turns.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/explored.rs"]
mod explored;

use explored::{found, scenario};
use oversold::model::explore::{Graph, Limits, odds};
use oversold::model::{History, Moment};
use oversold::present::explore::{self, Direction, Drawn, MOST_DRAWN, Sign, Trail};
use oversold::scenario::Scenario;
use oversold::text::Lang;
use oversold::timeline::picture::Shape;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn graph(scenario: &Scenario) -> Option<Graph> {
    Graph::new(scenario, &Moment::start(scenario), MOST_DRAWN)
}

/// As many nodes as the contract's example has states, and the same sums as counting all schedules.
#[test]
fn the_graph_has_every_state_and_the_same_numbers() {
    for (query, nodes) in [
        ("buyers=2", 11),
        ("buyers=3", 25),
        ("buyers=7", 246),
        ("buyers=4&guard=lock", 39),
        ("buyers=2&guard=queue", 66),
        ("buyers=3&guard=cas", 30),
    ] {
        let scenario = scenario(query);
        let graph = graph(&scenario).unwrap();
        assert_eq!(graph.nodes().len(), nodes, "{query}");
        let all = found(&scenario).counted.unwrap().schedules;
        assert_eq!((&graph.nodes()[0].total, &graph.nodes()[0].wrong), (&all.total, &all.wrong), "{query}");
        for node in graph.nodes() {
            let odds = odds(&scenario, &node.moment, Limits::default()).counted.unwrap().schedules;
            assert_eq!((&node.total, &node.wrong), (&odds.total, &odds.wrong), "{query}");
            assert!(node.ways.iter().all(|way| graph.nodes()[way.to].layer == node.layer + 1), "{query}");
        }
    }
    assert!(graph(&scenario("buyers=8")).is_none(), "there is no picture of so many");
    assert!(graph(&scenario("buyers=100&guard=lock")).is_none());
}

/// Nothing covers anything, every layer is a column, and by arrow keys one comes to every state.
#[test]
fn the_graph_is_laid_out_and_walked() {
    for query in ["buyers=1", "buyers=3", "buyers=7", "buyers=3&guard=cas", "buyers=3&guard=lock&scope=read&store=file"]
    {
        let scenario = scenario(query);
        let graph = graph(&scenario).unwrap();
        let drawn = Drawn::new(Lang::En, &scenario, &graph);
        let layout = &drawn.layout;
        let (width, height) = layout.size;
        for (at, (x, y)) in layout.places.iter().enumerate() {
            assert!(*x > 10.0 && *y > 10.0 && *x < width - 10.0 && *y < height - 10.0, "{query}");
            for (other_x, other_y) in &layout.places[..at] {
                assert!((x - other_x).hypot(y - other_y) > 20.0, "{query}: {at} covers another");
            }
        }
        let trail = Trail::default();
        let (mut met, mut open) = (BTreeSet::from([0]), vec![0]);
        while let Some(node) = open.pop() {
            for direction in [Direction::Back, Direction::On, Direction::Up, Direction::Down] {
                let to = drawn.step(&trail, node, direction);
                if met.insert(to) {
                    open.push(to);
                }
            }
        }
        assert_eq!(met.len(), drawn.told.len(), "{query}");
    }
}

#[test]
fn the_run_is_found_in_its_graph() {
    let scenario = scenario("buyers=2");
    let mut graph = graph(&scenario).unwrap();
    let drawn = Drawn::new(Lang::En, &scenario, &graph);
    let history = History::new(&scenario).with(&[1, 1, 2, 2]).unwrap();
    let trail = explore::trail(&mut graph, &history);
    assert_eq!(trail.path.len(), 5);
    let here = &drawn.told[*trail.path.last().unwrap()];
    assert_eq!(here.sign, Sign::Lost);
    assert_eq!(
        here.said,
        "After turn 4: the record says 1, sold 0. 2 × next: writes the count. From here 2 of 2 are wrong: it is lost."
    );
    // Both stand alike: either turn leads to the same.
    assert_eq!(trail.next.len(), 1);
    let others = [[2, 2, 1, 1], [1, 2, 1, 2]]
        .map(|turns| explore::trail(&mut graph, &History::new(&scenario).with(&turns).unwrap()).path.last().copied());
    assert_eq!(others, [trail.path.last().copied(); 2], "whoever it was");
    let end = history.with(&[1, 2]).unwrap();
    let trail = explore::trail(&mut graph, &end);
    let last = &drawn.told[*trail.path.last().unwrap()];
    assert_eq!(
        (last.sign, last.said.as_str()),
        (Sign::Wrong, "After turn 6: the record says 0, sold 2. The end: wrong.")
    );
}

/// Of each guard, of a file, and of somebody who dies.
const WALKS: [&str; 8] = [
    "buyers=4",
    "buyers=3&tickets=2",
    "buyers=3&guard=lock&scope=write",
    "buyers=3&guard=lock&scope=read&store=file",
    "buyers=2&guard=queue",
    "buyers=3&guard=pipe",
    "buyers=3&guard=cas&tickets=2",
    "buyers=3&guard=lock&fault=kill-holder",
];

proptest! {
    /// Whoever takes turns at random never comes to a state that the graph lacks.
    #[test]
    fn a_walk_stays_in_its_graph(which in 0..WALKS.len(), picks in prop::collection::vec(any::<prop::sample::Index>(), 40)) {
        let scenario = scenario(WALKS[which]);
        let (mut graph, mut moment) = (graph(&scenario).unwrap(), Moment::start(&scenario));
        prop_assert_eq!(graph.find(0, &moment), Some(0));
        for (pick, turns) in picks.iter().zip(1..) {
            let enabled: Vec<_> = moment.machine().enabled().collect();
            if enabled.is_empty() {
                break;
            }
            moment.take(*pick.get(&enabled), &mut |_, _| ());
            prop_assert!(graph.find(turns, &moment).is_some(), "{} after {} turns", WALKS[which], turns);
        }
    }
}

/// A file of its own: each element closed, each node in it, and no colour alone says what is wrong.
#[test]
fn the_graph_is_a_picture_of_its_own() {
    let scenario = scenario("buyers=3");
    let mut graph = graph(&scenario).unwrap();
    let drawn = Drawn::new(Lang::Zh, &scenario, &graph);
    let trail = explore::trail(&mut graph, &History::new(&scenario).with(&[1, 2]).unwrap());
    let svg = explore::svg(Lang::Zh, &drawn, &trail);
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && svg.ends_with("</svg>\n"));
    let wrong = drawn.told.iter().filter(|told| told.sign == Sign::Wrong).count();
    assert!(wrong > 0 && svg.matches("<polygon").count() >= wrong);
    let signs: BTreeSet<String> =
        Sign::ALL.iter().map(|(sign, _)| format!("{:?}", kinds(&explore::legend(*sign)))).collect();
    assert_eq!(signs.len(), Sign::ALL.len(), "two signs differ in colour alone");
}

/// Shapes without their colours.
fn kinds(shapes: &[Shape]) -> Vec<String> {
    let kind = |shape: &Shape| match shape {
        Shape::Line { points, .. } => format!("line {points:?}"),
        Shape::Polygon { points, .. } => format!("polygon {points:?}"),
        Shape::Ring { r, width, .. } => format!("ring {r} {width}"),
        other => format!("{other:?}"),
    };
    shapes.iter().map(kind).collect()
}
