//! `cargo xtask dist`: builds the release into `dist/` and prints what it weighs.
//!
//! Every address in the result is relative, so the folder works wherever it is put.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::sizes::{self, Budget};
use crate::tools::Toolbox;
use crate::{process, project};

/// The arguments of `dist`: none yet.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Builds and prints the sizes.
///
/// # Errors
/// When a tool is missing or the build fails.
pub fn run(_: &Args) -> Result<()> {
    build(&Toolbox::for_building()?)?;
    let files = sizes::measure(&project::dist(), &Budget::load()?)?;
    println!("\n{}", sizes::table(&files));
    println!("Copy the content of {} to any folder of any web server.", project::dist().display());
    Ok(())
}

/// How Rust compiles the modules: with relocations, by which the app is split; and without the folders of this
/// machine, which panic messages name and nobody needs to know.
fn rust_flags() -> String {
    let mut flags = "-Clink-args=--emit-relocs".to_owned();
    let registry = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    for (folder, name) in [(registry, "cargo"), (Some(project::root().to_owned()), "oversold")] {
        // A folder with a space would be two flags.
        if let Some(folder) = folder.and_then(|folder| folder.into_os_string().into_string().ok())
            && !folder.contains(char::is_whitespace)
        {
            flags.extend([" --remap-path-prefix=", &folder, "=", name]);
        }
    }
    flags
}

/// Builds the release with Trunk.
///
/// # Errors
/// When Trunk fails, or leaves no page behind.
pub fn build(tools: &Toolbox) -> Result<()> {
    let dist = project::dist();
    let mut trunk = tools.command("trunk")?;
    trunk
        .current_dir(project::root())
        // Not --offline: Trunk hands that on to cargo, which must download the crates on a new machine.
        // It downloads no tools of its own, because the right ones are on PATH.
        .args(["build", "--release", "--skip-version-check", "--public-url", "./", "--dist"])
        .arg(&dist)
        // Of a person's own, cargo would heed only these, and the app could not be split.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", rust_flags());
    if env::var_os("NO_COLOR").is_some() {
        // Trunk expects `true` where everybody else accepts any value, and refuses to start.
        trunk.env_remove("NO_COLOR").args(["--color", "never"]);
    }
    process::run(&mut trunk).context("the page could not be built; the reason is above")?;
    ensure!(dist.join("index.html").is_file(), "Trunk made no {}", dist.join("index.html").display());
    Ok(())
}
