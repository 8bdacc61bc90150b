//! A worker that cannot start, dies, or goes silent: noticed, named, counted, and survived.

use anyhow::{Result, ensure};
use oversold_e2e::{Page, each_browser, steps, wait_for};

/// Runs with the third worker's script replaced, then checks that it is named and that the page lives on.
async fn third_fails(page: &Page, script: &str) -> Result<()> {
    page.open("buyers=6&search=300&pay=300&confirm=300").await?;
    page.js(&format!("__probe.script = (n) => n === 3 ? {script} : null")).await?;
    let result = page.run(30).await?;
    page.wait_until("done", 5).await?;
    ensure!(result["verdict"]["failed"] == 1, "{result}");
    ensure!(result["verdict"]["sold"] == 5, "{result}");
    ensure!(page.count("#failures li").await? == 1, "not one is named");
    ensure!(page.text("#failures li").await?.contains("Buyer 3 "), "{}", page.text("#failures").await?);
    page.js("__probe.script = null").await?;
    let result = page.run(30).await?;
    ensure!(result["verdict"]["failed"] == 0, "the next run: {result}");
    Ok(())
}

async fn a_script_that_is_not_there(page: &Page) -> Result<()> {
    page.expect_error("nowhere.js");
    page.expect_error("404");
    third_fails(page, "'nowhere.js'").await
}

async fn a_worker_that_throws(page: &Page) -> Result<()> {
    page.expect_error("thrown on purpose");
    let script = "onmessage = () => { throw new Error('thrown on purpose') }";
    third_fails(page, &format!("URL.createObjectURL(new Blob([`{script}`], {{ type: 'text/javascript' }}))")).await
}

async fn a_worker_that_never_answers(page: &Page) -> Result<()> {
    third_fails(page, "URL.createObjectURL(new Blob([''], { type: 'text/javascript' }))").await
}

/// Makes the browser refuse the third worker, then checks that this is told while the others still run.
async fn third_is_refused(page: &Page, refuse: &str) -> Result<()> {
    page.open("buyers=6&search=4000&pay=100&confirm=100&lang=en").await?;
    page.js(refuse).await?;
    page.press_run().await?;
    page.wait_until("running", 10).await?;
    wait_for("buyer 3 is named", 2, async || Ok((page.count("#failures li").await? == 1).then_some(()))).await?;
    let text = page.text("#failures li").await?;
    ensure!(text.contains("Buyer 3 ") && text.contains("refused on purpose"), "{text}");
    ensure!(page.state().await? == "running", "told only when the others had ended");
    page.wait_until("done", 15).await?;
    let result = page.js("return __probe.results.at(-1)").await?;
    ensure!(result["verdict"]["failed"] == 1 && result["verdict"]["sold"] == 5, "{result}");
    ensure!(page.count("#failures li").await? == 1, "{}", page.text("#failures").await?);
    let left = page.js("return __probe.workers.length - __probe.ended").await?;
    ensure!(left == 0, "{left} workers are left");
    Ok(())
}

async fn a_worker_that_cannot_be_made(page: &Page) -> Result<()> {
    third_is_refused(page, "__probe.script = (n) => { if (n === 3) throw new Error('refused on purpose') }").await
}

async fn a_worker_that_is_posted_nothing(page: &Page) -> Result<()> {
    let refuse = "const { postMessage } = Worker.prototype;
        Worker.prototype.postMessage = function (message, ...rest) {
            if (message?.buyer === 3) throw new Error('refused on purpose');
            return postMessage.call(this, message, ...rest);
        }";
    third_is_refused(page, refuse).await
}

/// Nobody can start: the run ends all the same, with everybody named, and the next one is as any other.
async fn no_worker_at_all(page: &Page) -> Result<()> {
    page.open("buyers=4&speed=20&lang=en").await?;
    page.js("__probe.script = () => { throw new Error('refused on purpose') }").await?;
    let result = page.run(5).await?;
    page.wait_until("done", 5).await?;
    ensure!(result["verdict"]["failed"] == 4 && result["verdict"]["sold"] == 0, "{result}");
    ensure!(page.count("#failures li").await? == 4, "{}", page.text("#failures").await?);
    page.js("__probe.script = null").await?;
    let result = page.run(20).await?;
    ensure!(result["verdict"]["failed"] == 0 && result["verdict"]["sold"] == 4, "the next run: {result}");
    Ok(())
}

