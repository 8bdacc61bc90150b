//! The parts that are loaded when they are opened: each by its own, and where one does not come, a word about it and a
//! button to try again.

use anyhow::{Result, ensure};
use oversold_e2e::{Kind, Page, each_browser, steps, wait_for};
use thirtyfour::Key;

/// Keeps a part away until `__back()`, as a network that is gone.
const KEPT_AWAY: &str = "
    const real = window.fetch, [part] = arguments;
    window.__asked = 0;
    window.fetch = (what, how) => {
        if (!String(what.url ?? what).includes(part)) return real(what, how);
        window.__asked += 1;
        return Promise.reject(new TypeError('kept away'));
    };
    window.__back = () => { window.fetch = real; };";

/// The part is answered as a file that is not there.
const NOT_FOUND: &str = "
    const real = window.fetch, [part] = arguments;
    window.__asked = 0;
    window.fetch = (what, how) => {
        if (!String(what.url ?? what).includes(part)) return real(what, how);
        window.__asked += 1;
        return Promise.resolve(new Response('not found', { status: 404, headers: { 'content-type': 'text/plain' } }));
    };
    window.__back = () => { window.fetch = real; };";

/// Which parts the page was given so far.
async fn came(page: &Page, part: &str) -> Result<bool> {
    let came = "return performance.getEntriesByType('resource').some(({ name }) => name.includes(arguments[0]))";
    Ok(page.js_with(came, vec![part.into()]).await? == true)
}

/// The loader logs what was thrown; Chromium tells of that only its type.
fn expect_refusal(page: &Page) {
    page.expect_error(if page.browser().kind == Kind::Chromium { "rror" } else { "kept away" });
}

async fn is_open(page: &Page) -> Result<bool> {
    Ok(page.count("dialog#share[open]").await? == 1)
}

/// The texts of the dialog are there: this many, and each says something.
async fn texts(page: &Page, count: usize) -> Result<Vec<String>> {
    wait_for(&format!("{count} texts to share"), 20, async || {
        Ok((page.count("#share pre").await? == count).then_some(()))
    })
    .await?;
    let texts = page.js("return [...document.querySelectorAll('#share pre')].map((text) => text.innerText)").await?;
    let texts: Vec<String> =
        texts.as_array().into_iter().flatten().filter_map(|text| Some(text.as_str()?.to_owned())).collect();
    ensure!(texts.iter().all(|text| text.contains(&page.url())), "{texts:#?}");
    Ok(texts)
}

/// Presses Escape where the focus is, and waits until the dialog is gone and the focus where it came from.
async fn escape(page: &Page) -> Result<()> {
    page.driver().active_element().await?.send_keys(Key::Escape + "").await?;
    wait_for("Escape closes the dialog", 5, async || Ok((!is_open(page).await?).then_some(()))).await?;
    let focus = page.js("return document.activeElement?.id ?? ''").await?;
    ensure!(focus == "share-open", "the focus went to {focus}");
    Ok(())
}

async fn the_share_dialog(page: &Page) -> Result<()> {
    page.open("guard=lock&speed=20&lang=en").await?;
    ensure!(!is_open(page).await?, "open by itself");
    ensure!(page.count("#share pre").await? == 0 && !came(page, "split_share").await?, "loaded before it is opened");
    page.find("#share-open").await?.click().await?;
    let first = texts(page, 6).await?;
    ensure!(is_open(page).await? && came(page, "split_share").await?, "not loaded when it was opened");
    ensure!(first[0].ends_with("?guard=lock&speed=20&lang=en"), "{}", first[0]);
    escape(page).await?;
    wait_for("nothing is left of it", 5, async || Ok((page.count("#share pre").await? == 0).then_some(()))).await?;
    // The second time it says what is on the page then.
    page.run(20).await?;
    page.wait_until("done", 10).await?;
    page.find("#share-open").await?.click().await?;
    let second = texts(page, 7).await?;
    ensure!(second[1].contains("#t=1."), "not exactly this run: {}", second[1]);
    page.find("#share header button").await?.click().await?;
    wait_for("the cross closes it", 5, async || Ok((!is_open(page).await?).then_some(()))).await
}

