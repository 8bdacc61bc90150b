//! How a result is checked, without the page: what it was asked to run, what its numbers say of each other, and the run
//! itself, which the library simulates, or replays from its schedule.

use anyhow::{Context, Result, ensure};
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use oversold::engine::{Simulation, replay, run_virtual};
use oversold::program::Action;
use oversold::scenario::{Link, MAX_LANES, Scenario, set};
use oversold::trace::{Census, Executor, RunResult, Schedule, Trace, Verdict, check, judge, unseal};
use serde_json::Value;

/// The most bytes that a schedule is inflated to.
const MOST: usize = 1 << 26;

/// Checks a result; `true` when its trace was executed again by the model.
///
/// # Errors
/// What does not add up.
pub fn result(result: &Value) -> Result<bool> {
    let scenario = scenario_of(result)?;
    arithmetic(&scenario, &result["verdict"])?;
    if scenario.buyers.get() > MAX_LANES {
        same(result, &told(Executor::Virtual, &scenario, &counted(&scenario))?)?;
        return Ok(false);
    }
    let text = result["schedule"].as_str().context("a worker failed: the run has no schedule")?;
    let schedule = opened(text)?;
    let trace = replay(&schedule).map_err(|refused| anyhow::anyhow!("the schedule is no run: {refused:?}"))?;
    trace_of(result, &scenario, &trace)?;
    if result["engine"] == "virtual" {
        let simulated = run_virtual(&scenario);
        ensure!(simulated.events == trace.events, "the library simulates another run of this link");
    }
    Ok(true)
}

/// A recorded run that was opened is the one it was, whoever executed that.
///
/// # Errors
/// What has become different.
pub fn recorded(result: &Value, original: &Value) -> Result<()> {
    ensure!(result["engine"] == "replay", "not a replay: {result}");
    for part in ["scenario", "verdict"] {
        ensure!(result[part] == original[part], "{part}: {} became {}", original[part], result[part]);
    }
    let schedule = |result: &Value| opened(result["schedule"].as_str().unwrap_or_default());
    ensure!(schedule(result)? == schedule(original)?, "another schedule");
    Ok(())
}

/// The scenario that a result names.
fn scenario_of(result: &Value) -> Result<Scenario> {
    let named = result["scenario"].as_object().with_context(|| format!("no scenario in {result}"))?;
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Bool(flag) => u8::from(*flag).to_string(),
        other => other.to_string(),
    };
    let pairs: Vec<_> = named.iter().map(|(name, value)| (name.as_str(), text(value))).collect();
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (link, notices) = set(&Link::default(), &pairs);
    ensure!(notices.is_empty(), "the result names no scenario of a link: {notices:?}");
    Ok(link.scenario)
}

/// What the numbers of a verdict say of each other.
fn arithmetic(scenario: &Scenario, verdict: &Value) -> Result<()> {
    let number = |name: &str| verdict[name].as_i64().with_context(|| format!("no {name} in {verdict}"));
    let (sold, left, failed) = (number("sold")?, number("left")?, number("failed")?);
    let (tickets, buyers) = (i64::from(scenario.tickets.get()), i64::from(scenario.buyers.get()));
    ensure!(number("oversold")? == (sold - tickets).max(0), "oversold: {verdict} of {tickets}");
    ensure!(verdict["consistent"] == (sold + left == tickets), "consistent: {verdict} of {tickets}");
    ensure!(failed > 0 || sold + number("soldOut")? == buyers, "not everybody was told: {verdict} of {buyers}");
    ensure!(!scenario.guard.is_right() || number("oversold")? == 0, "oversold under a guard that is right: {verdict}");
    Ok(())
}

/// What a trace says of itself, and that the result says the same.
fn trace_of(result: &Value, scenario: &Scenario, trace: &Trace) -> Result<()> {
    check(trace).map_err(|mismatch| anyhow::anyhow!("the model does not admit the trace: {mismatch:?}"))?;
    let verdict = judge(trace);
    let bought = trace.events.iter().filter(|event| event.action == Action::Bought).count();
    ensure!(bought == verdict.sold as usize, "{bought} confirmations and {} sold", verdict.sold);
    let executor = if result["engine"] == "workers" { Executor::Workers } else { Executor::Virtual };
    same(result, &told(executor, scenario, &verdict)?)?;
    ensure!(trace.scenario == *scenario, "the schedule is of another scenario: {:?}", trace.scenario);
    Ok(())
}

/// The verdict on very many buyers.
fn counted(scenario: &Scenario) -> Verdict {
    let (mut simulation, mut census) = (Simulation::new(scenario), Census::new(scenario));
    while simulation.advance(u32::MAX, &mut census) {}
    census.verdict()
}

fn told(executor: Executor, scenario: &Scenario, verdict: &Verdict) -> Result<Value> {
    Ok(serde_json::to_value(RunResult::new(executor, scenario, verdict, None, 0))?)
}

/// The same but for the schedule, and for the last digits of a number, which do not survive every reading of JSON.
fn same(page: &Value, native: &Value) -> Result<()> {
    for part in ["engine", "scenario", "verdict"] {
        ensure!(
            alike(&page[part], &native[part]),
            "{part}: the page tells {}, the library {}",
            page[part],
            native[part]
        );
    }
    Ok(())
}

fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            let [one, other] = [one, other].map(|number| number.as_f64().unwrap_or(f64::NAN));
            (one - other).abs() <= one.abs() * 1e-12
        }
        (Value::Object(one), Value::Object(other)) => {
            let has_it = |(name, value): (&String, &Value)| other.get(name).is_some_and(|other| alike(value, other));
            one.len() == other.len() && one.iter().all(has_it)
        }
        _ => one == other,
    }
}

/// The schedule of a text.
fn opened(text: &str) -> Result<Schedule> {
    let sealed = unseal(text).map_err(|damage| anyhow::anyhow!("a schedule that is none: {damage:?}: {text}"))?;
    let payload = if sealed.deflated {
        let inflated = decompress_to_vec_with_limit(&sealed.payload, MOST);
        inflated.map_err(|error| anyhow::anyhow!("a schedule that does not inflate: {error:?}: {text}"))?
    } else {
        sealed.payload
    };
    Schedule::decode(&payload).map_err(|damage| anyhow::anyhow!("a schedule without sense: {damage:?}: {text}"))
}
