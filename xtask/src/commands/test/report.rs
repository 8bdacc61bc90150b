//! What `cargo xtask test` prints at its end: the stages, what was not run, and the count of tests.

use std::fmt::Write;
use std::time::Duration;

use super::Stage;
use crate::process::Count;

/// A stage that has passed.
pub struct Passed {
    /// Which one.
    pub stage: Stage,
    /// How many tests it ran; a check is not a test.
    pub tests: u64,
    /// How long it took.
    pub took: Duration,
}

/// The last line of a run, whatever happened: people and machines look for it there.
pub fn total(count: Count) {
    println!("{} passed, {} failed", count.passed, count.failed);
}

/// The stages that passed, as a table.
pub fn summary(passed: &[Passed]) -> String {
    let mut text = format!("{:<8}{:>8}{:>14}\n", "stage", "tests", "time");
    for Passed { stage, tests, took } in passed {
        let tests = if *tests == 0 { "-".to_owned() } else { tests.to_string() };
        let _ = writeln!(text, "{:<8}{tests:>8}{:>14}", stage.name(), time(*took));
    }
    text
}

/// A box that cannot be overlooked: the stages that were skipped, and why WebKitGTK was; nothing when all ran.
pub fn not_run(skipped: &[Stage], no_webkit: Option<&str>) -> String {
    let mut text = String::new();
    if !skipped.is_empty() {
        text.push_str("!! NOT RUN, because of --no-browser:\n");
        for stage in skipped {
            let _ = writeln!(text, "!!   {}: {}", stage.name(), stage.what());
        }
        text.push_str("!! Nothing has been tested in a browser. `cargo xtask test` runs it all.\n");
    }
    if let Some(reason) = no_webkit {
        text.push_str("!! NOT RUN, because WebKitGTK is not here: the end-to-end tests in it. The others ran.\n");
        for line in reason.lines() {
            let _ = writeln!(text, "!!   {line}");
        }
    }
    let edge = "!".repeat(78);
    if text.is_empty() { text } else { format!("\n{edge}\n{text}{edge}\n") }
}

/// A duration as a person says it.
pub fn time(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 60.. => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_names_what_was_not_run() {
        let text = not_run(&[Stage::Wasm, Stage::E2e], None);
        assert!(text.contains("!!   wasm: ") && text.contains("!!   e2e: "), "{text}");
        let text = not_run(&[], Some("no apt\nInstall it yourself"));
        assert!(text.contains("in it. The others ran.\n!!   no apt\n!!   Install it yourself\n!!!"), "{text}");
        assert_eq!(not_run(&[], None), "");
    }

    #[test]
    fn the_table_has_a_line_for_every_stage() {
        let passed = [
            Passed { stage: Stage::Fmt, tests: 0, took: Duration::from_millis(1250) },
            Passed { stage: Stage::Unit, tests: 212, took: Duration::from_secs(125) },
        ];
        let expected = "stage      tests          time\n\
                        fmt            -         1.2 s\n\
                        unit         212    2 min 05 s\n";
        assert_eq!(summary(&passed), expected);
    }
}
