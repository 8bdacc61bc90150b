//! How a step stands: its answer, executed again. Predictions are compared, never graded.

use super::answer::Answer;
use super::data::{Explanation, Prediction, Step, Task};
use super::facts::{Facts, Source};
use super::hand_in::HandIn;
use super::proofs::{Proof, Proofs};
use super::{Expression, Lesson, Said};
use crate::engine::{Sales, replay, run_virtual};
use crate::model::History;
use crate::scenario::{Guard, Scenario};
use crate::trace::{End, Schedule, judge as verdict_of};
use std::cell::RefCell;

/// Has every schedule of a scenario counted; `None` where that has not been done, or met a limit.
pub type Prover<'a> = &'a dyn Fn(&Scenario) -> Option<Proof>;

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was answered.
    Open,
    /// It is done.
    Done,
    /// What was answered does not reach the goal.
    Missed,
    /// What was answered is of no step like this one, or cannot have happened.
    Impossible,
    /// It depends on what has not been counted.
    Uncounted,
}

impl Standing {
    /// In one word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Missed => "missed",
            Self::Impossible => "impossible",
            Self::Uncounted => "uncounted",
        }
    }
}

/// A step, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// How it stands.
    pub standing: Standing,
    /// Of a prediction, whether it came true.
    pub came_true: Option<bool>,
    /// What is known of it.
    pub facts: Option<Facts>,
}

/// What turned out to be true of what was predicted.
#[derive(Clone, Debug, PartialEq)]
pub enum Truth {
    /// A number.
    Number(f64),
    /// One of the options, from 0.
    Chosen(usize),
    /// What each of the options measures.
    Measured(Vec<f64>),
    /// Of a hundred, how many come to each value.
    Bars(Vec<u32>),
}

/// How many runs are simulated for [`Prediction::Bars`].
const RUNS: u32 = 100;

impl Judged {
    /// Nothing was answered.
    pub const OPEN: Self = Self::plain(Standing::Open);

    const fn plain(standing: Standing) -> Self {
        Self { standing, came_true: None, facts: None }
    }

    /// By a goal; without one any will do.
    fn by(goal: Option<&Expression>, facts: Facts) -> Self {
        let standing = match goal.map(|goal| goal.holds(&facts)) {
            None | Some(Some(true)) => Standing::Done,
            Some(Some(false)) => Standing::Missed,
            Some(None) => Standing::Uncounted,
        };
        Self { standing, came_true: None, facts: Some(facts) }
    }
}

/// Judges a step of what somebody has done so far.
pub fn judge(lesson: &Lesson, work: &HandIn, at: usize, prove: Prover<'_>) -> Judged {
    let Some(step) = lesson.steps.get(at) else { return Judged::plain(Standing::Impossible) };
    let Some(answer) = work.answers.get(at).and_then(Option::as_ref) else { return Judged::plain(Standing::Open) };
    if !answer.fits(step) {
        return Judged::plain(Standing::Impossible);
    }
    let scenario = step.scenario().map(|scenario| work.drawn(scenario)).unwrap_or_default();
    match (&step.task, answer) {
        (Task::Predict { prediction, .. }, answer) => {
            let facts = facts_of(lesson, work, at, prove);
            let came_true = truth_of(step, &facts).and_then(|truth| came_true(prediction, answer, &truth));
            Judged { standing: Standing::Done, came_true, facts: Some(facts) }
        }
        (Task::Run { goal, .. }, Answer::Ran(schedule)) => match facts_of_run(&scenario, schedule) {
            Some(facts) => Judged::by(goal.as_ref(), facts),
            None => Judged::plain(Standing::Impossible),
        },
        (Task::Schedule { goal, .. }, Answer::Played(turns)) => match facts_of_turns(&scenario, turns) {
            Ok(facts) => Judged::by(Some(goal), facts),
            Err(standing) => Judged::plain(standing),
        },
        (Task::Repair { goal, .. }, Answer::Placed(scope)) => {
            let scenario = scenario.under(Guard::Lock(*scope));
            let verdict = verdict_of(&run_virtual(&scenario));
            let facts = Facts::of(&scenario).with_run(&verdict, false);
            Judged::by(Some(goal), counted(facts, step, &scenario, prove))
        }
        (Task::Prove { goal, .. }, _) => Judged::by(Some(goal), counted(Facts::of(&scenario), step, &scenario, prove)),
        (Task::Order { .. }, Answer::Ordered(order)) => done(order.is_sorted()),
        (Task::Explain { by: Explanation::Choice { right, .. }, .. }, Answer::Chosen(chosen)) => done(chosen == right),
        (Task::Explain { .. }, Answer::Words(words)) => done(!words.trim().is_empty()),
        _ => Judged::plain(Standing::Impossible),
    }
}

fn done(is: bool) -> Judged {
    Judged::plain(if is { Standing::Done } else { Standing::Missed })
}

/// Only whoever asks for it has all schedules counted.
fn counted(facts: Facts, step: &Step, scenario: &Scenario, prove: Prover<'_>) -> Facts {
    match step.asks(Source::Schedules).then(|| prove(scenario)).flatten() {
        Some(proof) => facts.with_schedules(proof.total, proof.wrong),
        None => facts,
    }
}

