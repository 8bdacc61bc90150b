//! The program as code, generated from its steps so that it cannot lie: moving the lock moves the
//! same two lines. `tests/listing.rs` compiles the Rust and runs both.

mod python;
mod rust;

use super::{Phase, Step, compile};
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

/// One line of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How deep it is indented.
    pub indent: usize,
    /// The code.
    pub text: String,
    /// Indices of the steps that it stands for. Every step stands on exactly one line; what both
    /// branches of the purchase have in common is one line with two steps.
    pub steps: Vec<usize>,
}

/// The whole script of a scenario. Empty for [`Dialect::Steps`], which is not code.
pub fn listing(scenario: &Scenario, dialect: Dialect) -> Vec<Line> {
    let syntax: &dyn Syntax = match dialect {
        Dialect::Python => &Python,
        Dialect::Rust => &Rust,
        Dialect::Steps => return Vec::new(),
    };
    let mut out = Listing { scenario, syntax, lines: Vec::new(), indent: 0, waiting: Vec::new() };
    out.fixed(syntax.head(scenario));
    out.clerk();
    out.fixed(syntax.head_of_task(scenario));
    out.task();
    out.fixed(syntax.foot(scenario));
    out.lines
}

struct Listing<'a> {
    scenario: &'a Scenario,
    syntax: &'a dyn Syntax,
    lines: Vec<Line>,
    indent: usize,
    /// Steps without a line of their own: they stand on the next one.
    waiting: Vec<usize>,
}

impl Listing<'_> {
    fn fixed(&mut self, lines: Vec<(usize, String)>) {
        self.lines.extend(lines.into_iter().map(|(indent, text)| Line { indent, text, steps: Vec::new() }));
    }

    fn line(&mut self, text: String, steps: &[usize]) {
        let mut all = core::mem::take(&mut self.waiting);
        all.extend_from_slice(steps);
        self.lines.push(Line { indent: self.indent, text, steps: all });
    }

    /// Lines further in than this place, of which the first one stands for steps.
    fn block(&mut self, lines: &[(usize, &str)], steps: &[usize]) {
        let outside = self.indent;
        let mut steps = steps;
        for (further, text) in lines {
            self.indent = outside + further;
            self.line((*text).into(), core::mem::take(&mut steps));
        }
        self.indent = outside;
    }

    /// The clerk's part. Reading and answering are one line each, whatever was asked.
    fn clerk(&mut self) {
        let program = compile(self.scenario);
        let Some(serve) = program.iter().position(|step| matches!(step, Step::Serve { .. })) else { return };
        let at = |wanted: fn(&Step) -> bool| -> Vec<usize> {
            (serve..program.len()).filter(|i| wanted(&program[*i])).collect()
        };
        let pay = self.pause(Phase::Pay);
        for (indent, text, wanted) in self.syntax.clerk(self.scenario, &pay) {
            self.indent = indent;
            self.line(text, &wanted.map(at).unwrap_or_default());
        }
    }

    /// Sleeping for a phase.
    fn pause(&self, phase: Phase) -> String {
        let delay = match phase {
            Phase::Search => self.scenario.search,
            Phase::Pay => self.scenario.pay,
            Phase::Confirm => self.scenario.confirm,
        };
        let stray = delay.get() * self.scenario.jitter.get() / 100;
        self.syntax.sleep(delay.get(), stray)
    }

    /// The purchase: up to the check, both branches, and the end that they share.
    fn task(&mut self) {
        let program = compile(self.scenario);
        let check = program.iter().position(|step| matches!(step, Step::Check { .. })).unwrap_or(0);
        let Some(Step::Check { sold_out }) = program.get(check).copied() else { return };
        let leaves: Vec<usize> = (0..program.len()).filter(|i| program[*i] == Step::Leave).collect();
        let [bought_end, sold_out_end] = leaves[..] else { return };
        self.indent = 1;
        // Where a failed swap continues, a loop begins.
        let again = program.iter().find_map(|step| match step {
            Step::Swap { retry } => Some(*retry),
            _ => None,
        });
        for (i, step) in program.iter().enumerate().take(check) {
            if again == Some(i) {
                self.line(self.syntax.again().into(), &[]);
                self.indent += 1;
            }
            self.step(*step, &[i]);
        }
        self.line(self.syntax.branch().into(), &[check]);
        self.branch(&program, check + 1..bought_end);
        self.line(self.syntax.other_branch().into(), &[]);
        self.branch(&program, sold_out..sold_out_end);
        if let Some(text) = self.syntax.end_of_branch() {
            self.line(text.into(), &[]);
        }
        for (i, j) in (bought_end..sold_out).zip(sold_out_end..program.len()) {
            self.step(program[i], &[i, j]);
        }
    }

    fn branch(&mut self, program: &[Step], steps: core::ops::Range<usize>) {
        self.indent += 1;
        for i in steps {
            self.step(program[i], &[i]);
        }
        self.indent -= 1;
    }

    fn step(&mut self, step: Step, at: &[usize]) {
        let comment = self.syntax.comment();
        match step {
            Step::Enter => self.line(format!("{comment} get"), at),
            Step::Leave => self.waiting.extend_from_slice(at),
            Step::End => {
                let is_in_loop = self.indent > 1;
                self.indent = 0;
                self.block(if is_in_loop { self.syntax.end_of_loop() } else { self.syntax.end() }, at);
            }
            Step::Pause(phase) => {
                if phase == Phase::Search {
                    self.line(format!("{comment} search"), &[]);
                }
                self.line(self.pause(phase), at);
            }
            // The branch is written where it is taken.
            Step::Check { .. } => {}
            _ => self.block(self.syntax.statement(self.scenario, step), at),
        }
    }
}

