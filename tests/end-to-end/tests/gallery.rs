//! The gallery: seven lessons, each with a demo in a frame.

use anyhow::{Context, Result, ensure};
use oversold_e2e::{Page, each_browser, steps, wait_for};

async fn it_is_light_until_somebody_presses_run(page: &Page) -> Result<()> {
    page.driver().goto(format!("{}gallery.html", page.url())).await?;
    let frames = wait_for("seven frames with a poster", 20, async || {
        let script = "const frames = [...document.querySelectorAll('oversold-demo')].map(demo => demo.shadowRoot?.querySelector('iframe')).filter(Boolean);
            frames.forEach(frame => frame.loading = 'eager');
            return frames.filter(frame => frame.contentDocument?.querySelector('#poster-run')).length";
        let count = page.js(script).await?.as_u64().context("no count")?;
        Ok((count == 7).then_some(count))
    })
    .await?;
    let loaded = page
        .js("return [...document.querySelectorAll('oversold-demo')].map(demo => demo.shadowRoot?.querySelector('iframe')).filter(Boolean).map(frame => {
            const entries = [...frame.contentWindow.performance.getEntriesByType('resource'), frame.contentWindow.performance.getEntriesByType('navigation')[0]];
            return [entries.some(({ name }) => name.includes('.wasm')), entries.reduce((sum, entry) => sum + entry.encodedBodySize, 0)]; })")
        .await?;
    let questions = page
        .js("return new Set([...document.querySelectorAll('oversold-demo')].map((demo) => demo.shadowRoot.querySelector('iframe').contentDocument.querySelector('#poster h1').innerText)).size")
        .await?;
    ensure!(questions == 7, "{questions} questions for seven demos");
    for frame in loaded.as_array().context("no frames")? {
        ensure!(frame[0] == false, "a frame loaded the app before anybody asked: {loaded}");
        ensure!(frame[1].as_u64().context("no size")? < 15_000, "{frames} frames: {loaded}");
    }
    page.js("window.done = []; document.querySelectorAll('oversold-demo').forEach(demo => demo.addEventListener('done', ({ detail }) => window.done.push(detail)));
        document.querySelector('oversold-demo').run()").await?;
    let done = wait_for("the first demo has run", 20, async || {
        let done = page.js("return window.done[0] ?? null").await?;
        Ok((!done.is_null()).then_some(done))
    })
    .await?;
    ensure!(done["verdict"]["oversold"] == 14, "{done}");
    wait_for("the frame is as high as its content", 10, async || {
        let script = "const { contentDocument: { documentElement: page }, contentWindow } =
                document.querySelector('oversold-demo').shadowRoot.querySelector('iframe');
            return page.scrollHeight <= contentWindow.innerHeight && page.clientWidth === contentWindow.innerWidth";
        Ok((page.js(script).await? == true).then_some(()))
    })
    .await?;
    ensure!(page.js("return scrollY === 0").await? == true, "the page scrolled");
    // Asked at the same time, they run one after the other.
    page.js(
        "window.done = []; window.together = 0;
         const demos = [...document.querySelectorAll('oversold-demo')].slice(0, 3);
         const frames = demos.map(demo => demo.shadowRoot.querySelector('iframe'));
         const busy = frame => ['starting', 'running'].includes(frame.contentDocument.querySelector('#app')?.dataset.state);
         const look = () => { window.together = Math.max(window.together, frames.filter(busy).length); requestAnimationFrame(look); };
         look();
         demos.forEach(demo => { demo.set({ speed: 20 }); demo.run(); });",
    )
    .await?;
    wait_for("three demos have run", 30, async || Ok((page.js("return window.done.length").await? == 3).then_some(())))
        .await?;
    ensure!(page.js("return window.together").await? == 1, "demos ran together");
    page.screenshot("gallery").await?;
    Ok(())
}

async fn it_leads_to_its_language(page: &Page) -> Result<()> {
    let links = "return [...document.querySelectorAll('oversold-demo')].map(({ link }) => link)
        .concat([...document.querySelectorAll('section > p a')].map(({ href }) => href))
        .filter((link) => new URL(link).searchParams.get('lang') === arguments[0]).length";
    for (asked, lang, with_it) in [("?lang=zh-TW", "zh", 14), ("?lang=en", "en", 14), ("", "en", 0)] {
        page.driver().goto(format!("{}gallery.html{asked}", page.url())).await?;
        wait_for(&format!("{with_it} links in {lang}"), 10, async || {
            Ok((page.js_with(links, vec![lang.into()]).await? == with_it).then_some(()))
        })
        .await?;
        ensure!(page.count("oversold-demo").await? == 7, "not seven demos");
        let titles = page.js("return [document.title, document.querySelector('oversold-demo').title]").await?;
        let expected = if lang == "zh" {
            ["Oversold：七堂课", "一张票，十五位买家"]
        } else {
            ["Oversold: seven lessons", "One ticket, fifteen buyers"]
        };
        ensure!(titles == serde_json::json!(expected), "{titles}");
    }
    Ok(())
}

pub fn gallery() -> Result<()> {
    each_browser("gallery", async |page: &Page| {
        steps!(page, it_is_light_until_somebody_presses_run, it_leads_to_its_language)
    })
}
