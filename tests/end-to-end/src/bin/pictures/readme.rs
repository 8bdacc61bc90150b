//! The pictures that the repository itself shows: the page and a film of a run in README, and what a shared link shows.

use super::{film, shot, small};
use anyhow::{Result, ensure};
use oversold_e2e::Page;
use serde_json::json;
use std::fs;
use std::path::Path;

/// README is read on a slow line too.
const MOST_BYTES: u64 = 150_000;

/// Makes all three.
///
/// # Errors
/// When one cannot be taken or written, or is too large.
pub async fn make(page: &Page, root: &Path) -> Result<()> {
    let folder = root.join("docs").join("pictures");
    fs::create_dir_all(&folder)?;
    let (race, film_path, preview) = (folder.join("race.png"), folder.join("film.svg"), root.join("www/preview.png"));
    resize(page, 1280, 720).await?;
    after_a_run(page, "lang=en&theme=light&engine=virtual").await?;
    fs::write(&race, small::small(&shot::window(page).await?)?)?;
    // 1200 by 630 px is what those ask for who show shared links, and they show it small: the letters are enlarged.
    resize(page, 960, 504).await?;
    after_a_run(page, "embed=1&buyers=10&lang=en&theme=light&engine=virtual").await?;
    fs::write(&preview, small::small(&shot::enlarged(page, 1.25).await?)?)?;
    fs::write(&film_path, film::film("")?)?;
    for path in [race, film_path, preview] {
        let bytes = fs::metadata(&path)?.len();
        ensure!(bytes <= MOST_BYTES, "{} has {bytes} bytes, more than {MOST_BYTES}", path.display());
        println!("{}: {bytes} bytes", path.display());
    }
    page.check_console()
}

/// Without bars, which are different on every system.
async fn resize(page: &Page, width: i64, height: i64) -> Result<()> {
    page.resize(width, height).await?;
    page.driver().cdp().send_raw("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await?;
    Ok(())
}

async fn after_a_run(page: &Page, query: &str) -> Result<()> {
    // Nobody waits for it, so it may take its time.
    page.verdict(query, 20).await?;
    page.wait_until("done", 20).await
}
