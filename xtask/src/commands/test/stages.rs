//! The stages of `cargo xtask test`: what each one runs.

use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

use anyhow::{Result, bail};
use clap::ValueEnum;

use super::browser_run;
use crate::commands::dist;
use crate::process::{self, Count};
use crate::project;
use crate::sizes::{self, Budget};
use crate::tools::browsers::{self, Browser, Installed};
use crate::tools::{Toolbox, axe, cargo_installed, office, react, rust, scorm_again, scorm_schema, speedscope};

/// A part of the test run, from the quickest to the slowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// the source is formatted
    Fmt,
    /// clippy has nothing to say, natively and for browsers
    Lint,
    /// the documentation builds without a warning
    Docs,
    /// native unit, property and documentation tests
    Unit,
    /// tests inside workers of real browsers
    Wasm,
    /// the release build
    Dist,
    /// the first load is within budget.toml
    Size,
    /// the release, used in real browsers from the outside
    E2e,
}

impl Stage {
    /// All of them, in the order they run.
    pub const ALL: [Self; 8] =
        [Self::Fmt, Self::Lint, Self::Docs, Self::Unit, Self::Wasm, Self::Dist, Self::Size, Self::E2e];

    /// Its name on the command line.
    pub fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// What it checks, as in the help.
    pub fn what(self) -> String {
        let value = self.to_possible_value();
        value.and_then(|value| value.get_help().map(ToString::to_string)).unwrap_or_default()
    }

    /// Whether it runs in a browser.
    pub fn needs_browser(self) -> bool {
        matches!(self, Self::Wasm | Self::E2e)
    }

    /// Whether it looks at the release build.
    pub fn needs_dist(self) -> bool {
        matches!(self, Self::Size | Self::E2e)
    }
}

/// Everything the planned stages need.
pub struct Workbench<'a> {
    tools: Toolbox,
    browsers: Vec<Installed>,
    /// Why nothing runs in WebKitGTK although it should.
    pub no_webkit: Option<String>,
    filter: &'a [String],
}

impl<'a> Workbench<'a> {
    /// Finds or installs what the stages need, and only that.
    pub fn prepare(stages: &[Stage], wanted: &[Browser], filter: &'a [String]) -> Result<Self> {
        let runs = |stage| stages.contains(&stage);
        if runs(Stage::Fmt) {
            rust::ensure_component("rustfmt")?;
        }
        if runs(Stage::Lint) {
            rust::ensure_component("clippy")?;
        }
        // One of the native tests compiles the page (tests/growth.rs).
        if runs(Stage::Lint) || runs(Stage::Unit) {
            rust::ensure_wasm_target()?;
        }
        let takes_part = |browser: &Browser| runs(Stage::E2e) || (runs(Stage::Wasm) && browser.is_full());
        let wanted: Vec<_> = wanted.iter().copied().filter(takes_part).collect();
        let (browsers, no_webkit) = find(&wanted)?;
        if runs(Stage::E2e) {
            axe::ensure()?;
            scorm_again::ensure()?;
            scorm_schema::ensure()?;
            react::ensure()?;
            speedscope::ensure()?;
            office::ensure();
        }
        let tools = if runs(Stage::Dist) { Toolbox::for_building()? } else { Toolbox::default() };
        Ok(Self { tools, browsers, no_webkit, filter })
    }

    /// Runs one stage and adds its tests to `count`.
    pub fn run(&self, stage: Stage, count: &mut Count) -> Result<()> {
        match stage {
            Stage::Fmt => self.cargo(&["fmt", "--all", "--check"]),
            Stage::Lint => self.lint(),
            Stage::Docs => self.docs(),
            Stage::Unit => self.unit(count),
            Stage::Wasm => self.wasm(count),
            Stage::Dist => dist::build(&self.tools),
            Stage::Size => size(),
            Stage::E2e => self.e2e(count),
        }
    }

    fn cargo(&self, args: &[&str]) -> Result<()> {
        process::run(self.tools.cargo()?.current_dir(project::root()).args(args))
    }

    fn lint(&self) -> Result<()> {
        self.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
        let wasm = ["clippy", "--package", "oversold", "--target", rust::WASM, "--lib", "--bins", "--tests"];
        self.cargo(&[&wasm[..], &["--", "-D", "warnings"]].concat())
    }

