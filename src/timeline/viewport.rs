//! Time <-> CSS px, and nothing else.
//!
//! Invariant: `from < to`, and the view never leaves what can be seen: `0 <= from`, `to <= limit`.

use crate::program::Micros;

/// The shortest stretch of time that can fill the view, in microseconds.
const CLOSEST: f64 = 50.0;

/// Which stretch of time is shown, over how many CSS px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    from: f64,
    to: f64,
    limit: f64,
    width: f64,
}

#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
impl Viewport {
    /// Everything from 0 to `end`, over `width` CSS px.
    pub fn fit(end: Micros, width: f64) -> Self {
        let limit = (end as f64).max(CLOSEST);
        Self { from: 0.0, to: limit, limit, width: width.max(1.0) }
    }

    /// The same stretch of time over another width and with another end of everything. A view that
    /// showed everything goes on showing everything.
    #[must_use]
    pub fn resized(self, end: Micros, width: f64) -> Self {
        let fitted = Self::fit(end, width);
        if self.is_fit() { fitted } else { Self { from: self.from, to: self.to, ..fitted }.within() }
    }

    /// Whether everything is shown.
    pub fn is_fit(self) -> bool {
        self.from <= 0.0 && self.to >= self.limit
    }

    /// The stretch shown, in microseconds.
    pub const fn range(self) -> (f64, f64) {
        (self.from, self.to)
    }

    /// Width in CSS px.
    pub const fn width(self) -> f64 {
        self.width
    }

    /// Where an instant stands, in CSS px from the left; outside 0..width when it is not shown.
    pub fn x(self, at: Micros) -> f64 {
        (at as f64 - self.from) / (self.to - self.from) * self.width
    }

    /// The instant at `x` CSS px, in microseconds.
    pub fn time(self, x: f64) -> f64 {
        self.from + x / self.width * (self.to - self.from)
    }

    /// Shows `factor` times as much time, with the instant at `x` staying where it is.
    #[must_use]
    pub fn zoomed(self, x: f64, factor: f64) -> Self {
        let length = between((self.to - self.from) * factor, CLOSEST, self.limit);
        let from = self.time(x) - x / self.width * length;
        Self { from, to: from + length, ..self }.within()
    }

    /// Moves what is shown by `dx` CSS px to the right.
    #[must_use]
    pub fn panned(self, dx: f64) -> Self {
        let by = dx / self.width * (self.to - self.from);
        Self { from: self.from - by, to: self.to - by, ..self }.within()
    }

    /// Shows a stretch of time, and as much again around it; never closer than can be told apart.
    #[must_use]
    pub fn around(self, from: Micros, to: Micros) -> Self {
        let (from, to) = (from as f64, to as f64);
        let (middle, half) = (f64::midpoint(from, to), (to - from).max(CLOSEST / 2.0));
        Self { from: middle - half, to: middle + half, ..self }.within()
    }

    /// Moves as little as needed to show an instant, with some room around it.
    #[must_use]
    pub fn showing(self, at: Micros) -> Self {
        let (x, margin) = (self.x(at), self.width * 0.05);
        if x < margin {
            self.panned(margin - x)
        } else if x > self.width - margin {
            self.panned(self.width - margin - x)
        } else {
            self
        }
    }

    fn within(self) -> Self {
        let length = (self.to - self.from).min(self.limit);
        let from = between(self.from, 0.0, self.limit - length);
        Self { from, to: from + length, ..self }
    }
}

/// The nearest value in the range; `least` when it is empty.
#[allow(clippy::manual_clamp, reason = "f64::clamp brings the printing of floats into the module: 5 KB")]
fn between(value: f64, least: f64, most: f64) -> f64 {
    value.min(most).max(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-6, "{a} is not {b}");
    }

    #[test]
    fn x_and_time_are_inverse() {
        let view = Viewport::fit(3_500_000, 700.0).zoomed(350.0, 0.25).panned(-80.0);
        near(view.time(view.x(1_500_000)), 1_500_000.0);
    }

    #[test]
    fn zooming_keeps_the_instant_under_the_pointer() {
        let view = Viewport::fit(1_000_000, 500.0);
        let closer = view.zoomed(200.0, 0.5);
        near(closer.time(200.0), view.time(200.0));
        assert!(!closer.is_fit());
        assert!(closer.zoomed(0.0, 100.0).is_fit());
    }

    #[test]
    fn never_leaves_the_run() {
        let view = Viewport::fit(1_000_000, 500.0).zoomed(250.0, 0.1);
        near(view.panned(1e9).range().0, 0.0);
        near(view.panned(-1e9).range().1, 1_000_000.0);
    }

    #[test]
    fn a_fitted_view_follows_a_growing_run() {
        let view = Viewport::fit(1_000_000, 500.0);
        assert!(view.resized(2_000_000, 400.0).is_fit());
        let closer = view.zoomed(0.0, 0.5).resized(2_000_000, 500.0);
        near(closer.range().1, 500_000.0);
    }
}
