//! Makes the modules of the app out of the one that cargo built: the first has what is needed to press Run, each of the
//! others what one view needs beyond that, or, as a chunk, what several need. How many there are, and what goes where,
//! follows from `#[wasm_split]` in the app's sources.
//!
//! Trunk knows nothing of this, so what it made of the app is thrown away. The order matters: the module is split
//! before wasm-bindgen sees it, because that drops the relocations by which it is split.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

use super::names;
use super::workshop::{Workshop, read, text, write};
use crate::process;

/// The split function whose modules every page of its own needs next, so that the page fetches them before it asks.
const NEXT: &str = "race";

/// How the loader compiles a module; and how it does instead, because some hosts call WebAssembly by a wrong type, and no
/// browser compiles such a stream.
const STREAMED: &str = "WebAssembly.instantiateStreaming(src, imports)";
const NAMED: &str = "WebAssembly.instantiateStreaming(new Response((await src).body,{headers:{'Content-Type':'application/wasm'}}), imports)";

/// The names of the app's files.
#[derive(Debug)]
pub struct App {
    /// The script with the browser's functions and the loaders of all modules but the first.
    pub script: String,
    /// The first module.
    pub module: String,
    /// Bytes of the first module.
    pub size: usize,
    /// The modules that are needed next.
    pub next: Vec<String>,
}

/// Makes the files of the app from the module that cargo built.
///
/// # Errors
/// When the module cannot be split, a tool fails, or a file cannot be written.
pub fn make(workshop: &Workshop) -> Result<App> {
    let work = &workshop.work;
    let whole = read(&workshop.built.join("app.wasm"), "Trunk has cargo build it")?;
    let first = work.join("app.wasm");
    let mut options = Options::new(&whole);
    options.output_dir = work;
    options.main_out_path = &first;
    options.link_name = "./loader.js";
    options.main_module = "./app.js";
    let split = transform(options)
        .map_err(|error| anyhow!("{error:#}"))
        .context("the app's module cannot be split: build it with `cargo xtask dist`, which asks for relocations")?;

    let mut kept = BTreeMap::new();
    for path in &split.split_modules {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).context("a module without a name")?;
        let module = workshop.optimised(&read(path, "the splitting should have made it")?)?;
        kept.insert(stem.to_owned(), workshop.keep(stem, "wasm", &module)?);
    }
    let next = split.prefetch_map.get(NEXT).with_context(|| format!("the app has no split function `{NEXT}`"))?;
    let next = next.iter().map(|stem| kept.get(stem).cloned().with_context(|| format!("there is no module {stem}")));
    let next = next.collect::<Result<_>>()?;

    let loader = work.join("loader.js");
    write(&loader, renamed(&text(&loader)?, &kept)?.as_bytes())?;
    bind(&first, work)?;
    // The loader becomes a part of the app's script, which imports it.
    let (script, module) = names::shorten(workshop, &work.join("app.js"), "esm", &work.join("app_bg.wasm"))?;
    let script = workshop.keep("app", "js", script.as_bytes())?;
    Ok(App { script, size: module.len(), module: workshop.keep("app", "wasm", &module)?, next })
}

/// Has wasm-bindgen make `app.js` and `app_bg.wasm`.
fn bind(first: &Path, folder: &Path) -> Result<()> {
    let ways = ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "app", "--out-dir"];
    process::run(Command::new("wasm-bindgen").args(ways).args([folder, first]))
}

/// The loader, asking for the modules by their names in `dist/`.
fn renamed(loader: &str, kept: &BTreeMap<String, String>) -> Result<String> {
    let mut loader = loader.to_owned();
    let modules = kept.iter().map(|(stem, name)| (format!("\"./{stem}.wasm\""), format!("\"./{name}\"")));
    for (made, wanted) in modules.chain([(STREAMED.to_owned(), NAMED.to_owned())]) {
        ensure!(loader.contains(&made), "the loader of the split modules does not say `{made}` any more");
        loader = loader.replace(&made, &wanted);
    }
    Ok(loader)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_asks_for_modules_by_their_names() {
        let kept = [("split_a", "split_a-1.wasm"), ("chunk_0", "chunk_0-2.wasm")];
        let kept = kept.map(|(stem, name)| (stem.to_owned(), name.to_owned())).into();
        let loader = format!("fetch(\"./chunk_0.wasm\"); fetch(\"./split_a.wasm\"); {STREAMED}");
        let expected = format!("fetch(\"./chunk_0-2.wasm\"); fetch(\"./split_a-1.wasm\"); {NAMED}");
        assert_eq!(renamed(&loader, &kept).unwrap(), expected);
        let error = renamed("", &kept).unwrap_err();
        assert_eq!(error.to_string(), "the loader of the split modules does not say `\"./chunk_0.wasm\"` any more");
    }
}
