//! In other people's pages: frames on hosts of several kinds, messages, and the element that makes a frame.

use anyhow::{Context, Result, ensure};
use oversold_e2e::browser::variable;
use oversold_e2e::host::{HOST, frame, heard, host, tell};
use oversold_e2e::{Kind, Page, each_browser, each_browser_with, steps, wait_for};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use xtask::server::{Headers, Server};

pub async fn a_frame_in_a_page_of_another_origin(page: &Page) -> Result<()> {
    let (_host, url) =
        host(&format!("plain-{}", page.browser().kind.name()), &frame(page, "embed=1&speed=20", ""), Headers::Plain)?;
    page.driver().goto(&url).await?;
    heard(page, "resize").await?;
    ensure!(page.js("return heard.some(({ type }) => type === 'ready')").await? == false, "the app came unasked");
    tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    let ready = heard(page, "ready").await?;
    if page.browser().kind == Kind::Chromium {
        ensure!(ready["engine"] == "workers", "{ready}");
    } else {
        ensure!(ready["engine"] == "virtual" && ready["reason"] == "parent-not-isolated", "{ready}");
    }
    let done = heard(page, "done").await?;
    ensure!(done["verdict"]["sold"] == 15 && done["engine"] == ready["engine"], "{done}");
    let focus = page.js("return document.activeElement === document.body && scrollY === 0").await?;
    ensure!(focus == true, "the frame took the focus or scrolled");
    // Asked again, it answers again; parameters are validated as in a link.
    page.js("heard.length = 0").await?;
    wait_for("idle", 20, async || {
        tell(page, "{ ns: 'oversold', v: 1, type: 'hello' }").await?;
        let state = page.js("return heard.findLast(({ type }) => type === 'state')?.state ?? 'idle'").await?;
        Ok((state == "idle").then_some(()))
    })
    .await?;
    heard(page, "ready").await?;
    wait_for("the run is over for the page too", 20, async || {
        page.js("heard.length = 0").await?;
        tell(page, "{ ns: 'oversold', v: 1, type: 'set', params: { buyers: 4, tickets: 'many', colour: 'red' } }")
            .await?;
        let errors = wait_for("errors", 5, async || {
            let errors = page.js("return heard.filter(({ type }) => type === 'error')").await?;
            Ok(errors.as_array().is_some_and(|errors| !errors.is_empty()).then_some(errors))
        })
        .await?;
        Ok((errors[0]["reason"] != "busy").then_some(errors))
    })
    .await
    .and_then(|errors| {
        let texts = errors.to_string();
        ensure!(texts.contains("many") && texts.contains("colour"), "{texts}");
        Ok(())
    })?;
    page.js("heard.length = 0").await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    let done = heard(page, "done").await?;
    ensure!(done["scenario"]["buyers"] == 4 && done["scenario"]["tickets"] == 1, "{done}");
    Ok(())
}

/// Opens a page around a sandboxed frame, which is told to run. Gives the page's server.
async fn sandboxed(page: &Page, name: &str, query: &str, headers: Headers) -> Result<Server> {
    let frame = frame(page, &format!("embed=1&speed=20&lang=en{query}"), "sandbox=allow-scripts");
    let (server, url) = host(&format!("{name}-{}", page.browser().kind.name()), &frame, headers)?;
    page.driver().goto(&url).await?;
    heard(page, "resize").await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    Ok(server)
}

pub async fn a_sandboxed_frame_runs_and_says_why(page: &Page) -> Result<()> {
    let _host = sandboxed(page, "sandbox", "", Headers::Plain).await?;
    let ready = heard(page, "ready").await?;
    let done = heard(page, "done").await?;
    ensure!(done["verdict"]["sold"] == 15 && done["engine"] == ready["engine"], "{done}");
    // Chromium isolates even a frame without an origin, by the frame's own header.
    if page.browser().kind == Kind::Chromium {
        ensure!(ready["engine"] == "workers", "{ready}");
        return Ok(());
    }
    ensure!(ready["engine"] == "virtual" && ready["reason"] == "sandboxed", "{ready}");
    page.driver().enter_frame(0).await?;
    let said = page.text("#notices").await?;
    let way = page.find("#own-tab").await?.prop("href").await?.unwrap_or_default();
    page.driver().enter_default_frame().await?;
    ensure!(said.contains("sandbox"), "not the reason: {said}");
    ensure!(!way.contains("embed") && way.contains("speed=20"), "no way to a tab of its own: {way}");
    Ok(())
}

