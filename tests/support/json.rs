//! JSON as the page hears it from its browser, from what serde reads.

use oversold::trace::Json;
use serde_json::Value;

/// The same.
pub fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(number) => Json::Number(number.as_f64().unwrap_or(f64::NAN)),
        Value::String(text) => Json::Text(text.clone()),
        Value::Array(items) => Json::List(items.iter().map(json).collect()),
        Value::Object(fields) => Json::Fields(fields.iter().map(|(name, value)| (name.clone(), json(value))).collect()),
    }
}
