//! `cargo xtask pictures`: builds the release and takes pictures of every view in Chromium, for people to look at; or makes
//! those that the repository itself shows.

use anyhow::{Context, Result};

use super::dist;
use super::test::browser_run;
use crate::process;
use crate::tools::Toolbox;
use crate::tools::browsers::{self, Browser};

/// The arguments of `pictures`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Make those of README and of shared links instead: docs/pictures and www/preview.png
    #[arg(long, conflicts_with = "rest")]
    readme: bool,
    /// Take `dist/` as it is, without building first
    #[arg(long)]
    no_build: bool,
    /// Only those whose names contain one of these, such as `deadlock` or `360x740`
    #[arg(last = true)]
    rest: Vec<String>,
}

/// Builds, then runs the program of the end-to-end crate that takes the pictures.
///
/// # Errors
/// When a tool or Chromium is missing, or a picture cannot be taken.
pub fn run(args: &Args) -> Result<()> {
    let browsers = browsers::ensure(&[Browser::Chromium])?;
    let tools = Toolbox::for_building()?;
    if !args.no_build {
        dist::build(&tools)?;
    }
    let mut cargo = tools.cargo()?;
    cargo.args(["run", "--package", "oversold-e2e", "--bin", "pictures", "--"]).args(&args.rest);
    if args.readme {
        cargo.arg("--readme");
    }
    browser_run::configure(&mut cargo, &browsers)?;
    process::run(&mut cargo).context("the pictures could not be taken")
}
