//! `cargo xtask stamp`: Trunk's `post_build` hook, which finishes the files of the page.
//!
//! - [`halves`] makes the app's two modules out of the one that cargo built;
//! - [`imports`] shortens the names that modules and scripts know each other by;
//! - [`smaller`] takes comments and indentation out of the page, scripts and style sheets, [`unused`] the functions that nobody calls;
//! - [`opening`] puts our own first script into the page;
//! - here, the buyer's two files get their names.
//!
//! Trunk gives a worker's files fixed names, and a browser that kept the last deploy's worker would run
//! it with a new page. So the glue, with our bootstrap at its end, and the module get names made from the
//! content of both: a pair that belongs together has the same hash, and the page names exactly that pair.

use std::env;
use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use self::halves::Names;
use self::smaller::smaller;
use crate::{process, project};

mod halves;
mod imports;
mod opening;
mod smaller;
mod unused;

const GLUE: &str = "buyer.js";
const MODULE: &str = "buyer_bg.wasm";
/// What Trunk and wasm-bindgen may leave behind and nobody loads.
const LEFTOVERS: [&str; 3] = ["buyer_loader.js", "buyer.d.ts", "buyer_bg.wasm.d.ts"];
/// What rustc uses of WebAssembly beyond its first version; a module that was split does not say so any more.
/// <https://doc.rust-lang.org/rustc/platform-support/wasm32-unknown-unknown.html>
const FEATURES: [&str; 6] =
    ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];
const SCRIPT_PLACE: &str = "%BUYER_SCRIPT%";
const MODULE_PLACE: &str = "%BUYER_MODULE%";

/// Finishes the files in Trunk's staging folder.
///
/// # Errors
/// When it is not Trunk who calls, or a file or placeholder is missing.
pub fn run() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .context("TRUNK_STAGING_DIR is not set: `stamp` is called by Trunk; use `cargo xtask dist` instead")?;
    let profile = env::var("TRUNK_PROFILE").unwrap_or_else(|_| "release".to_owned());
    let (staging, www) = (PathBuf::from(staging), project::root().join("www"));
    let built = project::target().join("wasm32-unknown-unknown").join(profile);
    stamp(&staging, &www.join("buyer-worker.js"), |module| optimise(module, &built))?;
    tidy(&staging)?;
    open(&staging, &www.join("start.js"), &halves::make(&built.join("app.wasm"), &staging)?)
}

/// Puts the first script into the page, and takes away what Trunk made of the app.
fn open(staging: &Path, start: &Path, names: &Names) -> Result<()> {
    let page = staging.join("index.html");
    let text = |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let (html, unused) = opening::put(&text(&page)?, &smaller(&text(start)?), names)?;
    write(&page, smaller(&html).as_bytes())?;
    unused.iter().try_for_each(|name| remove(&staging.join(name)))
}

/// Takes the comments out of the style sheets, and of the element that other pages load.
fn tidy(staging: &Path) -> Result<()> {
    for entry in fs::read_dir(staging).with_context(|| format!("cannot read {}", staging.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "css") || path.ends_with("embed.js") {
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            write(&path, smaller(&text).as_bytes())?;
        }
    }
    Ok(())
}

fn stamp(staging: &Path, bootstrap: &Path, optimise: impl Fn(&[u8]) -> Result<Vec<u8>>) -> Result<()> {
    let glue = read(&staging.join(GLUE), "index.html should have Trunk build the binary `buyer` as a worker")?;
    let module = read(&staging.join(MODULE), "index.html should have Trunk build the binary `buyer` as a worker")?;
    let bootstrap = read(bootstrap, "it starts the buyer in its worker and is part of this repository")?;
    let page = staging.join("index.html");
    let html = read(&page, "Trunk writes it from the index.html in the repository's root")?;
    let html = String::from_utf8(html).context("the page that Trunk wrote is not UTF-8")?;

    let glue = String::from_utf8(glue).context("the script that wasm-bindgen wrote is not UTF-8")?;
    let (module, glue) = imports::shorten(&module, &glue)?;
    let module = optimise(&module)?;
    let bootstrap = String::from_utf8(bootstrap).context("buyer-worker.js is not UTF-8")?;
    let script = smaller(&(unused::without_fetching(&glue)? + "\n" + &bootstrap));
    let script = script.as_bytes();
    let names = Pair::of(script, &module);
    let html = names.fill(&html)?;

    write(&staging.join(&names.script), script)?;
    write(&staging.join(&names.module), &module)?;
    write(&page, html.as_bytes())?;
    for name in [GLUE, MODULE].iter().chain(&LEFTOVERS) {
        remove(&staging.join(name))?;
    }
    Ok(())
}

/// The names of the buyer's two files.
#[derive(Debug, PartialEq, Eq)]
struct Pair {
    script: String,
    module: String,
}

