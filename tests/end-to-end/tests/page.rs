//! The page itself: languages, themes, keyboard, sizes, and where it has to simulate.

use anyhow::{Result, ensure};
use oversold_e2e::{Page, each_browser, each_browser_with, steps, wait_for};
use thirtyfour::Key;
use xtask::server::Headers;

async fn languages_and_themes(page: &Page) -> Result<()> {
    page.open("lang=zh&theme=dark").await?;
    ensure!(page.text("#verdict").await?.contains("超卖"), "{}", page.text("#verdict").await?);
    let root = page
        .js("return [document.documentElement.lang, document.documentElement.dataset.theme, document.title]")
        .await?;
    ensure!(root[0] == "zh-Hans" && root[1] == "dark", "{root}");
    page.find("#lang").await?.click().await?;
    wait_for("English", 5, async || Ok(page.text("#verdict").await?.contains("oversell").then_some(()))).await?;
    page.find("#theme").await?.click().await?;
    let search = page.js("return location.search").await?;
    ensure!(search == "?lang=en", "{search}");
    Ok(())
}

async fn keyboard_alone(page: &Page) -> Result<()> {
    page.open("speed=20&buyers=4").await?;
    let reached = wait_for("the tab key reaches Run", 10, async || {
        page.driver().active_element().await?.send_keys(Key::Tab + "").await?;
        Ok((page.js("return document.activeElement?.id").await? == "run").then_some(()))
    });
    reached.await?;
    page.driver().active_element().await?.send_keys(Key::Enter + "").await?;
    page.wait_until("done", 10).await?;
    // Nothing stole the focus: it is on the button or where the browser puts it when that goes.
    let focus = page.js("return document.activeElement?.id ?? ''").await?;
    ensure!(focus == "run" || focus == "", "the focus went to {focus}");
    page.js("document.querySelector('#timeline').focus()").await?;
    let canvas = page.find("#timeline").await?;
    canvas.send_keys(Key::Right + "").await?;
    wait_for("the first mark is explained", 5, async || {
        Ok(page.text("#explain").await?.contains("Buyer").then_some(()))
    })
    .await?;
    let first = page.text("#explain").await?;
    canvas.send_keys(Key::Right + "").await?;
    wait_for("another mark is explained", 5, async || Ok((page.text("#explain").await? != first).then_some(())))
        .await?;
    canvas.send_keys(Key::Escape + "").await?;
    wait_for("Escape gives the keys back", 5, async || {
        Ok((page.js("return document.activeElement?.id ?? ''").await? != "timeline").then_some(()))
    })
    .await
}

async fn log_and_table_say_the_same(page: &Page) -> Result<()> {
    page.verdict("speed=20", 20).await?;
    page.wait_until("done", 5).await?;
    page.find("#tab-log").await?.click().await?;
    ensure!(page.count("#log li.bought").await? == 1, "{} have the ticket", page.count("#log li.bought").await?);
    let oversold = "return [...document.querySelectorAll('#log li.wrong .what')].filter(what => what.textContent === 'bought (oversold)').length";
    ensure!(page.js(oversold).await? == 14, "{} lines say oversold", page.js(oversold).await?);
    page.js("const s = document.querySelector('#log-filter'); s.value = '7'; s.dispatchEvent(new Event('change', { bubbles: true }))").await?;
    wait_for("the log shows buyer 7 alone", 5, async || {
        let others = page
            .js("return [...document.querySelectorAll('#log .who')].filter(who => who.innerText !== 'buyer 7').length")
            .await?;
        Ok((others == 0 && page.count("#log li").await? > 3).then_some(()))
    })
    .await?;
    page.find("#tab-table").await?.click().await?;
    wait_for("fifteen rows", 5, async || Ok((page.count("#table tbody tr").await? == 15).then_some(()))).await?;
    page.find("#tab-code").await?.click().await?;
    page.js("document.querySelector('input[name=dialect][value=steps]').click()").await?;
    wait_for("the steps", 5, async || Ok((page.count("#code li").await? == 14).then_some(()))).await
}

/// How far the page sticks out sideways and what does; empty when nothing.
pub const TOO_WIDE: &str = "
    const root = document.documentElement, over = root.scrollWidth - root.clientWidth;
    if (over === 0) return '';
    const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > root.clientWidth);
    return `${over} px too wide: ` + out.map(e => `${e.tagName}#${e.id}.${e.className}`).join(' ');";

/// A system without the right fonts draws wider letters.
const WIDE_LETTERS: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { letter-spacing: 0.12em }');
    document.adoptedStyleSheets.push(sheet);";

/// At every size and theme and in every language nothing sticks out sideways; and pictures for people.
async fn fits_every_screen(page: &Page) -> Result<()> {
    for (width, height) in [(360, 740), (1280, 900)] {
        page.resize(width, height).await?;
        for look in ["lang=en&theme=light", "lang=en&theme=dark", "lang=zh&theme=light", "lang=zh&theme=dark"] {
            page.verdict(&format!("speed=20&{look}"), 20).await?;
            page.wait_until("done", 5).await?;
            let over = page.js(TOO_WIDE).await?;
            ensure!(over == "", "{look} at {width} px: {over}");
            page.js(WIDE_LETTERS).await?;
            let over = page.js(TOO_WIDE).await?;
            ensure!(over == "", "{look} at {width} px with wide letters: {over}");
            page.js("document.adoptedStyleSheets.pop()").await?;
            page.screenshot(&format!("screen-{width}-{}", look.replace(['=', '&'], "-"))).await?;
        }
    }
    Ok(())
}

pub fn without_isolation_it_simulates_and_says_so() -> Result<()> {
    each_browser_with("plain-host", Headers::Plain, async |page: &Page| {
        let script = "() => { delete Navigator.prototype.serviceWorker; }";
        page.with_script(script, async || page.open("speed=20").await).await?;
        ensure!(page.count("[data-notice=engine]").await? == 1, "no word about why");
        let result = page.run(20).await?;
        ensure!(result["engine"] == "virtual" && result["verdict"]["elapsedMs"] == 3500, "{result}");
        page.wait_until("done", 10).await
    })
}

async fn virtual_runs_are_exact_and_the_same_everywhere(page: &Page) -> Result<()> {
    for (guard, elapsed, sold) in [("none", 3500, 15), ("lock", 17500, 1), ("join", 31500, 1)] {
        let verdict = page.verdict(&format!("engine=virtual&speed=1000&guard={guard}"), 20).await?;
        ensure!(verdict["elapsedMs"] == elapsed && verdict["sold"] == sold, "{guard}: {verdict}");
    }
    Ok(())
}

/// What the page shows, and how it is used.
pub fn the_page() -> Result<()> {
    each_browser("the_page", async |page: &Page| {
        steps!(
            page,
            fits_every_screen,
            keyboard_alone,
            languages_and_themes,
            log_and_table_say_the_same,
            virtual_runs_are_exact_and_the_same_everywhere
        )
    })
}
