//! Makes the app's two modules out of the one that cargo built: the first has what is needed to press Run, the
//! second the rest (see `src/ui/later.rs`). What goes where follows from `#[wasm_split]` in `src/bin/app.rs`: a
//! function that only the second needs is only in the second.
//!
//! Trunk knows nothing of this, so what it made of the app is thrown away. The order matters: the module is split
//! before wasm-bindgen sees it, because that drops the relocations by which it is split.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, anyhow, ensure};
use sha2::{Digest, Sha256};
use wasm_split_cli_support::{Options, transform};

use super::imports;
use super::smaller::smaller;
use super::unused::without_starting;
use super::{hex, optimise, read, write};
use crate::process;

/// How the loader asks for a module; and how it asks instead, because some hosts call WebAssembly by a wrong type,
/// and a browser streams no such answer.
const STREAMED: &str = "WebAssembly.instantiateStreaming(src, imports)";
const WHOLE: &str = "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)";

/// The names of the app's files.
#[derive(Debug, PartialEq, Eq)]
pub struct Names {
    /// The script with the browser's functions, which loads the first module.
    pub script: String,
    /// The first module.
    pub module: String,
    /// The script that loads the second module.
    pub loader: String,
    /// The second module.
    pub later: String,
}

impl Names {
    /// Names that change whenever the app does.
    fn of(module: &[u8]) -> Self {
        let hash = hex(&Sha256::digest(module)[..8]);
        Self {
            script: format!("app-{hash}.js"),
            module: format!("app-{hash}.wasm"),
            loader: format!("later-{hash}.js"),
            later: format!("later-{hash}.wasm"),
        }
    }
}

/// Makes the files of the app in `staging` from the module that cargo built.
///
/// # Errors
/// When the module cannot be split, a tool fails, or a file cannot be written.
pub fn make(built: &Path, staging: &Path) -> Result<Names> {
    let whole = read(built, "Trunk has cargo build it")?;
    let names = Names::of(&whole);
    let work = built.with_file_name("halves");
    // What an earlier build left there.
    let _ = fs::remove_dir_all(&work);
    fs::create_dir_all(&work).with_context(|| format!("cannot make {}", work.display()))?;

    let first = work.join("app.wasm");
    let link = format!("./{}", names.loader);
    let main = format!("./{}", names.script);
    let mut options = Options::new(&whole);
    options.output_dir = &work;
    options.main_out_path = &first;
    options.link_name = &link;
    options.main_module = &main;
    let split = transform(options)
        .map_err(|error| anyhow!("{error:#}"))
        .context("the app's module cannot be split: build it with `cargo xtask dist`, which asks for relocations")?;
    ensure!(split.split_modules.len() == 1, "the app has {} split modules, not one", split.split_modules.len());

    let bound = work.join("bound");
    process::run(
        Command::new("wasm-bindgen")
            .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "app", "--out-dir"])
            .args([&bound, &first]),
    )?;
    let bytes = |path: &Path| read(path, "wasm-bindgen or the splitting should have made it");
    let (module, script) = imports::shorten(&bytes(&bound.join("app_bg.wasm"))?, &text(&bound.join("app.js"))?)?;
    write(&staging.join(&names.module), &optimise(&module, &work)?)?;
    write(
        &staging.join(&names.script),
        smaller(&without_starting(&script)?).replace("app_bg.wasm", &names.module).as_bytes(),
    )?;
    write(&staging.join(&names.later), &optimise(&bytes(&split.split_modules[0])?, &work)?)?;
    let loader = renamed(&text(&work.join(&names.loader))?, &split.split_modules[0], &names.later)?;
    write(&staging.join(&names.loader), smaller(&loader).as_bytes())?;
    Ok(names)
}

/// The loader, asking for the second module by its name in `dist/`.
fn renamed(loader: &str, made: &Path, name: &str) -> Result<String> {
    let made = made.file_name().and_then(|made| made.to_str()).unwrap_or_default();
    for expected in [made, STREAMED] {
        ensure!(loader.contains(expected), "the loader of the second module does not say `{expected}` any more");
    }
    Ok(loader.replace(made, name).replace(STREAMED, WHOLE))
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_change_with_the_app() {
        assert_eq!(Names::of(b"app"), Names::of(b"app"));
        assert_ne!(Names::of(b"app").later, Names::of(b"apq").later);
    }

    #[test]
    fn the_loader_asks_for_the_second_module_by_its_name() {
        let loader = format!("fetch('./split_later.wasm'); {STREAMED}");
        let expected = format!("fetch('./later-1.wasm'); {WHOLE}");
        assert_eq!(renamed(&loader, Path::new("a/split_later.wasm"), "later-1.wasm").unwrap(), expected);
        let error = renamed("", Path::new("a/split_later.wasm"), "later-1.wasm").unwrap_err();
        assert_eq!(error.to_string(), "the loader of the second module does not say `split_later.wasm` any more");
    }
}
