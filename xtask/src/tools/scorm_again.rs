//! scorm-again, the runtime of a learning platform in which the end-to-end tests run a lesson's package.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::npm;

const VERSION: &str = "3.4.3";

/// Finds or installs scorm-again; the path is that of its script for SCORM 1.2.
///
/// # Errors
/// When it is missing and npm is missing too and cannot be installed.
pub fn ensure() -> Result<PathBuf> {
    let file = "scorm-again/dist/scorm12.min.js";
    npm::ensure("scorm-again", VERSION, "runs lessons as a learning platform does", file, Path::is_file)
}
