//! The file as a process has it open: a `FileSystemSyncAccessHandle`, which only workers have
//! (<https://fs.spec.whatwg.org/#api-filesystemsyncaccesshandle>).
//!
//! A new handle stands at the beginning of the file. Opening it is the worker's script's business, since it takes a
//! promise (`www/buyer-worker.js`).

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// An open file.
    #[derive(Clone, Debug)]
    pub type Handle;

    // What these throw ends the worker, and the page hears of it.
    #[wasm_bindgen(method, js_name = getSize)]
    fn size(this: &Handle) -> f64;
    #[wasm_bindgen(method)]
    fn read(this: &Handle, into: &mut [u8]) -> f64;
    #[wasm_bindgen(method)]
    fn write(this: &Handle, from: &[u8]) -> f64;
    #[wasm_bindgen(method)]
    fn truncate(this: &Handle, size: f64);
    #[wasm_bindgen(method)]
    fn close(this: &Handle);
}

/// The longest text that is read, in bytes: many times what two records need.
const LONGEST: f64 = 4096.0;

impl Handle {
    /// All bytes of the file.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is between 0 and LONGEST")]
    pub(super) fn read_all(&self) -> Vec<u8> {
        let mut bytes = vec![0; self.size().clamp(0.0, LONGEST) as usize];
        let read = self.read(&mut bytes).max(0.0) as usize;
        bytes.truncate(read);
        bytes
    }

    /// Empties the file.
    pub(super) fn empty(&self) {
        self.truncate(0.0);
    }

    /// Writes over the beginning of the file.
    pub(super) fn put(&self, bytes: &[u8]) {
        self.write(bytes);
    }

    /// Closes the file.
    pub fn shut(&self) {
        self.close();
    }
}
