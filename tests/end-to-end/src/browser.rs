//! One browser with its driver: started on a free port with a fresh profile, ended when dropped.

use crate::console::Console;
use crate::wait_for;
use crate::webkit::{self, Display};
use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use std::collections::BTreeSet;
use std::env;
use std::net::TcpListener;
use std::process::Stdio;
use std::sync::{Mutex, PoisonError};
use thirtyfour::{BrowserCapabilitiesHelper, Capabilities, CapabilitiesHelper, DesiredCapabilities, WebDriver};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium, at `CHROMIUM`, with the driver at `CHROMEDRIVER`.
    Chromium,
    /// Firefox, at `FIREFOX`, with the driver at `GECKODRIVER`.
    Firefox,
    /// WebKitGTK, which the driver at `WEBKITDRIVER` brings along, on a display made by `XVFB`: only for tests
    /// that ask for it, since this driver speaks no BiDi.
    WebKit {
        /// Whether it has `SharedArrayBuffer`; as it comes, it has none.
        shared_memory: bool,
    },
}

impl Kind {
    /// The browsers that `OVERSOLD_BROWSERS` names, separated by commas; WebKitGTK is never one of them.
    ///
    /// # Errors
    /// When it is not set, or names another browser.
    pub fn wanted() -> Result<Vec<Self>> {
        let names = variable("OVERSOLD_BROWSERS")?;
        names
            .split(',')
            .map(|name| match name {
                "chromium" => Ok(Self::Chromium),
                "firefox" => Ok(Self::Firefox),
                other => bail!("OVERSOLD_BROWSERS names {other:?}; known are chromium and firefox"),
            })
            .collect()
    }

    /// The name, as `OVERSOLD_BROWSERS` spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit { .. } => "webkit",
        }
    }

    /// Whether the driver tells what the console says, and runs a script before those of the page.
    pub const fn has_bidi(self) -> bool {
        !matches!(self, Self::WebKit { .. })
    }

    /// Where its driver is named.
    const fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "CHROMEDRIVER",
            Self::Firefox => "GECKODRIVER",
            Self::WebKit { .. } => "WEBKITDRIVER",
        }
    }
}

/// A variable that `cargo xtask test` sets.
///
/// # Errors
/// When it is missing.
pub fn variable(name: &str) -> Result<String> {
    env::var(name).with_context(|| format!("{name} is not set: run `cargo xtask test --only e2e`, which sets it"))
}

/// Who may keep something in the browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Storage {
    /// As the browser comes.
    #[default]
    Default,
    /// Only the site in the address bar: a frame of another one has neither storage nor a service worker.
    OwnSiteOnly,
}

/// Installed before any script of a page, so that no event is missed and every worker seen.
pub const PROBE: &str = include_str!("probe.js");

/// A browser under control.
pub struct Browser {
    /// Which one.
    pub kind: Kind,
    /// Who may keep something in it.
    pub storage: Storage,
    /// The session.
    pub driver: WebDriver,
    /// Nothing where the driver does not tell.
    pub console: Option<Console>,
    /// Killed when dropped, and the browser with it.
    process: Child,
    /// What it draws on, where it cannot do without: outlives it.
    _display: Option<Display>,
}

