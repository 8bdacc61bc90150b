//! `cargo xtask bench`: builds the release and measures it in real browsers; or another release, as it is, when
//! `OVERSOLD_DIST` says where.

use std::env;

use anyhow::{Context, Result, ensure};

use super::dist;
use super::test::browser_run;
use crate::process;
use crate::tools::Toolbox;
use crate::tools::browsers::{self, Browser};
use crate::tools::simpy;

/// The arguments of `bench`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Measure in this browser only
    #[arg(long)]
    browser: Option<Browser>,
    /// Measure `dist/` as it is, without building first
    #[arg(long)]
    no_build: bool,
    /// Measure only these: load, start-up, frames, recording, simulation, explore, hand-ins
    #[arg(last = true)]
    rest: Vec<String>,
}

/// Builds, then runs the bench program of the end-to-end crate.
///
/// # Errors
/// When a tool or browser is missing, or a measurement fails.
pub fn run(args: &Args) -> Result<()> {
    let wanted = args.browser.map_or(Browser::ALL.to_vec(), |browser| vec![browser]);
    let wanted: Vec<_> = wanted.into_iter().filter(|browser| browser.is_full()).collect();
    ensure!(!wanted.is_empty(), "the bench does not measure in WebKitGTK: its driver speaks no BiDi");
    let browsers = browsers::ensure(&wanted)?;
    let tools = Toolbox::for_building()?;
    let other = env::var_os("OVERSOLD_DIST");
    if !args.no_build && other.is_none() {
        dist::build(&tools)?;
    }
    let mut cargo = tools.cargo()?;
    cargo.args(["run", "--package", "oversold-e2e", "--bin", "bench", "--"]).args(&args.rest);
    cargo.env("SIMPY_PYTHON", simpy::ensure()?);
    browser_run::configure(&mut cargo, &browsers)?;
    if let Some(other) = other {
        cargo.env("OVERSOLD_DIST", other);
    }
    process::run(&mut cargo).context("the bench did not finish")
}
