//! Back and forward lead from view to view, from lesson to lesson and from step to step; what the controls say in one place
//! adds nothing to the way.

use anyhow::{Context, Result, ensure};
use oversold_e2e::{Page, each_browser, steps, wait_for};

/// Waits until the address says this, and the element of that place is there.
async fn stands(page: &Page, query: &str, element: &str) -> Result<()> {
    let script = "return location.search.slice(1) === arguments[0] && (document.querySelector(arguments[1])?.checkVisibility() ?? false)";
    let stands = async || Ok((page.js_with(script, vec![query.into(), element.into()]).await? == true).then_some(()));
    match wait_for(&format!("{query} at {element}"), 20, stands).await {
        Err(error) => Err(error.context(page.js("return location.href").await?.to_string())),
        Ok(()) => Ok(()),
    }
}

async fn length(page: &Page) -> Result<i64> {
    page.js("return history.length").await?.as_i64().context("no length")
}

async fn back_leads_from_view_to_view(page: &Page) -> Result<()> {
    page.open("lang=en").await?;
    let before = length(page).await?;
    page.js("document.querySelector('input[name=guard][value=lock]').click()").await?;
    stands(page, "guard=lock&lang=en", "#timeline").await?;
    ensure!(length(page).await? == before, "a control is a step");
    page.show("compare").await?;
    stands(page, "guard=lock&view=compare&lang=en", "#compare").await?;
    page.show("explore").await?;
    stands(page, "guard=lock&view=explore&lang=en", "#explore").await?;
    ensure!(length(page).await? == before + 2, "{} after {before}", length(page).await?);
    page.driver().back().await?;
    stands(page, "guard=lock&view=compare&lang=en", "#compare").await?;
    page.driver().back().await?;
    stands(page, "guard=lock&lang=en", "#timeline").await?;
    page.driver().forward().await?;
    stands(page, "guard=lock&view=compare&lang=en", "#compare").await
}

async fn back_leads_from_step_to_step(page: &Page) -> Result<()> {
    page.open("lang=en&view=learn&lesson=race.1").await?;
    let before = length(page).await?;
    let title = "#lesson[data-step='1'] #step-title";
    stands(page, "speed=5&view=learn&lesson=race.1&lang=en", title).await?;
    page.find("[data-go='2']").await?.click().await?;
    stands(page, "speed=5&view=learn&lesson=race.2&lang=en", "#lesson[data-step='2'] #step-title").await?;
    page.find("[data-lesson=lock]").await?.click().await?;
    stands(page, "guard=lock&speed=5&view=learn&lesson=lock.1&lang=en", "#lesson[data-step='1'] #step-title").await?;
    ensure!(length(page).await? == before + 2, "{} after {before}", length(page).await?);
    page.driver().back().await?;
    stands(page, "speed=5&view=learn&lesson=race.2&lang=en", "#lesson[data-step='2'] #step-title").await?;
    page.driver().back().await?;
    stands(page, "speed=5&view=learn&lesson=race.1&lang=en", title).await
}

/// A run of one's own where a recording stood is a step, and Back leads to the recording.
async fn back_leads_to_the_recording(page: &Page) -> Result<()> {
    let query = "buyers=3&speed=1000&engine=virtual&lang=en";
    page.open(query).await?;
    let recorded = page.run(10).await?["schedule"].as_str().context("no schedule")?.to_owned();
    let hash = format!("#t={recorded}");
    crate::replay::replayed(page, &format!("?{query}{hash}")).await?;
    page.wait_until("done", 10).await?;
    let before = length(page).await?;
    page.run(10).await?;
    page.wait_until("done", 10).await?;
    stands(page, query, "#run").await?;
    ensure!(page.js("return location.hash").await? == "", "the recording is still in the address");
    ensure!(length(page).await? == before + 1, "{} after {before}", length(page).await?);
    page.driver().back().await?;
    wait_for("the recording stands there again", 10, async || {
        let there = "return location.hash === arguments[0] && document.querySelector('#app').dataset.state === 'done'";
        Ok((page.js_with(there, vec![hash.clone().into()]).await? == true).then_some(()))
    })
    .await
}

pub fn history() -> Result<()> {
    each_browser("history", async |page: &Page| {
        steps!(page, back_leads_from_view_to_view, back_leads_from_step_to_step, back_leads_to_the_recording)
    })
}
