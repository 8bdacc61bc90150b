//! Says where a scrolled element has more below than can be seen: on what it stands in, as the attribute `data-more`, which
//! a style sheet shows. Nobody has to draw anything for that, however often the reader scrolls.

use gloo_events::EventListener;
use js_sys::Function;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};

/// Follows an element, until dropped.
pub struct OverflowWatch {
    observer: ResizeObserver,
    parent: Element,
    _scrolled: EventListener,
    _resized: Closure<dyn FnMut()>,
}

impl OverflowWatch {
    /// Of the nearest ancestor of `from` that is an `outer`, follows the first `inner`; `say` is given the share of its
    /// content that is hidden below, and gives what is said of that, if anything.
    pub fn new(
        from: &Element,
        outer: &str,
        inner: &str,
        say: impl Fn(f64) -> Option<String> + 'static,
    ) -> Option<Self> {
        let element = from.closest(outer).ok()??.query_selector(inner).ok()??;
        let parent = element.parent_element()?;
        let look = {
            let (element, parent) = (element.clone(), parent.clone());
            Rc::new(move || {
                let (height, top) = (f64::from(element.scroll_height()), f64::from(element.scroll_top()));
                let below = height - top - f64::from(element.client_height());
                // The name is valid, which is all that could fail.
                let _ = match say(below / height.max(1.0)) {
                    Some(text) => parent.set_attribute(NAME, &text),
                    None => parent.remove_attribute(NAME),
                };
            })
        };
        let also = look.clone();
        let resized = Closure::<dyn FnMut()>::new(move || also());
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref::<Function>()).ok()?;
        observer.observe(&element);
        if let Some(content) = element.first_element_child() {
            observer.observe(&content);
        }
        let scrolled = EventListener::new(&element, "scroll", move |_| look());
        Some(Self { observer, parent, _scrolled: scrolled, _resized: resized })
    }
}

/// Where it is said.
const NAME: &str = "data-more";

impl Drop for OverflowWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
        // As above.
        let _ = self.parent.remove_attribute(NAME);
    }
}
