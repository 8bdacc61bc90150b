//! Browsers that lack something, or do something of their own to the page: what lacks is named, nothing else is blamed, and
//! what can go on goes on.

use anyhow::{Context, Result, ensure};
use oversold_e2e::{Page, each_browser, steps, wait_for};
use serde_json::Value;

/// Opens an address in a browser that this script has changed before the page's own.
async fn opened(page: &Page, before: &str, address: &str) -> Result<()> {
    page.driver().goto("about:blank").await?;
    let address = format!("{}{address}", page.url());
    page.with_script(before, async || Ok(page.driver().goto(address).await?)).await
}

/// The text of an element, once it has one.
async fn told(page: &Page, selector: &str) -> Result<String> {
    wait_for(&format!("{selector} says something"), 10, async || {
        let text = page.js_with("return document.querySelector(arguments[0])?.innerText ?? ''", vec![selector.into()]);
        Ok(text.await?.as_str().filter(|text| !text.is_empty()).map(str::to_owned))
    })
    .await
}

/// Only workers may write files there: they do.
async fn files_that_only_workers_write(page: &Page) -> Result<()> {
    opened(page, "() => { delete window.FileSystemFileHandle?.prototype.createWritable }", "?store=file&speed=20")
        .await?;
    page.wait_until("idle", 20).await?;
    let result = page.run(20).await?;
    ensure!(result["engine"] == "workers" && result["scenario"]["store"] == "file", "{result}");
    ensure!(page.text("#file pre").await?.starts_with("{\"count\": "), "{}", page.text("#file pre").await?);
    ensure!(page.count("[data-notice=store]").await? == 0, "{}", page.text("#notices").await?);
    Ok(())
}

/// Nobody may: the first press runs, simulated, and says what lacks.
async fn no_files_for_workers(page: &Page) -> Result<()> {
    page.open("store=file&speed=20&lang=en").await?;
    let lacking = "return fetch(oversoldAsk).then((answer) => answer.text()).then((text) => {
        const script = `delete FileSystemFileHandle.prototype.createSyncAccessHandle; ${text}`;
        const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
        __probe.script = (nth) => nth === 1 ? address : null;
    })";
    page.js(lacking).await?;
    let result = page.run(20).await?;
    ensure!(result["engine"] == "virtual" && result["scenario"]["store"] == "file", "{result}");
    let notice = page.text("[data-notice=store]").await?;
    ensure!(notice.contains("(createSyncAccessHandle)") && !notice.contains("JsValue"), "{notice}");
    Ok(())
}

/// What the browser may be asked to unpack, it cannot.
const PACKED: &str = "() => {
    for (const name of ['CompressionStream', 'DecompressionStream']) {
        const Real = window[name];
        window[name] = class {
            constructor(format) {
                if (format === 'deflate-raw') throw new TypeError(`no ${format}`);
                return new Real(format);
            }
        };
    }
}";

/// A link that nobody has altered is not called altered, where the browser cannot open it.
async fn nothing_can_be_unpacked(page: &Page) -> Result<()> {
    page.open("engine=virtual&speed=1000&guard=lock&buyers=40").await?;
    let result = page.run(20).await?;
    let text = result["schedule"].as_str().context("no schedule")?;
    for (lang, blamed) in [("en", "unaltered"), ("zh", "改动")] {
        opened(page, PACKED, &format!("?lang={lang}#t={text}")).await?;
        let notice = told(page, "#notices [data-notice=t]").await?;
        ensure!(notice.contains("deflate-raw") && !notice.contains(blamed), "{notice}");
    }
    // What this browser writes down, it can open: it is not packed.
    page.wait_until("idle", 20).await?;
    let result = page.run(20).await?;
    let text = result["schedule"].as_str().context("no schedule")?;
    opened(page, PACKED, &format!("?lang=en#t={text}")).await?;
    wait_for("it is played", 20, async || Ok((page.count("#to-start:not(:disabled)").await? == 1).then_some(())))
        .await?;
    ensure!(page.count("#notices [data-notice=t]").await? == 0, "{}", page.text("#notices").await?);
    Ok(())
}

/// The page cannot start: it says why in its language, to the page around a frame too, and blames nothing else.
async fn a_page_that_cannot_start(page: &Page) -> Result<()> {
    let old = "() => Object.defineProperty(Document.prototype, 'adoptedStyleSheets', { get: () => Object.freeze([]) })";
    for (before, lang, word) in [
        ("() => { delete window.WebAssembly }", "en", "WebAssembly is switched off"),
        ("() => { delete window.WebAssembly }", "zh", "关闭了 WebAssembly"),
        (old, "en", "too old"),
        (old, "zh", "版本太旧"),
    ] {
        opened(page, before, &format!("?lang={lang}")).await?;
        let said = told(page, "#lacks").await?;
        ensure!(said.contains(word), "{said}");
        let all = page.text("body").await?;
        ensure!(all.trim() == said.trim(), "something else is said: {all}");
    }
    Ok(())
}

