//! The harness of the end-to-end tests: who runs them, in which order, and how many at a time.

use crate::pool;
use anyhow::Result;
use libtest_mimic::{Arguments, Trial};
use std::process::ExitCode;
use std::thread::available_parallelism;

/// A test: its name, with the file it is in, and what it does.
pub type Test = (&'static str, fn() -> Result<()>);

/// Tests by their paths. Whoever is not named is never run, which the compiler notices: nobody uses it.
#[macro_export]
macro_rules! tests {
    ($($test:path),+ $(,)?) => { vec![$((stringify!($test), $test as fn() -> anyhow::Result<()>)),+] };
}

/// How many processors a test keeps busy: it runs in a Chromium and in a Firefox, and there mostly with many workers.
/// With fewer, two tests would take as long side by side as one after the other.
const PROCESSORS: usize = 2;

/// Runs those tests whose names contain one of the words on the command line, or all of them, as many at a time as there
/// are processors for, and closes the browsers they used. The options are those of Rust's own harness.
pub fn main(tests: Vec<Test>) -> ExitCode {
    // The first word is the program's name.
    let (options, words): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|word| word.starts_with('-'));
    let mut arguments = Arguments::from_iter(std::iter::once("e2e".to_owned()).chain(options));
    let processors = available_parallelism().map_or(1, usize::from);
    arguments.test_threads.get_or_insert((processors / PROCESSORS).max(1));
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    let trials = tests
        .into_iter()
        .filter(|(name, _)| wanted(name))
        .map(|(name, test)| Trial::test(name, move || test().map_err(|error| format!("{error:?}").into())))
        .collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    pool::end();
    conclusion.exit_code()
}
