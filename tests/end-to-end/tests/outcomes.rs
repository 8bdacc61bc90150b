//! What each guard leads to, on real workers.

use anyhow::{Result, ensure};
use oversold_e2e::{Page, each_browser, steps, wait_for};
use serde_json::Value;
use thirtyfour::Key;

fn number(verdict: &Value, name: &str) -> f64 {
    verdict[name].as_f64().unwrap_or(f64::NAN)
}

/// The elapsed time in ms, at least what the delays add up to, and at most 10 % more.
fn took(verdict: &Value, expected: f64) -> Result<()> {
    let elapsed = number(verdict, "elapsedMs");
    ensure!((expected..=expected * 1.1).contains(&elapsed), "took {elapsed} ms, not {expected} + at most 10 %");
    Ok(())
}

fn is(verdict: &Value, expected: &[(&str, f64)]) -> Result<()> {
    for (name, value) in expected {
        ensure!((number(verdict, name) - value).abs() < f64::EPSILON, "{name} is not {value} in {verdict}");
    }
    Ok(())
}

async fn defaults_oversell_ten_times_of_ten(page: &Page) -> Result<()> {
    let oversells = |result: &Value| {
        let verdict = &result["verdict"];
        ensure!(result["engine"] == "workers", "{result}");
        is(verdict, &[("sold", 15.0), ("oversold", 14.0), ("lostUpdates", 14.0), ("left", 0.0), ("failed", 0.0)])?;
        is(verdict, &[("soldOut", 0.0), ("peakInGet", 15.0)])?;
        took(verdict, 3500.0)
    };
    page.open("").await?;
    oversells(&page.run(10).await?)?;
    page.wait_until("done", 5).await?;
    ensure!(page.count("#verdict[data-verdict=wrong]").await? == 1, "not shown as wrong");
    ensure!(page.count("#checked[data-checked=true]").await? == 1, "the model does not agree");
    // The other nine without the page, three at a time: they sleep most of the time.
    for _ in 0..3 {
        let three = page.js("return Promise.all([1, 2, 3].map(() => window.wasmBindings.race('', true)))").await?;
        for run in three.as_array().into_iter().flatten() {
            ensure!(run["checked"] == true, "the model does not agree: {run}");
            oversells(&run["result"])?;
        }
    }
    ensure!(page.text("#why").await?.contains("both read 1"), "{}", page.text("#why").await?);
    Ok(())
}

async fn a_lock_sells_once_and_slowly(page: &Page) -> Result<()> {
    let verdict = page.verdict("guard=lock", 30).await?;
    is(&verdict, &[("sold", 1.0), ("soldOut", 14.0), ("oversold", 0.0), ("lostUpdates", 0.0), ("peakInGet", 1.0)])?;
    took(&verdict, 17_500.0)?;
    // All searches overlap: everybody has looked within the first tenth of the run.
    page.wait_until("done", 5).await?;
    page.find("#tab-table").await?.click().await?;
    let looked = "return [...document.querySelectorAll('#table tbody tr')].map(row => parseFloat(row.cells[1].innerText.split('·')[1]))";
    let looked = page.js(looked).await?;
    let times: Vec<f64> = looked.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    ensure!(times.len() == 15 && times.iter().all(|time| (1.0..1.3).contains(time)), "looked at {times:?} s");
    ensure!(page.count("#verdict[data-verdict=right]").await? == 1, "not shown as right");
    Ok(())
}

async fn join_sells_once_one_by_one(page: &Page) -> Result<()> {
    let verdict = page.verdict("guard=join&speed=10", 30).await?;
    is(&verdict, &[("sold", 1.0), ("soldOut", 14.0), ("oversold", 0.0), ("peakInGet", 1.0)])?;
    took(&verdict, 3150.0)
}

async fn scopes(page: &Page) -> Result<()> {
    for scope in ["write", "read"] {
        let verdict = page.verdict(&format!("guard=lock&scope={scope}&speed=10"), 20).await?;
        ensure!(number(&verdict, "oversold") > 0.0, "scope={scope} did not oversell: {verdict}");
    }
    let verdict = page.verdict("guard=lock&scope=task&speed=10", 20).await?;
    is(&verdict, &[("sold", 1.0), ("oversold", 0.0), ("lostUpdates", 0.0), ("peakInGet", 1.0)])?;
    took(&verdict, 3150.0)
}

