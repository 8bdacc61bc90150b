//! What `cargo xtask bench` measures, always beside a baseline in the same page and the same minutes:
//! the first visit, start-up, dropped frames, whether recording disturbs the race, events per second of virtual time, states
//! per second of every schedule, five hundred hand-ins; and the bytes of the first load.

mod explore;
mod frames;
mod hand_ins;
mod load;
mod recording;
mod simulation;
mod size;
mod start_up;

use anyhow::{Result, bail};
use oversold_e2e::browser::variable;
use oversold_e2e::{Browser, Kind, Page, Storage};
use std::path::Path;
use xtask::server::{Options, Server};

/// What can be measured alone, as in `cargo xtask bench -- simulation`.
const PARTS: [&str; 7] = ["load", "start-up", "frames", "recording", "simulation", "explore", "hand-ins"];

#[tokio::main]
async fn main() -> Result<()> {
    let dist = variable("OVERSOLD_DIST")?;
    let parts: Vec<String> = std::env::args().skip(1).collect();
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(&part.as_str())) {
        bail!("there is no part {unknown}; there are {}", PARTS.join(", "));
    }
    let wants = |part: &str| parts.is_empty() || parts.iter().any(|wanted| wanted == part);
    size::print(Path::new(&dist))?;
    if wants("simulation") {
        simulation::measure_native()?;
    }
    let exploring = if wants("explore") { Some(explore::measure_native()?) } else { None };
    for kind in Kind::wanted()? {
        println!("\n== {}", kind.name());
        let server = Server::start(Path::new(&dist), Options::default())?;
        let page = Page::new(Browser::start(kind, Storage::Default).await?, server).await?;
        if wants("load") && kind == Kind::Chromium {
            load::measure(&page).await?;
        }
        if wants("start-up") {
            start_up::measure(&page).await?;
        }
        if wants("frames") {
            frames::measure(&page).await?;
        }
        if wants("recording") {
            recording::measure(&page).await?;
        }
        if wants("simulation") {
            simulation::measure(&page).await?;
        }
        if let Some(baseline) = &exploring {
            explore::measure(&page, baseline).await?;
        }
        if wants("hand-ins") {
            hand_ins::measure(&page).await?;
        }
        page.driver().clone().quit().await?;
    }
    Ok(())
}

/// The middle value.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
