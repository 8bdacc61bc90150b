//! The catalogues: every language has every message with the same values in it, and the page asks
//! for none that is not there.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

#[path = "../src/ui/catalogue.rs"]
mod catalogue;

fn text(part: &str, lang: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/messages");
    fs::read_to_string(folder.join(part).join(format!("{lang}.toml"))).unwrap()
}

/// What the page says before (`first`) or once (`later`) its second module is there.
fn part(part: &str, lang: &str) -> BTreeMap<String, String> {
    let table: toml::Table = text(part, lang).parse().unwrap();
    let mut flat = BTreeMap::new();
    flatten("", &table, &mut flat);
    flat
}

fn catalogue(lang: &str) -> BTreeMap<String, String> {
    let (mut all, later) = (part("first", lang), part("later", lang));
    for (key, text) in later {
        assert_eq!(all.insert(key.clone(), text), None, "{key} is in both catalogues");
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
fn the_first_catalogue_is_read_as_toml_is() {
    for lang in ["en", "zh"] {
        let (text, messages) = (text("first", lang), part("first", lang));
        for (key, message) in &messages {
            assert_eq!(catalogue::find(&text, key), Some(message.as_str()), "{lang}: {key}");
        }
        assert!(messages.len() > 40);
        for unknown in ["", "run", "run.", "run.nothing", "start", "_version.", "guard.lock.get.more"] {
            assert_eq!(catalogue::find(&text, unknown), None, "{lang}: {unknown}");
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

#[test]
fn the_page_asks_only_for_messages_that_exist() {
    let en = catalogue("en");
    let mut asked = 0;
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui")) {
        let source = fs::read_to_string(&path).unwrap();
        for (at, start) in source.match_indices("t!(\"") {
            // Not `format!(` and other macros that end in the same letter.
            if source[..at].ends_with(|c: char| c.is_alphanumeric()) || path.ends_with("t.rs") {
                continue;
            }
            let key = source[at + start.len()..].split('"').next().unwrap_or_default();
            assert!(en.contains_key(key), "{}: there is no message {key:?}", path.display());
            asked += 1;
        }
    }
    assert!(asked > 80, "found only {asked} places: does this test still read the sources right?");
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

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