async fn noise_is_ignored(page: &Page) -> Result<()> {
    let frame = frame(page, "embed=1&speed=20&autorun=1", "");
    let (_host, url) = host(&format!("noise-{}", page.browser().kind.name()), &frame, Headers::Plain)?;
    page.driver().goto(&url).await?;
    heard(page, "done").await?;
    wait_for("it is idle again", 20, async || {
        let state = page.js("return heard.findLast(({ type }) => type === 'state')?.state").await?;
        Ok((state == "idle").then_some(()))
    })
    .await?;
    page.js(
        "heard.length = 0;
         const demo = document.querySelector('#demo').contentWindow;
         const odd = [null, 7, 'run', [], { ns: 'other', type: 'run' }, { ns: 'oversold', v: 2, type: 'run' },
           { ns: 'oversold', v: 1 }, { ns: 'oversold', v: 1, type: 'set', params: [1] }, { ns: 'oversold', v: 1, type: 'set', params: { tickets: {} } },
           { ns: 'oversold', v: 1, type: 'fly' }, { ns: 'oversold', v: 1, type: 'set', params: 'tickets=1' }];
         for (let i = 0; i < 10000; i++) demo.postMessage(odd[i % odd.length], '*');",
    )
    .await?;
    // Whatever is set: answered, shown, and the page goes on.
    page.js(
        "const demo = document.querySelector('#demo').contentWindow;
         let state = 1;
         const random = below => { state ^= state << 13; state ^= state >>> 17; state ^= state << 5; return (state >>> 0) % below; };
         const names = ['tickets', 'buyers', 'guard', 'scope', 'speed', 'seed', 'view', 'lang', 'r', 'engine', '__proto__', '', '票', 'x'.repeat(3000)];
         const values = ['', '-1', '1e9', 'none', 'queue', '\\u0000', 'NaN', '9'.repeat(400), '票', 0.5, true, 1e300, -0];
         for (let i = 0; i < 10000; i++) demo.postMessage({ ns: 'oversold', v: 1, type: 'set', params: { [names[random(names.length)]]: values[random(values.length)] } }, '*');
         demo.postMessage({ ns: 'oversold', v: 1, type: 'set', params: { tickets: 1, buyers: 3, guard: 'none', speed: 20, engine: 'auto', view: 'timeline', lang: 'en' } }, '*');",
    )
    .await?;
    wait_for("it has heard them all", 60, async || {
        let link = page.js("return heard.findLast(({ type }) => type === 'state')?.link ?? ''").await?;
        Ok(link.as_str().is_some_and(|link| link.contains("buyers=3")).then_some(()))
    })
    .await?;
    page.js("heard.length = 0").await?;
    // Another window's message is not the parent's.
    page.js("const other = document.createElement('iframe'); document.body.append(other);
        other.contentWindow.eval(`parent.document.querySelector('#demo').contentWindow.postMessage({ ns: 'oversold', v: 1, type: 'run' }, '*')`)").await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'hello' }").await?;
    heard(page, "ready").await?;
    let others = page.js("return heard.filter(({ type }) => type === 'done' || type === 'error').length").await?;
    ensure!(others == 0, "noise was answered or ran: {others}");
    Ok(())
}

/// Without headers from the host, a small service worker adds them: one reload, then real workers.
async fn a_host_without_headers_gets_real_workers(page: &Page) -> Result<()> {
    page.driver().goto(format!("{}?speed=20", page.url())).await?;
    wait_for("isolated, after one reload", 20, async || {
        Ok((page.js("return crossOriginIsolated && document.querySelector('#app')?.dataset.state === 'idle'").await?
            == true)
            .then_some(()))
    })
    .await?;
    let result = page.run(20).await?;
    ensure!(result["engine"] == "workers" && result["verdict"]["sold"] == 15, "{result}");
    // A second visit is isolated from the start.
    page.driver().goto(format!("{}?speed=50", page.url())).await?;
    wait_for("the second visit", 20, async || Ok((page.state().await? == "idle").then_some(()))).await?;
    let reloads = page.js("return performance.getEntriesByType('navigation')[0].type").await?;
    ensure!(reloads == "navigate", "the second visit was reloaded");
    Ok(())
}

