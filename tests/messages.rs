//! The catalogues: every language has every message with the same values in it, and the page asks
//! for none that is not there, nor for one that has not come yet.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::text::{Catalogue, Lang};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What comes with all that carries runs out, or is told only of a run, and so not before.
const RUNS: [&str; 7] = [
    "browser/carry",
    "present/race/log.rs",
    "present/race/mishaps.rs",
    "present/words/log.rs",
    "present/words/people.rs",
    "present/words/verdict.rs",
    "ui/views/race/told.rs",
];

/// The parts of the page, each with a catalogue, and what of the sources comes with it. The race is there before any that
/// follows it.
const PARTS: [(&str, &[&str]); 8] = [
    (
        "shell",
        &[
            "ui/shell",
            "present/shell/controls.rs",
            "present/shell/groups.rs",
            "present/shell/head.rs",
            "ui/fields.rs",
            "present/shell/run_bar.rs",
            "browser/root.rs",
        ],
    ),
    (
        "race",
        &[
            "ui/views/race",
            "ui/views/slot.rs",
            "present/race",
            "present/shell/access.rs",
            "present/shell/more.rs",
            "present/words",
            "browser",
        ],
    ),
    ("runs", &RUNS),
    ("compare", &["ui/views/compare", "present/compare"]),
    ("explore", &["ui/views/explore", "present/explore"]),
    ("learn", &["ui/views/learn", "present/learn.rs"]),
    ("check", &["ui/views/check", "present/check.rs"]),
    ("share", &["ui/views/share", "present/share.rs"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(part: &str, lang: &str) -> &'static str {
    let path = root().join("www/messages").join(part).join(format!("{lang}.toml"));
    Box::leak(fs::read_to_string(path).unwrap().into_boxed_str())
}

fn part(part: &str, lang: &str) -> BTreeMap<String, String> {
    let table: toml::Table = text(part, lang).parse().unwrap();
    let mut flat = BTreeMap::new();
    flatten("", &table, &mut flat);
    flat
}

fn catalogue(lang: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (key, text) in PARTS.iter().flat_map(|(name, _)| part(name, lang)) {
        assert_eq!(all.insert(key.clone(), text), None, "{key} is in two catalogues");
    }
    all
}

fn flatten(prefix: &str, table: &toml::Table, flat: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        match value {
            toml::Value::Table(inner) => flatten(&format!("{prefix}{key}."), inner, flat),
            toml::Value::String(text) => drop(flat.insert(format!("{prefix}{key}"), text.clone())),
            _ => assert_eq!(key, "_version", "only texts belong here"),
        }
    }
}

#[test]
fn every_catalogue_is_read_as_toml_is() {
    for (name, _) in PARTS {
        let catalogue = Catalogue::new([text(name, "en"), text(name, "zh")]);
        for (lang, tag) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
            let messages = part(name, tag);
            for (key, message) in &messages {
                assert_eq!(catalogue.find(lang, key), Some(message.as_str()), "{name}, {tag}: {key}");
            }
            assert!(messages.len() > 10);
            for unknown in ["", "run", "run.", "run.nothing", "start", "_version.", "guard.lock.get.more"] {
                assert_eq!(catalogue.find(lang, unknown), None, "{name}, {tag}: {unknown}");
            }
        }
    }
}

/// The names in `%{...}`.
fn values(text: &str) -> BTreeSet<&str> {
    text.split("%{").skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn languages_have_the_same_messages_with_the_same_values() {
    let (en, zh) = (catalogue("en"), catalogue("zh"));
    assert_eq!(en.keys().collect::<Vec<_>>(), zh.keys().collect::<Vec<_>>());
    for (key, text) in &en {
        // The singular may say "one" instead of a number.
        if key.rsplit('.').next() != Some("one") {
            assert_eq!(values(text), values(&zh[key]), "{key}");
        }
        assert!(!text.trim().is_empty() && !zh[key].trim().is_empty(), "{key} is empty");
    }
}

/// Every text in quotes that looks like a message's key: names with points between them, the first that of a table.
fn asked(source: &str, tables: &BTreeSet<String>) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let quoted = lines.flat_map(|line| line.split('"').skip(1).step_by(2));
    let is_key = |text: &&str| {
        let (table, rest) = text.split_once('.').unwrap_or_default();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
        tables.contains(table) && !rest.is_empty() && rest.chars().all(plain) && !rest.ends_with('.')
    };
    quoted.filter(is_key).map(str::to_owned).collect()
}

#[test]
fn the_page_asks_only_for_messages_that_are_there() {
    let tables: BTreeSet<String> =
        catalogue("en").keys().filter_map(|key| key.split_once('.')).map(|(table, _)| table.to_owned()).collect();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut count = 0;
    for (name, sources) in PARTS {
        known.extend(part(name, "en").into_keys());
        for path in sources.iter().flat_map(|source| files(&root().join("src").join(source))) {
            if name != "runs" && RUNS.iter().any(|source| path.starts_with(root().join("src").join(source))) {
                continue;
            }
            // What the shell and the race share is looked at with the part that has it first.
            let source = fs::read_to_string(&path).unwrap();
            for key in asked(&source, &tables) {
                let whole = known.contains(&key) || known.contains(&format!("{key}.one"));
                // A file of the page's own, such as `embed.js`.
                let file = ["js", "rs", "css", "wasm", "txt", "json"]
                    .iter()
                    .any(|ending| key.ends_with(&format!(".{ending}")));
                assert!(whole || file, "{}: there is no message {key:?} when {name} has come", path.display());
                count += usize::from(whole);
            }
        }
    }
    assert!(count > 150, "found only {count} places: does this test still read the sources right?");
}

#[test]
fn keys_made_at_run_time_exist() {
    let en = catalogue("en");
    let plural = [
        "verdict.oversold",
        "verdict.right",
        "verdict.failed",
        "why.others",
        "mark.read_same",
        "stubs.before",
        "stubs.sold",
        "outlook.workers",
        "outlook.virtual",
        "code.here",
    ];
    let made = plural.iter().flat_map(|key| [format!("{key}.one"), format!("{key}.other")]);
    let fields = ["tickets", "buyers", "search", "pay", "confirm", "speed", "jitter", "seed"]
        .map(|name| format!("field.{name}"));
    let names = [
        "guard.none",
        "guard.join",
        "guard.lock.get",
        "guard.lock.task",
        "guard.lock.write",
        "guard.lock.read",
        "guard.lock.right",
        "guard.lock.wrong",
        "guard.name.none",
        "guard.name.lock",
        "guard.name.join",
        "scope.name.get",
        "scope.name.task",
        "scope.name.write",
        "scope.name.read",
        "executor.workers",
        "executor.virtual",
        "tab.log",
        "tab.table",
        "tab.code",
        "tab.chance",
        "executor.replay",
        "player.start",
        "player.prev",
        "player.play",
        "player.pause",
        "player.next",
        "player.end",
        "step.start",
        "step.enter",
        "step.leave",
        "step.release",
        "step.checked",
        "step.end",
        "notice.newer",
        "notice.file",
        "timeline.hint",
        "timeline.empty",
        "timeline.crowd",
        "foot.honest",
        "foot.simulated",
        "notice.pinned",
        "notice.hash",
    ]
    .map(str::to_owned);
    for key in made.chain(fields).chain(names) {
        assert!(en.contains_key(&key), "there is no message {key:?}");
    }
}

fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| files(&path)).collect()
}
