//! The page in a frame of somebody else's page, which it talks with as docs/embedding.md says.

use super::plan::Message;
use super::reader::Reader;
use anyhow::{Context, Result, ensure};
use oversold_e2e::host::{frame, host, tell};
use oversold_e2e::wait_for;
use serde_json::{Value, json};
use std::time::Duration;
use xtask::server::Headers;

/// Seconds until a frame must have answered: it may have to load the app, and the buyers.
const ANSWERS_WITHIN: u64 = 60;

/// Opens a page around a frame and tells it all this.
///
/// # Errors
/// What goes wrong.
pub async fn visit(
    reader: &mut Reader<'_>,
    query: &str,
    attributes: &str,
    isolated: bool,
    messages: &[Message],
) -> Result<()> {
    let page = reader.page;
    let headers = if isolated { Headers::Isolating } else { Headers::Plain };
    let frame = frame(page, &format!("embed=1&{query}"), attributes);
    let (_host, url) = host(&format!("soak-{}", page.browser().kind.name()), &frame, headers)?;
    reader.note(format!("opens {frame} in {url}"));
    page.driver().goto(&url).await?;
    said(reader, "resize").await?;
    for message in messages {
        reader.note(format!("{message:?}"));
        page.js("heard.length = 0").await?;
        match message {
            Message::Hello => answers(reader).await?,
            Message::Set(values) => {
                let params: serde_json::Map<_, _> =
                    values.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
                tell(page, &json!({ "ns": "oversold", "v": 1, "type": "set", "params": params }).to_string()).await?;
                answers(reader).await?;
            }
            Message::Noise => {
                for odd in
                    ["null", "7", "'run'", "{ ns: 'other', type: 'run' }", "{ ns: 'oversold', v: 1, type: 'fly' }"]
                {
                    tell(page, odd).await?;
                }
            }
            Message::Run => run(reader).await?,
            Message::Cancel(after) => {
                tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
                tokio::time::sleep(Duration::from_millis((*after).into())).await;
                tell(page, "{ ns: 'oversold', v: 1, type: 'cancel' }").await?;
                idle(reader).await?;
                reader.counts.cancelled += 1;
            }
        }
        let errors = page.js("return heard.filter(({ type }) => type === 'error')").await?;
        ensure!(errors == json!([]), "the frame says {errors}");
    }
    page.driver().enter_frame(0).await?;
    let faults = page.count("#checked.wrong, main > [role=alert]").await;
    page.driver().enter_default_frame().await?;
    ensure!(faults? == 0, "the frame shows a fault of its own");
    Ok(())
}

/// Runs, and looks at the result.
async fn run(reader: &mut Reader<'_>) -> Result<()> {
    tell(reader.page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
    let result = said(reader, "done").await?;
    reader.check(&result).with_context(|| format!("the frame tells {result}"))?;
    idle(reader).await
}

/// It answers, and is ready.
async fn answers(reader: &mut Reader<'_>) -> Result<()> {
    tell(reader.page, "{ ns: 'oversold', v: 1, type: 'hello' }").await?;
    said(reader, "ready").await.map(drop)
}

/// Nothing goes on in it any more.
async fn idle(reader: &mut Reader<'_>) -> Result<()> {
    wait_for("the frame is idle again", ANSWERS_WITHIN, async || {
        let state = reader.page.js("return heard.findLast(({ type }) => type === 'state')?.state ?? ''").await?;
        Ok((state == "idle").then_some(()))
    })
    .await
}

/// Waits for a message of this type.
async fn said(reader: &mut Reader<'_>, kind: &str) -> Result<Value> {
    wait_for(&format!("the frame says {kind}"), ANSWERS_WITHIN, async || {
        let script = "return (window.heard ?? []).findLast(({ type }) => type === arguments[0]) ?? null";
        let message = reader.page.js_with(script, vec![kind.into()]).await?;
        Ok((!message.is_null()).then_some(message))
    })
    .await
}
