//! The command line: parses it, hands over to the command's module, and prints an error as one sentence.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::commands::{bench, dist, pictures, serve, soak, stamp, test};

/// Builds, serves, tests and measures Oversold; installs the tools it needs once, and says so.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the page, serve it on this machine and open it in the browser.
    Serve(serve::Args),
    /// Build the release into `dist/`: static files that run in any folder of any web server.
    Dist(dist::Args),
    /// Run every check and every test, in browsers too, stage by stage.
    Test(test::Args),
    /// Measure start-up, frames and bytes in real browsers.
    Bench(bench::Args),
    /// Use the page at random in real browsers for some minutes, checking every run.
    Soak(soak::Args),
    /// Take pictures of every view in Chromium, into `target/pictures/`, with a page that shows them all.
    Pictures(pictures::Args),
    /// Used by Trunk after a build (its `post_build` hook): names the buyer's files by their content.
    Stamp,
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(args) => serve::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Dist(args) => dist::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Test(args) => test::run(&args),
        Command::Bench(args) => bench::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Soak(args) => soak::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Pictures(args) => pictures::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Stamp => stamp::run().map(|()| ExitCode::SUCCESS),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
