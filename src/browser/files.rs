//! Files that the reader saves and opens. Nothing leaves the machine.

use super::object_url::ObjectUrl;
use crate::text::localised;
use crate::trace::{Damage, FORMAT, Json, Saved};
use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, File, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement,
};
use web_sys::{DataTransfer, DragEvent, Element, EventTarget};

/// A value as JSON text; empty should it not be one.
pub fn json(value: &impl Serialize) -> String {
    let text = value.serialize(&Serializer::json_compatible()).ok().and_then(|value| JSON::stringify(&value).ok());
    text.and_then(|text| text.as_string()).unwrap_or_default()
}

/// Offers a text as a file. `false` where the browser does not allow it.
pub fn save(name: &str, kind: &str, text: &str) -> bool {
    blob(kind, text).is_some_and(|blob| save_blob(name, &blob).is_ok())
}

/// Offers a table of comma-separated values, written as the reader's spreadsheets write: where decimals have a comma, cells are
/// separated by semicolons. `false` where the browser does not allow it.
pub fn save_csv(name: &str, table: &str) -> bool {
    save(name, "text/csv", &localised(table, half().is_ok_and(|half| half.contains(','))))
}

/// A half, as it is written where the reader is. By name, because every binding would stand in the script that everybody
/// loads first.
fn half() -> Result<String, JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
    let of_here: Function = Reflect::get(&intl, &"NumberFormat".into())?.dyn_into()?;
    let format: Function = Reflect::get(&of_here.call0(&intl)?, &"format".into())?.dyn_into()?;
    Ok(format.call1(&JsValue::UNDEFINED, &0.5.into())?.as_string().unwrap_or_default())
}

fn blob(kind: &str, text: &str) -> Option<Blob> {
    let bag = BlobPropertyBag::new();
    bag.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &bag).ok()
}

fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let url = ObjectUrl::of(blob)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(url.as_str());
    anchor.set_download(name);
    anchor.click();
    // The download has its own hold on the content by now, so the address may go.
    Ok(())
}

/// The longest side of a canvas, in px, that every browser grants.
const LONGEST_SIDE: u32 = 16_384;

/// Twice as large, or as large as a canvas may be.
fn scaled(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height).max(1);
    if longest * 2 <= LONGEST_SIDE {
        return (width * 2, height * 2);
    }
    let scale = |side: u32| {
        let scaled = u64::from(side) * u64::from(LONGEST_SIDE) / u64::from(longest);
        u32::try_from(scaled).unwrap_or(LONGEST_SIDE)
    };
    (scale(width), scale(height))
}

/// Whether this browser alters what is painted on a canvas before it can be kept, so that nobody knows it again by that.
pub async fn alters_pictures() -> bool {
    let global = js_sys::global();
    // Until the script is there that looks (`www/start/canvas.js`), nothing is known to.
    let looks = Reflect::get(&global, &"oversoldCanvas".into()).ok().and_then(|it| it.dyn_into::<Function>().ok());
    let Some(found) = looks.and_then(|looks| looks.call0(&global).ok()) else { return false };
    JsFuture::from(Promise::resolve(&found)).await.is_ok_and(|is_true| is_true.is_falsy())
}

/// Offers an SVG picture as PNG, twice as large for sharp slides where that is possible. `false` where it fails.
pub async fn save_png(name: &str, svg: &str) -> bool {
    match png(svg).await {
        Ok(blob) => save_blob(name, &blob).is_ok(),
        Err(_) => false,
    }
}

