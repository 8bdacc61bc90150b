//! A run as a file: saved, chosen, dropped, and refused.

use super::recorded;
use anyhow::{Context, Result, ensure};
use oversold_e2e::{Page, wait_for};
use serde_json::{Value, json};

/// Collects what the page offers as downloads instead of saving it.
pub const CATCH: &str = "
    window.__saved = [];
    const blobs = new Map(), make = URL.createObjectURL;
    URL.createObjectURL = blob => { const url = make.call(URL, blob); blobs.set(url, blob); return url; };
    HTMLAnchorElement.prototype.click = function () { __saved.push({ name: this.download, blob: blobs.get(this.href) }); };";

/// Saves the run in that form; gives the name and the content of the file.
pub async fn saved(page: &Page, form: &str) -> Result<(String, String)> {
    page.js("__saved.length = 0; document.querySelector('#keep details').open = true").await?;
    page.find(&format!("#save-{form}")).await?.click().await?;
    wait_for("the file is offered", 10, async || Ok((page.js("return __saved.length").await? == 1).then_some(())))
        .await?;
    let name = page.js("return __saved[0].name").await?;
    // A picture's bytes are no text; its beginning is enough.
    let text = page.js("return __saved[0].blob.text()").await?;
    Ok((name.as_str().unwrap_or_default().to_owned(), text.as_str().unwrap_or_default().to_owned()))
}

/// Drops a text as a file somewhere on the page.
async fn drop_file(page: &Page, text: &str) -> Result<()> {
    let script = "const data = new DataTransfer();
        data.items.add(new File([arguments[0]], 'run.json', { type: 'application/json' }));
        document.querySelector('.top').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));";
    page.js_with(script, vec![text.into()]).await?;
    Ok(())
}

/// Gives a text to the page as a chosen file.
pub async fn choose(page: &Page, text: &str) -> Result<()> {
    let script = "const list = new DataTransfer(), input = document.querySelector('#open-run');
        list.items.add(new File([arguments[0]], 'run.json', { type: 'application/json' }));
        input.files = list.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    page.js_with(script, vec![text.into()]).await?;
    Ok(())
}

/// The file with the fields of every object in the order of their names, and one more in each.
async fn sorted_and_more(page: &Page, json: &str) -> Result<String> {
    let script = "const sorted = (value) => Array.isArray(value) ? value.map(sorted) : Object(value) !== value ? value
            : Object.fromEntries(Object.entries({ ...value, later: [1, 'x'] }).sort().map(([name, of]) => [name, sorted(of)]));
        return JSON.stringify(sorted(JSON.parse(arguments[0])), null, 4)";
    Ok(page.js_with(script, vec![json.into()]).await?.as_str().unwrap_or_default().to_owned())
}

/// Opens a file in a way, which replays this run.
async fn replays(page: &Page, original: &Value, opens: impl Future<Output = Result<()>>) -> Result<()> {
    let before = page.js("return __probe.results.length").await?;
    opens.await?;
    let again = wait_for("the saved run is replayed", 10, async || {
        let result = page.js_with("return __probe.results[arguments[0]] ?? null", vec![before.clone()]).await?;
        Ok((!result.is_null()).then_some(result))
    })
    .await?;
    ensure!(again["engine"] == "replay" && again["verdict"] == original["verdict"], "{again}");
    page.wait_until("done", 10).await
}