impl Browser {
    /// Starts driver and browser.
    ///
    /// # Errors
    /// When one of them does not start.
    pub async fn start(kind: Kind, storage: Storage) -> Result<Self> {
        let port = free_port()?;
        let program = variable(kind.driver())?;
        let mut command = Command::new(&program);
        let mut display = None;
        match kind {
            Kind::Chromium => command.arg(format!("--port={port}")),
            Kind::Firefox => {
                // geckodriver opens a second port for BiDi; a free one, so that two can run.
                let second = free_port()?;
                command.args(["--port", &port.to_string(), "--websocket-port", &second.to_string()])
            }
            Kind::WebKit { shared_memory } => {
                let display = display.insert(Display::start().await?);
                command.arg(format!("--port={port}")).envs(webkit::environment(display, shared_memory))
            }
        };
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
        let process = quiet.spawn().with_context(|| format!("cannot start {program}"))?;
        wait_for("the driver listens", 30, async || Ok(TcpStream::connect(("127.0.0.1", port)).await.ok())).await?;
        let address = format!("http://127.0.0.1:{port}");
        let driver = match kind {
            Kind::Chromium => {
                let mut wishes = DesiredCapabilities::chrome();
                wishes.set_browser_option("binary", variable("CHROMIUM")?)?;
                wishes.set_browser_option("args", json!(CHROMIUM_FLAGS))?;
                if storage == Storage::OwnSiteOnly {
                    let prefs = json!({ "profile.block_third_party_cookies": true, "profile.cookie_controls_mode": 1 });
                    wishes.set_browser_option("prefs", prefs)?;
                }
                wishes.enable_bidi()?;
                WebDriver::new(&address, wishes).await
            }
            Kind::Firefox => {
                let mut wishes = DesiredCapabilities::firefox();
                wishes.set_browser_option("binary", variable("FIREFOX")?)?;
                wishes.set_browser_option("args", json!(["-headless"]))?;
                if storage == Storage::OwnSiteOnly {
                    wishes.set_browser_option("prefs", json!({ "network.cookie.cookieBehavior": 1 }))?;
                }
                wishes.enable_bidi()?;
                WebDriver::new(&address, wishes).await
            }
            // Without a wish the driver starts its own browser, for automation.
            Kind::WebKit { .. } => WebDriver::new(&address, Capabilities::new()).await,
        };
        let driver = driver.with_context(|| format!("{} did not open a session", kind.name()))?;
        driver.set_script_timeout(std::time::Duration::from_secs(120)).await?;
        let mut console = None;
        if kind.has_bidi() {
            console = Some(Console::listen(&driver).await?);
            driver.bidi().await?.script().add_preload_script(PROBE).await?;
        }
        Ok(Self { kind, storage, driver, console, process, _display: display })
    }

    /// Opens an empty tab in the place of all that are open; what was set for those goes with them, and what their
    /// console said.
    ///
    /// # Errors
    /// When the driver cannot.
    pub async fn one_empty_tab(&self) -> Result<()> {
        let before = self.driver.windows().await?;
        let empty = self.driver.new_tab().await?;
        for tab in before {
            self.driver.switch_to_window(tab).await?;
            self.driver.close_window().await?;
        }
        self.driver.switch_to_window(empty).await?;
        if let Some(console) = &self.console {
            console.clear();
        }
        Ok(())
    }

    /// Stops all processes of the browser, or lets them go on: as a machine that sleeps, and wakes up. The driver stays awake.
    ///
    /// # Errors
    /// Where processes cannot be listed or stopped so.
    pub async fn sleep(&self, asleep: bool) -> Result<()> {
        let all =
            Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output().await.context("cannot list processes")?;
        let all = String::from_utf8_lossy(&all.stdout).into_owned();
        let number = |text: Option<&str>| text.and_then(|text| text.parse::<u32>().ok());
        let pairs: Vec<(u32, u32)> = all
            .lines()
            .filter_map(|line| {
                let mut parts = line.split_whitespace();
                Some((number(parts.next())?, number(parts.next())?))
            })
            .collect();
        let mut family = vec![self.process.id().context("the driver has ended")?];
        let mut next = 0;
        while let Some(parent) = family.get(next).copied() {
            family.extend(pairs.iter().filter(|(_, of)| *of == parent).map(|(child, _)| *child));
            next += 1;
        }
        let mut kill = Command::new("kill");
        kill.arg(if asleep { "-STOP" } else { "-CONT" }).args(family[1..].iter().map(ToString::to_string));
        // One of them may have ended meanwhile.
        let told = kill.stderr(Stdio::null()).status().await.context("cannot stop processes")?;
        ensure!(family.len() > 1, "the browser has no process: {told}");
        Ok(())
    }
}

/// A port that nobody listens on. No port is given twice: browsers start side by side, and one that was
/// given but is not used yet looks free.
fn free_port() -> Result<u16> {
    static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
        if given.insert(port) {
            return Ok(port);
        }
    }
}

/// A fresh profile is the driver's own doing.
const CHROMIUM_FLAGS: [&str; 8] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
];
