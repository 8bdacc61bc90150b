//! `cargo xtask soak`: builds the release and uses it at random in real browsers for some minutes, until the time is over or
//! something goes wrong.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};

use super::dist;
use super::test::browser_run;
use crate::process;
use crate::tools::Toolbox;
use crate::tools::browsers::{self, Browser};

/// The arguments of `soak`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// For how many minutes
    #[arg(default_value_t = 5)]
    minutes: u32,
    /// Where chance begins; without one it begins anywhere, and says where
    #[arg(long)]
    seed: Option<u32>,
    /// Begin with this round, as a fault is told with
    #[arg(long, default_value_t = 1)]
    round: u32,
    /// In this browser only
    #[arg(long)]
    browser: Option<Browser>,
    /// Take `dist/` as it is, without building first
    #[arg(long)]
    no_build: bool,
}

/// Builds, then runs the program of the end-to-end crate that uses the page.
///
/// # Errors
/// When a tool or browser is missing, or a fault was found.
pub fn run(args: &Args) -> Result<()> {
    let wanted = args.browser.map_or(Browser::ALL.to_vec(), |browser| vec![browser]);
    let wanted: Vec<_> = wanted.into_iter().filter(|browser| browser.is_full()).collect();
    ensure!(!wanted.is_empty(), "WebKitGTK cannot be soaked: its driver speaks no BiDi");
    let browsers = browsers::ensure(&wanted)?;
    let tools = Toolbox::for_building()?;
    if !args.no_build {
        dist::build(&tools)?;
    }
    let seed = args.seed.map_or_else(any_seed, Ok)?;
    println!("{} minutes with --seed {seed}", args.minutes);
    let mut cargo = tools.cargo()?;
    cargo.args(["run", "--package", "oversold-e2e", "--bin", "soak", "--"]);
    cargo.args([args.minutes, seed, args.round].map(|number| number.to_string()));
    browser_run::configure(&mut cargo, &browsers)?;
    process::run(&mut cargo).context("the page did not hold out")
}

/// Another one each time.
fn any_seed() -> Result<u32> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).context("this machine's clock is wrong")?;
    Ok(now.subsec_nanos() ^ u32::try_from(now.as_secs() & u64::from(u32::MAX)).unwrap_or_default())
}