/// Saving in every form, opening by button and by drop, and refusing what is no such file.
pub async fn runs_are_saved_and_opened_again(page: &Page) -> Result<()> {
    page.open("speed=20&lang=en&buyers=5&guard=lock").await?;
    page.js(CATCH).await?;
    let original = page.run(20).await?;
    page.wait_until("done", 10).await?;

    let (name, csv) = saved(page, "csv").await?;
    ensure!(name == "oversold-buyers-5_guard-lock_speed-20.csv", "{name}");
    ensure!(csv.lines().filter(|line| line.contains(",bought,")).count() == 1, "{csv}");
    let (_, svg) = saved(page, "svg").await?;
    ensure!(svg.starts_with("<svg") && svg.matches("<text").count() > 10, "{svg}");
    // As a picture, which has to be well-formed: the page's policy lets nobody parse markup in it.
    let whole = "return new Promise((resolve) => {
        const picture = Object.assign(new Image(), { onload: () => resolve(true), onerror: () => resolve(false) });
        picture.src = `data:image/svg+xml,${encodeURIComponent(arguments[0])}`;
    })";
    ensure!(page.js_with(whole, vec![svg.as_str().into()]).await? == true, "not well-formed: {svg}");
    let (_, png) = saved(page, "png").await?;
    ensure!(png.contains("PNG"), "no picture");
    let (_, trace) = saved(page, "perfetto").await?;
    let trace: Value = serde_json::from_str(&trace)?;
    let events = trace["traceEvents"].as_array().context("no events")?;
    ensure!(events.iter().filter(|event| event["name"] == "lock" && event["ph"] == "X").count() == 5, "{trace}");

    let (_, json) = saved(page, "json").await?;
    let file: Value = serde_json::from_str(&json)?;
    ensure!(file["format"] == "oversold-run" && file["verdict"] == original["verdict"], "{file}");
    replays(page, &original, choose(page, &json)).await?;
    replays(page, &original, drop_file(page, &json)).await?;

    // Text is left to whatever it is dropped on, and a file to a control that takes some.
    let left = "const drop = (selector, type, item) => {
            const data = new DataTransfer(), target = document.querySelector(selector);
            data.items.add(...item);
            return target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
        };
        const text = ['some text', 'text/plain'], file = [new File(['{}'], 'x.txt')];
        return ['dragover', 'drop'].flatMap((type) =>
            [drop('input[name=buyers]', type, text), drop('#open-run', type, file), drop('.top', 'dragover', file)]);";
    let left = page.js(left).await?;
    ensure!(left == json!([true, true, false, true, true, false]), "{left}");

    // An editor has sorted its fields, or a later version has said more in it: the same run.
    let sorted = sorted_and_more(page, &json).await?;
    ensure!(sorted.find("\"engine\"") < sorted.find("\"format\"") && sorted.contains("\"later\""), "{sorted}");
    replays(page, &original, choose(page, &sorted)).await?;

    let (altered, newer, foreign) = ("is not as it was", "newer version", "not a run saved here");
    for (wrong, said) in [
        (json.replacen("\"count\":1", "\"count\":7", 1), altered),
        (json.replacen("\"tickets\":1", "\"tickets\":7", 1), altered),
        (json.replacen("\"sold\":1", "\"sold\":9", 1), altered),
        (json.replacen("\"engine\":\"workers\"", "\"engine\":\"virtual\"", 1), altered),
        (
            json.replacen("\"failures\":[]", "\"failures\":[{\"buyer\":1,\"cause\":\"silent\",\"text\":\"\"}]", 1),
            altered,
        ),
        (json.replacen("\"version\":1", "\"version\":2", 1), newer),
        (json[..json.len() / 2].to_owned(), altered),
        // Deeper than anybody writes.
        (json.replacen('{', &["{\"x\":", &"[".repeat(100_000), &"]".repeat(100_000), ","].concat(), 1), altered),
        ("{}".into(), foreign),
        ("{\"format\":\"oversold-run\",\"version\":1}".into(), "cannot be played again"),
        ("{\"traceEvents\":[]}".into(), foreign),
        ("7".into(), foreign),
        (String::new(), foreign),
    ] {
        page.js("document.querySelectorAll('#notices button').forEach(button => button.click())").await?;
        wait_for("no notice", 5, async || Ok((page.count("#notices .notice").await? == 0).then_some(()))).await?;
        choose(page, &wrong).await?;
        wait_for("a notice names the file", 10, async || {
            if page.count("#notices [data-notice=t]").await? == 0 {
                return Ok(None);
            }
            let text = page.text("#notices [data-notice=t]").await?;
            Ok((text.contains("run.json") && text.contains(said)).then_some(()))
        })
        .await
        .with_context(|| said.to_owned())?;
    }
    Ok(())
}

/// Above 1,800 characters there is a file, and what is shared is the scenario.
pub async fn a_run_too_long_for_a_link_is_offered_as_a_file(page: &Page) -> Result<()> {
    recorded(page, "engine=virtual&speed=1000&buyers=400&jitter=100").await?;
    ensure!(page.count("#copy-run").await? == 0 && page.count("#save-run").await? == 1, "a link of any length");
    page.js(CATCH).await?;
    page.find("#save-run").await?.click().await?;
    wait_for("the file is offered", 10, async || Ok((page.js("return __saved.length").await? == 1).then_some(())))
        .await?;
    let file = page.js("return __saved[0].blob.text()").await?;
    choose(page, file.as_str().unwrap_or_default()).await?;
    wait_for("the long run is replayed", 20, async || {
        let result = page.js("return __probe.results.at(-1)").await?;
        Ok((result["engine"] == "replay").then_some(()))
    })
    .await?;
    // What is shared then is its scenario.
    page.find("#share-open").await?.click().await?;
    wait_for("the dialog", 10, async || Ok((page.count("#share pre").await? > 3).then_some(()))).await?;
    let texts = page.js("return [...document.querySelectorAll('#share pre')].map(text => text.textContent)").await?;
    let texts = texts.as_array().context("nothing to share")?;
    let is_short = |text: &Value| text.as_str().is_some_and(|text| text.len() < 1800 && !text.contains("#t="));
    ensure!(texts.len() > 3 && texts.iter().all(is_short), "{texts:?}");
    ensure!(page.count("#share-too-long").await? == 1, "no word about the file");
    recorded(page, "engine=virtual&speed=1000&buyers=20&jitter=100").await?;
    ensure!(page.count("#copy-run").await? == 1 && page.count("#save-run").await? == 0, "no link to a short run");
    Ok(())
}
