//! The graph of states as shapes, for the page and for a file alike. What a node is, its shape says, and its colour too.

use super::graph::{Drawn, Sign, Trail};
use crate::t;
use crate::text::{Lang, count};
use crate::timeline::picture::{Anchor, Ink, Shape, Text};
use crate::timeline::{alone, elements};

/// How large a node is: half of its height, in CSS px.
const HALF: f64 = 6.0;

/// The lines between nodes, those of the run above, and over each layer the number of its turns.
pub fn edges(lang: Lang, drawn: &Drawn, trail: &Trail) -> Vec<Shape> {
    let places = &drawn.layout.places;
    let line = |from: usize, to: usize, width: f64, ink: Ink| {
        let ((x, y), (to_x, to_y)) = (places[from], places[to]);
        Shape::Line { points: vec![(x + HALF, y), (to_x - HALF, to_y)], width, ink: ink.into() }
    };
    // Several ways are a broader line.
    let broad = |times: u32| f64::from(times.min(4)).mul_add(0.6, 0.6);
    let mut shapes: Vec<Shape> =
        drawn.ways.iter().map(|(from, to, times)| line(*from, *to, broad(*times), Ink::Wait)).collect();
    shapes.extend(trail.path.windows(2).map(|pair| line(pair[0], pair[1], 4.0, Ink::Ink)));
    for (turns, column) in drawn.layout.columns.iter().enumerate() {
        let x = column.first().map_or(0.0, |node| places[*node].0);
        let text = count(lang, turns);
        let (anchor, ink) = (Anchor::Middle, Ink::Dim.into());
        shapes.push(Shape::Text(Text { x, y: 10.0, text, size: 10.0, bold: false, anchor, ink, max_width: None }));
    }
    shapes
}

/// A node, where it stands.
pub fn mark(drawn: &Drawn, trail: &Trail, node: usize) -> Vec<Shape> {
    let (x, y) = drawn.layout.places[node];
    let mut shapes = sign(drawn.told[node].sign, x, y);
    if trail.path.last() == Some(&node) {
        shapes.push(Shape::Ring { x, y, r: HALF + 4.0, width: 2.5, ink: Ink::Ink.into() });
    }
    shapes
}

/// The sign of a node alone, in a square of 16 px.
pub fn legend(of: Sign) -> Vec<Shape> {
    sign(of, 8.0, 8.0)
}

fn sign(sign: Sign, x: f64, y: f64) -> Vec<Shape> {
    let around = |by: f64| vec![(x, y - by), (x + by, y), (x, y + by), (x - by, y)];
    let closed = |mut points: Vec<(f64, f64)>| {
        points.extend(points.first().copied());
        points
    };
    let ring = |r: f64, width: f64, ink: Ink| Shape::Ring { x, y, r, width, ink: ink.into() };
    let plain = |points: Vec<(f64, f64)>, ink: Ink| Shape::Polygon { points, fill: ink.into() };
    let outline =
        |points: Vec<(f64, f64)>, ink: Ink| Shape::Line { points: closed(points), width: 2.0, ink: ink.into() };
    let square = vec![(x - HALF, y - HALF), (x + HALF, y - HALF), (x + HALF, y + HALF), (x - HALF, y + HALF)];
    let triangle = vec![(x, y - HALF - 1.0), (x + HALF + 1.0, y + HALF), (x - HALF - 1.0, y + HALF)];
    // Lines end at a node: they do not show through it.
    let ground = plain(around(HALF), Ink::Paper);
    match sign {
        Sign::Open => vec![ground, ring(HALF - 0.5, 1.5, Ink::Ink)],
        Sign::Lost => vec![ground, outline(around(HALF), Ink::Wrong)],
        Sign::Safe => vec![ground, ring(HALF - 0.5, 1.5, Ink::Confirm), ring(1.5, 3.0, Ink::Confirm)],
        Sign::Right => vec![ring(HALF / 2.0, HALF, Ink::Confirm), ring(HALF, 1.5, Ink::Ink)],
        Sign::Wrong => vec![plain(triangle.clone(), Ink::Wrong), outline(triangle, Ink::Ink)],
        Sign::Deadlock => vec![plain(square.clone(), Ink::Wrong), outline(square, Ink::Ink)],
    }
}

/// The whole picture as a file of its own.
pub fn svg(lang: Lang, drawn: &Drawn, trail: &Trail) -> String {
    let mut shapes = edges(lang, drawn, trail);
    shapes.extend((0..drawn.told.len()).flat_map(|node| mark(drawn, trail, node)));
    let (width, height) = drawn.layout.size;
    alone((width, height), &t!(lang, "explore.graph.title"), &elements(&shapes))
}