/// No worker can be posted shared memory.
const NOTHING_SHARED: &str = "() => {
    const { postMessage } = Worker.prototype;
    const isShared = (value) => value instanceof SharedArrayBuffer;
    Worker.prototype.postMessage = function (message, ...rest) {
        if (isShared(message) || Object.values(message ?? {}).some(isShared)) {
            throw new DOMException('refused on purpose', 'DataCloneError');
        }
        return postMessage.call(this, message, ...rest);
    };
}";

/// The page was promised shared memory, and cannot hand it on: it simulates, says so, and leaves nothing behind of the try.
async fn shared_memory_that_cannot_be_posted(page: &Page) -> Result<()> {
    page.with_script(NOTHING_SHARED, async || page.open("speed=20").await).await?;
    wait_for("the page says that it simulates", 5, async || {
        Ok((page.count("#notices [data-notice=engine]").await? == 1).then_some(()))
    })
    .await?;
    let workers = page.js("return __probe.workers.map(({ over }) => over === true)").await?;
    ensure!(workers == serde_json::json!([true]), "tried with one worker that is ended: {workers}");
    let result = page.run(20).await?;
    ensure!(result["engine"] == "virtual" && result["verdict"]["sold"] == 15, "{result}");
    page.wait_until("done", 10).await?;
    // That of the buyers' script.
    let urls = page.js("return __probe.urls").await?;
    ensure!(urls == 1, "{urls} addresses are left");
    Ok(())
}

/// After a machine has slept, or where a browser hides the time, the page's clock is another than its workers': their times
/// are told all the same, and nobody waits for the difference.
async fn a_clock_that_differs(page: &Page) -> Result<()> {
    for (millis, query) in
        [(-3_600_000, "speed=10"), (20_000, "speed=10"), (500, "speed=10"), (-700, "speed=20&guard=join&buyers=4")]
    {
        let shifted = format!(
            "() => {{ const right = performance.timeOrigin; Object.defineProperty(performance, 'timeOrigin', {{ value: right + ({millis}) }}); }}"
        );
        page.with_script(&shifted, async || page.open(query).await).await?;
        let result = page.run(10).await?;
        let took = result["verdict"]["elapsedMs"].as_f64().unwrap_or(f64::NAN);
        ensure!((300.0..3000.0).contains(&took), "{millis} ms apart: {result}");
        page.wait_until("done", 5).await?;
        ensure!(page.text("#checked").await?.starts_with('✓'), "{millis} ms apart: the model does not admit the run");
    }
    Ok(())
}

async fn a_worker_that_goes_silent(page: &Page) -> Result<()> {
    // A terminated worker may live on to the end of its turn, so it sleeps much longer than that.
    page.open("buyers=6&search=5000&pay=100&confirm=100").await?;
    page.press_run().await?;
    page.wait_until("running", 10).await?;
    page.js("__probe.workers[2].vanish(); window.__gone = performance.now()").await?;
    wait_for("buyer 3 is named", 5, async || Ok((page.count("#failures li").await? == 1).then_some(()))).await?;
    ensure!(page.text("#failures li").await?.contains("Buyer 3 "), "{}", page.text("#failures").await?);
    page.wait_until("done", 10).await?;
    let result = page.js("return __probe.results.at(-1)").await?;
    ensure!(result["verdict"]["failed"] == 1 && result["verdict"]["sold"] == 5, "{result}");
    Ok(())
}

/// The one who went silent is named, and the page shows who waits for it.
async fn waits_for(page: &Page, holder: &str, waiters: usize) -> Result<()> {
    let text = page.text("#failures").await?;
    ensure!(page.count("#failures li").await? == 1 && text.contains("no sign of life"), "{text}");
    let selector = format!("#deadlock[data-holder=\"{holder}\"] li");
    let shown = page.count(&selector).await?;
    ensure!(shown == waiters, "{shown} wait for {holder}: {}", page.text("#deadlock").await?);
    Ok(())
}