async fn enough_tickets_and_still_wrong(page: &Page) -> Result<()> {
    let verdict = page.verdict("tickets=20&speed=10", 20).await?;
    is(&verdict, &[("sold", 15.0), ("left", 19.0), ("oversold", 0.0)])?;
    ensure!(verdict["consistent"] == false, "{verdict}");
    page.wait_until("done", 5).await?;
    ensure!(page.count("#verdict[data-verdict=wrong]").await? == 1, "not shown as wrong");
    Ok(())
}

/// Messages instead of a shared record: one sale, confirmed while the others pay. The sentence and the log tell of them.
async fn messages_sell_once(page: &Page, guard: &str, why: &str, logged: [&str; 2]) -> Result<()> {
    let verdict = page.verdict(&format!("guard={guard}&speed=10&lang=en"), 20).await?;
    is(&verdict, &[("sold", 1.0), ("soldOut", 14.0), ("oversold", 0.0), ("lostUpdates", 0.0), ("left", 0.0)])?;
    took(&verdict, 1600.0)?;
    page.wait_until("done", 5).await?;
    ensure!(page.count("#verdict[data-verdict=right]").await? == 1, "not shown as right");
    ensure!(page.text("#why").await?.contains(why), "{}", page.text("#why").await?);
    page.find("#tab-log").await?.click().await?;
    let log = page.text("#log").await?;
    ensure!(logged.iter().all(|words| log.contains(words)), "{log}");
    Ok(())
}

async fn the_pipe_sells_once(page: &Page) -> Result<()> {
    messages_sell_once(page, "pipe", "held the count", ["out of the pipe", "into the pipe"]).await
}

/// The clerk has a lane of its own.
async fn the_clerk_sells_once(page: &Page) -> Result<()> {
    messages_sell_once(page, "queue", "Only the clerk", ["hears buyer", "closes: everybody has left"]).await?;
    page.find("#tab-table").await?.click().await?;
    let last = page.js("return [...document.querySelectorAll('#table tbody th')].at(-1).innerText").await?;
    ensure!(last == "clerk", "the last lane is of {last}");
    Ok(())
}

/// Compare-and-swap: as fast as no guard with one ticket, and right; with three, three rounds of paying more.
async fn compare_and_swap_sells_once(page: &Page) -> Result<()> {
    let verdict = page.verdict("guard=cas&speed=10", 20).await?;
    is(&verdict, &[("sold", 1.0), ("soldOut", 14.0), ("oversold", 0.0), ("lostUpdates", 0.0), ("waitMaxMs", 0.0)])?;
    took(&verdict, 350.0)?;
    page.wait_until("done", 5).await?;
    ensure!(page.text("#why").await?.contains("14 times a purchase found"), "{}", page.text("#why").await?);
    page.find("#tab-log").await?.click().await?;
    let log = page.text("#log").await?;
    ensure!(log.matches("too late").count() == 14, "{log}");
    let verdict = page.verdict("guard=cas&tickets=3&speed=10", 20).await?;
    is(&verdict, &[("sold", 3.0), ("soldOut", 12.0), ("oversold", 0.0), ("left", 0.0)])?;
    took(&verdict, 550.0)
}

/// The comparison comes when it is opened.
async fn compared(page: &Page) -> Result<()> {
    wait_for("the comparison", 10, async || Ok((page.count("#compare").await? == 1).then_some(()))).await
}

/// Of each cure its guard, how it is judged, and these of its numbers.
async fn cures(page: &Page, facts: &[&str]) -> Result<Value> {
    let script = "return [...document.querySelectorAll('#compare .cure')].map((cure) => [cure.dataset.guard,
        cure.querySelector('.told').innerText, ...arguments[0].map((fact) => cure.querySelector(`[data-fact=${fact}] dd`).innerText.trim())])";
    page.js_with(script, vec![facts.into()]).await
}