/// What a prediction is compared with: the run of the step that follows it, else a simulated one; and all schedules, where it
/// is about these.
pub fn facts_of(lesson: &Lesson, work: &HandIn, at: usize, prove: Prover<'_>) -> Facts {
    let step = lesson.steps.get(at);
    let scenario = step.and_then(Step::scenario).map(|it| work.drawn(it)).unwrap_or_default();
    let is_run = |(step, _): &(&Step, &Option<Answer>)| matches!(step.task, Task::Run { .. });
    let next = lesson.steps.iter().zip(&work.answers).skip(at).find(is_run);
    let facts = match next {
        Some((_, Some(Answer::Ran(schedule)))) => facts_of_run(&scenario, schedule),
        _ => None,
    };
    let facts = facts.unwrap_or_else(|| Facts::of(&scenario).with_run(&verdict_of(&run_virtual(&scenario)), false));
    let facts = match step {
        Some(step) => counted(facts, step, &scenario, prove),
        None => facts,
    };
    match work.answers.get(at).and_then(Option::as_ref).and_then(Answer::number) {
        Some(answer) => facts.with_answer(answer),
        None => facts,
    }
}

/// `None` where it is not this scenario's, or no run at all.
fn facts_of_run(scenario: &Scenario, schedule: &Schedule) -> Option<Facts> {
    if schedule.scenario != *scenario || schedule.end == End::Open {
        return None;
    }
    let trace = replay(schedule).ok()?;
    Some(Facts::of(scenario).with_run(&verdict_of(&trace), schedule.times.is_some()))
}

/// Else how it stands: nobody can have played so, or somebody can still go on.
fn facts_of_turns(scenario: &Scenario, turns: &[u32]) -> Result<Facts, Standing> {
    let history = History::new(scenario).with(turns).ok_or(Standing::Impossible)?;
    if !history.present().is_over() {
        return Err(Standing::Missed);
    }
    let trace = replay(&Schedule::played(scenario, &history)).map_err(|_| Standing::Impossible)?;
    let short = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let facts = Facts::of(scenario).with_run(&verdict_of(&trace), false);
    Ok(facts.with_turns(short(history.preemptions()), short(history.at())))
}

/// What turned out to be true of what is to be predicted.
pub fn truth_of(step: &Step, facts: &Facts) -> Option<Truth> {
    let Task::Predict { scenario, prediction, .. } = &step.task else { return None };
    match prediction {
        Prediction::Number { truth, .. } => truth.value(facts).map(Truth::Number),
        Prediction::Choice(options) => {
            let is_true = |option: &super::Choice| option.when.holds(facts) == Some(true);
            options.iter().position(is_true).map(Truth::Chosen)
        }
        Prediction::Rank { truth, items } => {
            let measured = |item: &super::Ranked| {
                let verdict = verdict_of(&run_virtual(&item.scenario));
                truth.value(&Facts::of(&item.scenario).with_run(&verdict, false))
            };
            items.iter().map(measured).collect::<Option<_>>().map(Truth::Measured)
        }
        Prediction::Bars { range } => {
            let mut sales = Sales::default();
            sales.add(scenario, RUNS);
            let of = |sold: u32| sales.by_sold.get(sold as usize).copied().unwrap_or(0);
            Some(Truth::Bars((range.0..=range.1).map(of).collect()))
        }
    }
}

/// How far drawn bars may be from what was counted, all together, to be called right: of 200 at most.
const NEAR: u32 = 40;

#[allow(clippy::float_cmp, reason = "a number that was chosen among whole ones")]
fn came_true(prediction: &Prediction, answer: &Answer, truth: &Truth) -> Option<bool> {
    Some(match (answer, truth) {
        (Answer::Number(said), Truth::Number(is)) => f64::from(*said) == *is,
        (Answer::Chosen(said), Truth::Chosen(is)) => said == is,
        (Answer::Ordered(order), Truth::Measured(measured)) => {
            debug_assert!(matches!(prediction, Prediction::Rank { .. }));
            order.iter().map(|item| measured[*item]).is_sorted()
        }
        (Answer::Bars(said), Truth::Bars(is)) => {
            said.iter().zip(is).map(|(said, is)| said.abs_diff(*is)).sum::<u32>() <= NEAR
        }
        _ => return None,
    })
}

/// The scenarios of which every schedule has to be counted before all steps can be judged, but for those already known.
pub fn uncounted(lesson: &Lesson, work: &HandIn, is_known: impl Fn(&Scenario) -> bool) -> Vec<Scenario> {
    let open = RefCell::new((Vec::new(), Proofs::default()));
    for at in 0..lesson.steps.len() {
        judge(lesson, work, at, &|scenario| {
            let (open, asked) = &mut *open.borrow_mut();
            if !is_known(scenario) && !asked.knows(scenario) {
                asked.add(scenario, None);
                open.push(*scenario);
            }
            None
        });
    }
    open.into_inner().0
}

/// What is said to an answer: the first that is true of it.
pub fn said<'a>(step: &'a Step, facts: &Facts) -> Option<&'a Said> {
    step.says.iter().find(|say| say.when.holds(facts) == Some(true)).map(|say| &say.text)
}
