//! Whether one colour can be read on another. Pictures on the page take their colours from what it shows, and that may be
//! anybody's: an extension that darkens the ground alone, a system of two colours.

/// Lightness differs by less than this (WCAG 2.2, 1.4.11): it cannot be told apart.
const LEAST: f64 = 3.0;

/// The colour, or if that cannot be read on the ground, black or white, whichever can. Colours are as computed styles have
/// them, `rgb(…)`; of any other it is not known, so it stays.
pub fn readable<'a>(colour: &'a str, ground: &str) -> &'a str {
    match (lightness(colour), lightness(ground)) {
        (Some(colour), Some(ground)) if contrast(colour, ground) < LEAST => black_or_white(ground),
        _ => colour,
    }
}

/// What can be read on this colour: black, or white where black cannot.
pub fn on(ground: &str) -> &'static str {
    lightness(ground).map_or("#000", black_or_white)
}

/// What is seen through a colour: nothing, where it is transparent.
pub fn is_transparent(colour: &str) -> bool {
    colour.is_empty()
        || colour == "transparent"
        || colour.strip_prefix("rgba(").is_some_and(|rest| rest.ends_with(", 0)"))
}

fn black_or_white(ground: f64) -> &'static str {
    if contrast(0.0, ground) >= contrast(1.0, ground) { "#000" } else { "#fff" }
}

/// Relative luminance by WCAG, from 0 to 1; with a square for its exponent of 2.4, which only decides. The numbers of a
/// computed style are whole.
fn lightness(colour: &str) -> Option<f64> {
    let parts = colour.strip_prefix("rgb(").or_else(|| colour.strip_prefix("rgba("))?.strip_suffix(')')?;
    let mut parts = parts.split(", ").map(|part| part.parse::<u8>().ok().map(|part| (f64::from(part) / 255.0).powi(2)));
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue)
}

fn contrast(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_read_stays() {
        for (colour, ground) in [
            ("rgb(29, 39, 51)", "rgb(243, 244, 242)"),
            ("rgb(232, 236, 239)", "rgb(18, 23, 28)"),
            ("rgb(86, 96, 107)", "rgb(253, 253, 251)"),
            ("color(srgb 0 0 0)", "rgb(0, 0, 0)"),
        ] {
            assert_eq!(readable(colour, ground), colour);
        }
    }

    #[test]
    fn what_cannot_becomes_black_or_white() {
        assert_eq!(readable("rgb(29, 39, 51)", "rgb(24, 26, 27)"), "#fff");
        assert_eq!(readable("rgb(232, 236, 239)", "rgba(255, 255, 255, 1)"), "#000");
    }

    #[test]
    fn values_stand_on_bars_in_what_can_be_read_there() {
        assert_eq!([on("rgb(230, 159, 0)"), on("rgb(0, 0, 128)"), on("Highlight")], ["#000", "#fff", "#000"]);
    }

    #[test]
    fn what_is_seen_through_is_no_ground() {
        let seen = ["", "transparent", "rgba(0, 0, 0, 0)", "rgba(0, 0, 0, 0.5)", "rgb(0, 0, 0)"].map(is_transparent);
        assert_eq!(seen, [true, true, true, false, false]);
    }
}
