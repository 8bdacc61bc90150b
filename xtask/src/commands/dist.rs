//! `cargo xtask dist`: builds the release into `dist/` and prints what it weighs.
//!
//! Every address in the result is relative, so the folder works wherever it is put.

use std::env;

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
        .arg(&dist);
    if env::var_os("NO_COLOR").is_some() {
        // Trunk expects `true` where everybody else accepts any value, and refuses to start.
        trunk.env_remove("NO_COLOR").args(["--color", "never"]);
    }
    process::run(&mut trunk).context("the page could not be built; the reason is above")?;
    ensure!(dist.join("index.html").is_file(), "Trunk made no {}", dist.join("index.html").display());
    Ok(())
}
