//! The browsers that tests and the bench run in, each with the driver that controls it.
//!
//! `CHROMIUM`, `CHROMEDRIVER`, `FIREFOX`, `GECKODRIVER`, `XVFB` and `WEBKITDRIVER` name a program to use instead
//! of searching.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;

use super::version::Version;
use super::{cargo_installed, on_path, system};

/// A browser we test in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Browser {
    /// Chromium or Chrome, with chromedriver.
    Chromium,
    /// Firefox, with geckodriver.
    Firefox,
    /// WebKitGTK, with its driver: on Linux only, and only in the end-to-end tests.
    Webkit,
}

/// A browser on this machine.
#[derive(Clone, Debug)]
pub struct Installed {
    /// Which one it is.
    pub browser: Browser,
    /// The browser's program; for WebKitGTK, whose driver brings its own, that of the display it draws on.
    pub program: PathBuf,
    /// The driver's program.
    pub driver: PathBuf,
}

impl Browser {
    /// All of them, in the order of testing.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// Its name in `OVERSOLD_BROWSERS` and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    /// Whether everything runs in it and has to. wasm-bindgen's test runner does not know WebKitGTK's driver, which
    /// speaks no BiDi either; and where there is no WebKitGTK, the rest is tested all the same.
    pub fn is_full(self) -> bool {
        self != Self::Webkit
    }

    /// The environment variables that hold the program and the driver.
    pub fn variables(self) -> (&'static str, &'static str) {
        match self {
            Self::Chromium => ("CHROMIUM", "CHROMEDRIVER"),
            Self::Firefox => ("FIREFOX", "GECKODRIVER"),
            Self::Webkit => ("XVFB", "WEBKITDRIVER"),
        }
    }

    fn candidates(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &[
                "chromium",
                "chromium-browser",
                "google-chrome",
                "/Applications/Chromium.app/Contents/MacOS/Chromium",
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            ],
            Self::Firefox => &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
            Self::Webkit => &["Xvfb"],
        }
    }

    /// The fonts are for the Chinese page: without them a test sees empty boxes.
    fn apt_packages(self) -> &'static [&'static str] {
        match (self, system::is_ubuntu()) {
            (Self::Chromium, false) => &["chromium", "chromium-driver", "fonts-noto-cjk"],
            (Self::Chromium, true) => &["chromium-browser", "chromium-chromedriver", "fonts-noto-cjk"],
            (Self::Firefox, false) => &["firefox-esr", "fonts-noto-cjk"],
            (Self::Firefox, true) => &["firefox", "fonts-noto-cjk"],
            (Self::Webkit, _) => &["webkit2gtk-driver", "xvfb", "fonts-noto-cjk"],
        }
    }

    fn hint(self) -> String {
        let (program, driver) = self.variables();
        let (dnf, pacman, brew) = match self {
            Self::Chromium => ("chromium chromedriver", "chromium", "chromium chromedriver"),
            Self::Firefox => ("firefox", "firefox", "firefox"),
            Self::Webkit => {
                return format!(
                    "It exists on Linux only. Install it yourself with\n    apt-get install {}\n\
                     or set {driver} and {program} to where WebKitWebDriver and Xvfb are.",
                    self.apt_packages().join(" ")
                );
            }
        };
        format!(
            "Install it yourself with one of\n    \
             apt-get install {}\n    dnf install {dnf}\n    pacman -S {pacman}\n    brew install --cask {brew}\n\
             or set {program} and {driver} to where they are. `cargo xtask test --no-browser` runs the rest.",
            self.apt_packages().join(" ")
        )
    }
}

/// Finds or installs these browsers and their drivers.
///
/// # Errors
/// When one is missing and cannot be installed; the error names the exact packages.
pub fn ensure(browsers: &[Browser]) -> Result<Vec<Installed>> {
    browsers.iter().map(|&browser| ensure_one(browser)).collect()
}

/// Finds or installs one browser and its driver.
///
/// # Errors
/// As [`ensure`].
pub fn ensure_one(browser: Browser) -> Result<Installed> {
    let found = match find(browser) {
        Some(found) => found,
        None => install(browser).map_err(|error| anyhow!("{error:#}\n{}", browser.hint()))?,
    };
    let driver = match (found.driver, browser) {
        (Some(driver), _) => driver,
        (None, Browser::Firefox) => cargo_installed::geckodriver()?,
        (None, Browser::Chromium | Browser::Webkit) => bail!("no driver was found\n{}", browser.hint()),
    };
    Ok(Installed { browser, program: found.program, driver })
}

fn install(browser: Browser) -> Result<Found> {
    system::install(browser.apt_packages(), &format!("{} (or its driver), which the tests run in,", browser.name()))?;
    find(browser).with_context(|| format!("{} was installed, but cannot be found or run", browser.name()))
}

/// A browser, and its driver unless that can be installed separately.
struct Found {
    program: PathBuf,
    driver: Option<PathBuf>,
}

fn find(browser: Browser) -> Option<Found> {
    let (program, driver) = browser.variables();
    let chosen = env::var_os(program).map(PathBuf::from);
    let mut programs = chosen.into_iter().chain(browser.candidates().iter().filter_map(|name| locate(name)));
    let driver = env::var_os(driver).map(PathBuf::from);
    match browser {
        Browser::Firefox => return programs.next().map(|program| Found { program, driver }),
        Browser::Webkit => {
            let driver = driver.or_else(|| on_path("WebKitWebDriver"))?;
            return programs.next().map(|program| Found { program, driver: Some(driver) });
        }
        Browser::Chromium => {}
    }
    // ChromeDriver only works with the Chromium of its own major version.
    let driver = driver.or_else(|| on_path("chromedriver"))?;
    let wanted = Version::of(&driver)?.0;
    let program = programs.find(|program| Version::of(program).is_some_and(|version| version.0 == wanted))?;
    Some(Found { program, driver: Some(driver) })
}

fn locate(name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    if path.is_absolute() { path.is_file().then(|| path.to_owned()) } else { on_path(name) }
}
