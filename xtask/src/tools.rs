//! Tools the commands need: found, or installed once into the user's cache, and never twice.
//!
//! One rule for all: a program on PATH that reports the right version is used; else the one in the cache
//! `oversold/tools/<name>-<version>/`; else it is installed there, after saying what is missing and what
//! it is for. Only what a program's own `--version` says counts, so an interrupted installation is
//! simply made again. Nothing is changed outside the cache, except Rust components (with rustup) and
//! browsers (with apt, when we are root anyway).

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

pub mod axe;
pub mod browsers;
pub mod cargo_installed;
pub mod esbuild;
pub mod npm;
pub mod office;
pub mod react;
pub mod rust;
pub mod scorm_again;
pub mod scorm_schema;
pub mod simpy;
pub mod speedscope;
pub mod system;
pub mod version;
pub mod wasm_opt;

/// Where to find the programs of a command: the folders put in front of PATH for every child process.
#[derive(Debug, Default)]
pub struct Toolbox {
    folders: Vec<PathBuf>,
}

impl Toolbox {
    /// Ensures everything that building the page needs.
    ///
    /// # Errors
    /// When a tool is missing and cannot be installed; the error says what a person can do.
    pub fn for_building() -> Result<Self> {
        rust::ensure_wasm_target()?;
        let mut toolbox = Self::default();
        toolbox.add(&cargo_installed::trunk()?);
        toolbox.add(&cargo_installed::wasm_bindgen()?);
        toolbox.add(&wasm_opt::ensure()?);
        toolbox.add(&esbuild::ensure()?);
        Ok(toolbox)
    }

    /// Makes the folder of this program part of every child's PATH.
    pub fn add(&mut self, program: &Path) {
        if let Some(folder) = program.parent()
            && !self.folders.iter().any(|known| known == folder)
        {
            self.folders.push(folder.to_owned());
        }
    }

    /// A command that finds the tools; `program` may be one of them.
    ///
    /// # Errors
    /// When a folder's name cannot be part of PATH (it contains the separator).
    pub fn command(&self, program: impl AsRef<OsStr>) -> Result<Command> {
        let mut command = Command::new(self.resolve(program.as_ref()));
        command.env("PATH", self.path()?);
        Ok(command)
    }

    /// The cargo that started us, with the tools on its PATH.
    ///
    /// # Errors
    /// As [`Toolbox::command`].
    pub fn cargo(&self) -> Result<Command> {
        let mut command = process::cargo();
        command.env("PATH", self.path()?);
        Ok(command)
    }

    fn path(&self) -> Result<OsString> {
        let inherited = env::var_os("PATH").unwrap_or_default();
        env::join_paths(self.folders.iter().cloned().chain(env::split_paths(&inherited)))
            .context("a folder of the tools cannot be part of PATH")
    }

    /// Which PATH a new process is looked up in differs between systems, so look it up here.
    fn resolve(&self, program: &OsStr) -> OsString {
        let found = self.folders.iter().find_map(|folder| in_folder(folder, program));
        found.map_or_else(|| program.to_owned(), PathBuf::into_os_string)
    }
}

/// The folder of a tool in the user's cache.
///
/// # Errors
/// When the system does not say where the user's cache is.
pub fn cache(name: &str, version: &str) -> Result<PathBuf> {
    let cache = dirs::cache_dir().context("this system has no cache folder for the user: set HOME")?;
    Ok(cache.join("oversold").join("tools").join(format!("{name}-{version}")))
}

/// The first program of this name on PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).find_map(|folder| in_folder(&folder, OsStr::new(program)))
}

/// On Windows a program ends in `.exe`, or in `.cmd` when npm installed it.
fn in_folder(folder: &Path, program: &OsStr) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd", ".bat"] } else { &[""] };
    endings.iter().find_map(|ending| {
        let mut name = program.to_owned();
        name.push(ending);
        let file = folder.join(name);
        file.is_file().then_some(file)
    })
}

/// Tells that something is installed, and what for; the installer's own output follows.
fn announce(what: &str, why: &str, note: &str) {
    eprintln!("\n--> {what} is missing. It {why}. Installing it ({note}) ...");
}