/// In a frame of a page of another origin, on a host without headers.
pub async fn a_frame_on_a_host_without_headers(page: &Page) -> Result<()> {
    let (name, before) = (page.browser().kind.name(), page.answers().len());
    let (_host, url) = host(&format!("header-less-{name}"), &frame(page, "embed=1&speed=20", ""), Headers::Plain)?;
    page.driver().goto(&url).await?;
    heard(page, "resize").await?;
    // The frame may load once more while the service worker takes over; then it stays.
    let ready = wait_for("an answer", 20, async || {
        tell(page, "{ ns: 'oversold', v: 1, type: 'hello' }").await?;
        let ready = page.js("return heard.findLast(({ type }) => type === 'ready') ?? null").await?;
        Ok((!ready.is_null()).then_some(ready))
    })
    .await?;
    ensure!(ready["engine"] == "workers" || ready["reason"] == "parent-not-isolated", "{ready}");
    if page.browser().kind == Kind::Chromium {
        ensure!(ready["engine"] == "workers", "the service worker did not isolate the frame: {ready}");
    }
    let loads =
        page.answers().into_iter().skip(before).filter(|answer| answer.path == "/" && !answer.only_headers).count();
    ensure!((1..=2).contains(&loads), "loaded {loads} times");
    tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    let done = heard(page, "done").await?;
    ensure!(done["verdict"]["sold"] == 15, "{done}");
    Ok(())
}

async fn an_embedded_page_is_small_and_plain(page: &Page) -> Result<()> {
    page.resize(360, 500).await?;
    page.open("embed=1&speed=20&lang=en").await?;
    ensure!(page.count(".top, .presets, .controls, .panels, .foot").await? == 0, "the site's chrome is in the frame");
    let result = page.run(20).await?;
    ensure!(result["verdict"]["sold"] == 15, "{result}");
    page.wait_until("done", 10).await?;
    let own = page.js("return document.querySelector('.mark').href").await?;
    ensure!(own.as_str().is_some_and(|own| !own.contains("embed") && own.contains("speed=20")), "{own}");
    page.screenshot("embed").await?;
    Ok(())
}

/// The element works in a page that was opened from disk.
async fn the_element_in_a_file(page: &Page) -> Result<()> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hosts");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("file-{}.html", page.browser().kind.name()));
    let script = format!("<script src=\"{}embed.js\"></script>", page.url());
    fs::write(
        &path,
        format!("{HOST}{script}<oversold-demo buyers=3 speed=20><a href=\"#\">the demo</a></oversold-demo>"),
    )?;
    page.driver().goto(format!("file://{}", path.display())).await?;
    page.js("const demo = document.querySelector('oversold-demo');
         demo.addEventListener('done', ({ detail }) => window.done = detail);
         demo.addEventListener('state', ({ detail }) => window.state = detail.state);")
        .await?;
    // Nothing is waited for: what is asked for before the frame listens is not lost.
    page.js("document.querySelector('oversold-demo').run()").await?;
    let done = wait_for("the demo has run", 20, async || {
        let done = page.js("return window.done ?? null").await?;
        Ok((!done.is_null()).then_some(done))
    })
    .await?;
    ensure!(done["scenario"]["buyers"] == 3, "{done}");
    // An attribute that is added is set; one that is taken away takes its default.
    for (change, expected) in [("setAttribute('guard', 'lock')", "lock"), ("removeAttribute('guard')", "none")] {
        // A simulated run is known before it is played to its end.
        wait_for("the demo is idle", 20, async || Ok((page.js("return window.state").await? == "idle").then_some(())))
            .await?;
        page.js(&format!(
            "window.done = null; const demo = document.querySelector('oversold-demo'); demo.{change}; demo.run()"
        ))
        .await?;
        let done = wait_for("the changed demo has run", 20, async || {
            let done = page.js("return window.done ?? null").await?;
            Ok((!done.is_null()).then_some(done))
        })
        .await?;
        ensure!(done["scenario"]["guard"] == expected, "{change}: {done}");
    }
    Ok(())
}

pub fn the_element_stays_small() -> Result<()> {
    let bytes = fs::metadata(Path::new(&variable("OVERSOLD_DIST")?).join("embed.js"))?.len();
    ensure!(bytes <= 3 * 1024, "embed.js has {bytes} bytes");
    Ok(())
}

