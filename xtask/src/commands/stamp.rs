//! `cargo xtask stamp`: Trunk's `post_build` hook, which finishes the files of the page.
//!
//! - [`parts`] makes the modules of the app out of the one that cargo built;
//! - [`names`] shortens the names that modules and scripts know each other by;
//! - [`lessons`] makes a file of each lesson, and the gallery of all;
//! - [`page`] puts into the page what it shows and does by itself;
//! - [`workshop`] has the tools that make everything small, and the names of the files;
//! - here is what goes where.

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use self::page::Messages;
use self::workshop::{Workshop, read, text, write};
use crate::{policy, project};

mod lessons;
mod names;
mod page;
mod parts;
mod workshop;

/// What Trunk and wasm-bindgen may leave behind of the buyer and nobody loads.
const LEFTOVERS: [&str; 5] = ["buyer.js", "buyer_bg.wasm", "buyer_loader.js", "buyer.d.ts", "buyer_bg.wasm.d.ts"];

/// Finishes the files in Trunk's staging folder.
///
/// # Errors
/// When it is not Trunk who calls, a tool fails, or a file or placeholder is missing.
pub fn run() -> Result<()> {
    let workshop = Workshop::open()?;
    let www = project::root().join("www");
    let buyer = buyer(&workshop)?;
    let app = parts::make(&workshop, &lessons::make(&workshop)?)?;
    let messages = Messages::read(&www.join("messages"))?;
    let script = |name: &str, format: &str, known: &[String]| {
        workshop.joined(&www.join(name), &[&[format!("--format={format}")], known].concat())
    };

    // Under one name in every version: pages of others load the one, and a page whose own files are gone the other.
    for (name, of) in [("embed.js", "embed.js"), ("help.js", "start/help.js")] {
        write(&workshop.staging.join(name), script(of, "iife", &[])?.as_bytes())?;
    }
    let ask = workshop.keep("ask", "js", script("ask-worker.js", "iife", &[])?.as_bytes())?;
    let frame = workshop.keep("frame", "js", script("start/frame.js", "iife", &[])?.as_bytes())?;
    let ladder = workshop.keep("ladder", "js", script("start/ladder.js", "iife", &[])?.as_bytes())?;
    let files = json!({
        "script": format!("./{}", app.script), "module": app.module, "size": app.size,
        "buyer": buyer, "frame": frame, "ladder": ladder, "ask": ask,
    });
    let title = json!(messages.get("zh", "title")?);
    let known = [format!("--define:FILES={files}"), format!("--define:TITLE={title}")];
    let (head, start) = (script("start/head.js", "iife", &known)?, script("start/start.js", "esm", &known)?);
    let style = workshop.joined(&www.join("style.css"), &[])?;

    let late = late(&workshop, &www, &script("start/begin.js", "esm", &known)?, &style)?;

    let path = workshop.staging.join("index.html");
    let (html, unused) = page::begin(&text(&path)?, &start)?;
    let html = page::fill(&html, &[("%HEAD%", &head), ("%STYLE%", &style), ("%LATE%", &late)])?;
    let html = messages.fill(&html)?;
    write(&path, html.as_bytes())?;
    policy::write(&workshop.staging, &html)?;
    workshop.remove(unused.iter().map(String::as_str).chain(LEFTOVERS))
}

/// Keeps what the page has in itself as files too, and makes the script that sends for them where the page's own are
/// forbidden. Its name.
fn late(workshop: &Workshop, www: &Path, begin: &str, style: &str) -> Result<String> {
    let files = json!({
        "style": workshop.keep("style", "css", style.as_bytes())?,
        "begin": workshop.keep("begin", "js", begin.as_bytes())?,
    });
    // It speaks to old browsers, too.
    let ways = ["--format=iife".to_owned(), "--target=es2016".to_owned(), format!("--define:LATE={files}")];
    workshop.keep("late", "js", workshop.joined(&www.join("start/late.js"), &ways)?.as_bytes())
}

/// Makes the buyer's script, which is one because a worker starts from one, and its module. Their names.
fn buyer(workshop: &Workshop) -> Result<[String; 2]> {
    for name in ["buyer.js", "buyer_bg.wasm"] {
        let why = "index.html should have Trunk build the binary `buyer` as a worker";
        write(&workshop.work.join(name), &read(&workshop.staging.join(name), why)?)?;
    }
    let entry = workshop.work.join("buyer-worker.js");
    write(&entry, text(&project::root().join("www/buyer-worker.js"))?.as_bytes())?;
    let (script, module) = names::shorten(workshop, &entry, "iife", &workshop.work.join("buyer_bg.wasm"))?;
    Ok([workshop.keep("buyer", "js", script.as_bytes())?, workshop.keep("buyer", "wasm", &module)?])
}
