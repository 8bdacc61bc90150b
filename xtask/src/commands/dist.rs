//! `cargo xtask dist`: builds the release into `dist/` and prints what it weighs.
//!
//! Every address in the result is relative, so the folder works wherever it is put.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context, Result, ensure};

use crate::sizes::{self, Budget};
use crate::tools::Toolbox;
use crate::{packed, process, project, scorm};

/// The arguments of `dist`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the page will be, such as <https://example.org/oversold/>: shared links then show a picture. Everything
    /// else has relative addresses and needs none
    #[arg(long, value_parser = site)]
    url: Option<String>,
    /// Write each lesson as a package for learning platforms (SCORM 1.2) into `dist-scorm/`, too
    #[arg(long)]
    scorm: bool,
}

/// The picture that a shared link shows, 1200 by 630 pixels.
const PREVIEW: &str = "preview.png";

/// An absolute address of a folder.
fn site(url: &str) -> Result<String, String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]@%".contains(c);
    match rest {
        Some(rest) if !rest.is_empty() && rest.chars().all(is_plain) => Ok(format!("{}/", url.trim_end_matches('/'))),
        _ => Err("it begins with https:// or http:// and has neither a query nor a hash".to_owned()),
    }
}

/// Builds and prints the sizes.
///
/// # Errors
/// When a tool is missing or the build fails.
pub fn run(args: &Args) -> Result<()> {
    let tools = Toolbox::for_building()?;
    trunk(&tools)?;
    if let Some(url) = &args.url {
        let page = project::dist().join("index.html");
        let html = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
        fs::write(&page, with_preview(&html, url)?).with_context(|| format!("cannot write {}", page.display()))?;
    }
    packed::pack(&project::dist())?;
    let files = sizes::measure(&project::dist(), &Budget::load()?)?;
    println!("\n{}", sizes::table(&files));
    if args.scorm {
        let packages = scorm::pack(&project::dist(), &project::root().join("dist-scorm"))?;
        for package in packages {
            println!("Package for learning platforms: {}", package.display());
        }
    }
    println!("Copy the content of {} to any folder of any web server.", project::dist().display());
    Ok(())
}

/// The page with what the Open Graph protocol (ogp.me) asks of absolute addresses.
fn with_preview(html: &str, url: &str) -> Result<String> {
    let (head, rest) = html.split_once("</head>").context("index.html has no </head>")?;
    let tags = format!(
        "<meta property=\"og:type\" content=\"website\"><meta property=\"og:url\" content=\"{url}\">\
         <meta property=\"og:image\" content=\"{url}{PREVIEW}\"><meta name=\"twitter:card\" content=\"summary_large_image\">"
    );
    Ok(format!("{head}{tags}</head>{rest}"))
}

/// How Rust compiles the modules: with relocations, by which the app is split; and without the folders of this
/// machine, which panic messages name and nobody needs to know.
fn rust_flags() -> String {
    let mut flags = "-Clink-args=--emit-relocs".to_owned();
    let registry = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    for (folder, name) in [(registry, "cargo"), (Some(project::root().to_owned()), "oversold")] {
        // A folder with a space would be two flags.
        if let Some(folder) = folder.and_then(|folder| folder.into_os_string().into_string().ok())
            && !folder.contains(char::is_whitespace)
        {
            flags.extend([" --remap-path-prefix=", &folder, "=", name]);
        }
    }
    flags
}

/// Builds the release.
///
/// # Errors
/// When Trunk fails, or leaves no page behind.
pub fn build(tools: &Toolbox) -> Result<()> {
    trunk(tools)?;
    packed::pack(&project::dist())
}

/// The release as Trunk makes it.
fn trunk(tools: &Toolbox) -> Result<()> {
    let dist = project::dist();
    let mut trunk = tools.command("trunk")?;
    trunk
        .current_dir(project::root())
        // Not --offline: Trunk hands that on to cargo, which must download the crates on a new machine.
        // It downloads no tools of its own, because the right ones are on PATH.
        .args(["build", "--release", "--skip-version-check", "--public-url", "./", "--dist"])
        .arg(&dist)
        // Of a person's own, cargo would heed only these, and the app could not be split.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", rust_flags());
    if env::var_os("NO_COLOR").is_some() {
        // Trunk expects `true` where everybody else accepts any value, and refuses to start.
        trunk.env_remove("NO_COLOR").args(["--color", "never"]);
    }
    process::run(&mut trunk).context("the page could not be built; the reason is above")?;
    ensure!(dist.join("index.html").is_file(), "Trunk made no {}", dist.join("index.html").display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_link_shows_a_picture() {
        let url = site("https://example.org/oversold").unwrap();
        let html = with_preview("<head><title>x</title></head><body></body>", &url).unwrap();
        assert!(html.starts_with("<head><title>x</title><meta "), "{html}");
        for tag in [
            "<meta property=\"og:url\" content=\"https://example.org/oversold/\">",
            "<meta property=\"og:image\" content=\"https://example.org/oversold/preview.png\">",
        ] {
            assert!(html.contains(tag), "{html}");
        }
    }

    #[test]
    fn an_address_is_absolute_and_plain() {
        assert_eq!(site("http://127.0.0.1:8080/"), Ok("http://127.0.0.1:8080/".to_owned()));
        for wrong in ["", "example.org", "https://", "https://x/?a=1", "https://x/#t", "https://x/\"><script>"] {
            assert!(site(wrong).is_err(), "{wrong}");
        }
    }
}
