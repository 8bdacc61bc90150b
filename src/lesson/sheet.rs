//! What many have handed in, as a table: a row each, judged anew; what somebody else has handed in too is marked.

use super::answer::Answer;
use super::hand_in::HandIn;
use super::judge::{Judged, Standing};

/// One that was handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What was handed in.
    pub work: HandIn,
    /// Each step, judged.
    pub steps: Vec<Judged>,
    /// Whether the lesson had another revision then, so that steps may not be the same.
    pub other_revision: bool,
    /// The lines that hand in the very same under another name, from 1.
    pub same_as: Vec<usize>,
    /// The lines that hand in a run of this one, from 1.
    pub runs_of: Vec<usize>,
}

impl Row {
    /// How many steps are done.
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.standing == Standing::Done).count()
    }

    fn runs(&self) -> impl Iterator<Item = &Answer> {
        self.work.answers.iter().flatten().filter(|answer| matches!(answer, Answer::Ran(_)))
    }
}

/// Marks what several lines have in common. `rows` are the lines that could be read, each with its number.
pub fn compare(rows: &mut [(usize, Row)]) {
    let seen: Vec<(usize, HandIn)> = rows.iter().map(|(line, row)| (*line, row.work.clone())).collect();
    for (line, row) in rows.iter_mut() {
        let others = || seen.iter().filter(|(other, _)| other != line);
        let is_same = |work: &HandIn| work.answers == row.work.answers && work.topic == row.work.topic;
        row.same_as = others().filter(|(_, work)| is_same(work)).map(|(other, _)| *other).collect();
        let has_run = |work: &HandIn| row.runs().any(|run| work.answers.iter().flatten().any(|other| other == run));
        row.runs_of = others().filter(|(_, work)| has_run(work)).map(|(other, _)| *other).collect();
    }
}

/// A cell of a table of comma-separated values (RFC 4180). A spreadsheet would execute what begins like a formula, so that
/// gets an apostrophe before it (OWASP, "CSV Injection").
pub fn cell(text: &str) -> String {
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let text = if is_formula { ["'", text].concat() } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r', ';', '\t']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
