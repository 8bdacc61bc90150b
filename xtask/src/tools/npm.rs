//! Packages from npm, each in a folder of its own in the user's cache. npm itself is optional for
//! building; callers have another way, or say what to install.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::{cache, on_path};
use crate::process;

/// npm, when it and the node that runs it are installed.
pub fn program() -> Option<PathBuf> {
    on_path("node")?;
    on_path("npm")
}

/// Where a package is, or will be once it is installed.
///
/// # Errors
/// When the user has no cache folder.
pub fn modules(package: &str, version: &str) -> Result<PathBuf> {
    Ok(cache(package, version)?.join("node_modules"))
}

/// Installs a package into the cache.
///
/// # Errors
/// When npm fails.
pub fn install(npm: PathBuf, package: &str, version: &str) -> Result<()> {
    let folder = cache(package, version)?;
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut command = Command::new(npm);
    // loglevel: settings of another npm in the user's environment are not worth a warning here.
    command.args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"]);
    process::run(command.arg(folder).arg(format!("{package}@{version}")))
        .with_context(|| format!("npm could not install {package} {version}; it says why above"))
}
