//! Who may know whom: the arrows of ARCHITECTURE.md, read from the sources; and that no arrow is part of a circle.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may use.
const ARROWS: [(&str, &[&str]); 12] = [
    ("scenario", &[]),
    ("program", &["scenario"]),
    ("model", &["scenario", "program"]),
    ("trace", &["scenario", "program", "model"]),
    ("engine", &["scenario", "program", "model", "trace"]),
    ("timeline", &["scenario", "program", "trace"]),
    ("text", &["program"]),
    ("lesson", &["scenario", "program", "model", "trace", "engine", "timeline", "text"]),
    ("store", &["scenario", "program", "trace", "engine", "timeline", "text"]),
    ("present", &["scenario", "program", "model", "trace", "engine", "timeline", "text", "lesson", "store"]),
    ("browser", &["scenario", "program", "trace", "engine", "timeline", "text", "lesson", "store", "present"]),
    (
        "ui",
        &[
            "scenario", "program", "model", "trace", "engine", "timeline", "text", "lesson", "store", "present",
            "browser",
        ],
    ),
];

/// The rooms that know no browser, no clock and no chance but the seed's.
const PURE: [&str; 10] =
    ["scenario", "program", "model", "trace", "engine", "timeline", "text", "lesson", "store", "present"];

/// Each part of the page, and the parts of the page and rooms that it may use.
const PARTS: [(&str, &[&str]); 11] = [
    ("ui/kit", &["browser"]),
    ("ui/live.rs", &["present", "store"]),
    ("ui/fields.rs", &["present", "store", "ui::kit", "ui::live"]),
    ("ui/paint", &["browser", "timeline"]),
    (
        "ui/shell",
        &["browser", "present", "store", "text", "scenario", "ui::fields", "ui::kit", "ui::live", "ui::views"],
    ),
    ("ui/views/share", &["browser", "present", "store", "text", "ui::kit", "ui::live", "ui::views"]),
    (
        "ui/views/compare",
        &["browser", "engine", "present", "scenario", "store", "text", "trace", "ui::kit", "ui::live", "ui::views"],
    ),
    (
        "ui/views/learn",
        &[
            "browser",
            "engine",
            "lesson",
            "present",
            "program",
            "scenario",
            "store",
            "text",
            "timeline",
            "trace",
            "ui::kit",
            "ui::live",
            "ui::views",
        ],
    ),
    (
        "ui/views/check",
        &["browser", "lesson", "present", "scenario", "store", "text", "trace", "ui::kit", "ui::live", "ui::views"],
    ),
    (
        "ui/views/explore",
        &[
            "browser",
            "engine",
            "model",
            "present",
            "program",
            "scenario",
            "store",
            "text",
            "timeline",
            "trace",
            "ui::live",
            "ui::views",
        ],
    ),
    (
        "ui/views/race",
        &[
            "browser",
            "present",
            "program",
            "scenario",
            "store",
            "text",
            "timeline",
            "trace",
            "ui::fields",
            "ui::kit",
            "ui::live",
            "ui::paint",
            "ui::views",
        ],
    ),
];

/// The only views that know another one: the race carries the button that opens the dialog for sharing, a lesson has steps by
/// hand, and where schedules are counted, the exploration counts them.
const NEIGHBOURS: [(&str, &str); 3] = [("race", "share"), ("learn", "explore"), ("check", "explore")];

/// Macros, which stand at the root of the library wherever they are written: both are those of `text`.
const MACROS: [&str; 2] = ["t", "catalogue"];

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

fn sources(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let rust = |path: &PathBuf| path.is_dir() || path.extension().is_some_and(|ending| ending == "rs");
    entries.filter(rust).flat_map(|path| sources(&path)).collect()
}

/// The file without its tests, which may use what they like.
fn product(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    // What stands in quotes is data: the listing writes programs that do use a clock.
    lines.map(|line| line.split('"').step_by(2).collect::<String>() + "\n").collect()
}

/// Files of tests, which stand apart from what they test.
fn is_test(path: &Path) -> bool {
    path.iter().any(|part| part == "tests" || part == "tests.rs")
}

fn room(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name)
}

fn product_files(name: &str) -> impl Iterator<Item = PathBuf> {
    sources(&room(name)).into_iter().filter(|path| !is_test(path))
}

