//! Many buyers: numbers of a thousand digits, and more.

use super::explored;
use anyhow::{Result, ensure};
use oversold_e2e::{Page, wait_for};

/// Two hundred buyers have numbers of more than a thousand digits, and the page stays alive meanwhile.
pub async fn two_hundred_buyers(page: &Page) -> Result<()> {
    page.open("buyers=200&view=explore&lang=en").await?;
    ensure!(page.count("#every-headline").await? == 0, "explored by itself");
    page.find("#explore-run").await?.click().await?;
    page.find("#explore-cancel").await?.click().await?;
    wait_for("it is cancelled", 5, async || Ok((page.count("#explore-cancel").await? == 0).then_some(()))).await?;
    ensure!(page.js("return __probe.explored.length").await? == 0, "told, though cancelled");
    page.find("#explore-run").await?.click().await?;
    let told = explored(page).await?;
    let digits = told["schedules"]["total"].as_str().map(str::len);
    ensure!(digits > Some(1000), "{digits:?} digits");
    let headline = page.text("#every-headline").await?;
    ensure!(headline.contains(" × 10¹"), "{headline}");
    // One drawn from all, and then another: each is a whole run, with a text that opens it.
    let mut drawn = Vec::new();
    while drawn.len() < 2 {
        page.find("[data-schedule=drawn]").await?.click().await?;
        let next = wait_for("one is drawn", 20, async || {
            let is_drawn = "document.querySelector('[data-schedule=drawn][aria-pressed=true]')";
            let link = page.js(&format!("return {is_drawn} && document.querySelector('#schedules a')?.href")).await?;
            Ok(link
                .as_str()
                .filter(|link| link.contains("#t=") && !drawn.contains(&(*link).to_owned()))
                .map(str::to_owned))
        });
        drawn.push(next.await?);
    }
    Ok(())
}

/// Not the number of buyers is limited; single schedules are shown as long as there are lanes for them.
pub async fn more_buyers_than_lanes(page: &Page) -> Result<()> {
    page.open("buyers=2500&guard=lock&scope=task&view=explore&lang=en").await?;
    page.find("#explore-run").await?.click().await?;
    let told = explored(page).await?;
    let digits = told["schedules"]["total"].as_str().map(str::len);
    // 2500! has so many.
    ensure!(told["complete"] == true && told["shortest"].is_null() && digits == Some(7412), "{digits:?} digits");
    let said = page.text("#schedules-shown").await?;
    ensure!(said == "Single schedules are shown for up to 2,000 buyers.", "{said}");
    Ok(())
}
