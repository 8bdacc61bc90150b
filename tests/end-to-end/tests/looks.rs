//! However the page is looked at: in few colours, darkened by somebody else, on paper, read aloud, and from nearer.

use anyhow::{Context, Result, ensure};
use oversold_e2e::{Kind, Page, each_browser, steps, wait_for};
use serde_json::{Value, json};
use thirtyfour::common::print::PrintParameters;

/// A finished run.
async fn finished(page: &Page, query: &str) -> Result<()> {
    page.open(query).await?;
    page.run(20).await?;
    page.wait_until("done", 10).await
}

/// As `Emulation.setEmulatedMedia` takes it.
async fn media(page: &Page, media: &str, features: Value) -> Result<()> {
    let asked = json!({ "media": media, "features": features });
    page.driver().cdp().send_raw("Emulation.setEmulatedMedia", asked).await?;
    Ok(())
}

/// The ground of the canvas with names and lanes, and the most contrast that anything on it has against that.
const READ: &str = "
    const canvas = document.querySelector(arguments[0]), { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    const lightness = (at) => [0.2126, 0.7152, 0.0722].reduce((sum, share, part) => {
        const c = data[at + part] / 255;
        return sum + share * (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    }, 0.05);
    const ground = lightness(0);
    let most = 1;
    for (let at = 0; at < data.length; at += 4) {
        const its = lightness(at);
        most = Math.max(most, ground / its, its / ground);
    }
    return { ground: [...data.slice(0, 4)].join(), most }";

/// Waits until the canvases have this ground; then what is on them can be read.
async fn readable_on(page: &Page, ground: &str, when: &str) -> Result<()> {
    for canvas in ["canvas.head", "#timeline"] {
        let what = format!("{when}: {canvas} is painted on {ground}");
        let painted = wait_for(&what, 5, async || {
            let read = page.js_with(READ, vec![canvas.into()]).await?;
            Ok((read["ground"] == ground).then_some(read))
        });
        let most = painted.await?["most"].as_f64().context("no contrast")?;
        ensure!(most >= 7.0, "{when}: nothing on {canvas} stands out more than {most:.1}");
    }
    Ok(())
}

/// A few colours of the system: the picture has them, and what is chosen differs by more than its letters.
async fn forced_colours(page: &Page) -> Result<()> {
    if page.browser().kind != Kind::Chromium {
        return Ok(());
    }
    for scheme in ["light", "dark"] {
        finished(page, "speed=20&lang=en&theme=light").await?;
        let forced = json!([{ "name": "forced-colors", "value": "active" }, { "name": "prefers-color-scheme", "value": scheme }]);
        media(page, "", forced.clone()).await?;
        let ground = if scheme == "dark" { "0,0,0,255" } else { "255,255,255,255" };
        readable_on(page, ground, &format!("forced colours, {scheme}")).await?;
        let differ = "const ground = (it) => getComputedStyle(it).backgroundColor;
            const [is, other] = [':checked', ':not(:checked)'].map((it) => document.querySelector(`[name=guard]${it} + span`));
            const line = (it) => getComputedStyle(it).borderBottomColor;
            const [tab, next] = ['true', 'false'].map((it) => document.querySelector(`[role=tab][aria-selected=${it}]`));
            return [ground(is) !== ground(other), line(tab) !== line(next)]";
        ensure!(page.js(differ).await? == json!([true, true]), "{scheme}: what is chosen looks like the others");
        page.screenshot(&format!("forced-{scheme}")).await?;
        media(page, "", json!([])).await?;
        readable_on(page, "243,244,242,255", "no forced colours any more").await?;
        // What cannot be pressed yet can be read.
        media(page, "", forced).await?;
        page.open("view=learn&lesson=race.1&lang=en").await?;
        wait_for("a lesson is open", 20, async || Ok((page.count("#commit:disabled").await? == 1).then_some(())))
            .await?;
        let blank = "const { color, backgroundColor } = getComputedStyle(document.querySelector('#commit')); return color === backgroundColor";
        ensure!(page.js(blank).await? == false, "{scheme}: a button that cannot be pressed has no letters");
        media(page, "", json!([])).await?;
    }
    Ok(())
}

/// What an extension does that darkens pages: a style sheet, and a mark on the root.
const DARKEN: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('html, body, main, section, div, canvas { background-color: rgb(24, 26, 27) !important } html *:not(svg *) { color: rgb(232, 230, 227) !important }');
    document.adoptedStyleSheets.push(sheet);
    document.documentElement.setAttribute('data-darkened', '1')";

/// The picture is as dark as the page, before and after a run; so it is where only the ground was darkened.
async fn a_page_darkened_by_somebody_else(page: &Page) -> Result<()> {
    page.open("speed=20&lang=en&theme=light").await?;
    page.js(DARKEN).await?;
    readable_on(page, "24,26,27,255", "before a run").await?;
    page.run(20).await?;
    page.wait_until("done", 10).await?;
    readable_on(page, "24,26,27,255", "after a run").await?;
    finished(page, "speed=20&lang=en&theme=light").await?;
    page.js(&DARKEN.replace("html *:not(svg *)", "nothing")).await?;
    readable_on(page, "24,26,27,255", "with letters as they were").await
}

/// What is seen on paper, and in which colour.
const PAPER: &str = "
    const seen = (it) => [...document.querySelectorAll(it)].filter((one) => one.checkVisibility()).length;
    const dark = (it) => getComputedStyle(document.querySelector(it)).color;
    const fixed = [...document.querySelectorAll('body *')].filter((it) => it.checkVisibility() && ['fixed', 'sticky'].includes(getComputedStyle(it).position));
    const lanes = document.querySelector('.lanes');
    return { pressed: seen('#run, #cancel, nav button, .tools button, #player, #keep, [role=tab]'), fixed: fixed.length,
        said: ['#verdict', '#why', '#timeline', '.legend', '#code'].map(seen), cut: lanes.scrollHeight - lanes.clientHeight > 1,
        colours: [...new Set(['#verdict', '#why', '#code code', '#numbers dd'].map(dark))] }";

/// Black on white, without what is pressed: verdict, why, timeline and code; in every theme and at every width.
async fn on_paper(page: &Page) -> Result<()> {
    for (query, width) in
        [("theme=dark&lang=en", 1280), ("theme=light&lang=zh", 360), ("theme=dark&lang=en&guard=lock", 794)]
    {
        page.resize(width, 740).await?;
        finished(page, &format!("speed=20&{query}")).await?;
        // What is painted for paper is seen right before it is printed.
        let caught = "window.caught = []; const context = document.querySelector('canvas.head').getContext('2d');
            addEventListener('beforeprint', () => caught.push([...context.getImageData(0, 0, 1, 1).data].join()))";
        page.js(caught).await?;
        let pdf = page.driver().print_page(PrintParameters::default()).await?;
        ensure!(pdf.starts_with(b"%PDF"), "no paper");
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/e2e");
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(format!("paper-{width}-{}.pdf", page.browser().kind.name())), pdf)?;
        let caught = page.js("return caught").await?;
        ensure!(caught == json!(["255,255,255,255"]), "{query}: the picture was printed on {caught}");
        // Afterwards it is as before.
        let before = if query.contains("dark") { "18,23,28,255" } else { "243,244,242,255" };
        readable_on(page, before, "after printing").await?;
        if page.browser().kind == Kind::Chromium {
            media(page, "print", json!([])).await?;
            readable_on(page, "255,255,255,255", "on paper").await?;
            let paper = page.js(PAPER).await?;
            let said = &paper["said"];
            ensure!(said.as_array().is_some_and(|all| all.iter().all(|seen| seen == 1)), "{query}, {width}: {paper}");
            ensure!(paper["pressed"] == 0 && paper["fixed"] == 0 && paper["cut"] == false, "{query}, {width}: {paper}");
            ensure!(paper["colours"] == json!(["rgb(0, 0, 0)"]), "{query}, {width}: {paper}");
            media(page, "", json!([])).await?;
        }
    }
    page.usual_size().await
}

/// Turns the wheel over the middle of the timeline, which has the focus, after all of the run has come into view again.
const TURN: &str = "
    const canvas = document.querySelector('#timeline'), { left, top, width } = canvas.getBoundingClientRect();
    canvas.focus();
    canvas.dispatchEvent(new KeyboardEvent('keydown', { key: '0', bubbles: true, cancelable: true }));
    const [count, turn] = arguments;
    const at = { clientX: left + width / 2, clientY: top + 10, bubbles: true, cancelable: true };
    for (let nth = 0; nth < count; nth += 1) canvas.dispatchEvent(new WheelEvent('wheel', { ...at, ...turn }));
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
        resolve(document.querySelector('canvas.head').toDataURL()))))";