/// Everything in the dialog can be reached by the tab key, and is used by Enter.
async fn the_share_dialog_by_keyboard(page: &Page) -> Result<()> {
    page.open("speed=20&lang=en").await?;
    let share = wait_for("the tab key reaches the button", 10, async || {
        page.driver().active_element().await?.send_keys(Key::Tab + "").await?;
        Ok((page.js("return document.activeElement?.id").await? == "share-open").then_some(()))
    });
    share.await?;
    page.driver().active_element().await?.send_keys(Key::Enter + "").await?;
    texts(page, 6).await?;
    page.js(
        "window.__missing = new Set(document.querySelectorAll('#share button:enabled, #share summary, #share pre'))",
    )
    .await?;
    ensure!(page.js("return __missing.size").await?.as_u64() > Some(13), "few things to reach");
    for _ in 0..60 {
        // What has the focus at the beginning is reached too.
        if page.js("__missing.delete(document.activeElement); return __missing.size").await? == 0 {
            break;
        }
        page.driver().active_element().await?.send_keys(Key::Tab + "").await?;
    }
    let missing = page.js("return [...__missing].map(({ outerHTML }) => outerHTML.slice(0, 60))").await?;
    ensure!(missing == serde_json::json!([]), "not reached: {missing}");
    escape(page).await
}

/// Says that it could not be loaded, with a button that the tab key reaches; once it can be, Enter brings it.
/// It was asked for so often by then.
async fn tried_again(page: &Page, place: &str, there: &str, times: u64) -> Result<()> {
    let alert = format!("{place} [role=alert]");
    wait_for("it is said that it could not be loaded", 20, async || Ok((page.count(&alert).await? == 1).then_some(())))
        .await?;
    let said = page.text(&alert).await?;
    ensure!(said.contains("could not be loaded") && said.contains("Try again"), "{said}");
    ensure!(page.count(&format!("{place} [aria-busy=true]")).await? == 0, "it still seems to be on its way");
    ensure!(page.js("return __asked").await? == times, "asked {} times", page.js("return __asked").await?);
    // In vain at first.
    let again = format!("{alert} button");
    page.find(&again).await?.click().await?;
    wait_for("it is asked for again, and does not come", 20, async || {
        let asked = page.js("return __asked").await?.as_u64() > Some(times);
        Ok((asked && page.count(&again).await? == 1).then_some(()))
    })
    .await?;
    page.js("__back()").await?;
    let reached = wait_for("the tab key reaches the button", 10, async || {
        page.driver().active_element().await?.send_keys(Key::Tab + "").await?;
        let is_there = "return document.activeElement === document.querySelector(arguments[0])";
        Ok((page.js_with(is_there, vec![again.clone().into()]).await? == true).then_some(()))
    });
    reached.await?;
    page.driver().active_element().await?.send_keys(Key::Enter + "").await?;
    wait_for("it is there", 20, async || Ok((page.count(there).await? > 0).then_some(()))).await?;
    ensure!(page.count(&alert).await? == 0, "it is there, and said not to be");
    Ok(())
}

async fn a_share_dialog_that_does_not_come(page: &Page) -> Result<()> {
    expect_refusal(page);
    page.open("lang=en").await?;
    page.js_with(KEPT_AWAY, vec!["split_share".into()]).await?;
    page.find("#share-open").await?.click().await?;
    tried_again(page, "#share", "#share pre", 1).await?;
    texts(page, 6).await?;
    escape(page).await?;
    // Closed and opened, it is tried again too; and the page is none the worse for it.
    page.open("lang=en&speed=20").await?;
    page.js_with(KEPT_AWAY, vec!["split_share".into()]).await?;
    page.find("#share-open").await?.click().await?;
    wait_for("it is said", 20, async || Ok((page.count("#share [role=alert]").await? == 1).then_some(()))).await?;
    escape(page).await?;
    page.js("__back()").await?;
    let result = page.run(20).await?;
    ensure!(result["verdict"]["sold"] == 15, "{result}");
    page.wait_until("done", 10).await?;
    page.find("#share-open").await?.click().await?;
    texts(page, 7).await?;
    escape(page).await
}

