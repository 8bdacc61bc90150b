//! The lessons, each a file of its own that the build makes of `www/lessons`: fetched when it is opened, and read once.

use crate::lesson::{Lesson, Table, Value, read};
use crate::scenario::{Choice, Topic};
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

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

/// All lessons of one build have the same mark in their names, which the page's script knows, as it knows how to get files.
/// What it gives is asked for as any objects are: the app's script, which comes first, need not know of them.
async fn fetch(topic: Topic) -> Result<JsValue, JsValue> {
    let page = js_sys::global();
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into());
    let call = |of: &JsValue, name: &str, value: &JsValue| -> Result<Promise, JsValue> {
        Ok(get(of, name)?.unchecked_into::<Function>().call1(of, value)?.unchecked_into())
    };
    let mark = get(&page, "oversoldLessons")?.as_string().unwrap_or_default();
    let address = ["./lesson-", topic.name(), "-", &mark, ".json"].concat();
    let response = JsFuture::from(call(&page, "oversoldGet", &address.as_str().into())?).await?;
    JsFuture::from(call(&response, "json", &JsValue::UNDEFINED)?).await
}

fn said(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
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
    if Array::is_array(value) {
        let list: &Array = value.unchecked_ref();
        return Value::List(list.iter().map(|value| value_of(&value)).collect());
    }
    if !value.is_object() {
        return Value::Other;
    }
    let entry = |entry: JsValue| {
        let pair: Array = entry.unchecked_into();
        Some((pair.get(0).as_string()?, value_of(&pair.get(1))))
    };
    Value::Table(Table(Object::entries(value.unchecked_ref()).iter().filter_map(entry).collect()))
}