/// The buyer who has the lock vanishes: nobody else can ever get it. The page ends the run and says so.
async fn the_holder_of_the_lock_dies(page: &Page) -> Result<()> {
    page.open("buyers=5&search=100&pay=20000&guard=lock").await?;
    page.find("#tab-log").await?.click().await?;
    page.press_run().await?;
    let holder = wait_for("somebody has read inside the lock", 10, async || {
        let script = "return [...document.querySelectorAll('#log li')].find(line => line.innerText.includes('reads'))
            ?.querySelector('.who').innerText.match(/[0-9]+/)[0] ?? null";
        Ok(page.js(script).await?.as_str().map(str::to_owned))
    })
    .await?;
    page.js(&format!("__probe.workers[{holder} - 1].vanish()")).await?;
    page.wait_until("done", 10).await?;
    waits_for(page, &holder, 4).await?;
    page.open("buyers=3&speed=20&guard=lock").await?;
    let result = page.run(20).await?;
    ensure!(result["verdict"]["sold"] == 1, "{result}");
    Ok(())
}

/// Messages do not save anybody either: with the buyer who has taken the count out of the pipe, the count is gone, and
/// with the clerk nobody is left to answer. The page ends the run, says why, and is ready for the next one.
async fn whoever_has_the_count_dies(page: &Page) -> Result<()> {
    page.open("buyers=4&search=100&pay=20000&guard=pipe&lang=en").await?;
    page.find("#tab-log").await?.click().await?;
    page.press_run().await?;
    let holder = wait_for("somebody has taken the count to buy", 10, async || {
        let script = "const takers = [...document.querySelectorAll('#log li')].filter(line => line.innerText.includes('out of the pipe'))
            .map(line => line.querySelector('.who').innerText.match(/[0-9]+/)[0]);
            return takers.find((who, at) => takers.indexOf(who) < at) ?? null";
        Ok(page.js(script).await?.as_str().map(str::to_owned))
    })
    .await?;
    page.js(&format!("__probe.workers[{holder} - 1].vanish()")).await?;
    page.wait_until("done", 10).await?;
    waits_for(page, &holder, 3).await?;

    page.open("buyers=4&search=100&pay=20000&guard=queue&lang=en").await?;
    page.find("#tab-log").await?.click().await?;
    page.press_run().await?;
    wait_for("the clerk serves a purchase", 10, async || {
        let busy = "return document.querySelector('#log')?.innerText.includes('ask for a ticket') || null";
        Ok(page.js(busy).await?.as_bool())
    })
    .await?;
    page.js("__probe.workers[4].vanish()").await?;
    page.wait_until("done", 10).await?;
    waits_for(page, "5", 4).await?;
    let text = page.text("#failures").await?;
    ensure!(text.contains("The clerk gave no sign of life"), "{text}");
    ensure!(page.text("#deadlock").await?.contains("clerk, dead"), "{}", page.text("#deadlock").await?);
    let result = page.js("return __probe.results.at(-1).verdict").await?;
    ensure!(result["failed"] == 4 && result["sold"] == 0, "{result}");

    page.open("buyers=3&speed=20&guard=queue").await?;
    let result = page.run(20).await?;
    ensure!(result["verdict"]["sold"] == 1, "{result}");
    Ok(())
}

/// Every way to fail.
pub fn faults() -> Result<()> {
    each_browser("faults", async |page: &Page| {
        steps!(
            page,
            a_script_that_is_not_there,
            a_worker_that_throws,
            a_worker_that_never_answers,
            a_worker_that_cannot_be_made,
            a_worker_that_is_posted_nothing,
            no_worker_at_all,
            shared_memory_that_cannot_be_posted,
            a_clock_that_differs,
            a_worker_that_goes_silent,
            the_holder_of_the_lock_dies,
            whoever_has_the_count_dies
        )
    })
}
