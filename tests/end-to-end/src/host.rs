//! A page of somebody else, around a frame with the playground.

use crate::{Page, wait_for};
use anyhow::Result;
use serde_json::Value;
use std::fs;
use xtask::server::{Headers, Options, Server};

/// A page around frames: what they say is kept in `heard`, what they say in the words of others in `others`.
pub const HOST: &str = "<!doctype html><meta charset=utf-8><title>course</title><h1>A course page</h1>
<script>window.heard = []; window.others = [];
addEventListener('message', ({ data }) => { (data?.ns === 'oversold' ? heard : others).push(data); });</script>";

/// Serves a host page with this body, on another origin than the playground's. Its server, and its address.
///
/// # Errors
/// When it cannot be written or served.
pub fn host(name: &str, body: &str, headers: Headers) -> Result<(Server, String)> {
    let folder = std::env::temp_dir().join("oversold-hosts").join(format!("{name}-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let file = format!("{name}.html");
    fs::write(folder.join(&file), format!("{HOST}{body}"))?;
    let server = Server::start(&folder, Options { headers, ..Options::default() })?;
    // Another name for the same machine is another origin.
    let url = format!("{}{file}", server.url().replace("127.0.0.1", "localhost"));
    Ok((server, url))
}

/// The playground in a frame, with this query.
pub fn frame(page: &Page, query: &str, attributes: &str) -> String {
    format!("<iframe id=demo src=\"{}?{query}\" width=600 height=540 {attributes}></iframe>", page.url())
}

/// Sends the frame a message.
///
/// # Errors
/// When there is no frame.
pub async fn tell(page: &Page, message: &str) -> Result<()> {
    page.js(&format!("document.querySelector('#demo').contentWindow.postMessage({message}, '*')")).await?;
    Ok(())
}

/// Waits for a message of this type from the frame.
///
/// # Errors
/// When none comes in time.
pub async fn heard(page: &Page, kind: &str) -> Result<Value> {
    wait_for(&format!("the frame says {kind}"), 20, async || {
        let script = "return (window.heard ?? []).findLast(({ type }) => type === arguments[0]) ?? null";
        let message = page.js_with(script, vec![kind.into()]).await?;
        Ok((!message.is_null()).then_some(message))
    })
    .await
}
