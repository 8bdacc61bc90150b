//! axe-core finds nothing, before and after a run, in every theme and language.

use anyhow::{Result, ensure};
use oversold_e2e::browser::variable;
use oversold_e2e::{Page, each_browser, wait_for};
use serde_json::Value;

const RULES: &str = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }";

/// Finds nothing on the page as it stands.
pub async fn check(page: &Page, axe: &str, what: &str) -> Result<()> {
    page.js(axe).await?;
    let found = page.js(&format!("return axe.run(document, {RULES}).then((found) => found.violations)")).await?;
    let found: Vec<String> = found
        .as_array()
        .into_iter()
        .flatten()
        .map(|violation| {
            let nodes = violation["nodes"].as_array().into_iter().flatten().map(|node| &node["failureSummary"]);
            format!(
                "{}: {} {:?} {:?}",
                violation["id"],
                violation["help"],
                violation["nodes"][0]["html"],
                nodes.collect::<Vec<&Value>>()
            )
        })
        .collect();
    ensure!(found.is_empty(), "{what}: {found:#?}");
    Ok(())
}

pub fn axe_finds_nothing() -> Result<()> {
    each_browser("axe", async |page: &Page| {
        let axe = std::fs::read_to_string(variable("AXE")?)?;
        for look in ["lang=en&theme=light", "lang=zh&theme=dark"] {
            page.open(&format!("tickets=99999&speed=20&{look}")).await?;
            check(page, &axe, &format!("{look}, idle")).await?;
            page.open(&format!("guard=lock&speed=20&{look}")).await?;
            page.run(20).await?;
            page.wait_until("done", 5).await?;
            let race = ["log", "code", "table"].map(|tab| ("race", tab));
            for (view, tab) in race.into_iter().chain(["guards", "chance", "sweep"].map(|tab| ("compare", tab))) {
                page.show(view).await?;
                page.find(&format!("#tab-{tab}")).await?.click().await?;
                check(page, &axe, &format!("{look}, after a run, {tab}")).await?;
            }
            page.show("explore").await?;
            wait_for("its module has come", 20, async || {
                Ok((page.count("#schedules .story, #every-headline.right").await? > 0).then_some(()))
            })
            .await?;
            page.find("[data-take='1']").await?.click().await?;
            check(page, &axe, &format!("{look}, every schedule")).await?;
            // Few enough for the graph of states.
            page.open(&format!("view=explore&buyers=3&{look}")).await?;
            wait_for(
                "its module has come",
                20,
                async || Ok((page.count("#schedules .story").await? > 0).then_some(())),
            )
            .await?;
            for pressed in ["#show-odds", "[data-challenge='proof']", "[data-take='1']"] {
                page.find(pressed).await?.click().await?;
            }
            ensure!(page.count("#states [data-state]").await? > 0, "no graph");
            check(page, &axe, &format!("{look}, the graph of states")).await?;
            page.find("#states-table").await?.click().await?;
            check(page, &axe, &format!("{look}, the table of states")).await?;
        }
        page.open("speed=20").await?;
        page.run(20).await?;
        check(page, &axe, "oversold").await
    })
}
