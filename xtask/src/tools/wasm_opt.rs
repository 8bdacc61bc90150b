//! wasm-opt makes the modules small. Distributions ship old ones that do not know what today's Rust
//! emits, so a new one comes from npm, or, where that does not work, from the Rust package, which
//! compiles C++.

use std::path::{Path, PathBuf};

use anyhow::Result;

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
    if let Some(npm) = npm::program() {
        announce(
            &format!("wasm-opt {} or newer", OLDEST.0),
            "makes the WebAssembly modules small",
            "once, with npm, some seconds",
        );
        match npm::install(npm, "binaryen", BINARYEN) {
            Ok(()) if is_good(&program) => return Ok(program),
            Ok(()) => eprintln!("npm's wasm-opt does not run here; is Node.js too old?"),
            Err(error) => eprintln!("{error:#}"),
        }
    }
    cargo_installed::wasm_opt()
}
