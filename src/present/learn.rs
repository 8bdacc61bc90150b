//! What a lesson shows of the page around it, and what it says of answers: what was said beforehand beside what came.

use super::{Same, Select};
use crate::lesson::{Answer, Lesson, Prediction, Step, Task, Truth};
use crate::program::Micros;
use crate::scenario::{Scenario, Scope, Topic};
use crate::store::State;
use crate::t;
use crate::text::{Lang, count, message, number, time};
use crate::trace::Judged;
use std::rc::Rc;

/// Says where the lesson stands, and what has run.
#[derive(Default)]
pub struct Learn;

/// Which lesson is open, and what has run.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct LearnModel {
    /// The language.
    pub lang: Lang,
    /// The lesson.
    pub topic: Topic,
    /// Which of its steps the link names, from 1; 0 where it names none.
    pub step: u32,
    /// The page's scenario.
    pub scenario: Scenario,
    /// Whether a run can be started now.
    pub can_run: bool,
    /// Whether one is under way.
    pub busy: bool,
    /// The run that is shown, once all of it has been.
    pub run: Option<Same<Judged>>,
    /// Whether the page stands in somebody else's.
    pub embedded: bool,
    /// Whether the page around this one has said hello.
    pub greeted: bool,
    /// The text of what was done elsewhere, with which it is to go on.
    pub goes_on: Option<Rc<str>>,
}

impl Select for Learn {
    type Key = LearnModel;
    type Model = LearnModel;

    fn key(&self, state: &State) -> LearnModel {
        let page = state.link.link.page;
        let known = state.run.run.known().filter(|known| !known.is_first() && !known.recorded);
        LearnModel {
            lang: state.lang(),
            topic: page.lesson,
            step: page.step,
            scenario: *state.scenario(),
            can_run: state.can_run(),
            busy: state.run.run.busy().is_some(),
            run: known.map(|known| Same(known.run.clone())),
            embedded: state.embedded(),
            greeted: state.page.greeted,
            goes_on: state.handed_in().cloned(),
        }
    }

    fn make(&mut self, state: &State) -> LearnModel {
        self.key(state)
    }
}

/// What was said beforehand beside what came, and whether it came true.
pub fn compared(lang: Lang, step: &Step, answer: &Answer, truth: &Truth) -> Option<String> {
    let Task::Predict { prediction, .. } = &step.task else { return None };
    Some(match (prediction, answer, truth) {
        (Prediction::Number { .. }, Answer::Number(said), Truth::Number(is)) => {
            t!(lang, "learn.compared.number", said = count(lang, *said), is = number(lang, *is, 0))
        }
        (Prediction::Choice(options), Answer::Chosen(said), Truth::Chosen(is)) => {
            let text = |at: usize| options.get(at).map_or("", |option| option.text.get(lang)).to_owned();
            let key = if said == is { "learn.compared.right" } else { "learn.compared.choice" };
            t!(lang, key, said = text(*said), is = text(*is))
        }
        (Prediction::Rank { items, .. }, Answer::Ordered(_), Truth::Measured(measured)) => {
            let mut order: Vec<usize> = (0..items.len()).collect();
            order.sort_unstable_by(|a, b| measured[*a].total_cmp(&measured[*b]));
            let one = |at: &usize| {
                let value = milliseconds(lang, measured[*at]);
                t!(lang, "learn.compared.one", name = items[*at].text.get(lang), value = value)
            };
            let all: Vec<String> = order.iter().map(one).collect();
            t!(lang, "learn.compared.rank", order = all.join(&message(lang, "learn.compared.then")))
        }
        (Prediction::Bars { .. }, Answer::Bars(_), Truth::Bars(_)) => t!(lang, "learn.compared.bars"),
        _ => return None,
    })
}

/// A time that was a fact, in milliseconds.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "times are neither negative nor huge")]
pub fn milliseconds(lang: Lang, value: f64) -> String {
    time(lang, (value.max(0.0) * 1000.0) as Micros)
}

/// How many of all schedules are wrong, with the lock in its place.
pub fn proved(lang: Lang, total: f64, wrong: f64) -> String {
    let key = if wrong == 0.0 { "learn.proof.none" } else { "learn.proof.some" };
    t!(lang, key, n = number(lang, wrong, 0), of = number(lang, total, 0))
}

/// Where the lock stands, in words.
pub fn placed(lang: Lang, scope: Scope) -> String {
    let place = |place: u8| message(lang, &format!("lock.place.{place}"));
    t!(lang, "learn.placed", from = place(scope.from()), to = place(scope.to()))
}

/// What an answer says, for whoever looks at what was handed in.
pub fn answered(lang: Lang, lesson: &Lesson, at: usize, answer: &Answer) -> String {
    let list = |numbers: &mut dyn Iterator<Item = u32>| -> String {
        numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
    };
    match (answer, lesson.steps.get(at).map(|step| &step.task)) {
        (Answer::Number(number), _) => count(lang, *number),
        (Answer::Chosen(chosen), Some(Task::Predict { prediction: Prediction::Choice(options), .. })) => {
            options.get(*chosen).map_or("", |option| option.text.get(lang)).to_owned()
        }
        (
            Answer::Chosen(chosen),
            Some(Task::Explain { by: crate::lesson::Explanation::Choice { options, .. }, .. }),
        ) => options.get(*chosen).map_or("", |option| option.get(lang)).to_owned(),
        (Answer::Chosen(chosen), _) => (chosen + 1).to_string(),
        (Answer::Ordered(order), Some(task)) => {
            let name = |item: &usize| -> String {
                let text = match task {
                    Task::Predict { prediction: Prediction::Rank { items, .. }, .. } => {
                        items.get(*item).map(|it| &it.text)
                    }
                    Task::Order { items, .. } => items.get(*item),
                    _ => None,
                };
                text.map_or_else(|| (item + 1).to_string(), |text| text.get(lang).replace('`', ""))
            };
            order.iter().map(name).collect::<Vec<_>>().join(" → ")
        }
        (Answer::Ordered(_), None) => String::new(),
        (Answer::Bars(bars), _) => list(&mut bars.iter().copied()),
        (Answer::Ran(schedule), _) => {
            let key = if schedule.times.is_some() { "learn.answered.ran" } else { "learn.answered.simulated" };
            t!(lang, key)
        }
        (Answer::Played(turns), _) => {
            let turns: Vec<String> = turns.iter().map(ToString::to_string).collect();
            t!(lang, "learn.answered.turns", turns = turns.join(", "))
        }
        (Answer::Placed(scope), _) => placed(lang, *scope),
        (Answer::Counted, _) => t!(lang, "learn.answered.counted"),
        (Answer::Words(words), _) => words.clone(),
    }
}
