//! wasm-opt makes the modules small. Distributions ship old ones that do not know what today's Rust
//! emits, so a new one comes from npm, or, without npm, from the Rust package, which compiles C++.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::version::Version;
use super::{announce, cargo_installed, npm, on_path};

/// The oldest version that understands the modules of today's Rust.
pub const OLDEST: Version = Version(116, 0, 0);
const BINARYEN: &str = "132.0.0";

/// Finds or installs wasm-opt.
///
/// # Errors
/// When neither npm nor a C++ compiler is there.
pub fn ensure() -> Result<PathBuf> {
    let is_good = |program: &Path| Version::of(program).is_some_and(|found| found >= OLDEST);
    if let Some(program) = on_path("wasm-opt").filter(|program| is_good(program)) {
        return Ok(program);
    }
    let name = if cfg!(windows) { "wasm-opt.cmd" } else { "wasm-opt" };
    let program = npm::modules("binaryen", BINARYEN)?.join(".bin").join(name);
    if is_good(&program) {
        return Ok(program);
    }
    let Some(npm) = npm::program() else {
        return cargo_installed::wasm_opt();
    };
    announce(
        &format!("wasm-opt {OLDEST} or newer"),
        "makes the WebAssembly modules small",
        "once, with npm, some seconds",
    );
    npm::install(npm, "binaryen", BINARYEN)?;
    if !is_good(&program) {
        bail!("binaryen was installed, but `{} --version` does not say so", program.display());
    }
    Ok(program)
}
