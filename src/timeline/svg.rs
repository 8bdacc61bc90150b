//! A timeline as an SVG picture that stands on its own: for slides and papers. It writes the shapes of
//! [`picture`](super::picture) one after the other, in the colours of the light theme, and decides nothing else.
//!
//! Numbers are written in tenths. Office programs and some editors know no patterns, markers or clipping, and fill with black
//! what they do not know: so dots and hatching are drawn, as dashed and as cut lines on a plain ground.

use super::picture::{
    Anchor, Fill, GROUND, Geometry, Ink, Picture, Shade, Shape, Text, Tone, Truth, Words, colour, text_width,
};
use super::{Timeline, Viewport};
use crate::scenario::Scenario;
use std::fmt::Write;

/// Width of the picture, height of a lane and of the title above all, in px.
const WIDTH: f64 = 960.0;
const LANE: f64 = 20.0;
const TITLE: f64 = 24.0;

/// The picture of a whole run, with what it shows in one sentence as its title.
pub fn svg(scenario: &Scenario, timeline: &Timeline, title: &str, words: &Words<'_>) -> String {
    let lanes = u32::try_from(timeline.lanes.len()).unwrap_or(u32::MAX);
    let geometry = Geometry::new(WIDTH, lanes, false).with_lane(LANE);
    let view = Viewport::fit(timeline.end, geometry.plot);
    let picture = Picture { geometry, view, words, truth: Truth::Happened, growing: None };
    let ink = colour(Shade::Light, Ink::Ink);
    let mut body =
        format!("<text x=\"4\" y=\"17\" font-size=\"14\" font-weight=\"600\" fill=\"{ink}\">{}</text>", escaped(title));
    for (down, shapes) in
        [(TITLE, picture.head(scenario, timeline)), (TITLE + geometry.head, picture.body(timeline, &timeline.fates()))]
    {
        let _ = write!(body, "<g transform=\"translate(0 {})\">", px(down));
        body.push_str(&elements(&shapes));
        body.push_str("</g>");
    }
    alone((WIDTH, TITLE + geometry.head + geometry.height() + 6.0), title, &body)
}

/// A file of its own around elements, of this width and height in px, on paper, with what it shows as its title.
pub fn alone((width, height): (f64, f64), title: &str, body: &str) -> String {
    let (width, height) = (px(width), px(height));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"system-ui,sans-serif\" role=\"img\"><title>{}</title>\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>{body}</svg>\n",
        escaped(title),
        colour(Shade::Light, Ink::Paper),
    )
}

/// Each shape as one element, in the same order.
pub fn elements(shapes: &[Shape]) -> String {
    let mut out = String::new();
    for shape in shapes {
        // Writing to a string cannot fail; so below.
        let _ = element(&mut out, shape);
    }
    out
}

fn element(out: &mut String, shape: &Shape) -> std::fmt::Result {
    match shape {
        Shape::Rect { x, y, w, h, fill } => {
            let area = [*x, *y, *w, *h];
            match fill {
                Fill::Solid(tone) => write!(out, "<rect{}{}/>", rectangle(area), painted("fill", *tone)),
                Fill::Dots(alpha) => patterned(out, area, &dots(area), DOT, Tone { ink: Ink::Search, alpha: *alpha }),
                Fill::Hatch(alpha) => patterned(out, area, &hatching(area), "", Tone { ink: Ink::Wait, alpha: *alpha }),
            }
        }
        Shape::Frame { x, y, w, h, ink } => {
            let area = rectangle([*x, *y, *w, *h]);
            write!(out, "<rect{area} fill=\"none\"{}/>", painted("stroke", *ink))
        }
        Shape::Line { points, width, ink } => {
            let (points, width, paint) = (joined(points), px(*width), painted("stroke", *ink));
            write!(out, "<polyline points=\"{points}\" fill=\"none\" stroke-width=\"{width}\"{paint}/>")
        }
        Shape::Polygon { points, fill } => {
            write!(out, "<polygon points=\"{}\"{}/>", joined(points), painted("fill", *fill))
        }
        Shape::Ring { x, y, r, width, ink } => {
            let place = numbers([("cx", *x), ("cy", *y), ("r", *r), ("stroke-width", *width)]);
            write!(out, "<circle{place} fill=\"none\"{}/>", painted("stroke", *ink))
        }
        Shape::Text(text) => written(out, text),
    }
}

fn rectangle([x, y, w, h]: [f64; 4]) -> String {
    numbers([("x", x), ("y", y), ("width", w), ("height", h)])
}

/// From one dot, or one line of the hatching, to the next, in px.
const STEP: f64 = 6.0;

/// A dot of 1.6 px, and the room to the next one.
const DOT: &str = " stroke-width=\"1.6\" stroke-dasharray=\"1.6 4.4\"";

/// A faint ground, and on it lines in one path; none where the area is too small for any.
fn patterned(out: &mut String, area: [f64; 4], lines: &str, how: &str, tone: Tone) -> std::fmt::Result {
    let ground = painted("fill", Tone { alpha: tone.alpha * GROUND, ..tone });
    write!(out, "<g><rect{}{ground}/>", rectangle(area))?;
    if !lines.is_empty() {
        write!(out, "<path d=\"{lines}\" fill=\"none\"{how}{}/>", painted("stroke", tone))?;
    }
    write!(out, "</g>")
}

