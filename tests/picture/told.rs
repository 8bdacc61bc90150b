//! Shapes as short lines of text, so that a whole picture can be read in a test; words for pictures.

use oversold::timeline::Fate;
use oversold::timeline::picture::{Fill, Shape, Tone, Words};

/// Words that are as short as can be.
pub fn words() -> Words<'static> {
    Words {
        record: "record".to_owned(),
        unit: "s".to_owned(),
        clerk: "clerk".to_owned(),
        buyer: Box::new(|buyer| format!("buyer {buyer}")),
        fate: Box::new(|fate| if fate == Fate::Open { unreachable!() } else { format!("{fate:?}").to_lowercase() }),
        count: Box::new(|count| count.to_string()),
        seconds: Box::new(|at, decimals| format!("{:.decimals$}", f64::from(u32::try_from(at).unwrap()) / 1e6)),
    }
}

/// One line a shape.
pub fn told(shapes: &[Shape]) -> Vec<String> {
    shapes.iter().map(one).collect()
}

fn one(shape: &Shape) -> String {
    match shape {
        Shape::Rect { x, y, w, h, fill } => {
            let fill = match fill {
                Fill::Solid(tone) => ink(*tone),
                Fill::Dots(alpha) => format!("dots{}", diluted(*alpha)),
                Fill::Hatch(alpha) => format!("hatch{}", diluted(*alpha)),
            };
            format!("rect {} {} {} {} {fill}", px(*x), px(*y), px(*w), px(*h))
        }
        Shape::Frame { x, y, w, h, ink: tone } => {
            format!("frame {} {} {} {} {}", px(*x), px(*y), px(*w), px(*h), ink(*tone))
        }
        Shape::Line { points, width, ink: tone } => format!("line {} width {} {}", way(points), px(*width), ink(*tone)),
        Shape::Polygon { points, fill } => format!("polygon {} {}", way(points), ink(*fill)),
        Shape::Ring { x, y, r, width, ink: tone } => {
            format!("ring {} {} r {} width {} {}", px(*x), px(*y), px(*r), px(*width), ink(*tone))
        }
        Shape::Text(text) => {
            let bold = if text.bold { " bold" } else { "" };
            let most = text.max_width.map_or_else(String::new, |most| format!(" at most {}", px(most)));
            let (x, y, size) = (px(text.x), px(text.y), px(text.size));
            format!("text {x} {y} {:?} size {size}{bold} {:?} {}{most}", text.text, text.anchor, ink(text.ink))
        }
    }
}

fn ink(tone: Tone) -> String {
    format!("{:?}{}", tone.ink, diluted(tone.alpha))
}

fn diluted(alpha: f64) -> String {
    if alpha < 1.0 { format!("*{}", px(alpha)) } else { String::new() }
}

fn way(points: &[(f64, f64)]) -> String {
    points.iter().map(|(x, y)| format!("{},{}", px(*x), px(*y))).collect::<Vec<_>>().join(" ")
}

/// To the hundredth.
fn px(value: f64) -> String {
    ((value * 100.0).round() / 100.0).to_string()
}
