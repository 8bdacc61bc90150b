//! The result for machines: section "The result" of the contract, field by field.

use super::{Executor, Verdict};
use crate::program::Micros;
use crate::scenario::{Choice, Fault, Scenario};
use serde::Serialize;

/// What `oversold:done` carries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunResult {
    /// `workers`, `virtual` or `replay`.
    pub engine: &'static str,
    /// Every parameter that describes the run.
    pub scenario: ScenarioEcho,
    /// How it went.
    pub verdict: VerdictEcho,
    /// The order in which buyers took their steps; absent when the run cannot be replayed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<String>,
    /// For how many milliseconds the run was interrupted, so that its times say nothing; absent when it was not.
    #[serde(rename = "interruptedMs", skip_serializing_if = "Option::is_none")]
    pub interrupted_ms: Option<f64>,
}

/// A [`Scenario`] with the names and spellings of the link.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the names are those of the link's table")]
pub struct ScenarioEcho {
    pub tickets: u32,
    pub buyers: u32,
    pub guard: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<&'static str>,
    pub store: &'static str,
    pub search: u32,
    pub pay: u32,
    pub confirm: u32,
    pub jitter: u32,
    pub speed: f64,
    pub seed: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub robust: Option<bool>,
}

/// A [`Verdict`] with times in milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "see the fields of Verdict")]
pub struct VerdictEcho {
    pub sold: u32,
    pub left: u32,
    pub oversold: u32,
    pub lost_updates: u32,
    pub consistent: bool,
    pub sold_out: u32,
    pub failed: u32,
    pub elapsed_ms: f64,
    pub wait_mean_ms: f64,
    pub wait_max_ms: f64,
    pub peak_in_get: u32,
}

impl RunResult {
    /// The result of a run; `schedule` as the replay codec wrote it, `interrupted` for how long it was.
    pub fn new(
        executor: Executor,
        scenario: &Scenario,
        verdict: &Verdict,
        schedule: Option<String>,
        interrupted: Micros,
    ) -> Self {
        Self {
            engine: executor.name(),
            scenario: ScenarioEcho::new(scenario),
            verdict: VerdictEcho::new(verdict, scenario.buyers.get()),
            schedule,
            interrupted_ms: (interrupted > 0).then(|| millis(interrupted)),
        }
    }
}

impl ScenarioEcho {
    /// Every parameter that describes a run of it.
    pub fn new(s: &Scenario) -> Self {
        Self {
            tickets: s.tickets.get(),
            buyers: s.buyers.get(),
            guard: s.guard.name().name(),
            scope: s.guard.scope().map(Choice::name),
            store: s.store.name(),
            search: s.search.get(),
            pay: s.pay.get(),
            confirm: s.confirm.get(),
            jitter: s.jitter.get(),
            speed: s.speed.factor(),
            seed: s.seed,
            fault: (s.fault != Fault::None).then(|| s.fault.name()),
            robust: s.robust.then_some(true),
        }
    }
}

impl VerdictEcho {
    #[allow(clippy::cast_precision_loss, reason = "a mean is exact enough")]
    fn new(v: &Verdict, buyers: u32) -> Self {
        Self {
            sold: v.sold,
            left: v.left,
            oversold: v.oversold,
            lost_updates: v.lost_updates,
            consistent: v.consistent,
            sold_out: v.sold_out,
            failed: v.failed,
            elapsed_ms: millis(v.elapsed),
            wait_mean_ms: v.wait_total as f64 / 1000.0 / f64::from(buyers),
            wait_max_ms: millis(v.wait_max),
            peak_in_get: v.peak_in_get,
        }
    }
}

/// Microseconds as milliseconds; exact up to 2^53 microseconds, 285 years.
#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
fn millis(micros: Micros) -> f64 {
    micros as f64 / 1000.0
}
