//! Long lists: how much of them is shown is said, and more is shown when asked for.

use anyhow::{Context, Result, ensure};
use oversold_e2e::{Page, each_browser, steps, wait_for};
use thirtyfour::Key;

/// A simulated run, all of it shown, and its log.
async fn ran(page: &Page, query: &str) -> Result<()> {
    page.open(&format!("engine=virtual&speed=1000&lang=en&{query}")).await?;
    page.run(60).await?;
    page.wait_until("done", 20).await?;
    Ok(page.find("#tab-log").await?.click().await?)
}

/// So many are shown, and this is said of it; without a word, all are.
async fn shows(page: &Page, items: &str, count: usize, said: Option<&str>) -> Result<()> {
    let mut last = 0;
    let wanted = format!("{count} of {items}");
    let shown = wait_for(&wanted, 10, async || {
        last = page.count(items).await?;
        Ok((last == count).then_some(()))
    });
    shown.await.with_context(|| format!("{last} are shown"))?;
    match said {
        Some(said) => {
            let text = page.text("#panel .rest").await?;
            ensure!(text.contains(said), "{said:?} is not in {text:?}");
        }
        None => ensure!(page.count("#panel .rest").await? == 0, "{}", page.text("#panel .rest").await?),
    }
    Ok(())
}

/// Looked, read, wrote, bought: four lines a buyer, and the last one.
async fn the_log(page: &Page) -> Result<()> {
    ran(page, "buyers=200").await?;
    shows(page, "#log li", 600, Some("600 of 801")).await?;
    page.js("document.querySelector('#log-filter').focus()").await?;
    let reached = wait_for("the tab key reaches the button for more", 5, async || {
        page.driver().active_element().await?.send_keys(Key::Tab + "").await?;
        Ok(page.js("return document.activeElement.matches('#panel .rest button')").await?.as_bool().filter(|is| *is))
    });
    reached.await?;
    page.driver().active_element().await?.send_keys(Key::Enter + "").await?;
    shows(page, "#log li", 801, None).await?;
    // Whose lines are few has nothing more to show; everybody's are many again.
    let filter = "const filter = document.querySelector('#log-filter'); filter.value = arguments[0];
        filter.dispatchEvent(new Event('change', { bubbles: true }))";
    page.js_with(filter, vec!["7".into()]).await?;
    shows(page, "#log li", 4, None).await?;
    page.js_with(filter, vec!["".into()]).await?;
    shows(page, "#log li", 600, Some("600 of 801")).await?;
    // As many as fit are all there.
    ran(page, "buyers=149").await?;
    shows(page, "#log li", 597, None).await
}

async fn the_log_of_a_lock(page: &Page) -> Result<()> {
    ran(page, "buyers=150&guard=lock").await?;
    let text = page.text("#panel .rest").await?;
    let all = text.split_whitespace().find_map(|word| word.parse::<usize>().ok().filter(|all| *all > 600));
    ensure!(text.starts_with("600 of ") && all.is_some(), "{text:?}");
    page.find("#panel .rest button").await?.click().await?;
    shows(page, "#log li", all.unwrap_or_default(), None).await
}

/// A row a buyer.
async fn the_table(page: &Page) -> Result<()> {
    ran(page, "buyers=1000").await?;
    page.find("#tab-table").await?.click().await?;
    shows(page, "#table tbody tr", 500, Some("500 of 1,000")).await?;
    page.find("#panel .rest button").await?.click().await?;
    shows(page, "#table tbody tr", 1000, None).await?;
    let last = page.text("#table tbody tr:last-child th").await?;
    ensure!(last.contains("1000") || last.contains("1,000"), "the last row is that of {last}");
    Ok(())
}

/// Nothing is left out in silence.
pub fn long() -> Result<()> {
    each_browser("long", async |page: &Page| steps!(page, the_log, the_log_of_a_lock, the_table))
}
