//! Lessons as their files have them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oversold::lesson::{Lesson, Table, Value, read};
use oversold::scenario::{Choice, Topic};
use std::fs;
use std::path::Path;

/// The text of a lesson's file.
pub fn source(topic: Topic) -> String {
    // The folder is that of the page, whichever of its packages asks.
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("www/lessons"));
    let folder = folders.into_iter().find(|folder| folder.is_dir()).unwrap();
    fs::read_to_string(folder.join(format!("{}.toml", topic.name()))).unwrap()
}

/// What a text in TOML says.
pub fn value(text: &str) -> Value {
    value_of(toml::Value::Table(text.parse().unwrap()))
}

#[allow(clippy::cast_precision_loss, reason = "lessons have small numbers")]
fn value_of(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::Text(text),
        toml::Value::Integer(number) => Value::Number(number as f64),
        toml::Value::Float(number) => Value::Number(number),
        toml::Value::Boolean(truth) => Value::Truth(truth),
        toml::Value::Datetime(_) => Value::Other,
        toml::Value::Array(list) => Value::List(list.into_iter().map(value_of).collect()),
        toml::Value::Table(table) => {
            Value::Table(Table(table.into_iter().map(|(name, value)| (name, value_of(value))).collect()))
        }
    }
}

/// A lesson.
pub fn lesson(topic: Topic) -> Lesson {
    read(&value(&source(topic))).unwrap_or_else(|error| panic!("{}: {error}", topic.name()))
}
