//! `cargo xtask test`: every check, stage by stage; stops at the first stage that fails and says how to
//! run just that one again. What was not run is said loudly, and the last line counts the tests.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::process::Count;
use crate::tools::browsers::Browser;

pub mod browser_run;
mod report;
mod stages;

pub use stages::Stage;

/// The arguments of `test`.
#[derive(Debug, Default, clap::Args)]
pub struct Args {
    /// Leave out the stages that need a browser, and say so
    #[arg(long, conflicts_with = "browser")]
    no_browser: bool,
    /// Use this browser only
    #[arg(long)]
    browser: Option<Browser>,
    /// Run only this stage (may be given several times); `size` and `e2e` build the release first
    #[arg(long, value_name = "STAGE")]
    only: Vec<Stage>,
    /// Take `dist/` as it is, without building first
    #[arg(long)]
    no_build: bool,
    /// Run only the tests whose names contain this
    #[arg(last = true)]
    filter: Vec<String>,
}

impl Args {
    fn browsers(&self) -> Vec<Browser> {
        self.browser.map_or(Browser::ALL.to_vec(), |browser| vec![browser])
    }

    /// The stages to run, in order, and those that were asked for and are left out.
    fn plan(&self) -> Result<(Vec<Stage>, Vec<Stage>)> {
        let asked = |stage: &Stage| self.only.is_empty() || self.only.contains(stage);
        let looks_at_dist = Stage::ALL.iter().any(|stage| asked(stage) && stage.needs_dist());
        let wanted = Stage::ALL.into_iter().filter(|stage| match stage {
            Stage::Dist => !self.no_build && (asked(stage) || looks_at_dist),
            Stage::Wasm => asked(stage) && self.browser.is_none_or(Browser::is_full),
            _ => asked(stage),
        });
        let (skipped, run): (Vec<_>, Vec<_>) = wanted.partition(|stage| self.no_browser && stage.needs_browser());
        if run.is_empty() {
            bail!("with these arguments nothing is left to run");
        }
        Ok((run, skipped))
    }

    /// The command that runs one stage again, as it ran now.
    fn again(&self, stage: Stage) -> String {
        let mut words = vec!["cargo xtask test --only".to_owned(), stage.name()];
        if let Some(browser) = self.browser {
            words.extend(["--browser".to_owned(), browser.name().to_owned()]);
        }
        if !self.filter.is_empty() {
            words.push("--".to_owned());
            words.extend_from_slice(&self.filter);
        }
        words.join(" ")
    }
}

/// Runs the stages. What fails is reported here, above the count, and not as an error.
///
/// # Errors
/// When the arguments leave nothing to run.
pub fn run(args: &Args) -> Result<ExitCode> {
    let (plan, skipped) = args.plan()?;
    // First, so that nobody waits through the build to hear that a browser is missing.
    let bench = match stages::Workbench::prepare(&plan, &args.browsers(), &args.filter) {
        Ok(bench) => bench,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            report::total(Count { passed: 0, failed: 1 });
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut passed = Vec::new();
    let mut total = Count::default();
    for stage in plan {
        println!("\n=== {}: {}", stage.name(), stage.what());
        io::stdout().flush()?;
        let started = Instant::now();
        let mut count = Count::default();
        let result = bench.run(stage, &mut count);
        let took = started.elapsed();
        total += count;
        if let Err(error) = result {
            // Something failed, even when it was not a test.
            total.failed = total.failed.max(1);
            eprintln!("\nerror: stage `{}` failed after {}: {error:#}", stage.name(), report::time(took));
            eprintln!("Run just this stage again with: {}", args.again(stage));
            report::total(total);
            return Ok(ExitCode::FAILURE);
        }
        println!("=== {} passed in {}", stage.name(), report::time(took));
        passed.push(report::Passed { stage, tests: count.passed, took });
    }
    println!("\n{}{}", report::summary(&passed), report::not_run(&skipped, bench.no_webkit.as_deref()));
    report::total(total);
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_runs_unless_told_otherwise() {
        let (run, skipped) = Args::default().plan().unwrap();
        assert_eq!(run, Stage::ALL);
        assert!(skipped.is_empty());
    }

    #[test]
    fn without_a_browser_two_stages_are_skipped() {
        let (run, skipped) = Args { no_browser: true, ..Args::default() }.plan().unwrap();
        assert_eq!(run, [Stage::Fmt, Stage::Lint, Stage::Docs, Stage::Unit, Stage::Dist, Stage::Size]);
        assert_eq!(skipped, [Stage::Wasm, Stage::E2e]);
    }

    #[test]
    fn a_stage_that_needs_the_release_builds_it() {
        let only_e2e = || vec![Stage::E2e];
        let (run, _) = Args { only: only_e2e(), ..Args::default() }.plan().unwrap();
        assert_eq!(run, [Stage::Dist, Stage::E2e]);
        let (run, _) = Args { only: only_e2e(), no_build: true, ..Args::default() }.plan().unwrap();
        assert_eq!(run, [Stage::E2e]);
        assert!(Args { only: vec![Stage::Wasm], no_browser: true, ..Args::default() }.plan().is_err());
        let webkit = Some(Browser::Webkit);
        assert!(Args { only: vec![Stage::Wasm], browser: webkit, ..Args::default() }.plan().is_err());
    }

    #[test]
    fn a_failed_stage_can_be_run_again() {
        let args = Args { browser: Some(Browser::Firefox), filter: vec!["lock".to_owned()], ..Args::default() };
        assert_eq!(args.again(Stage::Wasm), "cargo xtask test --only wasm --browser firefox -- lock");
    }
}
