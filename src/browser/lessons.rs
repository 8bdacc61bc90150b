//! The lessons, each a file of its own that the build makes of `www/lessons`: fetched when it is opened, and read once.

use crate::lesson::{Lesson, Table, Value, read};
use crate::scenario::{Choice, Topic};
use js_sys::{Array, JSON, Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

thread_local! {
    static READ: RefCell<Vec<Rc<Lesson>>> = const { RefCell::new(Vec::new()) };
}

/// A lesson.
///
/// # Errors
/// What the browser says where it cannot be fetched.
pub async fn get(topic: Topic) -> Result<Rc<Lesson>, String> {
    if let Some(lesson) = READ.with_borrow(|all| all.iter().find(|lesson| lesson.topic == topic).cloned()) {
        return Ok(lesson);
    }
    let value = fetch(topic).await.map_err(|error| said(&error))?;
    let lesson = Rc::new(read(&value_of(&value))?);
    READ.with_borrow_mut(|all| all.push(lesson.clone()));
    Ok(lesson)
}

/// All lessons of one build have the same mark in their names, which the page's script knows.
async fn fetch(topic: Topic) -> Result<JsValue, JsValue> {
    let mark = Reflect::get(&js_sys::global(), &"oversoldLessons".into())?.as_string().unwrap_or_default();
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let address = format!("./lesson-{}-{mark}.json", topic.name());
    let response: Response = JsFuture::from(window.fetch_with_str(&address)).await?.dyn_into()?;
    if !response.ok() {
        return Err(format!("{address}: {}", response.status()).into());
    }
    JSON::parse(&JsFuture::from(response.text()?).await?.as_string().unwrap_or_default())
}

fn said(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    message.or_else(|| error.as_string()).unwrap_or_default()
}

fn value_of(value: &JsValue) -> Value {
    if let Some(text) = value.as_string() {
        return Value::Text(text);
    }
    if let Some(number) = value.as_f64() {
        return Value::Number(number);
    }
    if let Some(truth) = value.as_bool() {
        return Value::Truth(truth);
    }
    if let Some(list) = value.dyn_ref::<Array>() {
        return Value::List(list.iter().map(|value| value_of(&value)).collect());
    }
    let Some(object) = value.dyn_ref::<Object>() else { return Value::Other };
    let entry = |entry: JsValue| {
        let pair: Array = entry.unchecked_into();
        Some((pair.get(0).as_string()?, value_of(&pair.get(1))))
    };
    Value::Table(Table(Object::entries(object).iter().filter_map(entry).collect()))
}
