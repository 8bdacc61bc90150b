//! What a test program needs to know about the browsers: told in environment variables.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::project;
use crate::tools::browsers::{Browser, Installed};
use crate::tools::{axe, react, scorm_again, scorm_schema, speedscope};

/// Seconds that one test program may take in a browser: the lock is tested hard.
const TESTS_WITHIN: &str = "300";
/// Seconds until a driver must be ready: the first start of a browser on a busy machine is slow.
const DRIVER_WITHIN: &str = "60";

/// For the end-to-end tests and the bench: the release, the browsers, axe-core, the runtime of a learning platform and the schema
/// of its packages, React, and a viewer of traces.
///
/// # Errors
/// When something other than the release and the browsers is missing and cannot be installed.
pub fn configure(command: &mut Command, browsers: &[Installed]) -> Result<()> {
    let full = browsers.iter().filter(|installed| installed.browser.is_full());
    let names: Vec<_> = full.map(|installed| installed.browser.name()).collect();
    command.env("OVERSOLD_DIST", project::dist()).env("OVERSOLD_BROWSERS", names.join(","));
    command.env("AXE", axe::ensure()?).env("SCORM", scorm_again::ensure()?);
    let [xmllint, schema] = scorm_schema::ensure()?;
    command.env("XMLLINT", xmllint).env("SCORM_SCHEMA", schema);
    command.env("REACT", react::ensure()?).env("SPEEDSCOPE", speedscope::ensure()?);
    for installed in browsers {
        let (program, driver) = installed.browser.variables();
        command.env(program, &installed.program).env(driver, &installed.driver);
    }
    Ok(())
}

/// For wasm-bindgen's test runner: itself, and exactly one driver.
///
/// # Errors
/// When `webdriver.json` cannot be read or its copy cannot be written.
pub fn configure_runner(command: &mut Command, runner: &Path, installed: &Installed) -> Result<()> {
    // The runner takes the first driver it hears of, so it must hear of one only.
    for browser in Browser::ALL {
        command.env_remove(browser.variables().1);
    }
    command
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env(installed.browser.variables().1, &installed.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(installed)?)
        .env("WASM_BINDGEN_TEST_TIMEOUT", TESTS_WITHIN)
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", DRIVER_WITHIN);
    Ok(())
}

/// A copy of `webdriver.json` that also says which program to start: a driver would search for itself,
/// and might find another browser than the one that fits it.
fn capabilities(installed: &Installed) -> Result<PathBuf> {
    let path = project::root().join("webdriver.json");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let all = serde_json::from_str(&text).context("webdriver.json is not JSON")?;
    let folder = project::root().join("target").join("xtask");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let copy = folder.join(format!("webdriver-{}.json", installed.browser.name()));
    fs::write(&copy, with_program(&all, installed).to_string())
        .with_context(|| format!("cannot write {}", copy.display()))?;
    Ok(copy)
}

fn with_program(all: &Value, installed: &Installed) -> Value {
    let key = match installed.browser {
        Browser::Chromium => "goog:chromeOptions",
        Browser::Firefox => "moz:firefoxOptions",
        Browser::Webkit => "webkitgtk:browserOptions",
    };
    let mut options = all.get(key).cloned().unwrap_or_else(|| json!({}));
    if let Some(options) = options.as_object_mut() {
        options.insert("binary".to_owned(), json!(installed.program.to_string_lossy()));
    }
    json!({ key: options })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_driver_hears_only_of_its_own_browser() {
        let all = json!({
            "goog:chromeOptions": { "args": ["--headless=new"] },
            "moz:firefoxOptions": { "args": ["-headless"] },
        });
        let installed = Installed {
            browser: Browser::Firefox,
            program: PathBuf::from("/opt/firefox"),
            driver: PathBuf::from("geckodriver"),
        };
        assert_eq!(
            with_program(&all, &installed),
            json!({ "moz:firefoxOptions": { "args": ["-headless"], "binary": "/opt/firefox" } })
        );
    }
}