/// As browsers translate: each text that is not excepted goes, and elements of theirs stand in its place.
const TRANSLATE: &str = "
    const walker = document.createTreeWalker(document.querySelector('#page'), NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
        if (!text.data.trim() || text.parentElement.closest('[translate=no], font')) continue;
        const [outer, inner] = [0, 0].map(() => document.createElement('font'));
        inner.textContent = `¿${text.data}?`;
        outer.append(inner);
        text.parentNode.insertBefore(outer, text);
        text.remove();
    }";

/// Whatever the reader's browser makes of the texts: they go on to say what is so.
async fn a_page_that_is_translated(page: &Page) -> Result<()> {
    page.open("speed=20&lang=en&buyers=5").await?;
    page.js(TRANSLATE).await?;
    ensure!(page.text("#status").await? == "¿Ready.?", "{}", page.text("#status").await?);
    let hint = page.text(".about .hint").await?;
    for excepted in ["#code code", "#numbers dd", ".brand", ".guards .segment span", ".dialects .segment span"] {
        ensure!(page.count(excepted).await? > 0, "no {excepted}");
        ensure!(page.count(&format!("{excepted} font")).await? == 0, "{excepted} is translated");
    }
    page.run(20).await?;
    page.wait_until("done", 10).await?;
    ensure!(page.text("#status").await? == "Finished.", "{}", page.text("#status").await?);
    // Everything anew: other texts, others in number, elements between them.
    for (at, guard) in ["lock", "queue", "none"].into_iter().enumerate() {
        page.js(TRANSLATE).await?;
        page.js_with("document.querySelector(`input[name=guard][value=${arguments[0]}]`).click()", vec![guard.into()])
            .await?;
        let other = wait_for("another hint", 5, async || {
            let now = page.text(".about .hint").await?;
            Ok((now != hint && !now.starts_with('¿') || guard == "none").then_some(now))
        });
        let other = other.await.with_context(|| format!("after {hint}"))?;
        ensure!(at == 2 || other.len() > 10, "{guard}: {other}");
        page.js(TRANSLATE).await?;
        for tab in ["log", "table", "code"] {
            page.find(&format!("#tab-{tab}")).await?.click().await?;
            page.js(TRANSLATE).await?;
        }
        page.run(20).await?;
        page.wait_until("done", 10).await?;
        page.js(TRANSLATE).await?;
    }
    // As without any translation.
    page.js("document.querySelector('#lang').click()").await?;
    wait_for("all is Chinese", 5, async || {
        let texts = "return ['#status', '#why', '.about .hint', '#view-race', '#tab-code', '#export', '#explain', '.legend', '#code ~ .hint']
            .map((it) => document.querySelector(it).innerText).filter((text) => /¿/.test(text) || !/\\p{Script=Han}/u.test(text))";
        Ok((page.js(texts).await? == Value::Array(Vec::new())).then_some(()))
    })
    .await?;
    ensure!(page.text("#status").await? == "已结束。", "{}", page.text("#status").await?);
    Ok(())
}

/// What is read of a canvas is stripes.
const STRIPES: &str = "() => {
    const { toBlob } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.toBlob = function (...args) {
        const context = this.getContext('2d');
        for (let x = 0; x < this.width; x += 2) context.fillRect(x, 0, 1, this.height);
        return toBlob.apply(this, args);
    };
}";

/// Names of what is saved, instead of saving it.
const SAVED: &str = "window.saved = []; HTMLAnchorElement.prototype.click = function () { saved.push(this.download) }";

/// Noise is not saved as a picture; why is said, and the other form offered.
async fn a_canvas_that_is_altered(page: &Page) -> Result<()> {
    for (before, expected) in [("() => {}", "png"), (STRIPES, "svg")] {
        opened(page, before, "?engine=virtual&speed=1000&lang=en").await?;
        page.wait_until("idle", 20).await?;
        page.js(SAVED).await?;
        page.run(20).await?;
        wait_for("it is known", 10, async || Ok((page.count("#export").await? == 1).then_some(()))).await?;
        page.js("document.querySelector('#save-png').click()").await?;
        if expected == "svg" {
            let notice = told(page, "[data-notice=png]").await?;
            ensure!(notice.contains("alters pictures"), "{notice}");
            ensure!(page.js("return saved").await? == serde_json::json!([]), "noise was saved");
            page.js("document.querySelector('[data-notice=png] button').click()").await?;
        }
        let saved = wait_for("something is saved", 10, async || {
            Ok(page.js("return saved[0] ?? null").await?.as_str().map(str::to_owned))
        });
        let saved = saved.await?;
        ensure!(saved.ends_with(&format!(".{expected}")), "{saved}");
        ensure!(
            (page.count("[data-notice=png]").await? == 1) == (expected == "svg"),
            "{}",
            page.text("#notices").await?
        );
    }
    Ok(())
}

pub fn odd_browsers() -> Result<()> {
    each_browser("odd_browsers", async |page: &Page| {
        steps!(
            page,
            files_that_only_workers_write,
            no_files_for_workers,
            nothing_can_be_unpacked,
            a_page_that_cannot_start,
            a_page_that_is_translated,
            a_canvas_that_is_altered
        )
    })
}
