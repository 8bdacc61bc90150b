//! Somebody at work on a lesson: which step is open, what was answered, what is being tried, and how all of it stands. Whoever
//! shows it keeps what was answered, and has counted what that depends on.

use super::answer::Answer;
use super::data::{Explanation, Lesson, Prediction, Step, Task};
use super::facts::Facts;
use super::hand_in::HandIn;
use super::judge::{Judged, Standing, facts_of, judge, uncounted};
use super::ordered::shuffled;
use super::proofs::{Proof, Proofs};
use crate::scenario::Scenario;
use crate::trace::Schedule;
use std::rc::Rc;

/// See the module.
#[derive(Debug)]
pub struct Attempt {
    lesson: Rc<Lesson>,
    work: HandIn,
    at: usize,
    tried: Option<Answer>,
    failed: usize,
    proofs: Proofs,
    judged: Vec<Judged>,
    trial: Judged,
}

impl Attempt {
    /// At the first step that is not done; with what was done before, if it is of this lesson.
    pub fn new(lesson: Rc<Lesson>, before: Option<HandIn>) -> Self {
        let mut attempt = Self {
            work: HandIn::new(&lesson),
            at: 0,
            tried: None,
            failed: 0,
            proofs: Proofs::default(),
            judged: Vec::new(),
            trial: Judged::OPEN,
            lesson,
        };
        if !attempt.go_on(before) {
            attempt.judge();
        }
        attempt
    }

    /// Goes on with what was done elsewhere. Gives whether it is of this lesson, or an earlier edition; else nothing changes.
    pub fn go_on(&mut self, work: Option<HandIn>) -> bool {
        let Some(work) = work.and_then(|work| work.brought_up(&self.lesson)) else { return false };
        (self.work, self.tried) = (work, None);
        self.judge();
        self.open(self.first_open());
        true
    }

    /// Nothing has been done yet, by nobody: whoever comes next to a computer that many use is somebody else.
    pub fn begin_anew(&mut self) {
        self.work = HandIn::new(&self.lesson);
        self.open(0);
    }

    /// The lesson.
    pub const fn lesson(&self) -> &Rc<Lesson> {
        &self.lesson
    }

    /// What was answered.
    pub const fn work(&self) -> &HandIn {
        &self.work
    }

    /// The step that is open, from 0; behind the last one it is about handing in.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// The open step; none where it is about handing in.
    pub fn step(&self) -> Option<&Step> {
        self.lesson.steps.get(self.at)
    }

    /// The answer to the open step.
    pub fn given(&self) -> Option<&Answer> {
        self.work.answers.get(self.at)?.as_ref()
    }

    /// What was tried last in the open step since it was opened; before that, its answer.
    pub fn tried(&self) -> Option<&Answer> {
        self.tried.as_ref().or(self.given())
    }

    /// Whether anything was tried since it was opened.
    pub const fn has_tried(&self) -> bool {
        self.tried.is_some()
    }

    /// How what was tried stands.
    pub const fn trial(&self) -> &Judged {
        &self.trial
    }

    /// How many answers to the open step have failed since it was opened.
    pub const fn failed(&self) -> usize {
        self.failed
    }

    /// How each step stands.
    pub fn standing(&self, at: usize) -> Standing {
        self.judged.get(at).map_or(Standing::Open, |judged| judged.standing)
    }

    /// How many steps are done.
    pub fn done(&self) -> usize {
        (0..self.judged.len()).filter(|at| self.standing(*at) == Standing::Done).count()
    }

    /// The first step that is not done, as far as that is known; behind the last where all are.
    pub fn first_open(&self) -> usize {
        let is_done = |at: &usize| matches!(self.standing(*at), Standing::Done | Standing::Uncounted);
        let steps = self.lesson.steps.len();
        (0..steps).find(|at| !is_done(at)).unwrap_or(steps)
    }

    /// The prediction that the open step shows, if it stands before it.
    pub fn predicted(&self) -> Option<usize> {
        let before = self.at.checked_sub(1)?;
        self.step()?.shows(self.lesson.steps.get(before)?).then_some(before)
    }

    /// The prediction that has to be made before the open step can show it, if it is missing.
    pub fn waits_for(&self) -> Option<usize> {
        self.predicted().filter(|before| self.work.answers[*before].is_none())
    }

    /// Whether what a step has had predicted may be known: it has been shown, or no step shows it.
    pub fn is_shown(&self, at: usize) -> bool {
        let Some(step) = self.lesson.steps.get(at) else { return false };
        let mut later = self.lesson.steps.iter().zip(&self.work.answers).skip(at);
        later.find(|(later, _)| later.shows(step)).is_none_or(|(_, answer)| answer.is_some())
    }

