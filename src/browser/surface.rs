//! A canvas in CSS px, sharp on every screen, and how large the elements around it are.

use gloo_events::EventListener;
use js_sys::Function;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, ResizeObserver};

/// So many pixels stand in a CSS px at most; on paper they do.
const SHARPEST: f64 = 3.0;

/// The longest side of a canvas, in px, that every browser grants.
const LONGEST: f64 = 16_384.0;

/// Gives the canvas this size in CSS px and as many pixels as the screen has there; the context takes CSS px. What was
/// drawn stays unless the size is another. `None` where the browser has no 2d canvas.
#[allow(clippy::manual_clamp, reason = "f64::clamp brings the printing of floats into the module: 5 KB")]
pub fn prepare(canvas: &HtmlCanvasElement, width: f64, height: f64) -> Option<CanvasRenderingContext2d> {
    let ratio = web_sys::window()?.device_pixel_ratio().max(1.0).min(SHARPEST);
    let ratio = if is_paper() && height * SHARPEST < LONGEST { SHARPEST } else { ratio };
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (w, h) = (pixels(width * ratio), pixels(height * ratio));
    if canvas.width() != w || canvas.height() != h {
        canvas.set_width(w);
        canvas.set_height(h);
    }
    context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
    Some(context)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a canvas is smaller than 2^32 px")]
fn pixels(size: f64) -> u32 {
    size.round().max(1.0) as u32
}

/// The value of a CSS custom property on an element.
pub fn css_value(element: &Element, name: &str) -> String {
    let style = web_sys::window().and_then(|window| window.get_computed_style(element).ok()?);
    let value = style.and_then(|style| style.get_property_value(name).ok());
    value.unwrap_or_default().trim().to_owned()
}

/// Tells whenever the size of one of several elements changes, until dropped.
pub struct SizeWatch {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl SizeWatch {
    /// Calls `changed` now and at every change.
    pub fn new(elements: &[&Element], changed: impl Fn() + 'static) -> Option<Self> {
        let callback = Closure::<dyn FnMut()>::new(changed);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref::<Function>()).ok()?;
        for element in elements {
            observer.observe(element);
        }
        Some(Self { observer, _callback: callback })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Tells whenever colours may have become others, until dropped: those of the system, of an extension, of paper
/// (`www/start/looks.js`).
pub fn on_other_colours(changed: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "oversold:looks", move |_| changed()))
}

/// Whether the page is made for paper now.
fn is_paper() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.and_then(|document| document.query_selector(":root.on-paper").ok().flatten()).is_some()
}

/// Puts a text on the clipboard; `false` where that is not allowed.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = js_sys::Reflect::get(&window.navigator(), &JsValue::from_str("clipboard"));
    if !clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    let done = window.navigator().clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(done).await.is_ok()
}
