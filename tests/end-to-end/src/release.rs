//! The release in folders of a test's own: whole, in part, or as another version of itself.

use crate::browser::variable;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of this name for this process, empty.
///
/// # Errors
/// When it cannot be made.
pub fn folder(name: &str) -> Result<PathBuf> {
    let folder = std::env::temp_dir().join("oversold-releases").join(format!("{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// Copies the files of the release whose names are wanted, without their packed forms and without a policy.
///
/// # Errors
/// When one cannot be copied.
pub fn copy(to: &Path, wanted: impl Fn(&str) -> bool) -> Result<()> {
    for (name, path) in files()? {
        if wanted(&name) {
            fs::copy(path, to.join(name))?;
        }
    }
    Ok(())
}

/// Copies the release as another version: every file whose name is made of its content has another name.
///
/// # Errors
/// When a file cannot be read or written.
pub fn copy_as_other(to: &Path) -> Result<()> {
    let hashes: Vec<String> = files()?.iter().filter_map(|(name, _)| hash(name).map(ToOwned::to_owned)).collect();
    let other = |text: &str| {
        hashes.iter().fold(text.to_owned(), |text, hash| text.replace(hash, &hash.chars().rev().collect::<String>()))
    };
    for (name, path) in files()? {
        if [".js", ".html"].iter().any(|ending| name.ends_with(ending)) {
            fs::write(to.join(other(&name)), other(&fs::read_to_string(path)?))?;
        } else {
            fs::copy(path, to.join(other(&name)))?;
        }
    }
    Ok(())
}

/// What in a file's name is made of its content, if anything is.
pub fn hash(name: &str) -> Option<&str> {
    let is_hash = |part: &&str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split(['-', '.']).find(is_hash)
}

fn files() -> Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(variable("OVERSOLD_DIST")?)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let is_packed = path.extension().is_some_and(|ending| ending == "br" || ending == "gz");
        if path.is_file() && !is_packed && name != "_headers" && name != ".htaccess" {
            files.push((name, path));
        }
    }
    Ok(files)
}
