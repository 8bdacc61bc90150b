//! How much a turn of the wheel zooms: by how far it was turned. A trackpad tells of one movement in dozens of small turns,
//! a mouse of a whole notch at once, and browsers count in units of their own.

/// What a distance is counted in (UI Events, `deltaMode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// CSS px.
    Pixels,
    /// Lines of text, of which a notch has three.
    Lines,
    /// As much as is in sight.
    Pages,
}

/// CSS px of a line.
const LINE: f64 = 100.0 / 3.0;

/// How far a turn goes that shows twice as much, in CSS px: a notch, of 100 px, shows a quarter more.
const TWICE: f64 = 400.0;

/// How many times as far a pinch goes that browsers tell as a turn: as far as the fingers move apart.
const PINCH: f64 = 4.0;

/// How many times as much time a turn by `distance` shows; below 1 where it is turned away from the reader. One turn shows
/// at most twice as much, or half. `page` is how high what is in sight is, in CSS px.
#[allow(clippy::manual_clamp, reason = "f64::clamp brings the printing of floats into the module: 5 KB")]
pub fn zoom_of(distance: f64, unit: Unit, is_pinch: bool, page: f64) -> f64 {
    let px = match unit {
        Unit::Pixels => distance,
        Unit::Lines => distance * LINE,
        Unit::Pages => distance * page,
    };
    let far = (if is_pinch { px * PINCH } else { px }).min(TWICE).max(-TWICE);
    if far < 0.0 { TWICE / (TWICE - far) } else { (TWICE + far) / TWICE }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, within: f64) {
        assert!((a - b).abs() < within, "{a} is not {b}");
    }

    #[test]
    fn it_zooms_by_how_far_it_is_turned() {
        near(zoom_of(-100.0, Unit::Pixels, false, 400.0), 0.8, 1e-9);
        let small: f64 = (0..50).map(|_| zoom_of(-2.0, Unit::Pixels, false, 400.0)).product();
        near(small, 0.8, 0.03);
    }

    #[test]
    fn back_is_where_it_was() {
        for far in [1.0, 60.0, 100.0, 5000.0] {
            let there = zoom_of(-far, Unit::Pixels, false, 400.0);
            near(there * zoom_of(far, Unit::Pixels, false, 400.0), 1.0, 1e-9);
        }
        near(zoom_of(0.0, Unit::Pixels, false, 400.0), 1.0, 1e-9);
    }

    #[test]
    fn a_notch_is_a_notch_in_every_unit() {
        near(zoom_of(-3.0, Unit::Lines, false, 400.0), 0.8, 1e-9);
        near(zoom_of(-1.0, Unit::Pages, false, 400.0), 0.5, 1e-9);
        near(zoom_of(-1e9, Unit::Pages, false, 400.0), 0.5, 1e-9);
    }

    /// Browsers tell fingers that move apart to twice their distance as turns by 69 px in all: 100 times the logarithm.
    #[test]
    fn a_pinch_is_followed() {
        let apart: f64 = (0..23).map(|_| zoom_of(-3.0, Unit::Pixels, true, 400.0)).product();
        near(apart, 0.5, 0.03);
    }
}
