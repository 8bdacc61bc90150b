//! From Run to "all at the gate", beside two baselines in the same page, in turns: bare JavaScript
//! workers that say they are ready, and workers that instantiate the buyers' module and do nothing.

use crate::median;
use anyhow::Result;
use oversold_e2e::Page;
use serde_json::Value;

/// How often each of the three is measured; the median counts.
const TIMES: usize = 9;

/// What start-up may cost beside workers that only instantiate the module.
const TARGET: f64 = 1.25;

/// Defines `baseline(n, kind)` in the page: the time until `n` workers have answered, in ms.
const BASELINE: &str = r#"
return (async () => {
  const { script, module } = await oversoldBuyers();
  const url = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const scripts = {
    bare: url(`self.onmessage = () => self.postMessage("ready");`),
    // Without a buffer there is no program, so it instantiates the module, says what is wrong, and does nothing.
    module: script,
  };
  window.baseline = (n, kind) => new Promise((resolve) => {
    const begun = performance.now();
    let answers = 0;
    const workers = Array.from({ length: n }, () => {
      const worker = new Worker(scripts[kind]);
      worker.onmessage = () => {
        answers += 1;
        if (answers === n) { const took = performance.now() - begun; workers.forEach((w) => w.terminate()); resolve(took); }
      };
      worker.postMessage(kind === "module" ? { module } : {});
      return worker;
    });
  });
})()"#;

/// Measures 15, 64 and 100 buyers.
pub async fn measure(page: &Page) -> Result<()> {
    page.open("").await?;
    page.js(BASELINE).await?;
    println!("buyers   at the gate      bare JS    with module   to bare   to module (target {TARGET})");
    for buyers in [15, 64, 100] {
        let (mut gate, mut bare, mut module) = (Vec::new(), Vec::new(), Vec::new());
        // The first round warms up what every later one finds warm.
        for round in 0..=TIMES {
            let query = format!("buyers={buyers}&search=0&pay=0&confirm=0");
            let race = format!(
                "return wasmBindings.race('{query}', true).then((raced) => raced.result.verdict.failed ? null : raced.gateMs)"
            );
            let took = [
                number(&page.js(&race).await?),
                number(&page.js(&format!("return baseline({buyers}, 'bare')")).await?),
                number(&page.js(&format!("return baseline({buyers}, 'module')")).await?),
            ];
            if round > 0 {
                gate.push(took[0]);
                bare.push(took[1]);
                module.push(took[2]);
            }
        }
        let (gate, bare, module) = (median(&mut gate), median(&mut bare), median(&mut module));
        println!(
            "{buyers:>6} {gate:>10.1} ms {bare:>10.1} ms {module:>10.1} ms {:>9.2} {:>11.2}",
            gate / bare,
            gate / module
        );
    }
    Ok(())
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}
