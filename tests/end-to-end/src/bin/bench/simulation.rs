//! Events per second of the virtual engine: natively and in the page, beside SimPy on the same model;
//! and what the page takes for ten thousand seeds and a million buyers.

use anyhow::{Context, Result};
use oversold_e2e::browser::variable;
use oversold_e2e::{Page, wait_for};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::process::Command;

/// Name, query, runs of ours, buyers, locked, runs of SimPy's. The runs of both take about as long, so that what
/// else the machine does slows both alike.
const CASES: [(&str, &str, u32, u32, bool, u32); 4] = [
    ("15-none", "", 100_000, 15, false, 2000),
    ("15-lock", "guard=lock", 100_000, 15, true, 2000),
    ("100000-none", "buyers=100000", 20, 100_000, false, 1),
    ("100000-lock", "buyers=100000&guard=lock", 20, 100_000, true, 1),
];

/// How often everything is measured, by turns; the fastest counts, because other work only makes slower.
const ROUNDS: u32 = 4;

/// Events per second by case.
type Rates = BTreeMap<String, f64>;

/// Measures SimPy and the native engine by turns, and prints their ratio.
pub fn measure_native() -> Result<()> {
    let (mut simpy, mut ours) = (Rates::new(), Rates::new());
    for _ in 0..ROUNDS {
        keep_best(&mut simpy, run_simpy()?);
        keep_best(&mut ours, run_natively()?);
    }
    print("natively", &simpy, &ours);
    Ok(())
}

fn keep_best(best: &mut Rates, rates: Rates) {
    for (name, rate) in rates {
        let best = best.entry(name).or_default();
        *best = best.max(rate);
    }
}

fn print(place: &str, simpy: &Rates, ours: &Rates) {
    println!("events per second {place:<16} {:>17} {:>13} {:>7} (target: 59, goal: 100)", "SimPy", "ours", "ratio");
    for (name, rate) in ours {
        let base = simpy.get(name).copied().unwrap_or(f64::NAN);
        println!("{name:<34} {base:>17.0} {rate:>13.0} {:>7.1}", rate / base);
    }
}

fn run_simpy() -> Result<Rates> {
    let cases: Vec<Value> =
        CASES.iter().map(|(name, _, _, buyers, lock, runs)| json!([name, buyers, lock, runs])).collect();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../benches/shop.py");
    let output = Command::new(variable("SIMPY_PYTHON")?).arg(script).arg(json!(cases).to_string()).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let results: BTreeMap<String, (f64, f64)> = serde_json::from_str(&text)
        .with_context(|| format!("SimPy did not finish: {}", String::from_utf8_lossy(&output.stderr)))?;
    Ok(results.into_iter().map(|(name, (events, seconds))| (name, events / seconds)).collect())
}

fn run_natively() -> Result<Rates> {
    let mut command = Command::new(variable("CARGO")?);
    command.args(["bench", "--quiet", "--package", "oversold", "--bench", "simulate", "--"]);
    for (name, query, runs, ..) in CASES {
        command.args([name, query, &runs.to_string()]);
    }
    let output = command.output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let rates = text.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (name, events, seconds) = (words.next()?, words.next()?, words.next()?);
        Some((name.to_owned(), events.parse::<f64>().ok()? / seconds.parse::<f64>().ok()?))
    });
    let rates: Rates = rates.collect();
    anyhow::ensure!(rates.len() == CASES.len(), "the native bench printed {text:?}");
    Ok(rates)
}

async fn run_in_page(page: &Page) -> Result<Rates> {
    let mut rates = Rates::new();
    for (name, query, runs, ..) in CASES {
        let script = "const [query, runs] = arguments, begun = performance.now();
            return wasmBindings.simulate(query, runs).then((events) => events / (performance.now() - begun) * 1000);";
        let rate = page.js_with(script, vec![query.into(), runs.into()]).await?.as_f64().unwrap_or(f64::NAN);
        rates.insert(name.to_owned(), rate);
    }
    Ok(rates)
}

/// Measures the page, by turns with SimPy.
pub async fn measure(page: &Page) -> Result<()> {
    page.open("").await?;
    let (mut simpy, mut ours) = (Rates::new(), Rates::new());
    for _ in 0..ROUNDS {
        keep_best(&mut simpy, run_simpy()?);
        keep_best(&mut ours, run_in_page(page).await?);
    }
    print("in the page", &simpy, &ours);
    page.open("jitter=100").await?;
    page.compare("chance").await?;
    let script = "window.begun_ = performance.now(); document.querySelector('#run-many').click();
        return new Promise(done => { const look = () => document.querySelector('#chance').dataset.runs === '10000'
            ? done(performance.now() - begun_) : requestAnimationFrame(look); look(); });";
    let millis = page.js(script).await?.as_f64().unwrap_or(f64::NAN);
    println!("10 000 seeds at jitter=100: {millis:.0} ms (target below 1000)");
    page.open("engine=virtual&buyers=1000000").await?;
    page.js("window.begun_ = performance.now(); document.addEventListener('oversold:done', () => window.took_ = performance.now() - begun_); document.querySelector('#run').click()").await?;
    let millis = wait_for("a million buyers", 60, async || {
        let took = page.js("return window.took_ ?? null").await?;
        Ok(took.as_f64())
    })
    .await?;
    let bytes = page.js("return __probe.wasm.memory.buffer.byteLength").await?.as_f64().unwrap_or(f64::NAN);
    println!("1 000 000 buyers: {millis:.0} ms (target below 3000), {:.0} MB (target below 512)", bytes / 1e6);
    Ok(())
}