/// Every guard side by side, at the defaults: memory first, the right ones first, then by time, and the best says why.
async fn guards_side_by_side(page: &Page) -> Result<()> {
    page.open("lang=en&view=compare").await?;
    compared(page).await?;
    let rows = cures(page, &["sold", "time"]).await?;
    let expected = serde_json::json!([
        ["cas", "✓ right", "1", "3.50 s"],
        ["queue", "✓ right", "1", "16.0 s"],
        ["pipe", "✓ right", "1", "16.0 s"],
        ["lock", "✓ right", "1", "17.5 s"],
        ["lock", "✓ right", "1", "31.5 s"],
        ["join", "✓ right", "1", "31.5 s"],
        ["none", "✕ wrong", "15", "3.50 s"],
        ["lock", "✕ wrong", "15", "3.50 s"],
        ["lock", "✕ wrong", "15", "3.50 s"],
        // In a file: 250 µs more for each access.
        ["queue", "✓ right", "1", "16.0 s"],
        ["lock", "✓ right", "1", "17.5 s"],
        ["lock", "✓ right", "1", "31.5 s"],
        ["join", "✓ right", "1", "31.5 s"],
        ["none", "✕ wrong", "15", "3.50 s"],
        ["lock", "✕ wrong", "15", "3.50 s"],
        ["lock", "✕ wrong", "15", "3.51 s"],
    ]);
    ensure!(rows == expected, "{rows}");
    let best = page.text("#compare .best").await?;
    ensure!(page.count("#compare .best").await? == 1 && best.contains("Right in 3.50 s. Nobody waits."), "{best}");
    let costs = page
        .js("return [...document.querySelectorAll('#compare [data-fact=access] dd')].map(({ innerText }) => innerText)")
        .await?;
    ensure!(costs == serde_json::json!(vec!["0.25 ms, by the model"; 7]), "{costs}");
    // All other numbers on demand.
    ensure!(page.count("#compare .rest").await? == 0, "everything is in view");
    page.find("#compare-all").await?.click().await?;
    let lost = page
        .js("return [...document.querySelectorAll('#compare [data-fact=lost] dd')].map(({ innerText }) => innerText)")
        .await?;
    ensure!(lost.as_array().is_some_and(|lost| lost.len() == 16 && lost[0] == "0" && lost[6] == "14"), "{lost}");
    page.find("#compare input[value=many]").await?.click().await?;
    let shares = cures(page, &[]).await?;
    let shares: Vec<&str> = shares.as_array().into_iter().flatten().filter_map(|row| row[1].as_str()).collect();
    let (no, yes) = ("✕ 0.0 %", "✓ 100.0 %");
    let in_file = [yes, yes, yes, yes, no, no, no];
    ensure!(shares == [&[yes, yes, yes, yes, yes, yes, no, no, no][..], &in_file].concat(), "{shares:?}");
    // The link says what is open.
    page.show("race").await?;
    let says = async |query: &str| {
        let what = format!("the address says {query}");
        wait_for(&what, 5, async || Ok((page.js("return location.search").await? == query).then_some(()))).await
    };
    says("?lang=en").await?;
    page.compare("guards").await?;
    says("?view=compare&lang=en").await?;
    page.open("lang=en&engine=virtual&buyers=1000").await?;
    page.compare("guards").await?;
    compared(page).await?;
    ensure!(page.text("#compare").await?.contains("up to 300 buyers"), "no word about the limit");
    page.open("lang=en&view=compare&embed=1").await?;
    compared(page).await?;
    ensure!(page.count("#compare .cure").await? == 16, "no comparison in a frame");
    // On a phone nothing has to be scrolled sideways, whether simulated once or many times, with every number.
    page.resize(500, 740).await?;
    page.open("lang=en&view=compare&embed=1").await?;
    compared(page).await?;
    let wide = page
        .js("document.documentElement.style.width = '312px'; document.querySelector('#compare-all').click()")
        .await?;
    ensure!(wide.is_null(), "{wide}");
    for mode in ["once", "many"] {
        page.find(&format!("#compare input[value={mode}]")).await?.click().await?;
        let beyond = "return [...document.querySelectorAll('#compare, #compare *')].filter((element) =>
            element.getBoundingClientRect().right > 312.5).map((element) => element.outerHTML.slice(0, 80))";
        let beyond = page.js(beyond).await?;
        ensure!(beyond == serde_json::json!([]), "{mode}: beyond the edge of a phone: {beyond}");
    }
    Ok(())
}

