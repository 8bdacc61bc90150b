//! Many scenarios that differ in one parameter, each with many seeds: how oversells depend on it.

use super::Simulation;
use super::many::{purchases, sold};
use crate::scenario::{Bounded, Millis, Scenario};
use std::fmt::Write;

/// What is varied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Axis {
    /// How many buyers come.
    #[default]
    Buyers,
    /// How long paying takes, in milliseconds.
    Pay,
    /// How much delays stray, in percent.
    Jitter,
}

impl Axis {
    /// Every axis, with the parameter it varies.
    pub const ALL: [(Self, &'static str); 3] = [(Self::Buyers, "buyers"), (Self::Pay, "pay"), (Self::Jitter, "jitter")];

    /// The parameter it varies, as links spell it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(axis, _)| *axis == self).map_or("", |(_, name)| name)
    }
}

/// How many values an axis has at most.
const POINTS: u32 = 21;

/// The most runs of one value.
const RUNS: u32 = 500;

/// The most purchases in all runs together: a second or two.
const PURCHASES: u64 = 3_000_000;

/// What the runs with one value of the varied parameter led to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// The value.
    pub at: u32,
    /// How many runs so far.
    pub runs: u32,
    /// In how many of them anything was oversold.
    pub oversold_runs: u32,
    /// Tickets oversold in all runs together.
    pub oversold: u64,
    /// The fewest oversold in one run.
    pub least: u32,
    /// The most oversold in one run.
    pub most: u32,
}

impl Point {
    /// Tickets oversold in a run, on average; 0 before the first run.
    #[allow(clippy::cast_precision_loss, reason = "at most a few million")]
    pub fn mean(&self) -> f64 {
        self.oversold as f64 / f64::from(self.runs.max(1))
    }
}

/// Runs of one scenario over one axis, as far as they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    scenario: Scenario,
    axis: Axis,
    points: Vec<Point>,
    /// How many runs each point gets.
    each: u32,
    /// Which point is next.
    next: usize,
}

impl Sweep {
    /// No run yet. Buyers go from 1 to twice those of the scenario, paying from 0 to twice its time, jitter
    /// from 0 to 100 percent.
    pub fn new(scenario: &Scenario, axis: Axis) -> Self {
        let (from, to) = match axis {
            Axis::Buyers => (1, (2 * scenario.buyers.get()).max(POINTS).min(scenario.most_buyers())),
            Axis::Pay => (0, (2 * scenario.pay.get()).clamp(POINTS - 1, Millis::MAX)),
            Axis::Jitter => (0, 100),
        };
        let point = |i| Point { at: from + (to - from) * i / (POINTS - 1), least: u32::MAX, ..Point::default() };
        let mut points: Vec<Point> = (0..POINTS).map(point).collect();
        points.dedup_by_key(|point| point.at);
        let mut sweep = Self { scenario: *scenario, axis, points, each: 0, next: 0 };
        let all: u64 = sweep.points.iter().map(|point| purchases(&sweep.at(point.at))).sum();
        sweep.each = u32::try_from(PURCHASES / all.max(1)).unwrap_or(RUNS).clamp(1, RUNS);
        sweep
    }

    /// One more run, of the point whose turn it is; `false` when that was the last one.
    pub fn step(&mut self) -> bool {
        let Some(point) = self.points.get(self.next).copied() else { return false };
        if point.runs == self.each {
            return false;
        }
        let scenario = self.at(point.at);
        // Every point has the same seeds.
        let seed = scenario.seed.wrapping_add(point.runs);
        let sold = u32::try_from(sold(&mut Simulation::new(&scenario), seed)).unwrap_or(u32::MAX);
        let oversold = sold.saturating_sub(scenario.tickets.get());
        self.points[self.next] = Point {
            runs: point.runs + 1,
            oversold_runs: point.oversold_runs + u32::from(oversold > 0),
            oversold: point.oversold + u64::from(oversold),
            least: point.least.min(oversold),
            most: point.most.max(oversold),
            ..point
        };
        self.next = (self.next + 1) % self.points.len();
        true
    }

    /// The values with what their runs led to.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// How many runs are done, and how many there will be.
    pub fn progress(&self) -> (u32, u32) {
        let all = self.each * u32::try_from(self.points.len()).unwrap_or(0);
        (self.points.iter().map(|point| point.runs).sum(), all)
    }

