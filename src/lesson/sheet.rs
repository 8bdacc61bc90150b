//! What many have handed in, as a table: a row each, judged anew; what somebody else has handed in too is marked.

use super::answer::Answer;
use super::data::Lesson;
use super::hand_in::HandIn;
use super::judge::{Judged, Standing};
use std::collections::BTreeMap;
use std::rc::Rc;

/// One that was handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The edition of the lesson of which it is; where there has been none such, the newest.
    pub lesson: Rc<Lesson>,
    /// What was handed in.
    pub work: HandIn,
    /// Each step, judged.
    pub steps: Vec<Judged>,
    /// Whether the lesson has another edition by now.
    pub other_revision: bool,
    /// The first lines that hand in the very same, from 1; at most [`MOST_OTHERS`].
    pub same_as: Vec<usize>,
    /// The first lines that hand in a run of this one, from 1; at most as many.
    pub runs_of: Vec<usize>,
}

impl Row {
    /// How many steps are done.
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.standing == Standing::Done).count()
    }

    /// What can be compared of it: all of it, and each of its runs.
    fn prints(&self) -> (Vec<u8>, Vec<Vec<u8>>) {
        let all = HandIn { name: String::new(), code: String::new(), ..self.work.clone() }.encode();
        let runs = self.work.answers.iter().flatten().filter_map(|answer| match answer {
            Answer::Ran(schedule) => Some(schedule.encode()),
            _ => None,
        });
        (all, runs.collect())
    }
}

/// The most other lines that are named beside one.
pub const MOST_OTHERS: usize = 5;

/// Marks what several lines have in common. `rows` are the lines that could be read, each with its number.
pub fn compare(rows: &mut [(usize, Row)]) {
    let prints: Vec<_> = rows.iter().map(|(_, row)| row.prints()).collect();
    let (mut same, mut ran) = (BTreeMap::<&[u8], Vec<usize>>::new(), BTreeMap::<&[u8], Vec<usize>>::new());
    for ((line, _), (all, runs)) in rows.iter().zip(&prints) {
        same.entry(all).or_default().push(*line);
        for run in runs {
            ran.entry(run).or_default().push(*line);
        }
    }
    let others = |lines: &[usize], line: usize| -> Vec<usize> {
        lines.iter().copied().filter(|other| *other != line).take(MOST_OTHERS).collect()
    };
    for ((line, row), (all, runs)) in rows.iter_mut().zip(&prints) {
        // Who has done nothing has copied nothing.
        if row.work.answers.iter().any(Option::is_some) {
            row.same_as = others(&same[&all[..]], *line);
        }
        let mut shared: Vec<usize> = runs.iter().flat_map(|run| others(&ran[&run[..]], *line)).collect();
        shared.sort_unstable();
        shared.dedup();
        shared.truncate(MOST_OTHERS);
        row.runs_of = shared;
    }
}

/// A cell of a table of comma-separated values (RFC 4180). A spreadsheet would execute what begins like a formula, so that
/// gets an apostrophe before it (OWASP, "CSV Injection").
pub fn cell(text: &str) -> String {
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let text = if is_formula { ["'", text].concat() } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r', ';', '\t']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
