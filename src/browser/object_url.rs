//! An address in the page's own memory, for a file that no host has. It is revoked when dropped.

use wasm_bindgen::JsValue;
use web_sys::{Blob, Url};

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
