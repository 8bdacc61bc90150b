//! The colours of both themes, as the style sheet has them, and what tells stretches apart where their colours alone do not.
//!
//! On the page the style sheet is what counts; this table is for pictures that stand on their own, and for the test that
//! holds the colours against each other. Invariant: two stretches that can meet differ by 3:1 in lightness, or each differs so
//! from the edge between them (WCAG 2.2, 1.4.11).

use super::Ink;
use crate::timeline::Activity;

/// A theme of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// A colour as `#rrggbb`.
pub const fn colour(shade: Shade, ink: Ink) -> &'static str {
    let (light, dark) = match ink {
        Ink::Ink => ("#1d2733", "#e8ecef"),
        Ink::Dim => ("#56606b", "#a7b1ba"),
        Ink::Line => ("#d5d9d6", "#313b45"),
        Ink::Paper => ("#fdfdfb", "#1a2128"),
        Ink::Search => ("#56b4e9", "#56b4e9"),
        Ink::Wait => ("#8b949c", "#8d98a3"),
        Ink::Pay => ("#e69f00", "#e69f00"),
        Ink::Confirm => ("#009e73", "#1db98c"),
        Ink::Wrong => ("#d55e00", "#e8702a"),
        Ink::WrongInk => ("#a84300", "#ff9a5e"),
        Ink::OnBar => ("#000000", "#000000"),
    };
    match shade {
        Shade::Light => light,
        Shade::Dark => dark,
    }
}

/// The edge between two stretches that meet: dark beside what is solid, as that is bright in every theme; between two
/// patterns, which are nearly as the ground, the colour of text.
pub const fn edge(before: Activity, after: Activity) -> Ink {
    const fn is_patterned(activity: Activity) -> bool {
        matches!(activity, Activity::Search | Activity::Wait)
    }
    if is_patterned(before) && is_patterned(after) { Ink::Ink } else { Ink::OnBar }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::picture::GROUND;

    const SHADES: [Shade; 2] = [Shade::Light, Shade::Dark];

    /// What differs enough to be told apart.
    const ENOUGH: f64 = 3.0;

    type Rgb = [f64; 3];

    fn rgb(shade: Shade, ink: Ink) -> Rgb {
        let text = colour(shade, ink);
        [1, 3, 5].map(|at| f64::from(u8::from_str_radix(&text[at..at + 2], 16).unwrap()))
    }

    fn mixed(over: Rgb, under: Rgb, share: f64) -> Rgb {
        [0, 1, 2].map(|part| over[part] * share + under[part] * (1.0 - share))
    }

    /// Relative luminance, by WCAG.
    fn luminance(colour: Rgb) -> f64 {
        let linear = |part: f64| {
            let part = part / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = colour.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Of two luminances.
    fn contrast(a: f64, b: f64) -> f64 {
        let (a, b) = (a + 0.05, b + 0.05);
        a.max(b) / a.min(b)
    }

    /// The looks of a stretch, with the activity and its luminance: of a pattern the mean.
    fn looks(shade: Shade) -> Vec<(&'static str, Activity, f64)> {
        // Of a tile of 6 x 6 px two dots of 1.6 px, or a line of 1 px along the diagonal.
        let pattern = |ink, covered: f64| {
            let ground = mixed(rgb(shade, ink), rgb(shade, Ink::Paper), GROUND);
            luminance(rgb(shade, ink)) * covered + luminance(ground) * (1.0 - covered)
        };
        let plain = |ink| luminance(rgb(shade, ink));
        vec![
            ("searching", Activity::Search, pattern(Ink::Search, 2.0 * 1.6 * 1.6 / 36.0)),
            ("waiting", Activity::Wait, pattern(Ink::Wait, 2.0_f64.sqrt() / 6.0)),
            ("paying", Activity::Pay, plain(Ink::Pay)),
            ("confirming", Activity::Confirm, plain(Ink::Confirm)),
            ("oversold", Activity::Confirm, plain(Ink::Wrong)),
        ]
    }

    #[test]
    fn stretches_that_meet_are_told_apart() {
        let mut by_edge = 0;
        for shade in SHADES {
            let looks = looks(shade);
            for (i, (name, before, a)) in looks.iter().enumerate() {
                for (other, after, b) in &looks[i + 1..] {
                    let edge = luminance(rgb(shade, edge(*before, *after)));
                    let (plain, drawn) = (contrast(*a, *b), contrast(edge, *a).min(contrast(edge, *b)));
                    assert!(
                        plain >= ENOUGH || drawn >= ENOUGH,
                        "{shade:?}: {name} and {other}: {plain:.2}, {drawn:.2}"
                    );
                    by_edge += u32::from(plain < ENOUGH);
                }
            }
        }
        assert!(by_edge > 8, "without the edges {by_edge} pairs would be too much alike");
    }

    /// Bars of lanes below each other: between them is the ground, and around each the block's outline.
    #[test]
    fn bars_stand_out_from_the_ground_or_their_outline() {
        for shade in SHADES {
            let [paper, outline, black] = [Ink::Paper, Ink::Ink, Ink::OnBar].map(|ink| luminance(rgb(shade, ink)));
            assert!(contrast(paper, outline) >= 7.0);
            for (name, _, bar) in looks(shade).into_iter().skip(2) {
                let most = contrast(bar, paper).max(contrast(bar, outline));
                assert!(most >= ENOUGH, "{shade:?}: {name} {most:.2}");
                assert!(contrast(bar, black) >= 4.5, "{shade:?}: values on {name}");
            }
        }
    }

    #[test]
    fn colours_are_those_of_the_style_sheet() {
        let sheet = include_str!("../../../www/style.css");
        let part = |from: &str| sheet.split(from).nth(1).unwrap().split('}').next().unwrap();
        let names = [
            (Ink::Ink, "ink"),
            (Ink::Dim, "dim"),
            (Ink::Line, "line"),
            (Ink::Paper, "card"),
            (Ink::Search, "search"),
            (Ink::Wait, "wait"),
            (Ink::Pay, "pay"),
            (Ink::Confirm, "confirm"),
            (Ink::Wrong, "wrong"),
            (Ink::WrongInk, "wrong-ink"),
        ];
        for (shade, part) in [
            (Shade::Light, part(":root {")),
            (Shade::Dark, part(":root[data-theme=\"dark\"] {")),
            (Shade::Dark, part(":root:not([data-theme=\"light\"]) {")),
        ] {
            for (ink, name) in names {
                let line = format!("--{name}: {};", colour(shade, ink));
                assert!(part.contains(&line), "{shade:?}: {line}");
            }
        }
    }
}
