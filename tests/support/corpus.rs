//! The links, recordings, hand-ins and files in `tests/links`, and what each must give.
#![allow(dead_code, reason = "not every test that has this module uses all of it")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// What somebody has kept, and what it must give.
pub struct Row {
    /// What it must give, as its file says at its beginning.
    pub gives: String,
    /// The query, the hash, or the name of the file.
    pub what: String,
}

/// The folder, whichever of the packages asks.
fn folder() -> PathBuf {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("tests/links"));
    folders.into_iter().find(|folder| folder.is_dir()).unwrap()
}

/// The rows of a kind: `simulated`, `recorded`, `handed-in` or `saved`.
pub fn rows(kind: &str) -> Vec<Row> {
    let text = fs::read_to_string(folder().join(format!("{kind}.txt"))).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let row = |line: &str| {
        let (gives, what) = line.split_once(" | ").unwrap_or_else(|| panic!("{kind}: `{line}` is no row"));
        Row { gives: gives.to_owned(), what: what.to_owned() }
    };
    lines.map(row).collect()
}

/// The text of a saved run.
pub fn saved(name: &str) -> String {
    fs::read_to_string(folder().join("saved").join(name)).unwrap()
}
