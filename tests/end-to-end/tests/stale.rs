//! What comes late, or is refused: a run that is over never takes the place of the one that is asked for, a recording
//! stays what it is, and the address catches up.

use anyhow::{Result, ensure};
use oversold_e2e::{Page, each_browser, steps, wait_for};
use serde_json::{Value, json};

/// Holds the race back, with what it is made of, until `__arrive()`.
const HELD: &str = r"() => {
  const real = window.fetch;
  const arrived = new Promise((arrive) => { window.__arrive = arrive; });
  window.fetch = (what, how) => /\/(split|chunk)_/.test(what.url ?? what)
    ? arrived.then(() => real(what, how))
    : real(what, how);
}";

/// The next three changes of the address are refused, as browsers refuse too many in a short time.
const REFUSED: &str = "
    const real = history.replaceState;
    window.__refused = 0;
    history.replaceState = function (...args) {
        if (window.__refused < 3) {
            window.__refused += 1;
            throw new DOMException('refused on purpose', 'SecurityError');
        }
        return real.apply(this, args);
    };";

async fn choose(page: &Page, guard: &str) -> Result<()> {
    // The field itself is as small as a pixel; what is pressed is its label.
    page.js(&format!("document.querySelector('input[name=guard][value={guard}]').click()")).await?;
    wait_for(&format!("the guard is {guard}"), 5, async || {
        Ok((page.count(&format!("input[name=guard][value={guard}]:checked")).await? == 1).then_some(()))
    })
    .await
}

/// What the shell says of the run, while the race is not there.
async fn shell_says(page: &Page, state: &str) -> Result<()> {
    wait_for(&format!("the shell says {state}"), 20, async || {
        let now = page.js("return document.querySelector('#app')?.dataset.state ?? ''").await?;
        Ok((now == state).then_some(()))
    })
    .await
}

/// All of so many workers were started, and have ended.
async fn workers_have_ended(page: &Page, workers: usize) -> Result<()> {
    wait_for(&format!("{workers} workers have ended"), 20, async || {
        let counted = page.js("return [__probe.workers.length, __probe.ended]").await?;
        Ok((counted == json!([workers, workers])).then_some(()))
    })
    .await
}

/// The lock sold one ticket to one buyer, and the page says so everywhere.
async fn one_owner(page: &Page) -> Result<()> {
    page.wait_until("done", 30).await?;
    wait_for("the model admits the run", 10, async || {
        Ok((page.count("#checked[data-checked=true]").await? == 1).then_some(()))
    })
    .await?;
    let results = page
        .js("return __probe.results.map(({ scenario, verdict }) => [scenario.guard, verdict.sold, verdict.oversold])")
        .await?;
    ensure!(results == json!([["lock", 1, 0]]), "{results}");
    ensure!(page.count("#verdict[data-verdict=right]").await? == 1, "{}", page.text("#verdict").await?);
    let numbers = page
        .js("return ['sold', 'oversold'].map((name) => document.querySelector(`[data-number=${name}]`).innerText)")
        .await?;
    ensure!(numbers == json!(["1", "0"]), "{numbers}");
    page.find("#tab-log").await?.click().await?;
    let bought = page.count("#log li.bought").await?;
    ensure!(bought == 1, "{bought} buyers own the ticket");
    // Nobody reads but who has the lock: the order of the log is that of one run, and of this one.
    let order = "return [...document.querySelectorAll('#log li')]
        .filter((line) => /has the lock|reads/.test(line.innerText))
        .map((line) => line.querySelector('.who').innerText)";
    let order = page.js(order).await?;
    let readers = order.as_array().cloned().unwrap_or_default();
    ensure!(readers.len() == 30, "fifteen take the lock and read: {order}");
    ensure!(readers.chunks(2).all(|pair| pair.first() == pair.last()), "somebody reads in between: {order}");
    Ok(())
}

/// A run without a guard ends before the race is there to judge it, is cancelled, and another is asked for.
async fn a_run_that_nobody_waits_for_is_not_judged(page: &Page) -> Result<()> {
    for after_the_second in [false, true] {
        let address = format!("{}?speed=20&lang=en", page.url());
        page.with_script(HELD, async || Ok(page.driver().goto(address).await?)).await?;
        shell_says(page, "idle").await?;
        page.press_run().await?;
        workers_have_ended(page, 15).await?;
        ensure!(page.count("#run").await? == 0, "a run that is not judged can be cancelled");
        page.find("#cancel").await?.click().await?;
        shell_says(page, "cancelled").await?;
        choose(page, "lock").await?;
        page.press_run().await?;
        if after_the_second {
            workers_have_ended(page, 15).await?;
        }
        page.js("__arrive()").await?;
        one_owner(page).await?;
    }
    Ok(())
}

