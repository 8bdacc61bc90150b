//! SimPy, the simulator that the bench compares with: Python's, in an environment of its own.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{announce, cache, on_path};
use crate::process;

const VERSION: &str = "4.1.1";

/// Finds or installs SimPy; the path is that of the Python that has it.
///
/// # Errors
/// When there is no Python with venv and pip.
pub fn ensure() -> Result<PathBuf> {
    let folder = cache("simpy", VERSION)?;
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let has_simpy = |python: &PathBuf| {
        let script = "import simpy, sys; sys.exit(simpy.__version__ != sys.argv[1])";
        Command::new(python).args(["-c", script, VERSION]).output().is_ok_and(|output| output.status.success())
    };
    if has_simpy(&python) {
        return Ok(python);
    }
    announce(&format!("SimPy {VERSION}"), "the simulator that the bench compares with", "once, with pip, some seconds");
    let system = on_path("python3").or_else(|| on_path("python")).context("install Python 3 with venv and pip")?;
    process::run(Command::new(system).args(["-m", "venv"]).arg(&folder)).context("install Python's venv")?;
    let package = format!("simpy=={VERSION}");
    process::run(Command::new(&python).args(["-m", "pip", "install", "--quiet", &package]))?;
    ensure!(has_simpy(&python), "SimPy was installed, but {} does not find it", python.display());
    Ok(python)
}
