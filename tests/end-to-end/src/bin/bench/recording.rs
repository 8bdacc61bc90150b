//! Does recording change the race? The share of oversold runs with and without the lanes, in turns.

use anyhow::Result;
use oversold_e2e::Page;

/// Pairs of runs.
const PAIRS: u32 = 600;

/// Both buyers search for about as long as they pay, so that they meet often enough; confirming plays no part.
const QUERY: &str = "buyers=2&search=1&pay=1&confirm=0&jitter=100";

/// Counts `[oversold with lanes, oversold without]`.
const SCRIPT: &str = "return (async (pairs, query) => {
  const oversold = [0, 0];
  for (let seed = 1; seed <= pairs; seed += 1) {
    for (const [i, recording] of [[0, true], [1, false]]) {
      const raced = await wasmBindings.race(`${query}&seed=${seed}`, recording);
      if (raced.result.verdict.oversold > 0) oversold[i] += 1;
    }
  }
  return oversold;
})(arguments[0], arguments[1])";

/// Measures, and compares the difference with the noise of two proportions (z test, 99 %).
pub async fn measure(page: &Page) -> Result<()> {
    page.open("").await?;
    let counts = page.js_with(SCRIPT, vec![PAIRS.into(), QUERY.into()]).await?;
    let share = |i: usize| counts[i].as_f64().unwrap_or(f64::NAN) / f64::from(PAIRS);
    let (with, without) = (share(0), share(1));
    let both = f64::midpoint(with, without);
    let deviation = (2.0 * both * (1.0 - both) / f64::from(PAIRS)).sqrt();
    let z = if deviation > 0.0 { (with - without).abs() / deviation } else { 0.0 };
    let word = if z < 2.58 { "less than the noise" } else { "MORE than the noise" };
    println!("oversold at {QUERY}: {with:.3} with lanes, {without:.3} without; z = {z:.2}: {word}");
    Ok(())
}