/// The same scenario is a recording of more buyers than real workers can be: whatever else is set, it stays there.
async fn a_recording_of_many_stays(page: &Page) -> Result<()> {
    page.open("engine=virtual&buyers=150&speed=1000").await?;
    let result = page.run(20).await?;
    let schedule = result["schedule"].as_str().unwrap_or_default().to_owned();
    ensure!(!schedule.is_empty(), "no schedule: {result}");
    let address = format!("{}?engine=workers&buyers=150&lang=en#t={schedule}", page.url());
    page.driver().goto("about:blank").await?;
    page.driver().goto(address).await?;
    // Played again at the speed of a link that names none; its end is as good.
    wait_for("the recording plays", 20, async || {
        Ok(["replaying", "done"].contains(&page.state().await?.as_str()).then_some(()))
    })
    .await?;
    let theme = "return document.documentElement.dataset.theme ?? null";
    let before = page.js(theme).await?;
    page.find("#theme").await?.click().await?;
    wait_for("another theme", 5, async || Ok((page.js(theme).await? != before).then_some(()))).await?;
    let buyers = page.js("return document.querySelector('input[name=buyers]').value").await?;
    ensure!(buyers == "150", "the field says {buyers}");
    let hash = page.js("return location.hash").await?;
    ensure!(hash == format!("#t={schedule}"), "the hash says {hash}");
    let state = page.state().await?;
    ensure!(["replaying", "done"].contains(&state.as_str()), "the page is {state}");
    page.find("#to-end").await?.click().await?;
    page.wait_until("done", 5).await?;
    ensure!(page.count("#verdict[data-verdict=wrong]").await? == 1, "{}", page.text("#verdict").await?);
    let sold = page.text("[data-number=sold]").await?;
    ensure!(sold == "150", "{sold} sold");
    Ok(())
}

/// One step back while time goes on: it stands still, one event earlier.
async fn a_step_back_pauses_what_plays(page: &Page) -> Result<()> {
    page.open("engine=virtual&speed=1&lang=en").await?;
    page.press_run().await?;
    wait_for("some events are shown", 10, async || {
        let shown = page.js("return Number(document.querySelector('#scrub')?.value ?? 0)").await?;
        Ok((shown.as_u64() > Some(1)).then_some(()))
    })
    .await?;
    ensure!(page.text("#status").await?.contains("unning"), "not playing: {}", page.text("#status").await?);
    // Both in one turn, so that no frame comes between; then thirty frames, in which time could go on.
    let step = "
        const scrub = document.querySelector('#scrub'), before = Number(scrub.value);
        document.querySelector('#prev-event').dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }));
        return (async () => {
            const shown = [];
            for (let n = 0; n < 30; n += 1) {
                await new Promise(requestAnimationFrame);
                shown.push(Number(scrub.value) - before);
            }
            return shown;
        })()";
    let shown = page.js(step).await?;
    // The frame of the click itself may be drawn before it.
    let after = shown.as_array().cloned().unwrap_or_default();
    ensure!(after.len() == 30 && after.iter().skip(1).all(|by| *by == -1), "events more than before: {shown}");
    ensure!(page.text("#status").await?.contains("aused"), "{}", page.text("#status").await?);
    page.find("#play").await?.click().await?;
    wait_for("time goes on", 10, async || Ok(page.text("#status").await?.contains("unning").then_some(()))).await
}

/// The browser refuses to change the address for a while: it says what is on the page all the same, a little later.
async fn an_address_that_is_refused_catches_up(page: &Page) -> Result<()> {
    page.open("buyers=4").await?;
    let search = "return location.search";
    page.js(REFUSED).await?;
    choose(page, "lock").await?;
    wait_for("a change is refused", 5, async || {
        Ok((page.js("return __refused").await?.as_u64() > Some(0)).then_some(()))
    })
    .await?;
    ensure!(page.js(search).await? == "?buyers=4", "not refused: {}", page.js(search).await?);
    wait_for("the address says what is on the page", 10, async || {
        Ok((page.js(search).await? == "?buyers=4&guard=lock").then_some(()))
    })
    .await?;
    ensure!(page.js("return __refused").await? == 3, "refused {} times", page.js("return __refused").await?);
    // Of several changes that were refused the last one is said.
    page.js(REFUSED).await?;
    choose(page, "join").await?;
    choose(page, "none").await?;
    wait_for("the last of several changes", 10, async || Ok((page.js(search).await? == "?buyers=4").then_some(())))
        .await
}

/// Real workers are compared, and Run is pressed meanwhile: each run waits for its turn, and all buyers come to start.
async fn a_run_while_real_workers_are_compared(page: &Page) -> Result<()> {
    page.open("buyers=30&speed=20&lang=en").await?;
    page.compare("guards").await?;
    wait_for("the comparison", 20, async || {
        Ok((page.count("#compare input[name=times][value=real]:enabled").await? == 1).then_some(()))
    })
    .await?;
    page.js("document.querySelector('#compare input[name=times][value=real]').click()").await?;
    wait_for("real workers are compared", 10, async || Ok((page.count("#compare-progress").await? == 1).then_some(())))
        .await?;
    let result = page.run(60).await?;
    let verdict = &result["verdict"];
    ensure!(result["engine"] == "workers" && verdict["failed"] == 0, "{result}");
    ensure!(verdict["sold"] == 30 && page.count("#failures li").await? == 0, "{result}");
    wait_for("the comparison ends", 120, async || {
        let progress = "const { done, all } = document.querySelector('#compare-progress').dataset; return done === all";
        Ok((page.js(progress).await? == true).then_some(()))
    })
    .await?;
    // A run that could not be made has a text in the place of its numbers; simulated alone is no failure.
    let failed = "return [...document.querySelectorAll('#compare .cure .nothing')].map(({ innerText }) => innerText)";
    let failed = page.js(failed).await?;
    ensure!(failed == Value::Array(Vec::new()), "{failed}");
    let rows = page.count("#compare [data-guard]").await?;
    ensure!(rows > 5, "only {rows} rows");
    Ok(())
}

/// Late, or refused.
pub fn stale() -> Result<()> {
    each_browser("stale", async |page: &Page| {
        steps!(
            page,
            a_run_that_nobody_waits_for_is_not_judged,
            a_recording_of_many_stays,
            a_step_back_pauses_what_plays,
            an_address_that_is_refused_catches_up,
            a_run_while_real_workers_are_compared
        )
    })
}
