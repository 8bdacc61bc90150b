//! What is different about WebKitGTK: it draws on an X display, so it gets one in memory; and it has
//! `SharedArrayBuffer` only when its JavaScript engine is told so in the environment.

use crate::browser::variable;
use anyhow::{Context, Result, ensure};
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A display in memory; gone when dropped, and whatever draws on it with it.
pub struct Display {
    name: String,
    _process: Child,
}

impl Display {
    /// Starts an X server, which chooses a free number itself.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start() -> Result<Self> {
        let program = variable("XVFB")?;
        let mut command = Command::new(&program);
        command.args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]);
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut process = quiet.spawn().with_context(|| format!("cannot start {program}"))?;
        let mut number = String::new();
        let told = process.stdout.take().context("Xvfb has no output")?;
        // It ends without a word when it cannot open a display.
        BufReader::new(told).read_line(&mut number).await?;
        ensure!(!number.trim().is_empty(), "{program} did not open a display");
        Ok(Self { name: format!(":{}", number.trim()), _process: process })
    }
}

/// The environment of the driver, which the browser inherits. On a desktop it would rather open a window there.
pub fn environment(display: &Display, shared_memory: bool) -> [(&'static str, &str); 3] {
    let shared_memory = if shared_memory { "1" } else { "0" };
    [("DISPLAY", &display.name), ("GDK_BACKEND", "x11"), ("JSC_useSharedArrayBuffer", shared_memory)]
}
