//! Steps to lines: what every language has in common. What differs is [`Syntax`].

use super::outline::{Function, Outline};
use super::{Line, Part};
use crate::program::{Phase, Step};
use crate::scenario::Scenario;

/// A line that stands for no step: how deep it is, and the code.
pub(super) type Plain = (usize, String);

/// A line of a statement.
pub(super) struct Piece {
    /// How much further in than the statement's place.
    indent: usize,
    text: String,
    /// Whether whoever is at the step stands here; so it is with one line of each statement.
    stands: bool,
}

/// The line of a statement at which its step stands.
pub(super) fn at(indent: usize, text: impl Into<String>) -> Piece {
    Piece { indent, text: text.into(), stands: true }
}

/// A further line of a statement.
pub(super) fn more(indent: usize, text: impl Into<String>) -> Piece {
    Piece { indent, text: text.into(), stands: false }
}

/// Which steps stand on a line of the clerk's, if any.
pub(super) type Stands = Option<fn(&Step) -> bool>;

/// Lines that stand for no step.
pub(super) fn plain(text: &[(usize, &str)]) -> Vec<Plain> {
    text.iter().map(|(indent, text)| (*indent, (*text).to_owned())).collect()
}

/// What is written, and where each step is.
pub(super) struct Script<'a> {
    pub scenario: &'a Scenario,
    pub program: &'a [Step],
    pub outline: Outline,
}

impl Script<'_> {
    /// Whether this step is written in this function.
    pub(super) fn has(&self, function: Function, step: Step) -> bool {
        self.outline.has(function, self.program, step)
    }

    /// Whether this function takes or gives the lock.
    pub(super) fn locks(&self, function: Function) -> bool {
        self.has(function, Step::Acquire) || self.has(function, Step::Release)
    }

    /// Whether one function takes the lock and another gives it back.
    pub(super) fn hands_lock_over(&self) -> bool {
        let functions = [Function::Search, Function::Get, Function::Task];
        functions.into_iter().any(|function| self.has(function, Step::Acquire) != self.has(function, Step::Release))
    }

    /// Sleeping for a phase. All are waits for the network.
    fn sleep(&self, syntax: &dyn Syntax, phase: Phase) -> String {
        let delay = match phase {
            Phase::Search => self.scenario.search,
            Phase::Pay => self.scenario.pay,
            Phase::Confirm => self.scenario.confirm,
        };
        syntax.sleep(delay.get(), delay.get() * self.scenario.jitter.get() / 100)
    }
}