    /// The points as CSV (RFC 4180).
    pub fn csv(&self) -> String {
        let mut out = format!("{},runs,oversoldRuns,meanOversold,leastOversold,mostOversold\r\n", self.axis.name());
        for point in self.points.iter().filter(|point| point.runs > 0) {
            let Point { at, runs, oversold_runs, oversold, least, most } = point;
            // To the thousandth, in whole numbers: these need no float formatting.
            let (whole, rest) = (oversold / u64::from(*runs), oversold % u64::from(*runs) * 1000 / u64::from(*runs));
            // Writing to a string cannot fail.
            let _ = write!(out, "{at},{runs},{oversold_runs},{whole}.{rest:03},{least},{most}\r\n");
        }
        out
    }

    fn at(&self, value: u32) -> Scenario {
        let mut scenario = self.scenario;
        match self.axis {
            Axis::Buyers => scenario.buyers = Bounded::clamp(value),
            Axis::Pay => scenario.pay = Bounded::clamp(value),
            Axis::Jitter => scenario.jitter = Bounded::clamp(value),
        }
        scenario
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Guard, Scope};

    fn swept(scenario: &Scenario, axis: Axis) -> Sweep {
        let mut sweep = Sweep::new(scenario, axis);
        while sweep.step() {}
        sweep
    }

    #[test]
    fn without_jitter_all_but_the_tickets_are_oversold() {
        let sweep = swept(&Scenario::default(), Axis::Buyers);
        let (done, all) = sweep.progress();
        assert_eq!((done, all), (21 * 500, 21 * 500));
        for point in sweep.points() {
            assert_eq!((point.least, point.most, point.runs), (point.at - 1, point.at - 1, 500));
        }
        assert_eq!(sweep.points().first().map(|point| point.at), Some(1));
        assert_eq!(sweep.points().last().map(|point| point.at), Some(30));
    }

    #[test]
    fn a_lock_is_right_at_every_point() {
        let scenario = Scenario { guard: Guard::Lock(Scope::GET), jitter: Bounded::clamp(100), ..Scenario::default() };
        for (axis, _) in Axis::ALL {
            assert!(swept(&scenario, axis).points().iter().all(|point| point.most == 0), "{axis:?}");
        }
    }

    /// As any other lock, also one at places that have no name.
    #[test]
    fn a_lock_without_a_name_is_what_is_varied() {
        let at = |places| Guard::Lock(Scope::parse(places).unwrap());
        let most = |guard| {
            let scenario = Scenario { guard, ..Scenario::default() };
            swept(&scenario, Axis::Buyers).points().iter().map(|point| point.most).max()
        };
        assert_eq!((most(at("2-5")), most(at("3-5"))), (Some(0), Some(29)));
    }

    #[test]
    fn the_longer_paying_takes_the_more_is_oversold() {
        let scenario = Scenario { jitter: Bounded::clamp(100), ..Scenario::default() };
        let sweep = swept(&scenario, Axis::Pay);
        let (first, last) = (sweep.points()[0], sweep.points()[20]);
        assert_eq!((first.at, last.at), (0, 2000));
        assert_eq!(first.most, 0, "without a window nothing gets between");
        assert!(last.mean() > 5.0, "{last:?}");
        assert!(first.least <= first.most && last.least <= last.most);
        assert!(
            sweep
                .csv()
                .starts_with("pay,runs,oversoldRuns,meanOversold,leastOversold,mostOversold\r\n0,500,0,0.000,0,0\r\n")
        );
    }

    #[test]
    fn paying_is_swept_no_further_than_it_can_be_set() {
        let scenario = Scenario { pay: Bounded::clamp(40_000), ..Scenario::default() };
        assert_eq!(Sweep::new(&scenario, Axis::Pay).points().last().map(|point| point.at), Some(60_000));
    }

    #[test]
    fn guards_with_fewer_buyers_are_swept_no_further() {
        let scenario = Scenario { guard: Guard::Cas, buyers: Bounded::clamp(300), ..Scenario::default() };
        assert_eq!(Sweep::new(&scenario, Axis::Buyers).points().last().map(|point| point.at), Some(300));
    }
}
