//! `cargo xtask pictures`: every view at every size, in both themes and languages, as files in `target/pictures/`, and one
//! page that shows them all. All runs are simulated with the seed of the link, so the same source gives the same pictures.
//! With `--readme` it makes the pictures that the repository itself shows.

mod film;
mod readme;
mod sheet;
mod shot;
mod small;
mod views;

use anyhow::{Result, ensure};
use oversold_e2e::browser::variable;
use oversold_e2e::{Browser, Kind, Page, Storage};
use std::fs;
use std::path::{Path, PathBuf};
use xtask::server::{Options, Server};

/// Insides of the window, in CSS px: two screens, one of them at 200 %, and a phone.
pub const SIZES: [(i64, i64); 4] = [(1280, 720), (1366, 768), (683, 384), (360, 740)];
/// Languages, as a link has them.
pub const LANGUAGES: [&str; 2] = ["en", "zh"];
/// Themes, as a link has them.
pub const THEMES: [&str; 2] = ["light", "dark"];

#[tokio::main]
async fn main() -> Result<()> {
    let dist = variable("OVERSOLD_DIST")?;
    let words: Vec<String> = std::env::args().skip(1).collect();
    let server = Server::start(Path::new(&dist), Options::default())?;
    let page = Page::new(Browser::start(Kind::Chromium, Storage::Default).await?, server).await?;
    let made = if words.iter().any(|word| word == "--readme") {
        readme::make(&page, &root()).await
    } else {
        every(&page, &words).await
    };
    let closed = page.driver().clone().quit().await;
    made?;
    Ok(closed?)
}

/// The repository's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All views; of these, only the pictures whose names contain one of the words, when there are words.
async fn every(page: &Page, words: &[String]) -> Result<()> {
    let folder = root().join("target").join("pictures");
    fs::create_dir_all(&folder)?;
    let mut taken = 0;
    for view in views::VIEWS {
        for (width, height) in SIZES {
            for lang in LANGUAGES {
                for theme in THEMES {
                    let name = sheet::name(view.name, (width, height), lang, theme);
                    if !words.is_empty() && !words.iter().any(|word| name.contains(word.as_str())) {
                        continue;
                    }
                    page.resize(width, height).await?;
                    let around = view.open(page, &format!("lang={lang}&theme={theme}")).await?;
                    fs::write(folder.join(&name), shot::whole(page).await?)?;
                    drop(around);
                    taken += 1;
                }
            }
        }
        println!("{}: {}", view.name, view.what);
    }
    ensure!(taken > 0, "no picture has such a name");
    page.check_console()?;
    let sheet = folder.join("index.html");
    fs::write(&sheet, sheet::sheet(&folder))?;
    println!("{taken} pictures; {} shows all", sheet.canonicalize()?.display());
    Ok(())
}
