//! What comes with Rust itself: the WebAssembly target, rustfmt and clippy; added with rustup where missing.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{announce, on_path};
use crate::{process, project};

/// The target that browsers run.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Ensures that the compiler can build for browsers.
///
/// # Errors
/// When the target is missing and rustup is missing or cannot add it.
pub fn ensure_wasm_target() -> Result<()> {
    if has_wasm_target() {
        return Ok(());
    }
    let what = format!("The Rust target {WASM}");
    announce(&what, "compiles Rust for browsers", "with rustup, some seconds");
    rustup(&["target", "add", WASM])
}

/// Ensures that `cargo fmt` and `cargo clippy` run.
///
/// # Errors
/// When one is missing and rustup is missing or cannot add it.
pub fn ensure_component(component: &str) -> Result<()> {
    let subcommand = component.trim_start_matches("rust");
    if process::output(process::cargo().args([subcommand, "--version"])).is_some() {
        return Ok(());
    }
    announce(&format!("The Rust component {component}"), "checks the source", "with rustup, some seconds");
    rustup(&["component", "add", component])
}

/// The compiler's own folder decides, not rustup's list: a Rust from a distribution has no rustup.
fn has_wasm_target() -> bool {
    let mut rustc = Command::new("rustc");
    let sysroot = process::output(rustc.current_dir(project::root()).args(["--print", "sysroot"]));
    sysroot.is_some_and(|sysroot| Path::new(sysroot.trim()).join("lib/rustlib").join(WASM).join("lib").is_dir())
}

fn rustup(args: &[&str]) -> Result<()> {
    if on_path("rustup").is_none() {
        bail!(
            "rustup is not installed, so `rustup {}` cannot be run: get rustup from https://rustup.rs, \
             or install the same with your system's packages",
            args.join(" ")
        );
    }
    process::run(Command::new("rustup").current_dir(project::root()).args(args))
        .context("rustup could not install it; is the network there?")
}