    /// What a prediction is compared with.
    pub fn facts(&self, at: usize) -> Facts {
        facts_of(&self.lesson, &self.work, at, &|scenario| self.proofs.get(scenario))
    }

    /// Opens a step, or where it is handed in.
    pub fn open(&mut self, at: usize) {
        self.at = at.min(self.lesson.steps.len());
        (self.tried, self.failed) = (None, 0);
        self.judge();
    }

    /// What stands in the open step when it is opened: its answer, else what nobody has said.
    pub fn first_draft(&self) -> Option<Answer> {
        if let Some(given) = self.given() {
            return Some(given.clone());
        }
        match &self.step()?.task {
            Task::Predict { prediction: Prediction::Rank { items, .. }, .. } => {
                Some(Answer::Ordered(shuffled(items.len())))
            }
            Task::Predict { prediction: Prediction::Bars { range }, .. } => {
                Some(Answer::Bars(vec![0; (range.1 - range.0) as usize + 1]))
            }
            Task::Order { items, .. } => Some(Answer::Ordered(shuffled(items.len()))),
            Task::Repair { scenario, .. } => scenario.guard.scope().map(Answer::Placed),
            Task::Explain { by: Explanation::Words(_), .. } => Some(Answer::Words(String::new())),
            _ => None,
        }
    }

    /// Tries an answer to the open step. Gives whether what was answered is another by that.
    pub fn answer(&mut self, answer: Answer) -> bool {
        let fits = self.step().is_some_and(|step| answer.fits(step));
        if fits {
            self.tried = Some(answer);
            self.judge();
        }
        fits && self.settle()
    }

    /// A run has come to its end: it is tried, where it is the one of the open step, and may be made. As [`Attempt::answer`].
    pub fn ran(&mut self, schedule: Schedule) -> bool {
        let is_its = self.step().is_some_and(|step| match &step.task {
            Task::Run { scenario, .. } => schedule.scenario == self.work.drawn(scenario),
            _ => false,
        });
        is_its && self.waits_for().is_none() && self.answer(Answer::Ran(Box::new(schedule)))
    }

    /// Every schedule of a scenario was counted, or could not be. As [`Attempt::answer`].
    pub fn counted(&mut self, scenario: &Scenario, proof: Option<Proof>) -> bool {
        let waited = self.trial.standing == Standing::Uncounted;
        self.proofs.add(scenario, proof);
        self.judge();
        waited && self.settle()
    }

    /// The scenarios of which every schedule has yet to be counted.
    pub fn uncounted(&self) -> Vec<Scenario> {
        let mut all = uncounted(&self.lesson, &self.work, |scenario| self.proofs.knows(scenario));
        let trying =
            uncounted(&self.lesson, &self.trying(), |scenario| self.proofs.knows(scenario) || all.contains(scenario));
        all.extend(trying);
        all
    }

    /// Whose it is. Under another name or code other runs are drawn; those that were made are kept, for the name may be mended.
    pub fn sign(&mut self, name: &str, code: &str) {
        name.clone_into(&mut self.work.name);
        code.clone_into(&mut self.work.code);
        self.judge();
    }

    /// How many runs are not those of this name and code.
    pub fn strangers(&self) -> usize {
        let is_run = |at: &usize| matches!(self.work.answers.get(*at), Some(Some(Answer::Ran(_))));
        (0..self.judged.len()).filter(is_run).filter(|at| self.standing(*at) == Standing::Impossible).count()
    }

    /// What was tried becomes the answer, unless a better one was given before, or it is not over yet.
    fn settle(&mut self) -> bool {
        let (trial, is_played) = (self.trial.standing, matches!(self.tried, Some(Answer::Played(_))));
        // As long as somebody can go on, nothing is missed.
        let is_over = !is_played || self.trial.facts.is_some();
        self.failed += usize::from(trial == Standing::Missed && is_over);
        let is_better = trial == Standing::Done || (self.standing(self.at) != Standing::Done && !is_played);
        let (Some(tried), true) = (self.tried.clone(), is_better) else { return false };
        self.work.answers[self.at] = Some(tried);
        self.judge();
        true
    }

    /// What was answered, if what is tried were.
    fn trying(&self) -> HandIn {
        let mut work = self.work.clone();
        if let (Some(answer), Some(tried)) = (work.answers.get_mut(self.at), &self.tried) {
            *answer = Some(tried.clone());
        }
        work
    }

    fn judge(&mut self) {
        let known = |scenario: &Scenario| self.proofs.get(scenario);
        let steps = self.lesson.steps.len();
        self.judged = (0..steps).map(|at| judge(&self.lesson, &self.work, at, &known)).collect();
        self.trial = match self.at {
            at if at < steps => judge(&self.lesson, &self.trying(), at, &known),
            _ => Judged::OPEN,
        };
    }
}
