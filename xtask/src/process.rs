//! How child processes run: their output streams through, a failure becomes a sentence that shows the
//! command line, and test runs are counted on the way.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Write};
use std::ops::AddAssign;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

/// Tests that ran, as the test harnesses report them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The cargo that started us, so that a child uses the same toolchain.
pub fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// Runs a command to its end; its output goes to the terminal.
///
/// # Errors
/// When it cannot start or does not succeed.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    succeeded(status, command)
}

/// Runs a command to its end and adds the tests it reports to `count`; its output goes to the terminal.
///
/// # Errors
/// When it cannot start, its output cannot be read, or it does not succeed.
pub fn run_counting(command: &mut Command, count: &mut Count) -> Result<()> {
    run_counting_as("", command, count)
}

/// As [`run_counting`], with these words before each line: for commands that run side by side.
///
/// # Errors
/// As there.
pub fn run_counting_as(name: &str, command: &mut Command, count: &mut Count) -> Result<()> {
    command.stdout(Stdio::piped());
    let mut child = command.spawn().with_context(|| cannot_start(command))?;
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut line = Vec::new();
        // Bytes, not `lines()`: what a child prints need not be UTF-8.
        while lines.read_until(b'\n', &mut line)? > 0 {
            let mut out = io::stdout().lock();
            out.write_all(name.as_bytes())?;
            out.write_all(&line)?;
            out.flush()?;
            *count += test_result(&String::from_utf8_lossy(&line)).unwrap_or_default();
            line.clear();
        }
    }
    succeeded(child.wait()?, command)
}

/// What a command prints, when it can be started and succeeds.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command line as a person would type it: without the folder of the program.
pub fn show(command: &Command) -> String {
    let program = command.get_program();
    let name = Path::new(program).file_name().unwrap_or(program);
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", show(command))
}

fn succeeded(status: ExitStatus, command: &Command) -> Result<()> {
    if !status.success() {
        bail!("`{}` failed ({status})", show(command));
    }
    Ok(())
}

/// Reads `test result: ok. 3 passed; 0 failed; …`, which cargo's and wasm-bindgen's harness both print.
fn test_result(line: &str) -> Option<Count> {
    let (_, result) = line.split_once("test result:")?;
    let before = |label: &str| -> Option<u64> {
        let (head, _) = result.split_once(label)?;
        head.split_whitespace().next_back()?.parse().ok()
    };
    Some(Count { passed: before("passed")?, failed: before("failed")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_result_line_of_a_harness() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(test_result(line), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(test_result("test a_test ... ok"), None);
        assert_eq!(test_result("test result: something else"), None);
    }

    #[test]
    fn a_failure_shows_the_command_line() {
        let error = run(&mut Command::new("no-such-program-anywhere")).unwrap_err();
        assert_eq!(error.to_string(), "cannot start `no-such-program-anywhere`");
    }
}
