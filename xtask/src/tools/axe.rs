//! axe-core, the script with which the end-to-end tests check accessibility.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::npm;

const VERSION: &str = "4.14.1";

/// Finds or installs axe-core; the path is that of its script.
///
/// # Errors
/// When it is missing and npm is missing too and cannot be installed.
pub fn ensure() -> Result<PathBuf> {
    npm::ensure("axe-core", VERSION, "checks the page's accessibility", "axe-core/axe.min.js", Path::is_file)
}
