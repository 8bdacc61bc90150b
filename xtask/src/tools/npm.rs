//! Packages from npm, each in a folder of its own in the user's cache. npm itself comes with the system's packages where
//! those may be installed, or the person is told to install it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{announce, cache, on_path, system};
use crate::process;

/// npm, when it and the node that runs it are installed.
pub fn program() -> Option<PathBuf> {
    on_path("node")?;
    on_path("npm")
}

/// Finds or installs a package. The path is that of `file`, below `node_modules`, of which `is_good` tells whether it is
/// what was wanted.
///
/// # Errors
/// When it is missing and npm is missing too and cannot be installed, or fails.
pub fn ensure(package: &str, version: &str, why: &str, file: &str, is_good: impl Fn(&Path) -> bool) -> Result<PathBuf> {
    let path = modules(package, version)?.join(file);
    if is_good(&path) {
        return Ok(path);
    }
    announce(&format!("{package} {version}"), why, "once, with npm, some seconds");
    if program().is_none() {
        system::install(&["npm"], "npm, which installs it,")
            .context("install Node.js with npm yourself (apt, dnf, pacman: npm; brew: node)")?;
    }
    install(program().context("npm is not on PATH: install Node.js with npm")?, package, version)?;
    ensure!(is_good(&path), "{package} was installed, but {} is not there or does not run", path.display());
    Ok(path)
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