impl Pair {
    fn of(script: &[u8], module: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        // The length keeps apart what belongs to which file.
        hasher.update((script.len() as u64).to_le_bytes());
        hasher.update(script);
        hasher.update(module);
        let hash = hex(&hasher.finalize()[..8]);
        Self { script: format!("buyer-{hash}.js"), module: format!("buyer-{hash}.wasm") }
    }

    /// The page with the names in their places.
    fn fill(&self, html: &str) -> Result<String> {
        for place in [SCRIPT_PLACE, MODULE_PLACE] {
            ensure!(html.contains(place), "index.html has no {place}, so the page could not find the buyer's files");
        }
        Ok(html.replace(SCRIPT_PLACE, &self.script).replace(MODULE_PLACE, &self.module))
    }
}

/// The module as wasm-opt makes it small, by way of a file in `work`.
fn optimise(module: &[u8], work: &Path) -> Result<Vec<u8>> {
    let (large, small) = (work.join("large.wasm"), work.join("small.wasm"));
    write(&large, module)?;
    // Twice, because the second time still finds something.
    let features = FEATURES.map(|feature| format!("--enable-{feature}"));
    process::run(Command::new("wasm-opt").args(["-Oz", "-Oz", "-o"]).args([&small, &large]).args(features))?;
    read(&small, "wasm-opt should have made it")
}

/// Two digits a byte.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn read(path: &Path, why: &str) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}: {why}", path.display()))
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    const PAGE: &str = "<meta name=script content=%BUYER_SCRIPT%><meta name=module content=%BUYER_MODULE%>";

    /// As much of wasm-bindgen's script as is changed.
    const GLUE_TEXT: &str = "let wasm_bindgen = (() => {\n    async function __wbg_load() {\n    }\n    \
                             async function __wbg_init() {\n    }\n    async function __wbg_init_once() {\n    }\n    \
                             return Object.assign(__wbg_init, { initSync }, exports);\n})();\n";

    fn staged(page: &str) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, content: &str| fs::write(folder.path().join(name), content).unwrap();
        put("index.html", page);
        put("buyer.js", GLUE_TEXT);
        put("buyer_bg.wasm", "\0asm\x01\0\0\0");
        put("buyer_loader.js", "importScripts('./buyer.js')");
        put("bootstrap.js", "start();\n");
        folder
    }

    fn stamp_in(folder: &TempDir) -> Result<()> {
        stamp(folder.path(), &folder.path().join("bootstrap.js"), |module| Ok(module.to_vec()))
    }

    #[test]
    fn names_pair_both_contents() {
        let names = Pair::of(b"script", b"module");
        assert_eq!(names, Pair::of(b"script", b"module"));
        let hash = names.script.strip_prefix("buyer-").and_then(|rest| rest.strip_suffix(".js")).unwrap();
        assert_eq!(hash.len(), 16);
        assert_eq!(names.module, format!("buyer-{hash}.wasm"));
        for other in [Pair::of(b"script", b"changed"), Pair::of(b"changed", b"module"), Pair::of(b"scriptm", b"odule")]
        {
            assert_ne!(names.script, other.script);
            assert_ne!(names.module, other.module);
        }
    }

    #[test]
    fn the_page_names_the_files_that_are_there() {
        let folder = staged(PAGE);
        stamp_in(&folder).unwrap();
        let script = b"let wasm_bindgen = (() => {\nreturn Object.assign({ initSync }, exports);\n})();\nstart();\n";
        let names = Pair::of(script, b"\0asm\x01\0\0\0");
        assert_eq!(fs::read(folder.path().join(&names.script)).unwrap(), script);
        assert_eq!(fs::read(folder.path().join(&names.module)).unwrap(), b"\0asm\x01\0\0\0");
        assert_eq!(
            fs::read_to_string(folder.path().join("index.html")).unwrap(),
            format!("<meta name=script content={}><meta name=module content={}>", names.script, names.module)
        );
        for gone in ["buyer.js", "buyer_bg.wasm", "buyer_loader.js"] {
            assert!(!folder.path().join(gone).exists(), "{gone} is still there");
        }
    }

    #[test]
    fn a_missing_placeholder_is_named_and_nothing_is_changed() {
        let folder = staged("<meta content=%BUYER_SCRIPT%>");
        let error = stamp_in(&folder).unwrap_err();
        assert_eq!(error.to_string(), "index.html has no %BUYER_MODULE%, so the page could not find the buyer's files");
        assert!(folder.path().join("buyer.js").exists());
    }

    #[test]
    fn a_missing_file_is_named() {
        let folder = staged(PAGE);
        fs::remove_file(folder.path().join("buyer_bg.wasm")).unwrap();
        let error = format!("{:#}", stamp_in(&folder).unwrap_err());
        assert!(error.contains("buyer_bg.wasm: index.html should have Trunk build the binary `buyer`"), "{error}");
    }
}
