//! Who may know whom: the arrows of ARCHITECTURE.md, read from the sources.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may use.
const ARROWS: [(&str, &[&str]); 7] = [
    ("scenario", &[]),
    ("program", &["scenario"]),
    ("trace", &["scenario", "program"]),
    ("engine", &["scenario", "program", "trace"]),
    ("timeline", &["scenario", "program", "trace"]),
    ("browser", &["scenario", "program", "trace", "engine"]),
    ("ui", &["scenario", "program", "trace", "engine", "timeline", "browser"]),
];

/// What a pure room must not contain.
const IMPURE: [&str; 10] = [
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "gloo",
    "yew",
    "std::time",
    "Instant::",
    "SystemTime",
    "thread_rng",
    "HashMap",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// The file without its tests, which may use what they like.
fn product(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    // What stands in quotes is data: the listing writes programs that do use a clock.
    text.lines().map(|line| line.split('"').step_by(2).collect::<String>() + "\n").collect()
}

fn room(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name)
}

#[test]
fn rooms_use_only_the_rooms_below_them() {
    for (name, allowed) in ARROWS {
        for path in sources(&room(name)) {
            for used in product(&path).split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                let fine = used == name || allowed.contains(&used.as_str());
                assert!(fine, "{} uses crate::{used}; {name} may use only {allowed:?}", path.display());
            }
        }
    }
}

#[test]
fn pure_rooms_know_no_browser_no_clock_and_no_unseeded_chance() {
    for name in ["scenario", "program", "trace", "engine", "timeline"] {
        for path in sources(&room(name)) {
            let text = product(&path);
            for word in IMPURE {
                assert!(!text.contains(word), "{} contains {word}", path.display());
            }
        }
    }
}

#[test]
fn every_file_opens_with_what_it_is() {
    for path in sources(&room("")) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} does not open with a sentence", path.display());
    }
}
