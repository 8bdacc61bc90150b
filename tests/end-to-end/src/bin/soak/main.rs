//! Random use of the release in real browsers, for some minutes: any scenario, engine and view, cancelled, hidden, resized,
//! recorded and opened again, in tabs and in frames. Every result is checked against the library, and the page must hold in
//! the end what it held at first. The first fault is the end, with what it takes to see it again.
//!
//! `cargo xtask soak` builds the page, says where browsers are, and gives three numbers: minutes, seed, and first round.

mod actions;
mod chance;
mod checks;
mod drawn;
mod figures;
mod frames;
mod plan;
mod reader;
mod report;
mod rounds;
mod scenarios;
mod tabs;

use anyhow::{Context, Result, bail};
use futures_util::future::join_all;
use oversold_e2e::browser::variable;
use oversold_e2e::{Browser, Kind, Page, Storage};
use report::Report;
use rounds::Task;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};
use xtask::server::{Options, Server};

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let numbers: Vec<u32> = std::env::args().skip(1).map(|word| word.parse()).collect::<Result<_, _>>()?;
    let &[minutes, seed, round] = &numbers[..] else { bail!("minutes, seed and round are needed") };
    let stop = AtomicBool::new(false);
    let until = Instant::now() + Duration::from_secs(u64::from(minutes) * 60);
    let task = Task { until, seed, round, stop: &stop };
    let found = join_all(Kind::wanted()?.into_iter().map(|kind| soak(kind, &task))).await;
    let reports = found.into_iter().collect::<Result<Vec<_>>>()?;
    report::table(&reports);
    let mut code = ExitCode::SUCCESS;
    for Report { kind, fault, .. } in &reports {
        if let Some(fault) = fault {
            report::tell(fault, *kind, seed);
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

/// One browser, from its start to its end.
async fn soak(kind: Kind, task: &Task<'_>) -> Result<Report> {
    let server = Server::start(Path::new(&variable("OVERSOLD_DIST")?), Options::default())?;
    let page = Page::new(Browser::start(kind, Storage::Default).await?, server).await?;
    let report = rounds::all(&page, task).await;
    let closed = page.driver().clone().quit().await;
    let report = report?;
    // A browser that is gone has a fault to tell of.
    if report.fault.is_none() {
        closed.context("closing the browser")?;
    }
    Ok(report)
}
