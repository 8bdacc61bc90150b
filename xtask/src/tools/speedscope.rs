//! speedscope, a viewer of profiles, in which the end-to-end tests open the trace that the page saves.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::npm;

const VERSION: &str = "1.25.0";

/// Finds or installs speedscope; the path is that of its page.
///
/// # Errors
/// When it is missing and npm is missing too and cannot be installed.
pub fn ensure() -> Result<PathBuf> {
    let file = "speedscope/dist/release/index.html";
    npm::ensure("speedscope", VERSION, "opens the traces that the page saves", file, Path::is_file)
}
