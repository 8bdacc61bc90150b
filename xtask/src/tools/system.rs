//! Packages of the operating system: installed with apt where we may, else named for the person to install.

use std::fs;
use std::process::Command;
use std::sync::Once;

use anyhow::{Result, bail};

use super::on_path;
use crate::process;

/// apt's list of packages is fetched once per call of xtask.
static UPDATED: Once = Once::new();

/// Installs packages with apt when this is Debian or Ubuntu and we are root or need no password to be.
///
/// # Errors
/// When that is not so, or apt fails; the error names the packages.
pub fn install(packages: &[&str], what: &str) -> Result<()> {
    let Some(rights) = apt_rights() else {
        bail!(
            "{what} is missing and cannot be installed from here: that needs apt, and root or sudo without a password"
        );
    };
    eprintln!("\n--> {what} is missing. Installing with apt: {}", packages.join(" "));
    let mut updated = Ok(());
    UPDATED.call_once(|| updated = process::run(apt(rights).arg("update")));
    updated?;
    process::run(apt(rights).args(["install", "-y", "--no-install-recommends"]).args(packages))
}

/// Whether this is Ubuntu, whose packages have other names than Debian's.
pub fn is_ubuntu() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=ubuntu"))
}

/// How apt may be called.
#[derive(Clone, Copy)]
enum Rights {
    Root,
    Sudo,
}

fn apt_rights() -> Option<Rights> {
    on_path("apt-get")?;
    let user = process::output(Command::new("id").arg("-u"))?;
    if user.trim() == "0" {
        return Some(Rights::Root);
    }
    process::output(Command::new("sudo").args(["-n", "true"])).map(|_| Rights::Sudo)
}

fn apt(rights: Rights) -> Command {
    let mut command = match rights {
        Rights::Root => Command::new("env"),
        Rights::Sudo => {
            let mut command = Command::new("sudo");
            command.args(["-n", "env"]);
            command
        }
    };
    // A package that asks a question would wait for ever.
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]);
    command
}
