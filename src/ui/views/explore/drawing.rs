//! Shapes as elements of an SVG in the page, in the colours of its theme.

use crate::timeline::picture::{Anchor, Fill, Ink, Shape, Tone};
use yew::prelude::*;

/// A shape. Patterns do not occur in what is drawn here.
pub fn drawn(shape: &Shape) -> Html {
    match shape {
        Shape::Rect { x, y, w, h, fill } => {
            let ink = if let Fill::Solid(tone) = fill { colour(*tone) } else { colour(Ink::Wait.into()) };
            html! { <rect x={px(*x)} y={px(*y)} width={px(*w)} height={px(*h)} fill={ink} /> }
        }
        Shape::Frame { x, y, w, h, ink } => {
            html! { <rect x={px(*x)} y={px(*y)} width={px(*w)} height={px(*h)} fill="none" stroke={colour(*ink)} /> }
        }
        Shape::Line { points, width, ink } => {
            html! { <polyline points={joined(points)} fill="none" stroke={colour(*ink)} stroke-width={px(*width)} /> }
        }
        Shape::Polygon { points, fill } => html! { <polygon points={joined(points)} fill={colour(*fill)} /> },
        Shape::Ring { x, y, r, width, ink } => {
            html! { <circle cx={px(*x)} cy={px(*y)} r={px(*r)} fill="none" stroke={colour(*ink)} stroke-width={px(*width)} /> }
        }
        Shape::Text(text) => {
            let anchor = match text.anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            html! { <text x={px(text.x)} y={px(text.y)} font-size={px(text.size)} text-anchor={anchor} fill={colour(text.ink)}>{ &text.text }</text> }
        }
    }
}

/// A length, as an attribute says it.
pub fn px(value: f64) -> String {
    value.to_string()
}

fn joined(points: &[(f64, f64)]) -> String {
    points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
}

/// A colour of the page's theme.
const fn colour(tone: Tone) -> &'static str {
    match tone.ink {
        Ink::Ink => "var(--ink)",
        Ink::Dim => "var(--dim)",
        Ink::Line => "var(--line)",
        Ink::Paper => "var(--card)",
        Ink::Search => "var(--search)",
        Ink::Wait => "var(--wait)",
        Ink::Pay => "var(--pay)",
        Ink::Confirm => "var(--confirm)",
        Ink::Wrong => "var(--wrong)",
        Ink::WrongInk => "var(--wrong-ink)",
        Ink::OnBar => "#000",
    }
}
