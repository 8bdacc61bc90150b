//! Where things are in this repository, and what its lock file says.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

/// The repository's root folder.
///
/// Fixed when xtask is compiled: a clone that was moved has a new manifest path, so cargo compiles it again.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// Where the release goes: static files, ready to be copied to a web server.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The version of a package in `Cargo.lock`.
///
/// # Errors
/// When there is no readable lock file or it has no such package.
pub fn locked_version(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}: run `cargo fetch` once", path.display()))?;
    find_locked(&text, package)
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
}

fn find_locked(text: &str, package: &str) -> Result<String> {
    let lock: Lock = toml::from_str(text).context("Cargo.lock is not what cargo writes")?;
    lock.package
        .into_iter()
        .find(|locked| locked.name == package)
        .map(|locked| locked.version)
        .with_context(|| format!("Cargo.lock has no package `{package}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\
                        source = \"registry\"\ndependencies = [\n \"cfg-if\",\n]\n";

    #[test]
    fn finds_a_locked_version() {
        assert_eq!(find_locked(LOCK, "wasm-bindgen").unwrap(), "0.2.130");
    }

    #[test]
    fn names_the_package_that_is_missing() {
        let error = find_locked(LOCK, "yew").unwrap_err();
        assert_eq!(error.to_string(), "Cargo.lock has no package `yew`");
    }
}
