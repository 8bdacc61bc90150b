//! Where the time axis has its ticks: at 1, 2 or 5 times a power of ten, not too close together.

use super::Viewport;
use crate::program::Micros;

/// The least distance between two labelled ticks, in CSS px.
const DISTANCE: f64 = 64.0;

/// A labelled instant on the time axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    /// When.
    pub at: Micros,
    /// How many decimals of a second its label needs.
    pub decimals: usize,
}

/// The ticks in view, from left to right.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "times in view are not negative and below 2^53"
)]
pub fn ticks(view: Viewport) -> Vec<Tick> {
    let (from, to) = view.range();
    let least = (to - from) * DISTANCE / view.width();
    let (mut step, mut decimals) = (1_u64, 6_usize);
    'found: loop {
        for multiple in [1, 2, 5] {
            if (step * multiple) as f64 >= least {
                step *= multiple;
                break 'found;
            }
        }
        step *= 10;
        decimals = decimals.saturating_sub(1);
    }
    let first = (from / step as f64).ceil() as u64 * step;
    let last = to as u64;
    (first / step..=last / step).map(|i| Tick { at: i * step, decimals }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[allow(clippy::cast_precision_loss, reason = "small times")]
    fn labels(end: Micros, width: f64) -> Vec<String> {
        let label = |tick: Tick| format!("{:.*}", tick.decimals, tick.at as f64 / 1e6);
        ticks(Viewport::fit(end, width)).into_iter().map(label).collect()
    }

    #[test]
    fn the_default_run() {
        assert_eq!(labels(3_500_000, 700.0), ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5", "3.0", "3.5"]);
        assert_eq!(labels(3_500_000, 320.0), ["0", "1", "2", "3"]);
        assert_eq!(labels(17_500_000, 700.0), ["0", "2", "4", "6", "8", "10", "12", "14", "16"]);
    }

    #[test]
    fn never_too_many() {
        for end in [1, 50, 777, 123_456, 18_000_000_000] {
            let count = ticks(Viewport::fit(end, 640.0)).len();
            assert!((1..=11).contains(&count), "{end}: {count}");
        }
    }
}
