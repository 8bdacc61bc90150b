//! `LibreOffice`, in which the end-to-end tests open the table and the picture that the page saves. Where it cannot be had they go
//! on without it, and say so.

use std::path::PathBuf;
use std::sync::OnceLock;

use super::{on_path, system};

const PACKAGES: [&str; 2] = ["libreoffice-calc-nogui", "libreoffice-draw-nogui"];

/// Asked for once: what could not be installed is not tried again.
static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();

/// Finds or installs it; `None` where neither is possible, which is said. `SOFFICE` names a program to use instead.
pub fn ensure() -> Option<PathBuf> {
    let find = || std::env::var_os("SOFFICE").map(PathBuf::from).or_else(|| on_path("soffice"));
    let install = || match system::install(&PACKAGES, "LibreOffice, which opens what the page saves,") {
        Ok(()) => find(),
        Err(error) => {
            eprintln!("--- {error:#}: one test goes without it");
            None
        }
    };
    FOUND.get_or_init(|| find().or_else(install)).clone()
}