/// What stands after each `crate::`, up to the first name that is no module.
fn used(text: &str) -> Vec<String> {
    let path = |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_' || *c == ':').collect();
    text.split("crate::").skip(1).map(path).collect()
}

fn assert_arrows(name: &str, allowed: &[&str]) {
    for path in product_files(name) {
        for used in used(&product(&path)) {
            let of = |room: &str| used == room || used.starts_with(&format!("{room}::"));
            let own = name.trim_end_matches(".rs").replace('/', "::");
            let fine = of(&own) || MACROS.contains(&used.as_str()) || allowed.iter().any(|room| of(room));
            assert!(fine, "{} uses crate::{used}; {name} may use only {allowed:?}", path.display());
        }
    }
}

#[test]
fn rooms_use_only_the_rooms_below_them() {
    for (name, allowed) in ARROWS {
        assert_arrows(name, allowed);
    }
}

#[test]
fn parts_of_the_page_use_only_what_they_may() {
    for (name, allowed) in PARTS {
        assert_arrows(name, allowed);
    }
    let of_another = |view: &str, path: &str| {
        let other = path.strip_prefix("ui::views::").and_then(|rest| rest.split(':').next()).unwrap_or_default();
        room(&format!("ui/views/{other}")).is_dir() && !other.is_empty() && other != view
    };
    let entries = fs::read_dir(room("ui/views")).unwrap().map(|entry| entry.unwrap().path());
    for folder in entries.filter(|path| path.is_dir()) {
        let view = folder.file_name().unwrap().to_str().unwrap();
        assert!(PARTS.iter().any(|(name, _)| *name == format!("ui/views/{view}")), "{view} is missing here");
        for path in product_files(&format!("ui/views/{view}")) {
            for used in used(&product(&path)).iter().filter(|used| of_another(view, used)) {
                let is_known =
                    |(one, other): &(&str, &str)| *one == view && used.starts_with(&format!("ui::views::{other}"));
                assert!(NEIGHBOURS.iter().any(is_known), "{}: crate::{used}", path.display());
            }
        }
    }
}

#[test]
fn pure_rooms_know_no_browser_no_clock_and_no_unseeded_chance() {
    // What counts schedules is a crate of its own, and as pure.
    for name in PURE.into_iter().chain(["../ways/src"]) {
        for path in product_files(name) {
            let text = product(&path);
            for word in IMPURE {
                assert!(!text.contains(word), "{} contains {word}", path.display());
            }
        }
    }
}

#[test]
fn every_file_opens_with_what_it_is() {
    for path in sources(&room("")).into_iter().chain(sources(&room("../ways/src"))) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} does not open with a sentence", path.display());
    }
}

/// The file that a path of names leads to, from the module at `from`; where a folder's own file only passes a name on, the
/// file that it has it from.
fn target(src: &Path, names: &[String]) -> Option<PathBuf> {
    let (mut folder, mut file) = (src.to_owned(), None);
    for (at, name) in names.iter().enumerate() {
        let flat = folder.join(format!("{name}.rs"));
        let own = folder.join(name).join("mod.rs");
        if flat.is_file() || own.is_file() {
            file = Some(if flat.is_file() { flat } else { own });
            folder = folder.join(name);
            continue;
        }
        // An item: of this file, or passed on by it.
        let here = file.clone()?;
        let passed = product(&here).split(';').find_map(|statement| {
            let (_, used) = statement.split_once("use ")?;
            let (from, what) = used.split_once("::")?;
            let has = what.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name);
            let child = !from.contains(['{', ' ']) && !["crate", "super", "self", "std", "core"].contains(&from);
            (statement.contains("pub") && child && has).then(|| from.to_owned())
        });
        return match passed {
            Some(child) => {
                let inside = here.file_name().is_some_and(|name| name == "mod.rs");
                let folder = if inside { here.parent()?.to_owned() } else { here.with_extension("") };
                let relative = folder.strip_prefix(src).ok()?;
                let mut path: Vec<String> = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                path.push(child);
                path.extend(names[at..].iter().cloned());
                target(src, &path).or(Some(here))
            }
            None => Some(here),
        };
    }
    file
}

/// The names of a file's module, from the root.
fn names_of(src: &Path, path: &Path) -> Vec<String> {
    let path = path.strip_prefix(src).unwrap().with_extension("");
    let mut names: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    names.pop_if(|last| last == "mod");
    names
}

