//! React, with which the end-to-end tests render, hydrate and change a page that has the element in it. Nothing of it is in
//! what is published.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::npm;

/// The last one that brings scripts for a page as it is, without a bundler.
const VERSION: &str = "18.3.1";

/// Finds or installs React with its renderers; the path is that of the folder in which `react` and `react-dom` are.
///
/// # Errors
/// When it is missing and npm is missing too and cannot be installed.
pub fn ensure() -> Result<PathBuf> {
    let file = "react-dom/umd/react-dom.production.min.js";
    // react-dom asks for the react of its own version, which npm installs with it.
    let is_good = |path: &Path| {
        path.is_file()
            && path.ancestors().nth(3).is_some_and(|all| all.join("react/umd/react.production.min.js").is_file())
    };
    let script = npm::ensure("react-dom", VERSION, "renders a page around the element", file, is_good)?;
    Ok(script.ancestors().nth(3).unwrap_or(&script).to_owned())
}