    fn docs(&self) -> Result<()> {
        let mut cargo = self.tools.cargo()?;
        cargo.current_dir(project::root()).env("RUSTDOCFLAGS", "-D warnings");
        process::run(cargo.args(["doc", "--no-deps", "--package", "oversold"]))
    }

    fn unit(&self, count: &mut Count) -> Result<()> {
        let mut cargo = self.tools.cargo()?;
        cargo.current_dir(project::root()).args(["test", "--workspace", "--exclude", "oversold-e2e", "--no-fail-fast"]);
        process::run_counting(cargo.arg("--").args(self.filter), count)
    }

    fn wasm(&self, count: &mut Count) -> Result<()> {
        rust::ensure_wasm_target()?;
        let runner = cargo_installed::wasm_bindgen_test_runner()?;
        let program = ["test", "--package", "oversold", "--target", rust::WASM, "--test", "browser"];
        self.cargo(&[&program[..], &["--no-run"]].concat())?;
        // Side by side: they mostly wait, and neither takes longer for the other.
        let browsers = self.browsers.iter().filter(|installed| installed.browser.is_full());
        let outcomes: Vec<_> = thread::scope(|scope| {
            let running: Vec<_> =
                browsers.map(|installed| scope.spawn(|| self.wasm_in(installed, &program, &runner))).collect();
            running.into_iter().map(|running| running.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
        });
        for (of_one, _) in &outcomes {
            *count += *of_one;
        }
        outcomes.into_iter().try_for_each(|(_, outcome)| outcome)
    }

    /// Runs that program in one browser: how many tests there were, and what came of it.
    fn wasm_in(&self, installed: &Installed, program: &[&str], runner: &Path) -> (Count, Result<()>) {
        let mut count = Count::default();
        let mut run = || {
            let mut cargo = self.tools.cargo()?;
            cargo.current_dir(project::root()).args(program);
            browser_run::configure_runner(&mut cargo, runner, installed)?;
            let name = format!("{}: ", installed.browser.name());
            process::run_counting_as(&name, cargo.arg("--").args(self.filter), &mut count)
        };
        let outcome = run();
        (count, outcome)
    }

    fn e2e(&self, count: &mut Count) -> Result<()> {
        let mut cargo = self.tools.cargo()?;
        cargo.current_dir(project::root());
        browser_run::configure(&mut cargo, &self.browsers)?;
        if let Some(office) = office::ensure() {
            cargo.env("SOFFICE", office);
        }
        cargo.args(["test", "--package", "oversold-e2e", "--test", "e2e", "--"]);
        cargo.args(self.filter);
        if self.no_webkit.is_some() {
            println!("--- not in webkit, which is not here");
        }
        let (full, webkit): (Vec<_>, Vec<_>) = self.browsers.iter().partition(|installed| installed.browser.is_full());
        if webkit.is_empty() {
            cargo.arg(format!("--skip={WEBKIT_TESTS}"));
        } else if full.is_empty() && self.filter.is_empty() {
            cargo.arg(WEBKIT_TESTS);
        }
        process::run_counting(&mut cargo, count)
    }
}

/// The tests that run in WebKitGTK, and there alone.
const WEBKIT_TESTS: &str = "webkit::";

/// The browsers, and why WebKitGTK is not among them: where it cannot be had, the rest is tested all the same.
/// Asked for by name, it has to be there.
fn find(wanted: &[Browser]) -> Result<(Vec<Installed>, Option<String>)> {
    let mut found = Vec::new();
    let mut no_webkit = None;
    for &browser in wanted {
        match browsers::ensure_one(browser) {
            Ok(installed) => found.push(installed),
            Err(error) if !browser.is_full() && wanted.len() > 1 => no_webkit = Some(format!("{error:#}")),
            Err(error) => return Err(error),
        }
    }
    Ok((found, no_webkit))
}

fn size() -> Result<()> {
    let budget = Budget::load()?;
    let files = sizes::measure(&project::dist(), &budget)?;
    let (_, brotli) = sizes::first_load(&files);
    let most = budget.first_load.brotli_bytes;
    print!("{}", sizes::table(&files));
    if brotli > most {
        bail!(
            "the first load has {brotli} bytes after brotli, {} more than the budget of {most}: \
             make it smaller, or raise the number in budget.toml and say why",
            brotli - most
        );
    }
    println!("{brotli} of {most} bytes");
    Ok(())
}
