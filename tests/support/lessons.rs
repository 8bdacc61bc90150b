//! Lessons as their files have them.

use oversold::lesson::{Lesson, Table, Value, read};
use oversold::scenario::{Choice, Topic};
use std::fs;
use std::path::Path;

/// The text of a lesson's file.
pub fn source(topic: Topic) -> String {
    let name = format!("www/lessons/{}.toml", topic.name());
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
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
