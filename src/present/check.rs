//! What was handed in, as a table for a teacher: a line each, with what was judged anew and what cannot be proven.

use crate::lesson::{Answer, Judged, MOST_OTHERS, Row, Standing, cell};
use crate::present::learn::answered;
use crate::scenario::Choice;
use crate::t;
use crate::text::{Lang, count};
use crate::trace::Damage;

/// A line that was given.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// What it hands in, or why that cannot be told.
    pub read: Result<Row, Refusal>,
}

/// Why a line cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is damaged, or no hand-in.
    Damaged(Damage),
    /// Its lesson could not be loaded, with what the browser said.
    NoLesson(String),
}

/// How a step stands, as it is shown: a sign, and in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// In one word, for style sheets.
    pub name: &'static str,
    /// The sign.
    pub sign: &'static str,
    /// In words.
    pub said: String,
}

/// Where in a line hand-ins begin: behind the name of the parameter, or anywhere where a format is named.
pub fn text_of(line: &str) -> Option<&str> {
    let line = line.trim().trim_matches(['<', '>', '"']);
    if line.is_empty() {
        return None;
    }
    let text = line.rsplit_once("h=").map_or(line, |(_, text)| text);
    Some(text.split(['&', ' ', '\t', ',', '"', '>']).next().unwrap_or(text))
}

/// Why a line cannot be read.
pub fn refused(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Damaged(Damage::NoSchedule | Damage::Unplayable) => t!(lang, "check.refused.none"),
        Refusal::Damaged(Damage::Newer(version)) => t!(lang, "check.refused.newer", version = version.as_str()),
        Refusal::Damaged(Damage::Altered) => t!(lang, "check.refused.altered"),
        Refusal::Damaged(Damage::Senseless) => t!(lang, "check.refused.senseless"),
        Refusal::Damaged(Damage::Packed) => t!(lang, "check.refused.packed"),
        Refusal::NoLesson(reason) => t!(lang, "check.refused.lesson", reason = reason.as_str()),
    }
}

/// The marks of a row: each step, with the answer.
pub fn marks(lang: Lang, row: &Row) -> Vec<Mark> {
    let lesson = &row.lesson;
    let mark = |(at, judged): (usize, &Judged)| {
        let name = judged.standing.name();
        let sign = match (judged.standing, judged.came_true) {
            (Standing::Done, Some(false)) => "≠",
            (Standing::Done, _) => "✓",
            (Standing::Open, _) => "·",
            (Standing::Missed, _) => "✗",
            (Standing::Impossible, _) => "‼",
            (Standing::Uncounted, _) => "?",
        };
        let answer = row.work.answers.get(at).and_then(Option::as_ref);
        let answer = answer.map_or_else(String::new, |answer: &Answer| answered(lang, lesson, at, answer));
        let key = match judged.came_true {
            Some(true) => "came_true",
            Some(false) => "came_otherwise",
            None => name,
        };
        let step = lesson.steps.get(at).map_or("", |step| step.title.get(lang));
        let standing = t!(lang, &format!("check.standing.{key}"));
        let said = t!(lang, "check.mark", step = step, standing = standing, answer = answer);
        Mark { name, sign, said }
    };
    row.steps.iter().enumerate().map(mark).collect()
}

/// How a step stands, in one word of a table: a prediction that came otherwise is done, and not right.
fn word(step: &Judged) -> &'static str {
    if step.came_true == Some(false) { "otherwise" } else { step.standing.name() }
}

/// What is to be noticed about a row, in sentences.
pub fn remarks(lang: Lang, row: &Row) -> Vec<String> {
    let lines = |lines: &[usize]| {
        let more = if lines.len() == MOST_OTHERS { " …" } else { "" };
        lines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ") + more
    };
    let mut all = Vec::new();
    if row.other_revision {
        all.push(t!(lang, "check.remark.revision"));
    }
    if !row.same_as.is_empty() {
        all.push(t!(lang, "check.remark.same", lines = lines(&row.same_as)));
    } else if !row.runs_of.is_empty() {
        all.push(t!(lang, "check.remark.runs", lines = lines(&row.runs_of)));
    }
    all
}

/// Everything as comma-separated values.
pub fn csv(lang: Lang, lines: &[Line]) -> String {
    let most = lines.iter().filter_map(|line| line.read.as_ref().ok()).map(|row| row.steps.len()).max().unwrap_or(0);
    let mut head = ["line", "name", "code", "lesson", "done", "steps", "remarks"].map(str::to_owned).to_vec();
    head.extend((1..=most).map(|step| format!("step {step}")));
    let row = |line: &Line| -> Vec<String> {
        let number = line.number.to_string();
        match &line.read {
            Err(refusal) => {
                let mut cells = vec![number];
                cells.extend(std::iter::repeat_n(String::new(), 5));
                cells.push(refused(lang, refusal));
                cells
            }
            Ok(row) => {
                let mut cells = vec![
                    number,
                    row.work.name.clone(),
                    row.work.code.clone(),
                    row.work.topic.name().to_owned(),
                    row.done().to_string(),
                    row.steps.len().to_string(),
                    remarks(lang, row).join(lang.gap()),
                ];
                cells.extend(row.steps.iter().map(|step| word(step).to_owned()));
                cells
            }
        }
    };
    let written = |cells: Vec<String>| cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",") + "\r\n";
    std::iter::once(head).chain(lines.iter().map(row)).map(written).collect()
}

/// How many were read, and how many of them need a look.
pub fn summary(lang: Lang, lines: &[Line]) -> String {
    let bad = lines.iter().filter(|line| line.read.is_err()).count();
    let marked = lines.iter().filter_map(|line| line.read.as_ref().ok()).filter(|row| !remarks(lang, row).is_empty());
    t!(
        lang,
        "check.summary",
        n = count(lang, lines.len()),
        bad = count(lang, bad),
        marked = count(lang, marked.count())
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_tells_what_came_true_from_what_came_otherwise() {
        let step = |standing, came_true| Judged { standing, came_true, ..Judged::OPEN };
        assert_eq!(word(&step(Standing::Done, Some(true))), "done");
        assert_eq!(word(&step(Standing::Done, Some(false))), "otherwise");
        assert_eq!(word(&step(Standing::Missed, None)), "missed");
    }

    #[test]
    fn a_hand_in_is_found_in_a_line() {
        for line in [
            "https://a.b/?view=check#h=1.AbC",
            "1.AbC",
            "  <https://a.b/#h=1.AbC>  ",
            "\"https://a.b/#h=1.AbC\",x",
            "h=1.AbC&x=1",
        ] {
            assert_eq!(text_of(line), Some("1.AbC"), "{line}");
        }
        assert_eq!(text_of("   "), None);
        assert_eq!(text_of("Dear teacher"), Some("Dear"));
    }
}