async fn png(svg: &str) -> Result<Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{}", js_sys::encode_uri_component(svg)));
    JsFuture::from(image.decode()).await?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    let (width, height) = scaled(image.natural_width(), image.natural_height());
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into();
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width.into(), height.into())?;
    let promise = Promise::new(&mut |resolve, _| {
        let done = Closure::once_into_js(move |blob: JsValue| {
            // Resolving a promise of our own cannot fail.
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        // A canvas that drew our own picture may be read, which is all that could fail.
        let _ = canvas.to_blob(done.unchecked_ref());
    });
    JsFuture::from(promise).await?.dyn_into()
}

/// The most bytes that are read of a file.
const MOST_BYTES: f64 = 50e6;

/// Reads a saved run.
///
/// # Errors
/// When it is not a file of this page, or one that was cut off, or of a newer form, or without a run that can be replayed.
pub async fn read(file: File) -> Result<Saved, Damage> {
    if file.size() > MOST_BYTES {
        return Err(Damage::NoSchedule);
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).ok_or(Damage::NoSchedule)?;
    let is_ours = |value: &JsValue| Reflect::get(value, &"format".into()).is_ok_and(|format| format == FORMAT);
    match JSON::parse(&text) {
        Ok(value) if is_ours(&value) => Saved::read(as_json(&value, DEEPEST).ok_or(Damage::Altered)?),
        // What is left of one.
        Err(_) if text.contains(FORMAT) => Err(Damage::Altered),
        _ => Err(Damage::NoSchedule),
    }
}

/// A value as somebody reads it who has saved it.
pub fn read_again(value: &impl Serialize) -> Option<Json> {
    as_json(&value.serialize(&Serializer::json_compatible()).ok()?, DEEPEST)
}

/// The deepest nesting that is read; a run has four levels.
const DEEPEST: u32 = 64;

/// What the browser has read, as far as JSON can say it; `None` where it is nested too deep.
fn as_json(value: &JsValue, deeper: u32) -> Option<Json> {
    let left = || deeper.checked_sub(1);
    Some(match (value.as_bool(), value.as_f64(), value.as_string()) {
        (Some(flag), ..) => Json::Bool(flag),
        (_, Some(number), _) => Json::Number(number),
        (.., Some(text)) => Json::Text(text),
        _ if Array::is_array(value) => {
            let left = left()?;
            Json::List(Array::from(value).iter().map(|item| as_json(&item, left)).collect::<Option<_>>()?)
        }
        _ if value.is_object() => {
            let left = left()?;
            let field = |entry: JsValue| {
                let entry = Array::from(&entry);
                Some((entry.get(0).as_string()?, as_json(&entry.get(1), left)?))
            };
            Json::Fields(Object::entries(value.unchecked_ref()).iter().map(field).collect::<Option<_>>()?)
        }
        _ => Json::Null,
    })
}

/// Calls `dropped` with the file that the reader drops anywhere on the page, until the listeners are dropped.
/// Without them the browser would leave the page and show the file. Text that is dropped is the field's it is dropped on,
/// and so are files where a control takes some.
pub fn on_drop(dropped: impl Fn(Option<File>) + 'static) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let options = EventListenerOptions::enable_prevent_default();
    vec![
        EventListener::new_with_options(&window, "dragover", options, |event| {
            if brings_files(event).is_some() {
                event.prevent_default();
            }
        }),
        EventListener::new_with_options(&window, "drop", options, move |event| {
            if let Some(data) = brings_files(event) {
                event.prevent_default();
                dropped(first_file(data.files()));
            }
        }),
    ]
}

/// What is dragged, where it has files in it and nothing below takes them.
fn brings_files(event: &web_sys::Event) -> Option<DataTransfer> {
    let takes = |target: EventTarget| {
        target.dyn_ref::<Element>().is_some_and(|element| element.matches("input[type=file]").unwrap_or(false))
    };
    let data = event.dyn_ref::<DragEvent>()?.data_transfer()?;
    let has_files = data.types().iter().any(|kind| kind == "Files");
    (has_files && !event.target().is_some_and(takes)).then_some(data)
}

/// The first file of what was dropped or chosen.
pub fn first_file(list: Option<web_sys::FileList>) -> Option<File> {
    list.and_then(|files| files.get(0))
}