/// What differs between languages.
pub(super) trait Syntax {
    /// What comes before all functions.
    fn head(&self, script: &Script<'_>) -> Vec<Plain>;
    /// The whole clerk, line by line, with which steps stand there; `pay` is how it sleeps while paying.
    fn clerk(&self, script: &Script<'_>, pay: &str) -> Vec<(usize, String, Stands)>;
    /// The main program.
    fn main(&self, script: &Script<'_>) -> Vec<Plain>;
    /// How a function begins: its head, and what it makes for itself.
    fn begin(&self, script: &Script<'_>, function: Function) -> Vec<Plain>;
    /// How it ends, where that is a line.
    fn end(&self) -> Option<&'static str>;
    /// How `task` calls it.
    fn call(&self, script: &Script<'_>, function: Function) -> String;
    /// Sleeping for `delay` milliseconds, more or less by at most `stray`.
    fn sleep(&self, delay: u32, stray: u32) -> String;
    /// What a step of this function is written as.
    fn statement(&self, script: &Script<'_>, function: Function, step: Step) -> Vec<Piece>;
    /// The branch of who has seen a ticket.
    fn branch(&self, script: &Script<'_>) -> &'static str;
    /// The branch of who has seen none.
    fn other_branch(&self) -> &'static str;
    /// The head of a loop that has no end of its own.
    fn again(&self) -> &'static str;
    /// How it is left for good, at its end.
    fn end_of_loop(&self) -> &'static str;
}

/// The whole script.
pub(super) fn write(scenario: &Scenario, program: &[Step], syntax: &dyn Syntax) -> Vec<Line> {
    let Some(outline) = Outline::of(program) else { return Vec::new() };
    let script = Script { scenario, program, outline };
    let mut writer = Writer { script: &script, syntax, lines: Vec::new(), part: Part::Head, indent: 0 };
    writer.plain(syntax.head(&script));
    writer.clerk();
    writer.search();
    writer.get();
    writer.task();
    writer.part = Part::Main;
    writer.plain(syntax.main(&script));
    writer.lines
}

struct Writer<'a> {
    script: &'a Script<'a>,
    syntax: &'a dyn Syntax,
    lines: Vec<Line>,
    part: Part,
    indent: usize,
}

impl Writer<'_> {
    fn line(&mut self, indent: usize, text: String, steps: &[usize], more_of: &[usize]) {
        let (steps, more_of) = (steps.to_vec(), more_of.to_vec());
        self.lines.push(Line { part: self.part, indent, text, steps, more_of });
    }

    fn plain(&mut self, lines: Vec<Plain>) {
        for (indent, text) in lines {
            self.line(indent, text, &[], &[]);
        }
    }

    /// A line at this depth.
    fn here(&mut self, text: &str, steps: &[usize]) {
        self.line(self.indent, text.to_owned(), steps, &[]);
    }

    fn begin(&mut self, part: Part, function: Function) {
        (self.part, self.indent) = (part, 1);
        self.plain(vec![(0, String::new())]);
        self.plain(self.syntax.begin(self.script, function));
    }

    fn end(&mut self, steps: &[usize]) {
        match (self.syntax.end(), self.lines.last_mut()) {
            (Some(text), _) => self.line(0, text.to_owned(), steps, &[]),
            // Whoever has come to its last line ends there.
            (None, Some(last)) => last.steps.extend_from_slice(steps),
            (None, None) => {}
        }
    }

    /// What these steps, which are alike, are written as.
    fn step(&mut self, function: Function, at: &[usize]) {
        let Some(step) = at.first().and_then(|at| self.script.program.get(*at)) else { return };
        let pieces = match step {
            Step::Pause(phase) => vec![self::at(0, self.script.sleep(self.syntax, *phase))],
            step => self.syntax.statement(self.script, function, *step),
        };
        for piece in pieces {
            let (steps, more_of) = if piece.stands { (at, &[][..]) } else { (&[][..], at) };
            self.line(self.indent + piece.indent, piece.text, steps, more_of);
        }
    }

    fn steps(&mut self, function: Function, steps: &[usize]) {
        for at in steps {
            self.step(function, &[*at]);
        }
    }

    /// The clerk's part. Reading and answering are one line each, whatever was asked.
    fn clerk(&mut self) {
        let program = self.script.program;
        let Some(serve) = program.iter().position(|step| matches!(step, Step::Serve { .. })) else { return };
        let at = |wanted: fn(&Step) -> bool| -> Vec<usize> {
            (serve..program.len()).filter(|i| wanted(&program[*i])).collect()
        };
        self.part = Part::Clerk;
        let pay = self.script.sleep(self.syntax, Phase::Pay);
        for (indent, text, stands) in self.syntax.clerk(self.script, &pay) {
            self.line(indent, text, &stands.map(at).unwrap_or_default(), &[]);
        }
    }

    fn search(&mut self) {
        self.begin(Part::Search, Function::Search);
        self.steps(Function::Search, &self.script.outline.search);
        self.end(&[]);
    }

    fn get(&mut self) {
        let outline = &self.script.outline;
        self.begin(Part::Get, Function::Get);
        // Where a failed swap continues, a loop begins.
        let again = self.script.program.iter().find_map(|step| match step {
            Step::Swap { retry } => Some(*retry),
            _ => None,
        });
        for i in &outline.get {
            if again == Some(*i) {
                self.here(self.syntax.again(), &[]);
                self.indent += 1;
            }
            self.step(Function::Get, &[*i]);
        }
        self.here(self.syntax.branch(self.script), &[outline.check]);
        self.branch(&outline.bought);
        self.here(self.syntax.other_branch(), &[]);
        self.branch(&outline.sold_out);
        self.close();
        if again.is_some() {
            self.here(self.syntax.end_of_loop(), &[]);
            self.indent -= 1;
            self.close();
        }
        self.end(&[]);
    }

    fn branch(&mut self, steps: &[usize]) {
        self.indent += 1;
        self.steps(Function::Get, steps);
        self.indent -= 1;
    }

    /// The end of a block, where that is a line.
    fn close(&mut self) {
        if let Some(text) = self.syntax.end() {
            self.here(text, &[]);
        }
    }

    fn task(&mut self) {
        let outline = &self.script.outline;
        self.begin(Part::Task, Function::Task);
        self.steps(Function::Task, &outline.before);
        self.here(&self.syntax.call(self.script, Function::Search), &[]);
        self.steps(Function::Task, &outline.between);
        self.here(&self.syntax.call(self.script, Function::Get), &outline.call);
        for both in &outline.after {
            self.step(Function::Task, both);
        }
        self.end(&outline.ends);
    }
}
