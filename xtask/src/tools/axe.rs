//! axe-core, the script with which the end-to-end tests check accessibility.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use super::{announce, npm, system};

const VERSION: &str = "4.14.1";

/// Finds or installs axe-core; the path is that of its script.
///
/// # Errors
/// When it is missing and npm is missing too and cannot be installed.
pub fn ensure() -> Result<PathBuf> {
    let script = npm::modules("axe-core", VERSION)?.join("axe-core").join("axe.min.js");
    if script.is_file() {
        return Ok(script);
    }
    announce(&format!("axe-core {VERSION}"), "checks the page's accessibility", "once, with npm, some seconds");
    if npm::program().is_none() {
        system::install(&["npm"], "npm, which installs axe-core,")
            .context("install Node.js with npm yourself (apt, dnf, pacman: npm; brew: node)")?;
    }
    let npm = npm::program().context("npm is not on PATH: install Node.js with npm")?;
    npm::install(npm, "axe-core", VERSION)?;
    ensure!(script.is_file(), "axe-core was installed, but {} is not there", script.display());
    Ok(script)
}
