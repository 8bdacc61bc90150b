//! The program as code, generated from its steps so that it cannot lie: moving the lock moves the
//! same two lines. `tests/listing.rs` compiles the Rust and runs both.
//!
//! The shape is that of the course's script: `search`, `get`, a `task` that calls both, and a main program that starts a
//! process for each buyer.

mod outline;
mod python;
mod rust;
mod writer;

use super::{Step, compile};
use crate::scenario::Scenario;
use python::Python;
use rust::Rust;

/// How the purchase is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// With multiprocessing: a process for each buyer.
    Python,
    /// With a thread for each buyer.
    Rust,
    /// As the plain steps of the program, in the reader's language.
    Steps,
}

/// What a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the others use: imports, and what the language does not bring along.
    Head,
    /// The clerk.
    Clerk,
    /// `search`.
    Search,
    /// `get`.
    Get,
    /// `task`, which calls both.
    Task,
    /// The main program, which makes the record and the lock and starts everybody. Nobody who is counted stands there.
    Main,
}

/// One line of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it belongs to. The lines of a part stand together, the empty one before it included.
    pub part: Part,
    /// How deep it is indented.
    pub indent: usize,
    /// The code.
    pub text: String,
    /// Indices of the steps that it stands for. Every step stands on exactly one line; what both
    /// branches of the purchase have in common is one line with two steps.
    pub steps: Vec<usize>,
    /// Indices of steps that stand on a line beside it, of which it is a further line.
    pub more_of: Vec<usize>,
}

impl Line {
    /// Whether it is what this step is written as, or a part of that.
    pub fn is_of(&self, step: usize) -> bool {
        self.steps.contains(&step) || self.more_of.contains(&step)
    }
}

/// The line that a step stands on, if any does.
pub fn line_of(lines: &[Line], step: usize) -> Option<usize> {
    lines.iter().position(|line| line.steps.contains(&step))
}

/// The whole script of a scenario. Empty for [`Dialect::Steps`], which is not code.
pub fn listing(scenario: &Scenario, dialect: Dialect) -> Vec<Line> {
    write(scenario, &compile(scenario), dialect)
}

fn write(scenario: &Scenario, program: &[Step], dialect: Dialect) -> Vec<Line> {
    match dialect {
        Dialect::Python => writer::write(scenario, program, &Python),
        Dialect::Rust => writer::write(scenario, program, &Rust),
        Dialect::Steps => Vec::new(),
    }
}

/// The lines as a file.
pub fn source(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let indent = if line.text.is_empty() { 0 } else { line.indent };
        text.extend([&"    ".repeat(indent), &*line.text, "\n"]);
    }
    text
}

/// Milliseconds as seconds, exactly and as short as can be: `1.5`.
fn seconds(millis: u32) -> String {
    let text = format!("{}.{:03}", millis / 1000, millis % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests;
