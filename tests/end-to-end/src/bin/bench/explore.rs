//! States per second of every schedule: natively, and in the page from the click to the numbers, beside stateright on the
//! same model of unguarded buyers with one ticket; in one thread, by turns.
//!
//! stateright does not compile for WebAssembly, so the page is compared with what it does natively. What it calls labelled,
//! every buyer with a name of its own, it searches faster, and has far more states; symmetric, it has the very states that
//! ours counts, which is checked. Ours keeps what was told as a set beside a state, so it has fewer to work through.

use crate::median;
use anyhow::{Context, Result, ensure};
use oversold_e2e::browser::variable;
use oversold_e2e::{Page, wait_for};
use std::collections::BTreeMap;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// Name, buyers, how stateright takes them, and how many runs of ours make up one measurement.
const CASES: [(&str, u32, &str, u32); 3] = [
    ("8-labelled", 8, "labelled", 5000),
    ("15-symmetric", 15, "symmetric", 1000),
    ("40-symmetric", 40, "symmetric", 50),
];

/// How many buyers the page explores: with fewer, the numbers are there before its timers have struck twice.
const MOST: u32 = 40;

/// How often everything is measured natively; the fastest counts, because other work only makes slower.
const ROUNDS: u32 = 4;

/// How often the page explores each; the middle one counts.
const TIMES: usize = 5;

/// By case: how many states, and the seconds of one run.
type Runs = BTreeMap<String, (f64, f64)>;

/// What the page is compared with.
pub struct Baseline(Runs);

/// Measures stateright and ours by turns, and prints their ratio.
pub fn measure_native() -> Result<Baseline> {
    let (mut base, mut ours) = (Runs::new(), Runs::new());
    for _ in 0..ROUNDS {
        keep_best(&mut base, run_stateright()?);
        keep_best(&mut ours, run_natively()?);
    }
    title("natively", 5);
    for (name, buyers, kind, _) in CASES {
        let (base, ours) = (base[name], ours[name]);
        let is_same = kind == "labelled" || (base.0 - ours.0).abs() < 0.5;
        ensure!(is_same, "{buyers} buyers have {} states in stateright, and {} in ours", base.0, ours.0);
        row(name, base, ours);
    }
    Ok(Baseline(base))
}

fn title(place: &str, target: u32) {
    let minutes = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 60);
    println!(
        "every schedule {place}, at {:02}:{:02} UTC (target: {target} times the states per second)\n{:<14} {:>11} {:>10} {:>11} {:>10} {:>10} {:>12} {:>7}",
        minutes / 60 % 24,
        minutes % 60,
        "",
        "stateright",
        "s",
        "states/s",
        "ours",
        "ms",
        "states/s",
        "ratio"
    );
}

fn row(name: &str, base: (f64, f64), ours: (f64, f64)) {
    let rate = |(states, seconds): (f64, f64)| states / seconds;
    println!(
        "{name:<14} {:>11.0} {:>10.3} {:>11.0} {:>10.0} {:>10.3} {:>12.0} {:>7.1}",
        base.0,
        base.1,
        rate(base),
        ours.0,
        ours.1 * 1e3,
        rate(ours),
        rate(ours) / rate(base)
    );
}

fn keep_best(best: &mut Runs, runs: Runs) {
    for (name, run) in runs {
        let best = best.entry(name).or_insert(run);
        if run.1 < best.1 {
            *best = run;
        }
    }
}

fn run_stateright() -> Result<Runs> {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../../benches/stateright/Cargo.toml");
    let mut command = Command::new(variable("CARGO")?);
    command.args(["run", "--quiet", "--release", "--locked", "--manifest-path", manifest, "--target-dir"]);
    command.arg(xtask::project::target().join("stateright")).arg("--");
    for (name, buyers, kind, _) in CASES {
        command.args([name, &buyers.to_string(), kind]);
    }
    printed(&mut command).context("stateright did not finish")
}

fn run_natively() -> Result<Runs> {
    let mut command = Command::new(variable("CARGO")?);
    command.args(["bench", "--quiet", "--package", "oversold", "--bench", "explore", "--"]);
    for (name, buyers, _, runs) in CASES {
        command.args([name, &buyers.to_string(), &runs.to_string()]);
    }
    printed(&mut command).context("the native bench did not finish")
}

fn printed(command: &mut Command) -> Result<Runs> {
    let output = command.output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let runs = text.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (name, states, seconds) = (words.next()?, words.next()?, words.next()?);
        Some((name.to_owned(), (states.parse().ok()?, seconds.parse().ok()?)))
    });
    let runs: Runs = runs.collect();
    ensure!(runs.len() == CASES.len(), "it printed {text:?} and {}", String::from_utf8_lossy(&output.stderr));
    Ok(runs)
}

/// From the click to the numbers: the button is pressed, and the headline, which goes at once, comes again.
const SCRIPT: &str = "return new Promise(done => {
    const headline = () => document.querySelector('#every-headline');
    let states = 0, gone = !headline();
    document.addEventListener('oversold:explored', event => { states = event.detail.states; }, { once: true });
    const begun = performance.now();
    const told = took => states ? done([states, took]) : setTimeout(() => told(took), 20);
    const looks = new MutationObserver(() => {
        if (!headline()) gone = true;
        else if (gone) { looks.disconnect(); told(performance.now() - begun); }
    });
    looks.observe(document.querySelector('#explore'), { childList: true, subtree: true });
    document.querySelector('#explore-run').click();
})";

/// Measures the page, and what it takes for the two sizes that have a target in time.
pub async fn measure(page: &Page, baseline: &Baseline) -> Result<()> {
    title("in the page, stateright natively", 2);
    let ours = explored(page, MOST).await?;
    for (name, ..) in CASES {
        row(name, baseline.0[name], ours);
    }
    for (buyers, target) in [(15, 50), (200, 1000)] {
        let (states, seconds) = explored(page, buyers).await?;
        println!("{buyers} buyers: {states:.0} states, {:.0} ms (target below {target})", seconds * 1e3);
    }
    Ok(())
}

/// States, and the seconds that the page takes; it is measured in a page that has compiled what it needs.
async fn explored(page: &Page, buyers: u32) -> Result<(f64, f64)> {
    page.open(&format!("view=explore&buyers={buyers}")).await?;
    wait_for("the exploration", 20, async || Ok((page.count("#explore-run:enabled").await? > 0).then_some(()))).await?;
    let (mut states, mut took) = (f64::NAN, Vec::new());
    for time in 0..=TIMES {
        let found = page.js(SCRIPT).await?;
        states = found[0].as_f64().context("no states were told")?;
        if time > 0 {
            took.extend(found[1].as_f64());
        }
    }
    Ok((states, median(&mut took) / 1e3))
}
