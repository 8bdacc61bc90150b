//! The address bar, which always says what is on the page.

use gloo_events::EventListener;
use web_sys::Window;

/// The query string as it is now, with its `?`; empty without one.
pub fn query() -> String {
    web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// The hash as it is now, with its `#`; empty without one.
pub fn hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Calls `moved` whenever the reader goes back or forward in the history of this page, or changes the hash, until dropped.
pub fn on_move(moved: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "popstate", move |_| moved()))
}

/// Puts a query string (without `?`, with its hash) into the address bar, as a step in the history or in place of the
/// last one. `false` where the browser refuses.
pub fn say(query: &str, as_step: bool) -> bool {
    let said = web_sys::window().and_then(|window| {
        let (address, history) = (with_query(&window, query)?, window.history().ok()?);
        let nothing = wasm_bindgen::JsValue::NULL;
        if as_step {
            history.push_state_with_url(&nothing, "", Some(&address)).ok()
        } else {
            history.replace_state_with_url(&nothing, "", Some(&address)).ok()
        }
    });
    said.is_some()
}

/// The whole address of the page without query and hash, and that of its folder.
pub fn home() -> (String, String) {
    let page = address("");
    let folder = page.rfind('/').map_or_else(|| page.clone(), |at| page[..=at].to_owned());
    (page, folder)
}

/// The whole address with this query string and hash, for sharing.
pub fn address(query: &str) -> String {
    let window = web_sys::window();
    let origin = window.as_ref().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    let path = window.as_ref().and_then(|window| with_query(window, query)).unwrap_or_default();
    origin + &path
}

fn with_query(window: &Window, query: &str) -> Option<String> {
    let path = window.location().pathname().ok()?;
    // A recorded run without parameters begins with the hash.
    Some(if query.is_empty() || query.starts_with('#') { path + query } else { format!("{path}?{query}") })
}

/// The languages the reader asked the browser for begin with Chinese.
pub fn prefers_chinese() -> bool {
    let language = web_sys::window().and_then(|window| window.navigator().language());
    language.is_some_and(|language| language.to_ascii_lowercase().starts_with("zh"))
}

/// Sets an attribute of the root element, or removes it: language, theme.
pub fn set_root(name: &str, value: Option<&str>) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(root) = document.and_then(|document| document.document_element()) else { return };
    // Both names are valid, which is all that could fail.
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Sets the document's title.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}
