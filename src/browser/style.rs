//! Style sheets that come with code.

/// Adds a style sheet to the document, behind the others.
pub fn add(sheet: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    // `style` is a valid name, and the page has a head: nothing else could fail.
    if let (Ok(style), Some(head)) = (document.create_element("style"), document.query_selector("head").ok().flatten())
    {
        style.set_text_content(Some(sheet));
        let _ = head.append_child(&style);
    }
}
