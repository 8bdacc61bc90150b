//! What somebody has done in a lesson: kept in the browser as it goes on, and handed in at the end, as the hash `#h=`
//! carries it.
//!
//! ```text
//! text    = as that of a recorded run, see trace::schedule
//! payload = lesson, revision, name, class code, number of answers, answers
//! lesson  = its place in the list of lessons
//! answer  = kind, content
//! kind    = 0 none, 1 number, 2 option, 3 order, 4 bars, 5 run, 6 turns, 7 place of the lock, 8 counted, 9 words
//! run     = length and payload of a recorded run
//! ```
//!
//! Numbers are LEB128, texts are their length in bytes and UTF-8. Whether an answer fits its step, and what it is worth, is
//! found out by [`judge`](super::judge()): a hand-in comes from anybody.

use super::answer::{Answer, MOST_TURNS, MOST_WORDS};
use super::{Lesson, MOST_STEPS, Step};
use crate::scenario::{Choice, Scenario, Scope, Topic};
use crate::trace::{Bytes, Schedule, put_number};
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

/// The longest name, in letters.
pub const MOST_NAME: usize = 60;
/// The longest class code, in letters.
pub const MOST_CODE: usize = 30;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandIn {
    /// Which lesson.
    pub topic: Topic,
    /// Its revision.
    pub revision: u32,
    /// What was typed as a name.
    pub name: String,
    /// The class's code.
    pub code: String,
    /// The answer to each step, where there is one.
    pub answers: Vec<Option<Answer>>,
}

impl HandIn {
    /// Nothing has been done yet.
    pub fn new(lesson: &Lesson) -> Self {
        Self {
            topic: lesson.topic,
            revision: lesson.revision,
            name: String::new(),
            code: String::new(),
            answers: vec![None; lesson.steps.len()],
        }
    }

    /// What was done in an earlier edition of this lesson, as what has been done in this one. `None` where it is of none.
    pub fn brought_up(self, lesson: &Lesson) -> Option<Self> {
        let steps = lesson.edition(self.revision)?.steps.len();
        if (self.topic, self.answers.len()) != (lesson.topic, steps) {
            return None;
        }
        let mut answers = self.answers.into_iter();
        let of = |step: &Step| if step.since <= self.revision { answers.next().flatten() } else { None };
        let answers = lesson.steps.iter().map(of).collect();
        Some(Self { revision: lesson.revision, answers, ..self })
    }

    /// The scenario of a step, for whoever has this name in this class: its seed is drawn from both, so that a run of
    /// somebody else's does not fit. Without a code it is that of the lesson.
    pub fn drawn(&self, scenario: &Scenario) -> Scenario {
        if self.code.is_empty() {
            return *scenario;
        }
        let drawn = [self.name.trim(), "\n", self.code.trim()].concat();
        Scenario { seed: Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC).checksum(drawn.as_bytes()), ..*scenario }
    }

    /// The payload.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_number(&mut out, self.topic.place().unwrap_or(0).into());
        put_number(&mut out, self.revision.into());
        put_text(&mut out, self.name.as_bytes());
        put_text(&mut out, self.code.as_bytes());
        put_number(&mut out, self.answers.len() as u64);
        for answer in &self.answers {
            put_answer(&mut out, answer.as_ref());
        }
        out
    }

    /// The inverse of [`HandIn::encode`]; `None` when the payload makes no sense.
    pub fn decode(payload: &[u8]) -> Option<Self> {
        let bytes = &mut Bytes::new(payload);
        let topic = Topic::at(small(bytes)?)?;
        let revision = small(bytes)?;
        let (name, code) = (text(bytes, MOST_NAME)?, text(bytes, MOST_CODE)?);
        let count = small(bytes)? as usize;
        if count > MOST_STEPS {
            return None;
        }
        let answers = (0..count).map(|_| answer(bytes)).collect::<Option<_>>()?;
        bytes.is_empty().then_some(Self { topic, revision, name, code, answers })
    }
}

fn put_text(out: &mut Vec<u8>, text: &[u8]) {
    put_number(out, text.len() as u64);
    out.extend_from_slice(text);
}

fn put_list(out: &mut Vec<u8>, numbers: impl ExactSizeIterator<Item = u64>) {
    put_number(out, numbers.len() as u64);
    for number in numbers {
        put_number(out, number);
    }
}

fn put_answer(out: &mut Vec<u8>, answer: Option<&Answer>) {
    let Some(answer) = answer else { return out.push(0) };
    match answer {
        Answer::Number(number) => {
            out.push(1);
            put_number(out, (*number).into());
        }
        Answer::Chosen(chosen) => {
            out.push(2);
            put_number(out, *chosen as u64);
        }
        Answer::Ordered(order) => {
            out.push(3);
            put_list(out, order.iter().map(|item| *item as u64));
        }
        Answer::Bars(bars) => {
            out.push(4);
            put_list(out, bars.iter().map(|bar| u64::from(*bar)));
        }
        Answer::Ran(schedule) => {
            out.push(5);
            put_text(out, &schedule.encode());
        }
        Answer::Played(turns) => {
            out.push(6);
            put_list(out, turns.iter().map(|id| u64::from(*id)));
        }
        Answer::Placed(scope) => out.extend([7, scope.from(), scope.to()]),
        Answer::Counted => out.push(8),
        Answer::Words(words) => {
            out.push(9);
            put_text(out, words.as_bytes());
        }
    }
}

/// `None` when it makes no sense.
#[allow(clippy::option_option, reason = "no answer is an answer, and an unreadable one is not")]
fn answer(bytes: &mut Bytes<'_>) -> Option<Option<Answer>> {
    Some(Some(match bytes.take(1)?[0] {
        0 => return Some(None),
        1 => Answer::Number(small(bytes)?),
        2 => Answer::Chosen(small(bytes)? as usize),
        3 => Answer::Ordered(list(bytes, MOST_STEPS)?.into_iter().map(|item| item as usize).collect()),
        4 => Answer::Bars(list(bytes, 101)?),
        5 => {
            let length = usize::try_from(bytes.number()?).ok()?;
            Answer::Ran(Box::new(Schedule::decode(bytes.take(length)?).ok()?))
        }
        6 => Answer::Played(list(bytes, MOST_TURNS)?),
        7 => {
            let places = bytes.take(2)?;
            Answer::Placed(Scope::new(places[0], places[1])?)
        }
        8 => Answer::Counted,
        9 => Answer::Words(text(bytes, MOST_WORDS)?),
        _ => return None,
    }))
}

fn small(bytes: &mut Bytes<'_>) -> Option<u32> {
    u32::try_from(bytes.number()?).ok()
}

/// A text of at most so many letters.
fn text(bytes: &mut Bytes<'_>, most: usize) -> Option<String> {
    let length = usize::try_from(bytes.number()?).ok()?;
    let text = core::str::from_utf8(bytes.take(length)?).ok()?;
    (text.chars().count() <= most).then(|| text.to_owned())
}

fn list(bytes: &mut Bytes<'_>, most: usize) -> Option<Vec<u32>> {
    let count = usize::try_from(bytes.number()?).ok().filter(|count| *count <= most)?;
    (0..count).map(|_| small(bytes)).collect()
}
