//! What is in `dist/`, how large it is on the wire, and whether the first load stays within `budget.toml`.
//!
//! The first load is what a visitor needs before pressing Run: every page, style sheet, script and
//! module, except what the budget file excludes by name because it is fetched later or never.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::packed::{self, Packing};
use crate::project;

const FIRST_LOAD: [&str; 4] = ["html", "css", "js", "wasm"];

/// `budget.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// What the first load may cost.
    pub first_load: FirstLoad,
    /// Files that are not part of the first load; one `*` in a name stands for any text.
    #[serde(default)]
    pub exclude: Vec<String>,
}

/// The table `[first_load]` of `budget.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstLoad {
    /// The most bytes that the first load may have, compressed with brotli.
    pub brotli_bytes: u64,
    /// Accepted here as well: inside a TOML file, a key below a table belongs to that table.
    #[serde(default)]
    pub exclude: Vec<String>,
}

impl Budget {
    /// Reads `budget.toml` in the repository's root.
    ///
    /// # Errors
    /// When the file is missing or says something else than a budget.
    pub fn load() -> Result<Self> {
        let path = project::root().join("budget.toml");
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read the size budget {}", path.display()))?;
        toml::from_str(&text).context("budget.toml does not say `[first_load] brotli_bytes = N`")
    }

    fn counts(&self, name: &str) -> bool {
        let mut excluded = self.exclude.iter().chain(&self.first_load.exclude);
        let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| FIRST_LOAD.contains(&extension))
            && !excluded.any(|pattern| matches(pattern, name))
    }
}

/// One file of `dist/`.
#[derive(Debug)]
pub struct File {
    /// Its path below `dist/`, with forward slashes.
    pub name: String,
    /// Bytes on disk.
    pub raw: u64,
    /// Bytes of its brotli form; where it has none, of itself.
    pub brotli: u64,
    /// Whether a visitor needs it before pressing Run.
    pub first_load: bool,
}

/// Measures every file below `dist`, in order of name; the packed forms ([`packed`]) with what they are of.
///
/// # Errors
/// When a file cannot be read.
pub fn measure(dist: &Path, budget: &Budget) -> Result<Vec<File>> {
    let mut files = Vec::new();
    collect(dist, "", budget, &mut files).with_context(|| format!("cannot measure the files in {}", dist.display()))?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// Bytes of the first load: on disk, and after brotli.
pub fn first_load(files: &[File]) -> (u64, u64) {
    let counted = files.iter().filter(|file| file.first_load);
    counted.fold((0, 0), |(raw, brotli), file| (raw + file.raw, brotli + file.brotli))
}

/// The files as a table for the terminal; a star marks the first load.
pub fn table(files: &[File]) -> String {
    let width = files.iter().map(|file| file.name.len()).max().unwrap_or(0).max(14);
    let row = |name: &str, raw: u64, brotli: u64, star: &str| format!("{name:width$}  {raw:>9}  {brotli:>9}  {star}\n");
    let mut text = format!("{:width$}  {:>9}  {:>9}\n", "file", "raw", "brotli");
    for file in files {
        text += &row(&file.name, file.raw, file.brotli, if file.first_load { "*" } else { "" });
    }
    let (raw, brotli) = first_load(files);
    text + &row("* = first load", raw, brotli, "bytes")
}

fn collect(folder: &Path, prefix: &str, budget: &Budget, files: &mut Vec<File>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), budget, files)?;
            continue;
        }
        let path = entry.path();
        if packed::is_packed(&path) {
            continue;
        }
        let raw = entry.metadata()?.len();
        let brotli = Packing::Brotli.of(&path).map_or(Ok(raw), |packed| fs::metadata(packed).map(|it| it.len()))?;
        files.push(File { first_load: budget.counts(&name), name, raw, brotli });
    }
    Ok(())
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, end)) => name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_what_the_budget_does_not_exclude() {
        let budget: Budget =
            toml::from_str("exclude = [\"sw.js\"]\n[first_load]\nbrotli_bytes = 9\nexclude = [\"help-*.html\"]")
                .unwrap();
        assert!(budget.counts("app-1234_bg.wasm"));
        assert!(!budget.counts("sw.js"));
        assert!(!budget.counts("help-en.html"));
        assert!(!budget.counts("icon.svg"));
    }

    #[test]
    fn sizes_add_up() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.js"), "x".repeat(5000)).unwrap();
        fs::create_dir(folder.path().join("img")).unwrap();
        fs::write(folder.path().join("img/a.svg"), "<svg/>").unwrap();
        packed::pack(folder.path()).unwrap();
        let files = measure(folder.path(), &Budget::default()).unwrap();
        assert_eq!(files.iter().map(|file| &*file.name).collect::<Vec<_>>(), ["a.js", "img/a.svg"]);
        let (raw, brotli) = first_load(&files);
        assert_eq!(raw, 5000);
        assert!((1..100).contains(&brotli), "{brotli} bytes for 5000 times the same letter");
    }
}
