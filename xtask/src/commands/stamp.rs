//! `cargo xtask stamp`: Trunk's `post_build` hook, which finishes the buyer's two files.
//!
//! Trunk gives a worker's files fixed names, and a browser that kept the last deploy's worker would run
//! it with a new page. So the glue, with our bootstrap at its end, and the module get names made from the
//! content of both: a pair that belongs together has the same hash, and the page names exactly that pair.

use std::env;
use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use crate::project;

mod opening;

const GLUE: &str = "buyer.js";
const MODULE: &str = "buyer_bg.wasm";
/// What Trunk and wasm-bindgen may leave behind and nobody loads.
const LEFTOVERS: [&str; 3] = ["buyer_loader.js", "buyer.d.ts", "buyer_bg.wasm.d.ts"];
const SCRIPT_PLACE: &str = "%BUYER_SCRIPT%";
const MODULE_PLACE: &str = "%BUYER_MODULE%";

/// Finishes the files in Trunk's staging folder.
///
/// # Errors
/// When it is not Trunk who calls, or a file or placeholder is missing.
pub fn run() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .context("TRUNK_STAGING_DIR is not set: `stamp` is called by Trunk; use `cargo xtask dist` instead")?;
    let (staging, www) = (PathBuf::from(staging), project::root().join("www"));
    stamp(&staging, &www.join("buyer-worker.js"))?;
    open(&staging.join("index.html"), &www.join("start.js"))
}

/// Puts the first script into the page.
fn open(page: &Path, start: &Path) -> Result<()> {
    let text = |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    write(page, opening::put(&text(page)?, &text(start)?)?.as_bytes())
}

fn stamp(staging: &Path, bootstrap: &Path) -> Result<()> {
    let glue = read(&staging.join(GLUE), "index.html should have Trunk build the binary `buyer` as a worker")?;
    let module = read(&staging.join(MODULE), "index.html should have Trunk build the binary `buyer` as a worker")?;
    let bootstrap = read(bootstrap, "it starts the buyer in its worker and is part of this repository")?;
    let page = staging.join("index.html");
    let html = read(&page, "Trunk writes it from the index.html in the repository's root")?;
    let html = String::from_utf8(html).context("the page that Trunk wrote is not UTF-8")?;

    let script = [&glue[..], b"\n", &bootstrap].concat();
    let names = Names::of(&script, &module);
    let html = names.fill(&html)?;

    write(&staging.join(&names.script), &script)?;
    write(&staging.join(&names.module), &module)?;
    write(&page, html.as_bytes())?;
    for name in [GLUE, MODULE].iter().chain(&LEFTOVERS) {
        remove(&staging.join(name))?;
    }
    Ok(())
}

/// The names of the buyer's two files.
#[derive(Debug, PartialEq, Eq)]
struct Names {
    script: String,
    module: String,
}

impl Names {
    fn of(script: &[u8], module: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        // The length keeps apart what belongs to which file.
        hasher.update((script.len() as u64).to_le_bytes());
        hasher.update(script);
        hasher.update(module);
        let mut hash = String::with_capacity(16);
        for byte in &hasher.finalize()[..8] {
            // Writing to a string cannot fail.
            let _ = write!(hash, "{byte:02x}");
        }
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

    fn staged(page: &str) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, content: &str| fs::write(folder.path().join(name), content).unwrap();
        put("index.html", page);
        put("buyer.js", "let wasm_bindgen = {};");
        put("buyer_bg.wasm", "\0asm");
        put("buyer_loader.js", "importScripts('./buyer.js')");
        put("bootstrap.js", "start();\n");
        folder
    }

    fn stamp_in(folder: &TempDir) -> Result<()> {
        stamp(folder.path(), &folder.path().join("bootstrap.js"))
    }

    #[test]
    fn names_pair_both_contents() {
        let names = Names::of(b"script", b"module");
        assert_eq!(names, Names::of(b"script", b"module"));
        let hash = names.script.strip_prefix("buyer-").and_then(|rest| rest.strip_suffix(".js")).unwrap();
        assert_eq!(hash.len(), 16);
        assert_eq!(names.module, format!("buyer-{hash}.wasm"));
        for other in
            [Names::of(b"script", b"changed"), Names::of(b"changed", b"module"), Names::of(b"scriptm", b"odule")]
        {
            assert_ne!(names.script, other.script);
            assert_ne!(names.module, other.module);
        }
    }

    #[test]
    fn the_page_names_the_files_that_are_there() {
        let folder = staged(PAGE);
        stamp_in(&folder).unwrap();
        let script = b"let wasm_bindgen = {};\nstart();\n";
        let names = Names::of(script, b"\0asm");
        assert_eq!(fs::read(folder.path().join(&names.script)).unwrap(), script);
        assert_eq!(fs::read(folder.path().join(&names.module)).unwrap(), b"\0asm");
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
