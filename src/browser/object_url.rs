//! An address in the page's own memory, for a script or a file that no host has. It is revoked when dropped.

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, Url};

/// The address of a blob.
#[derive(Debug, PartialEq)]
pub(super) struct ObjectUrl(String);

impl ObjectUrl {
    /// The address of this content.
    ///
    /// # Errors
    /// When the browser gives it none.
    pub(super) fn of(blob: &Blob) -> Result<Self, JsValue> {
        Url::create_object_url_with_blob(blob).map(Self)
    }

    /// The address of a script with this text.
    ///
    /// # Errors
    /// As [`ObjectUrl::of`].
    pub(super) fn of_script(text: &str) -> Result<Self, JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type("text/javascript");
        Self::of(&Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?)
    }

    /// As it is written.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // Revoking an address that is there cannot fail.
        let _ = Url::revoke_object_url(&self.0);
    }
}