/// The same on real workers, one after the other; and memory against a file.
async fn guards_side_by_side_for_real(page: &Page) -> Result<()> {
    page.open("lang=en&view=compare&buyers=5&speed=50").await?;
    compared(page).await?;
    page.find("#compare input[value=real]").await?.click().await?;
    let progress = "const { done, all } = document.querySelector('#compare-progress').dataset; return [done, all]";
    wait_for("all sixteen have run on real workers", 60, async || {
        let progress = page.js(progress).await?;
        Ok((progress == serde_json::json!(["16", "16"])).then_some(()))
    })
    .await?;
    let rows = "return [...document.querySelectorAll('#compare .cure')].map((cure) =>
        [cure.dataset.guard, cure.querySelector('.name').innerText, cure.querySelector('.told').innerText, cure.classList.contains('best'), cure.dataset.store])";
    let rows = page.js(rows).await?;
    let rows = rows.as_array().cloned().unwrap_or_default();
    for row in &rows {
        let name = row[1].as_str().unwrap_or_default();
        // A guard that is too small may be lucky, and is never the best.
        let too_small = row[0] == "none" || name.contains("write only") || name.contains("read only");
        // Who reads a file that is half written dies of it, and here with the lock.
        let dies_with_it = name.contains("read only") && row[4] == "file";
        let expected: &[&str] = match (dies_with_it, too_small) {
            (true, _) => &["✕ wrong", "~ lucky this time", "✕ deadlock"],
            (_, true) => &["✕ wrong", "~ lucky this time"],
            _ => &["✓ right"],
        };
        ensure!(row[2].as_str().is_some_and(|told| expected.contains(&told)), "{row}");
    }
    let best: Vec<_> = rows.iter().map(|row| row[3] == true).collect();
    ensure!(best[0] && best.iter().filter(|best| **best).count() == 1, "the best is not the first: {rows:?}");
    let costs = page
        .js("return [...document.querySelectorAll('#compare [data-fact=access] dd')].map(({ innerText }) => innerText)")
        .await?;
    let costs = costs.as_array().cloned().unwrap_or_default();
    let measured =
        |cost: &Value| cost.as_str().is_some_and(|cost| cost.ends_with("s, measured") && !cost.starts_with("0.00"));
    ensure!(costs.len() == 7 && costs.iter().all(measured), "what real accesses cost: {costs:?}");
    println!("    an access to the file, under each guard: {costs:?}");
    // A series that is cancelled leaves nobody behind, and one that the scenario ends neither.
    page.open("lang=en&view=compare&buyers=5").await?;
    compared(page).await?;
    page.find("#compare input[value=real]").await?.click().await?;
    let alive = async |what: &str, wanted: bool| {
        wait_for(what, 10, async || {
            let alive = page.js("return __probe.workers.length - __probe.ended").await?;
            Ok(((alive != 0) == wanted).then_some(()))
        })
        .await
    };
    alive("workers have started", true).await?;
    page.find("#compare-cancel").await?.click().await?;
    alive("nobody is left", false).await?;
    ensure!(page.count("#compare-cancel").await? == 0, "it goes on");

    page.find("#measure-run").await?.click().await?;
    wait_for("memory is measured against a file", 20, async || {
        Ok((page.count("#measure table").await? == 1).then_some(()))
    })
    .await?;
    let said = page.text("#measure-said").await?;
    println!("    {said}");
    let times = said.rsplit_once(": ").map_or("", |(_, rest)| rest);
    let times: f64 = times.chars().filter(char::is_ascii_digit).collect::<String>().parse()?;
    ensure!(said.starts_with("An access: ") && times > 10.0, "{said}");
    // It stands beside the switch, too, where it can also be asked for.
    let short = page.text(".access [title]").await?;
    ensure!(said.contains(&format!("{} times as slow", short.trim_end_matches('×'))), "{short}: {said}");
    page.open("lang=en").await?;
    page.find("#access-run").await?.click().await?;
    wait_for("it is measured beside the switch", 20, async || {
        Ok(page.text(".access [title]").await?.ends_with('×').then_some(()))
    })
    .await?;
    Ok(())
}

