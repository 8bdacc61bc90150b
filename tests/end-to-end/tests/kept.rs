//! Links, recorded runs, hand-ins and saved runs of every earlier version, some of each kind, opened in the page: it gives what
//! they gave. `tests/corpus.rs` opens all of them natively.

use super::replay::files::choose;
use super::replay::replayed;
use anyhow::{Context, Result, ensure};
use corpus::{Row, rows, saved};
use oversold_e2e::{Page, each_browser, steps, wait_for};
use serde_json::Value;

#[path = "../../support/corpus.rs"]
mod corpus;

/// A verdict as the rows have it.
fn told(result: &Value) -> String {
    let names = ["sold", "left", "oversold", "lostUpdates", "failed", "elapsedMs"];
    // Whole numbers have no point, as a link and a row write them.
    let number = |name: &str| result["verdict"][name].as_f64().map_or_else(String::new, |number| number.to_string());
    names.map(number).join(" ")
}

/// One of so many, and the last.
fn some(kind: &str, of: usize) -> Vec<Row> {
    let mut rows = rows(kind);
    let last = rows.pop();
    rows.into_iter().step_by(of).chain(last).collect()
}

async fn links_simulate_what_they_did(page: &Page) -> Result<()> {
    for row in some("simulated", 6) {
        // Those that open another view, or run at once, say who executes them elsewhere.
        if ["view=", "autorun=", "embed=", "engine="].iter().any(|part| row.what.contains(part)) {
            continue;
        }
        page.open(&format!("{}&engine=virtual", &row.what[1..])).await?;
        let result = page.run(30).await?;
        ensure!(told(&result) == row.gives, "{}: {} became {result}", row.what, row.gives);
    }
    Ok(())
}

async fn recorded_runs_come_out_as_they_were(page: &Page) -> Result<()> {
    for row in some("recorded", 3) {
        let result = replayed(page, &row.what).await?;
        ensure!(told(&result) == row.gives, "{}: {} became {result}", row.what, row.gives);
        ensure!(page.count("#notices .notice").await? == 0, "{}: {}", row.what, page.text("#notices").await?);
    }
    Ok(())
}

async fn what_was_handed_in_is_judged_as_it_was(page: &Page) -> Result<()> {
    for row in some("handed-in", 4) {
        page.driver().goto("about:blank").await?;
        page.open(&format!("view=check&lang=en{}", row.what)).await?;
        let letters = "return [...document.querySelectorAll('#check tbody tr [data-standing]')].map(({ dataset }) => dataset.standing[0]).join('')";
        let mut last = Value::Null;
        let judged = wait_for("every step is judged as it was", 60, async || {
            last = page.js(letters).await?;
            Ok((last == row.gives.as_str()).then_some(()))
        });
        judged.await.with_context(|| format!("{}: {} became {last}", row.what, row.gives))?;
    }
    Ok(())
}

async fn saved_runs_open(page: &Page) -> Result<()> {
    page.open("lang=en&speed=50").await?;
    for row in rows("saved") {
        page.js("__probe.results = []").await?;
        choose(page, &saved(&row.what)).await?;
        let result = wait_for("the saved run is replayed", 10, async || {
            let result = page.js("return __probe.results[0] ?? null").await?;
            Ok((!result.is_null()).then_some(result))
        });
        let result = result.await.with_context(|| row.what.clone())?;
        ensure!(told(&result) == row.gives, "{}: {} became {result}", row.what, row.gives);
    }
    Ok(())
}

/// What somebody has kept.
pub fn what_was_kept_opens() -> Result<()> {
    each_browser("kept", async |page: &Page| {
        steps!(
            page,
            links_simulate_what_they_did,
            recorded_runs_come_out_as_they_were,
            what_was_handed_in_is_judged_as_it_was,
            saved_runs_open
        )
    })
}
