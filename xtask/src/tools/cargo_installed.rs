//! Tools that are Rust programs: compiled by `cargo install` into the user's cache.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::version::Version;
use super::{Toolbox, announce, cache, on_path};
use crate::{process, project};

/// The newest Trunk that the oldest supported compiler can build.
const TRUNK: &str = "0.21.14";
const GECKODRIVER: &str = "0.36.0";
/// The newest wasm-opt that exists as a Rust package.
const WASM_OPT: &str = "0.116.1";

struct Tool<'a> {
    package: &'a str,
    program: &'a str,
    version: &'a str,
    /// Whether the versions in the package's own lock file are used.
    locked: bool,
    why: &'a str,
    note: &'a str,
}

/// Trunk, which builds the page.
///
/// # Errors
/// When it cannot be installed.
pub fn trunk() -> Result<PathBuf> {
    let tool = Tool {
        package: "trunk",
        program: "trunk",
        version: TRUNK,
        locked: true,
        why: "builds the page from index.html",
        note: "once, about 5 minutes",
    };
    ensure(&tool, exactly(TRUNK)?)
}

/// The wasm-bindgen that belongs to the crate in `Cargo.lock`; any other writes glue that does not fit.
///
/// # Errors
/// When it cannot be installed or the lock file does not name the crate.
pub fn wasm_bindgen() -> Result<PathBuf> {
    bindgen_program("wasm-bindgen")
}

/// The runner for tests in browsers, of the same version.
///
/// # Errors
/// As [`wasm_bindgen`].
pub fn wasm_bindgen_test_runner() -> Result<PathBuf> {
    bindgen_program("wasm-bindgen-test-runner")
}

/// The driver through which tests control Firefox.
///
/// # Errors
/// When it cannot be installed.
pub fn geckodriver() -> Result<PathBuf> {
    let tool = Tool {
        package: "geckodriver",
        program: "geckodriver",
        version: GECKODRIVER,
        locked: true,
        why: "lets the tests control Firefox",
        note: "once, about 2 minutes",
    };
    let oldest = exactly(GECKODRIVER)?;
    ensure_with(&tool, |found| found >= oldest)
}

/// wasm-opt as a Rust package, for machines without npm.
///
/// # Errors
/// When it cannot be compiled; it needs a C++ compiler.
pub fn wasm_opt() -> Result<PathBuf> {
    let tool = Tool {
        package: "wasm-opt",
        program: "wasm-opt",
        version: WASM_OPT,
        locked: true,
        why: "makes the WebAssembly modules small",
        note: "once, 5 to 10 minutes; needs a C++ compiler such as g++",
    };
    // The package's version hides the program's: 0.116.1 contains version 116.
    ensure_with(&tool, |found| found >= super::wasm_opt::OLDEST)
        .context("wasm-opt could not be compiled: install a C++ compiler (apt: g++), or npm, or binaryen 116 or newer")
}

fn bindgen_program(program: &str) -> Result<PathBuf> {
    let version = project::locked_version("wasm-bindgen")?;
    let tool = Tool {
        package: "wasm-bindgen-cli",
        program,
        version: &version,
        // Its lock file pins certificates that package mirrors may not have any more.
        locked: false,
        why: "writes the JavaScript between the page and WebAssembly, and runs tests in browsers",
        note: "once, about 2 minutes; the version is that of the crate in Cargo.lock",
    };
    ensure(&tool, exactly(&version)?)
}

fn exactly(version: &str) -> Result<Version> {
    Version::find(version).with_context(|| format!("`{version}` is not a version"))
}

fn ensure(tool: &Tool, wanted: Version) -> Result<PathBuf> {
    ensure_with(tool, |found| found == wanted)
}

fn ensure_with(tool: &Tool, good: impl Fn(Version) -> bool) -> Result<PathBuf> {
    let is_good = |program: &Path| Version::of(program).is_some_and(&good);
    if let Some(program) = on_path(tool.program).filter(|program| is_good(program)) {
        return Ok(program);
    }
    let folder = cache(tool.package, tool.version)?;
    let program = folder.join("bin").join(format!("{}{EXE_SUFFIX}", tool.program));
    if is_good(&program) {
        return Ok(program);
    }
    announce(&format!("{} {}", tool.package, tool.version), tool.why, tool.note);
    install(tool, &folder, &program)?;
    if !is_good(&program) {
        bail!("{} was installed, but `{} --version` does not say so", tool.package, program.display());
    }
    Ok(program)
}

fn install(tool: &Tool, folder: &Path, program: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    // With the new program's folder on PATH, or cargo would ask the person to put it there.
    let mut tools = Toolbox::default();
    tools.add(program);
    let mut cargo = tools.cargo()?;
    // From its own folder: the repository's cargo settings are not for it. --force: what is there does not work.
    cargo.current_dir(folder).args(["install", "--force", tool.package, "--version", tool.version]);
    if tool.locked {
        cargo.arg("--locked");
    }
    process::run(cargo.arg("--root").arg(folder))
        .with_context(|| format!("{} {} could not be installed; cargo says why above", tool.package, tool.version))
}
