//! How oversells depend on one parameter, as a chart: its curve, its band, its axes, as points and texts.

use crate::engine::{Axis, Point};
use crate::t;
use crate::text::{Lang, count, decimal, filled, message, percent};

/// The chart's own units: its whole size, and the area in which the curve is.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 80.0;
const RIGHT: f64 = 48.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 34.0;

/// A chart in its own units, as texts of SVG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Its size, as a `viewBox`.
    pub size: String,
    /// What it shows, in words.
    pub label: String,
    /// Lines across, each with its path, and place and text of its label.
    pub lines: Vec<(String, [String; 2], String)>,
    /// What goes up, and what goes along, each with its unit.
    pub axes: [String; 2],
    /// Labels below, each with its place and text.
    pub labels: Vec<([String; 2], String)>,
    /// From the fewest to the most, as points of a polygon.
    pub band: String,
    /// The mean, as points of a line.
    pub mean: String,
    /// The chosen value: a path down to the axis, and the place of its point.
    pub chosen: Option<(String, [String; 2])>,
    /// The numbers of the chosen value, or how to choose one.
    pub here: String,
}

impl Chart {
    /// Which point lies nearest to a place on the chart, given as a share of its width: they stand evenly.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "few points"
    )]
    pub fn nearest(share: f64, points: usize) -> Option<usize> {
        let last = points.checked_sub(1)?;
        let within = ((share * WIDTH - LEFT) / (WIDTH - LEFT - RIGHT)).clamp(0.0, 1.0);
        Some((within * last as f64).round() as usize)
    }
}

/// The chart of these points, with one of them chosen or none.
pub fn chart(lang: Lang, axis: Axis, points: &[Point], chosen: Option<usize>) -> Chart {
    let scale = Scale::of(points);
    let done: Vec<&Point> = points.iter().filter(|point| point.runs > 0).collect();
    let corner = |(x, y): (f64, f64)| format!("{},{}", px(x), px(y));
    let upper = done.iter().map(|point| scale.place(point.at, f64::from(point.most)));
    let lower = done.iter().rev().map(|point| scale.place(point.at, f64::from(point.least)));
    let band: Vec<String> = upper.chain(lower).map(corner).collect();
    let mean: Vec<String> = done.iter().map(|point| corner(scale.place(point.at, point.mean()))).collect();
    let line = |height: u32| {
        let (_, y) = scale.place(scale.from, f64::from(height));
        let path = format!("M{} {}H{}", px(LEFT), px(y), px(WIDTH - RIGHT));
        (path, [px(LEFT - 8.0), px(y + 4.0)], count(lang, height))
    };
    let middle = points.get(points.len() / 2).map_or(scale.from, |point| point.at);
    let label = |at: u32| ([px(scale.place(at, 0.0).0), px(HEIGHT - 12.0)], count(lang, at));
    let point = chosen.and_then(|at| points.get(at)).filter(|point| point.runs > 0);
    let rule = |point: &Point| {
        let ((x, y), (_, ground)) = (scale.place(point.at, point.mean()), scale.place(point.at, 0.0));
        (format!("M{} {}V{}", px(x), px(TOP), px(ground)), [px(x), px(y)])
    };
    Chart {
        size: format!("0 0 {} {}", px(WIDTH), px(HEIGHT)),
        label: t!(lang, "sweep.label", axis = message(lang, &format!("field.{}", axis.name()))),
        lines: [0, scale.most / 2, scale.most].map(line).to_vec(),
        axes: [t!(lang, "sweep.height"), message(lang, &format!("sweep.along.{}", axis.name()))],
        labels: [scale.from, middle, scale.to].map(label).to_vec(),
        band: band.join(" "),
        mean: mean.join(" "),
        chosen: point.map(rule),
        here: point.map_or_else(|| t!(lang, "sweep.hint"), |point| here(lang, axis, point)),
    }
}

/// The numbers of a point.
fn here(lang: Lang, axis: Axis, point: &Point) -> String {
    t!(
        lang,
        "sweep.here",
        at = filled(lang, &format!("sweep.at.{}", axis.name()), &[("n", &count(lang, point.at))]),
        mean = decimal(lang, point.mean()),
        least = count(lang, point.least),
        most = count(lang, point.most),
        share = percent(lang, point.oversold_runs, point.runs),
        runs = count(lang, point.runs)
    )
}

/// A place on the chart, to the tenth. In whole numbers: what prints any float weighs more than the chart.
#[allow(clippy::cast_possible_truncation, reason = "places are on the chart")]
fn px(at: f64) -> String {
    let tenths = (at * 10.0).round() as i32;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// How values become places.
struct Scale {
    from: u32,
    to: u32,
    /// The highest value shown, an even number so that its half is one too.
    most: u32,
}

impl Scale {
    fn of(points: &[Point]) -> Self {
        let most = points.iter().map(|point| point.most).max().unwrap_or(0).max(2);
        let ends = (points.first().map_or(0, |point| point.at), points.last().map_or(1, |point| point.at));
        Self { from: ends.0, to: ends.1, most: most.next_multiple_of(2) }
    }

    fn place(&self, at: u32, value: f64) -> (f64, f64) {
        let span = f64::from(self.to.saturating_sub(self.from).max(1));
        let x = LEFT + f64::from(at.saturating_sub(self.from)) / span * (WIDTH - LEFT - RIGHT);
        let y = HEIGHT - BOTTOM - value / f64::from(self.most) * (HEIGHT - TOP - BOTTOM);
        (x, y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_stands_where_its_numbers_say() {
        let point =
            |at, least, most| Point { at, runs: 2, oversold: u64::from(least + most), least, most, ..Point::default() };
        let made = chart(Lang::En, Axis::Buyers, &[point(1, 0, 0), point(11, 4, 8)], Some(1));
        // The whole width is 592 units, the whole height 212.
        assert_eq!(made.mean, "80.0,226.0 672.0,67.0");
        assert_eq!(made.band, "80.0,226.0 672.0,14.0 672.0,120.0 80.0,226.0");
        assert_eq!(made.chosen, Some(("M672.0 14.0V226.0".into(), ["672.0".into(), "67.0".into()])));
        assert_eq!(Chart::nearest(0.0, 2), Some(0));
        assert_eq!(Chart::nearest(0.9, 2), Some(1));
        assert_eq!(Chart::nearest(0.5, 0), None);
    }
}