/// Which steps stand on a line, if any.
type Stands = Option<fn(&Step) -> bool>;

/// What differs between languages.
trait Syntax {
    /// What comes before the clerk and the buyers.
    fn head(&self, scenario: &Scenario) -> Vec<(usize, String)>;
    /// Up to where the buyers' own steps begin.
    fn head_of_task(&self, scenario: &Scenario) -> Vec<(usize, String)>;
    /// The main program.
    fn foot(&self, scenario: &Scenario) -> Vec<(usize, String)>;
    fn comment(&self) -> &'static str;
    /// The whole clerk, line by line, with which steps stand there; `pay` is how it sleeps while paying.
    fn clerk(&self, scenario: &Scenario, pay: &str) -> Vec<(usize, String, Stands)>;
    /// Sleeping for `delay` milliseconds, more or less by at most `stray`.
    fn sleep(&self, delay: u32, stray: u32) -> String;
    /// What a step is written as: its lines, each further in than the place by so much.
    fn statement(&self, scenario: &Scenario, step: Step) -> &'static [(usize, &'static str)];
    /// The head of a loop that has no end of its own.
    fn again(&self) -> &'static str;
    /// Leaving that loop for good, and the end of the task.
    fn end_of_loop(&self) -> &'static [(usize, &'static str)];
    fn branch(&self) -> &'static str;
    fn other_branch(&self) -> &'static str;
    fn end_of_branch(&self) -> Option<&'static str>;
    /// The end of a task without a loop.
    fn end(&self) -> &'static [(usize, &'static str)];
}

fn lines(text: &[(usize, &str)]) -> Vec<(usize, String)> {
    text.iter().map(|(indent, text)| (*indent, (*text).to_owned())).collect()
}

/// The clerk's lines; those that stand for a step say which.
fn clerk_lines(text: &[(usize, &str, Stands)]) -> Vec<(usize, String, Stands)> {
    text.iter().map(|(indent, text, stands)| (*indent, (*text).to_owned(), *stands)).collect()
}

fn is_serve(step: &Step) -> bool {
    matches!(step, Step::Serve { .. })
}

fn is_pause(step: &Step) -> bool {
    matches!(step, Step::Pause(_))
}

fn is_check(step: &Step) -> bool {
    matches!(step, Step::Check { .. })
}

fn is_parse(step: &Step) -> bool {
    matches!(step, Step::Parse { .. })
}

fn is_reply(step: &Step) -> bool {
    matches!(step, Step::Reply { .. })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Fault, Guard, Scope, Store};

    #[test]
    fn every_step_stands_on_exactly_one_line() {
        for guard in Guard::ALL {
            for (store, fault, robust) in [
                (Store::Memory, Fault::None, false),
                (Store::File, Fault::None, false),
                (Store::Memory, Fault::KillHolder, false),
                (Store::File, Fault::KillHolder, true),
            ] {
                let scenario = Scenario { store, fault, robust, ..Scenario::default() }.under(guard);
                for dialect in [Dialect::Python, Dialect::Rust] {
                    let lines = listing(&scenario, dialect);
                    let mut steps: Vec<usize> = lines.iter().flat_map(|line| line.steps.clone()).collect();
                    steps.sort_unstable();
                    let all: Vec<usize> = (0..compile(&scenario).len()).collect();
                    assert_eq!(steps, all, "{scenario:?} {dialect:?}");
                }
            }
        }
    }

    #[test]
    fn the_well_known_script() {
        let scenario = Scenario { guard: Guard::Lock(Scope::GET), ..Scenario::default() };
        let text = source(&listing(&scenario, Dialect::Python));
        let task = "\
def task(record, lock):
    # search
    sleep(1.0)
    print(record.value, \"left\")
    lock.acquire()
    # get
    seen = record.value
    sleep(1.0)
    if seen > 0:
        record.value = seen - 1
        print(\"bought\")
        sleep(1.5)
    else:
        print(\"sold out\")
    lock.release()
    return
";
        assert!(text.contains(task), "{text}");
    }
}