async fn sharing_offers_what_works(page: &Page) -> Result<()> {
    page.open("guard=lock&speed=20&lang=en").await?;
    page.find("#share-open").await?.click().await?;
    wait_for("the dialog", 10, async || Ok((page.count("#share pre").await? > 3).then_some(()))).await?;
    let texts =
        page.js("return [...document.querySelectorAll('#share pre')].map(({ innerText }) => innerText)").await?;
    let texts: Vec<&str> = texts.as_array().context("no texts")?.iter().filter_map(Value::as_str).collect();
    ensure!(texts.len() == 6 && texts[0] == format!("{}?guard=lock&speed=20&lang=en", page.url()), "{texts:?}");
    // The preview is a frame that works.
    page.find("#share-preview summary").await?.click().await?;
    wait_for("the preview has a poster", 20, async || {
        let poster = "return document.querySelector('#share-preview iframe')?.contentDocument?.querySelector('#poster-run') ? true : null";
        Ok(page.js(poster).await?.as_bool())
    })
    .await?;
    ensure!(texts[1].contains("<oversold-demo guard=\"lock\" speed=\"20\" lang=\"en\">"), "{}", texts[1]);
    // The frame that is offered works, in a page of another origin.
    let (_host, url) = host(
        &format!("share-{}", page.browser().kind.name()),
        &texts[2].replace("<iframe", "<iframe id=demo"),
        Headers::Plain,
    )?;
    page.driver().goto(&url).await?;
    heard(page, "resize").await?;
    tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    let done = heard(page, "done").await?;
    ensure!(done["scenario"]["guard"] == "lock" && done["verdict"]["sold"] == 1, "{done}");
    Ok(())
}

/// A copied text is confirmed, where the clipboard is not allowed it is shown and selected, to be copied with one key.
async fn copying_works_or_selects(page: &Page) -> Result<()> {
    page.open("tickets=3&lang=en").await?;
    page.js("window.put_ = null; Object.defineProperty(navigator, 'clipboard', { configurable: true, value: {
            writeText: async text => { window.put_ = text } } })")
        .await?;
    page.find("#copy-link").await?.click().await?;
    wait_for("the copy is confirmed", 5, async || {
        let said = "return [document.querySelector('#copy-link').innerText, window.put_]";
        Ok((page.js(said).await? == serde_json::json!(["Copied", format!("{}?tickets=3&lang=en", page.url())]))
            .then_some(()))
    })
    .await?;
    page.js("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: {
            writeText: () => Promise.reject(new DOMException('not here', 'NotAllowedError')) } })")
        .await?;
    page.find("#copy-link").await?.click().await?;
    wait_for("the text is selected", 5, async || {
        let selected = "const input = document.activeElement; if (input?.localName !== 'input') return null;
            return input.value.slice(input.selectionStart, input.selectionEnd)";
        Ok((page.js(selected).await? == format!("{}?tickets=3&lang=en", page.url())).then_some(()))
    })
    .await
}

/// Firefox shares memory with a sandboxed frame of an isolated page; a file it has nowhere, which is known without trying.
async fn a_sandboxed_frame_has_no_file(page: &Page) -> Result<()> {
    let _host = sandboxed(page, "sandbox-file", "&buyers=3&store=file", Headers::Isolating).await?;
    let done = heard(page, "done").await?;
    ensure!(done["engine"] == "virtual" && done["scenario"]["store"] == "file", "{done}");
    Ok(())
}

/// A sandboxed frame has no origin, and a host without headers lets nobody else load its files: that is said, with a way out.
async fn a_sandboxed_frame_without_headers_says_why(page: &Page) -> Result<()> {
    // What browsers say of a module that an opaque origin may not fetch, each in its own words.
    for words in ["CORS", "Failed to load resource", "preload"] {
        page.expect_error(words);
    }
    let _host = sandboxed(page, "sandbox-plain", "", Headers::Plain).await?;
    // The page around may not look into an opaque origin, but the driver may.
    page.driver().enter_frame(0).await?;
    wait_for("the reason, and the way to a tab of its own", 10, async || {
        let text = "const told = document.querySelector('#poster[role=alert]');
            return told && told.innerText.includes('sandboxed') && !told.querySelector('a').href.includes('embed') || null";
        Ok(page.js(text).await?.as_bool())
    })
    .await?;
    page.driver().enter_default_frame().await?;
    Ok(())
}

/// Frames, messages, sharing: on hosts that isolate.
pub fn frames() -> Result<()> {
    each_browser("frames", async |page: &Page| {
        steps!(
            page,
            a_frame_in_a_page_of_another_origin,
            a_sandboxed_frame_runs_and_says_why,
            a_sandboxed_frame_has_no_file,
            noise_is_ignored,
            an_embedded_page_is_small_and_plain,
            the_element_in_a_file,
            sharing_offers_what_works,
            copying_works_or_selects
        )
    })
}

/// A small service worker adds what the host does not send.
pub fn hosts_without_headers() -> Result<()> {
    each_browser_with("hosts_without_headers", Headers::Plain, async |page: &Page| {
        steps!(
            page,
            a_host_without_headers_gets_real_workers,
            a_frame_on_a_host_without_headers,
            a_sandboxed_frame_without_headers_says_why
        )
    })
}