/// Every path that a file writes with `crate::`, `super::` or, in braces after those, as names of its own.
fn paths(text: &str, own: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in text.match_indices(start) {
            // Of `super::super::` the second is part of the first.
            if text[..at].ends_with("::") || text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let mut base = if start == "crate::" { Vec::new() } else { own[..own.len().saturating_sub(1)].to_vec() };
            let mut rest = &text[at + start.len()..];
            while let Some(after) = rest.strip_prefix("super::") {
                base.pop();
                rest = after;
            }
            expand(&base, rest, &mut found);
        }
    }
    found
}

/// What stands after a path's beginning: names, or braces full of them.
fn expand(base: &[String], rest: &str, found: &mut Vec<Vec<String>>) {
    let mut base = base.to_vec();
    let mut rest = rest;
    loop {
        if let Some(inner) = rest.strip_prefix('{') {
            let (mut depth, mut begin) = (0, 0);
            for (at, c) in inner.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth > 0 => depth -= 1,
                    ',' | '}' if depth == 0 => {
                        let item = inner[begin..at].trim();
                        if !item.is_empty() {
                            expand(&base, item, found);
                        }
                        begin = at + 1;
                        if c == '}' {
                            return;
                        }
                    }
                    _ => {}
                }
            }
            return;
        }
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        rest = &rest[name.len()..];
        if name != "self" && !name.is_empty() {
            base.push(name);
        }
        match rest.strip_prefix("::") {
            Some(after) => rest = after,
            None => break,
        }
    }
    found.push(base);
}

/// From each file to the files it uses. A folder's own file and what stands in the folder are one thing, so that an arrow
/// between the two says nothing.
fn arrows(src: &Path) -> BTreeMap<PathBuf, BTreeSet<PathBuf>> {
    let mut all = BTreeMap::new();
    for path in sources(src).into_iter().filter(|path| !is_test(path)) {
        let own = names_of(src, &path);
        let targets = paths(&product(&path), &own).into_iter().filter_map(|names| target(src, &names));
        let is_apart = |to: &PathBuf| {
            let (to, own) = (names_of(src, to), &own);
            !to.starts_with(own) && !own.starts_with(&to)
        };
        all.insert(path.clone(), targets.filter(is_apart).collect());
    }
    all
}

/// A circle, if there is one: files that each use the next, and the last the first.
fn circle(all: &BTreeMap<PathBuf, BTreeSet<PathBuf>>) -> Option<Vec<PathBuf>> {
    fn visit(
        at: &PathBuf,
        all: &BTreeMap<PathBuf, BTreeSet<PathBuf>>,
        way: &mut Vec<PathBuf>,
        done: &mut BTreeSet<PathBuf>,
    ) -> Option<Vec<PathBuf>> {
        if let Some(begin) = way.iter().position(|before| before == at) {
            return Some(way[begin..].to_vec());
        }
        if !done.insert(at.clone()) {
            return None;
        }
        way.push(at.clone());
        let found = all.get(at)?.iter().find_map(|next| visit(next, all, way, done));
        way.pop();
        found
    }
    let mut done = BTreeSet::new();
    all.keys().find_map(|at| visit(at, all, &mut Vec::new(), &mut done))
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let all = arrows(&room(""));
    let count: usize = all.values().map(BTreeSet::len).sum();
    assert!(count > 500, "only {count} arrows: does this test still read the sources right?");
    assert_eq!(circle(&all), None);
}

#[test]
fn a_circle_is_found() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("circle");
    fs::create_dir_all(folder.join("room")).unwrap();
    for (name, text) in [
        ("room/mod.rs", "mod a;\nmod b;\nmod c;\npub use a::One;\npub use b::{Other, Two};\npub use c::Three;\n"),
        ("room/a.rs", "use super::{Three, Two};\n"),
        ("room/b.rs", "use crate::other::Four;\n"),
        ("room/c.rs", "use super::Two;\n"),
        ("other.rs", "use crate::room::Three;\n"),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    assert_eq!(
        circle(&arrows(&folder)),
        Some(["other.rs", "room/c.rs", "room/b.rs"].map(|file| folder.join(file)).to_vec())
    );
}