/// Closed and opened again before the browser has told that it was closed.
async fn a_share_dialog_that_is_opened_at_once_again(page: &Page) -> Result<()> {
    page.open("speed=50&lang=en").await?;
    page.run(20).await?;
    page.wait_until("done", 10).await?;
    page.find("#share-open").await?.click().await?;
    texts(page, 7).await?;
    page.js("document.querySelector('#share').close(); document.querySelector('#share-open').click()").await?;
    page.js("return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))").await?;
    texts(page, 7).await?;
    escape(page).await
}

async fn a_share_dialog_that_is_not_found(page: &Page) -> Result<()> {
    // What the loader logs is an error without a text for Firefox's driver.
    page.expect_error(if page.browser().kind == Kind::Chromium { "rror" } else { "404" });
    page.open("lang=en").await?;
    page.js_with(NOT_FOUND, vec!["split_share".into()]).await?;
    page.find("#share-open").await?.click().await?;
    // Once more past what is kept.
    tried_again(page, "#share", "#share pre", 2).await?;
    escape(page).await
}

/// The link says which panel is open, and the page opens it by itself.
async fn a_link_opens_its_view(page: &Page) -> Result<()> {
    page.open("lang=en").await?;
    ensure!(!came(page, "split_compare").await?, "loaded before it is opened");
    page.open("view=compare&lang=en").await?;
    wait_for("the comparison", 20, async || Ok((page.count("#compare [data-guard=lock]").await? > 0).then_some(())))
        .await?;
    ensure!(page.count("#view-compare[aria-current=page]").await? == 1, "it is not the one that the navigation says");
    ensure!(came(page, "split_compare").await?, "it came without its module");
    ensure!(page.count("#panel [role=alert]").await? == 0, "{}", page.text("#panel").await?);
    let search = page.js("return location.search").await?;
    ensure!(search == "?view=compare&lang=en", "{search}");
    // Another panel of the same module, then one of the race, then the first again.
    let panels = [
        ("compare", "chance", "#run-many"),
        ("race", "log", "#log"),
        ("compare", "sweep", "#sweep"),
        ("compare", "guards", "#compare [data-guard]"),
    ];
    for (view, tab, there) in panels {
        page.show(view).await?;
        page.find(&format!("#tab-{tab}")).await?.click().await?;
        wait_for(tab, 20, async || Ok((page.count(there).await? > 0).then_some(()))).await?;
    }
    Ok(())
}

async fn a_view_that_does_not_come(page: &Page) -> Result<()> {
    expect_refusal(page);
    page.open("lang=en").await?;
    page.js_with(KEPT_AWAY, vec!["split_compare".into()]).await?;
    page.compare("guards").await?;
    tried_again(page, "#panel", "#compare [data-guard=lock]", 1).await?;
    // Whoever leaves for another panel is not followed by what was said of this one.
    page.open("lang=en").await?;
    page.js_with(KEPT_AWAY, vec!["split_compare".into()]).await?;
    page.compare("guards").await?;
    wait_for("it is said", 20, async || Ok((page.count("#panel [role=alert]").await? == 1).then_some(()))).await?;
    page.show("race").await?;
    page.find("#tab-log").await?.click().await?;
    wait_for("the log", 5, async || Ok((page.count("#log").await? == 1).then_some(()))).await?;
    ensure!(page.count("#panel [role=alert]").await? == 0, "still said beside the log");
    page.js("__back()").await?;
    page.compare("chance").await?;
    wait_for("it comes", 20, async || Ok((page.count("#run-many").await? == 1).then_some(()))).await
}

/// In pieces, and each when it is wanted.
pub fn parts() -> Result<()> {
    each_browser("parts", async |page: &Page| {
        steps!(
            page,
            the_share_dialog,
            the_share_dialog_by_keyboard,
            a_share_dialog_that_does_not_come,
            a_share_dialog_that_is_opened_at_once_again,
            a_share_dialog_that_is_not_found,
            a_link_opens_its_view,
            a_view_that_does_not_come
        )
    })
}