/// A curve over the number of buyers, which follows the scenario, and its numbers.
async fn a_parameter_varied(page: &Page) -> Result<()> {
    page.open("lang=en").await?;
    page.compare("sweep").await?;
    wait_for("the chart", 10, async || Ok((page.count("#sweep").await? == 1).then_some(()))).await?;
    let complete = async |what: &str| {
        wait_for(what, 30, async || {
            let both =
                page.js("const { runs, all } = document.querySelector('#sweep').dataset; return [runs, all]").await?;
            Ok((both[0] == both[1] && both[1] != "0").then_some(()))
        })
        .await
    };
    complete("all runs are done").await?;
    page.find(".chart").await?.focus().await?;
    page.find(".chart").await?.send_keys(Key::Right + Key::Right).await?;
    let axes =
        page.js("return [...document.querySelectorAll('#sweep .axis')].map(({ innerText }) => innerText)").await?;
    ensure!(axes == serde_json::json!(["↑ Tickets oversold in one run", "Buyers →"]), "{axes}");
    let told = page.text("#sweep-here").await?;
    ensure!(told.contains("oversold on average") && told.contains("of 500 runs"), "{told}");
    // Another scenario, another curve: under a lock it lies on the ground.
    let height = "return document.querySelector('.chart .mean').getBBox().height";
    ensure!(page.js(height).await?.as_f64().is_some_and(|height| height > 100.0), "no curve");
    page.example("lock").await?;
    complete("all runs under a lock are done").await?;
    ensure!(page.js(height).await?.as_f64() == Some(0.0), "a lock oversells");
    Ok(())
}

/// Whatever the race does without delays, verdict and trace agree, a hundred times.
async fn verdict_and_trace_agree(page: &Page) -> Result<()> {
    page.open("").await?;
    let script = "return (async () => { const runs = []; for (let i = 0; i < 100; i += 1) {
        runs.push(await wasmBindings.race('search=0&pay=0&confirm=0&tickets=' + (i % 5) + '&buyers=' + (2 + i % 9), true));
    } return runs })()";
    let runs = page.js(script).await?;
    let runs = runs.as_array().cloned().unwrap_or_default();
    ensure!(runs.len() == 100, "{} runs", runs.len());
    for run in runs {
        let (scenario, verdict) = (&run["result"]["scenario"], &run["result"]["verdict"]);
        let [sold, left, oversold, lost] =
            ["sold", "left", "oversold", "lostUpdates"].map(|name| number(verdict, name));
        let (tickets, buyers) = (number(scenario, "tickets"), number(scenario, "buyers"));
        ensure!(run["checked"] == true, "the model does not admit {run}");
        let everybody = sold + number(verdict, "soldOut") + number(verdict, "failed");
        ensure!((everybody - buyers).abs() < 0.5, "somebody is missing: {run}");
        ensure!((oversold - (sold - tickets).max(0.0)).abs() < 0.5, "{run}");
        ensure!((verdict["consistent"] == true) == ((sold + left - tickets).abs() < 0.5), "{run}");
        // Without a lost update every write takes one off the record, so all adds up. One lost update
        // can oversell several times: a stale write may raise the record again.
        ensure!(lost > 0.0 || (oversold == 0.0 && verdict["consistent"] == true), "{run}");
    }
    Ok(())
}

/// The whole story.
pub fn outcomes() -> Result<()> {
    each_browser("outcomes", async |page: &Page| {
        steps!(
            page,
            defaults_oversell_ten_times_of_ten,
            a_lock_sells_once_and_slowly,
            join_sells_once_one_by_one,
            scopes,
            enough_tickets_and_still_wrong,
            the_pipe_sells_once,
            the_clerk_sells_once,
            compare_and_swap_sells_once,
            guards_side_by_side,
            guards_side_by_side_for_real,
            a_parameter_varied,
            verdict_and_trace_agree
        )
    })
}