/// By how far the wheel is turned, in whichever unit; fingers on a trackpad turn it a little, many times.
async fn the_wheel(page: &Page) -> Result<()> {
    finished(page, "speed=20&lang=en").await?;
    let turned = async |count: u32, turn: Value| page.js_with(TURN, vec![count.into(), turn]).await;
    let all = turned(0, json!({})).await?;
    let notch = turned(1, json!({ "deltaY": -100 })).await?;
    ensure!(notch != all, "a notch does nothing");
    ensure!(turned(1, json!({ "deltaY": -50 })).await? != notch, "half a notch is a whole one");
    for (what, turn) in [
        ("three lines", json!({ "deltaY": -3, "deltaMode": 1 })),
        ("a pinch", json!({ "deltaY": -25, "ctrlKey": true })),
    ] {
        ensure!(turned(1, turn).await? == notch, "{what} is not a notch");
    }
    ensure!(
        turned(1, json!({ "deltaY": -2, "deltaMode": 2 })).await? == turned(1, json!({ "deltaY": -5000 })).await?,
        "a page"
    );
    // Thirty small turns are about half a notch: what stands at a quarter of the width is searching as before, and what is at
    // the beginning is still in view.
    let small = turned(30, json!({ "deltaY": -2 })).await?;
    let (once, back) = (turned(1, json!({ "deltaY": -60 })).await?, turned(2, json!({ "deltaY": 100 })).await?);
    ensure!(small != all && back == all, "small turns do nothing, or one goes beyond all of it");
    let far = "const load = (url) => new Promise((resolve) => { const it = new Image(); it.onload = () => resolve(it); it.src = url; });
        return Promise.all(arguments[0].map(load)).then((images) => {
            const [a, b] = images.map((it) => { const canvas = document.createElement('canvas'); canvas.width = it.width; canvas.height = it.height;
                const context = canvas.getContext('2d'); context.drawImage(it, 0, 0); return context.getImageData(0, 0, it.width, it.height).data; });
            let differ = 0;
            for (let at = 0; at < a.length; at += 4) if (Math.abs(a[at] - b[at]) > 40) differ += 1;
            return differ; })";
    let near = page.js_with(far, vec![json!([small.clone(), once])]).await?;
    let wide = page.js_with(far, vec![json!([all, turned(1, json!({ "deltaY": -400 })).await?])]).await?;
    let (near, wide) = (near.as_f64().context("no number")?, wide.as_f64().context("no number")?);
    ensure!(
        near < wide,
        "thirty small turns differ from a single one as far in {near} dots, four notches from none in {wide}"
    );
    Ok(())
}

/// Whoever reads the page aloud comes by the picture and finds words, and a way to the table.
async fn read_aloud(page: &Page) -> Result<()> {
    let inside = "return document.querySelector('#timeline').textContent";
    for (lang, who) in [("en", "buyer 3: "), ("zh", "买家 3：")] {
        page.open(&format!("speed=20&lang={lang}&buyers=5")).await?;
        let before = page.js(inside).await?;
        ensure!(before.as_str().is_some_and(|text| text.chars().count() > 20), "{before}");
        page.run(20).await?;
        page.wait_until("done", 10).await?;
        let after = page.js(inside).await?;
        ensure!(after.as_str().is_some_and(|text| text.contains(who)), "{after}");
        page.js("document.querySelector('#to-table').focus(); document.activeElement.click()").await?;
        wait_for("the table is open", 5, async || Ok((page.count("#table tbody tr").await? == 5).then_some(())))
            .await?;
        ensure!(page.js("return document.activeElement.id").await? == "tab-table", "the focus is elsewhere");
    }
    Ok(())
}

pub fn looks() -> Result<()> {
    each_browser("looks", async |page: &Page| {
        steps!(page, forced_colours, a_page_darkened_by_somebody_else, on_paper, the_wheel, read_aloud)
    })
}