/// Rows of dots, each a dashed line; every other one is moved by half a step. On one grid in the whole picture.
fn dots([x, y, w, h]: [f64; 4]) -> String {
    let mut out = String::new();
    let (mut row, half) = ((y / (STEP / 2.0)).ceil(), STEP / 2.0);
    while row * half + 1.8 <= y + h - 0.8 {
        let first = if row.rem_euclid(2.0) < 1.0 { 1.0 } else { 1.0 + half };
        let begin = first + ((x - first) / STEP).ceil() * STEP;
        if begin < x + w {
            // Writing to a string cannot fail; so below.
            let _ = write!(out, "M{} {}H{}", px(begin), px(row * half + 1.8), px(x + w));
        }
        row += 1.0;
    }
    out
}

/// Lines from the lower left to the upper right, cut at the edges: on each x + y is the same.
fn hatching([x, y, w, h]: [f64; 4]) -> String {
    let mut out = String::new();
    let mut sum = ((x + y) / STEP).floor() * STEP + STEP;
    while sum < x + w + y + h {
        let (from, to) = (x.max(sum - y - h), (x + w).min(sum - y));
        let _ = write!(out, "M{} {}L{} {}", px(from), px(sum - from), px(to), px(sum - to));
        sum += STEP;
    }
    out
}

fn written(out: &mut String, text: &Text) -> std::fmt::Result {
    write!(out, "<text{}", numbers([("x", text.x), ("y", text.y), ("font-size", text.size)]))?;
    match text.anchor {
        Anchor::Start => {}
        Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
        Anchor::End => out.push_str(" text-anchor=\"end\""),
    }
    if text.bold {
        out.push_str(" font-weight=\"600\"");
    }
    // Squeezed only where it is too long: this attribute also stretches.
    if let Some(most) = text.max_width.filter(|most| text_width(&text.text, text.size) > *most) {
        write!(out, " textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", px(most))?;
    }
    write!(out, "{}>{}</text>", painted("fill", text.ink), escaped(&text.text))
}

fn numbers<const N: usize>(attributes: [(&str, f64); N]) -> String {
    attributes.map(|(name, value)| format!(" {name}=\"{}\"", px(value))).concat()
}

fn joined(points: &[(f64, f64)]) -> String {
    points.iter().map(|(x, y)| format!("{},{}", px(*x), px(*y))).collect::<Vec<_>>().join(" ")
}

fn painted(what: &str, tone: Tone) -> String {
    format!(" {what}=\"{}\"{}", colour(Shade::Light, tone.ink), opacity(what, tone.alpha))
}

#[allow(clippy::cast_possible_truncation, reason = "an opacity is at most 1")]
fn opacity(what: &str, alpha: f64) -> String {
    let percent = (alpha * 100.0).round() as i32;
    if percent < 100 { format!(" {what}-opacity=\"0.{percent:02}\"") } else { String::new() }
}

/// To the tenth, without the printing of floats, which is 5 KB of the module.
#[allow(clippy::cast_possible_truncation, reason = "a picture is smaller than 2^31 px")]
fn px(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let (sign, whole, tenth) = (if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, tenths.abs() % 10);
    if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
}

/// As text of an element. What XML has no place for is left out.
fn escaped(text: &str) -> String {
    let text: String = text.chars().filter(|c| *c >= ' ' || *c == '\t' || *c == '\n').collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_tenth_at_most() {
        assert_eq!([0.0, 76.0, 3.46, -0.5, -12.04, 1e4].map(px), ["0", "76", "3.5", "-0.5", "-12", "10000"]);
        let opacities = [1.0, 0.3, 0.18 * 0.25].map(|alpha| opacity("fill", alpha));
        assert_eq!(opacities, ["", " fill-opacity=\"0.30\"", " fill-opacity=\"0.05\""]);
    }

    /// Lengths in tenths, and in quotes no address of something else in the file: every program draws that.
    #[test]
    fn patterns_are_lines() {
        let rect = |fill, [x, y, w, h]: [f64; 4]| elements(&[Shape::Rect { x, y, w, h, fill }]);
        assert_eq!(
            rect(Fill::Hatch(0.4), [10.0, 2.0, 9.0, 4.0]),
            "<g><rect x=\"10\" y=\"2\" width=\"9\" height=\"4\" fill=\"#8b949c\" fill-opacity=\"0.10\"/>\
             <path d=\"M12 6L16 2M18 6L19 5\" fill=\"none\" stroke=\"#8b949c\" stroke-opacity=\"0.40\"/></g>"
        );
        assert!(
            rect(Fill::Dots(1.0), [0.0, 0.0, 13.0, 7.0])
                .contains(" d=\"M1 1.8H13M4 4.8H13\" fill=\"none\" stroke-width=\"1.6\" ")
        );
        assert!(!rect(Fill::Dots(1.0), [0.0, 0.0, 0.5, 17.0]).contains("path"));
    }

    #[test]
    fn texts_are_escaped_and_squeezed_only_where_they_are_too_long() {
        let text = |text: &str, max_width| {
            let (anchor, ink, text) = (Anchor::End, Ink::Dim.into(), text.to_owned());
            elements(&[Shape::Text(Text { x: 1.0, y: 2.0, text, size: 10.0, bold: true, anchor, ink, max_width })])
        };
        let plain = "<text x=\"1\" y=\"2\" font-size=\"10\" text-anchor=\"end\" font-weight=\"600\" fill=\"#56606b\">";
        assert_eq!(text("<a> & \u{1}b", None), format!("{plain}&lt;a&gt; &amp; b</text>"));
        assert_eq!(text("12", Some(12.0)), format!("{plain}12</text>"));
        assert!(text("123", Some(12.0)).contains(" textLength=\"12\" lengthAdjust=\"spacingAndGlyphs\""));
    }
}
