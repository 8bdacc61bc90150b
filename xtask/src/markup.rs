//! Texts in HTML and XML.

/// A text within HTML or XML, or as a value in quotation marks there.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(escaped("<b> & \"c\" &lt;"), "&lt;b> &amp; &quot;c&quot; &amp;lt;");
    }
}
