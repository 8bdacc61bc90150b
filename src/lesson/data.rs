//! What a lesson consists of. It comes from [`read`](super::read()) alone, which has looked at all of it: scenarios are those
//! of links without notices, formulas ask only for what their step can know, and there is a text in every language.

use super::expression::Expression;
use super::facts::Source;
use crate::scenario::{Scenario, Topic};
use crate::text::Lang;

/// A text in every language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// English.
    pub en: String,
    /// Chinese, simplified.
    pub zh: String,
}

impl Said {
    /// In this language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// A lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// Which.
    pub topic: Topic,
    /// Raised when it gets other steps; see [`Lesson::edition`].
    pub revision: u32,
    /// About how long it takes.
    pub minutes: u32,
    /// Its name.
    pub title: Said,
    /// What one knows afterwards, in a sentence.
    pub about: Said,
    /// Its steps, at least one.
    pub steps: Vec<Step>,
    /// Answers that pass and fail.
    pub tests: Vec<SelfTest>,
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The revision of the lesson with which it came.
    pub since: u32,
    /// Its name.
    pub title: Said,
    /// What is told before it: paragraphs, separated by an empty line.
    pub text: Said,
    /// What is told when it is done.
    pub after: Option<Said>,
    /// What helps after an attempt that failed, one after the other.
    pub hints: Vec<Said>,
    /// What is said to an answer: the first that is true.
    pub says: Vec<Say>,
    /// What is to be done.
    pub task: Task,
}

/// Something said to whoever gave a certain answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Say {
    /// When.
    pub when: Expression,
    /// What.
    pub text: Said,
}

/// What is to be done in a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Say beforehand what a run will come to.
    Predict {
        /// What will run.
        scenario: Scenario,
        /// What is asked.
        question: Said,
        /// How the answer is given, and what is true.
        prediction: Prediction,
    },
    /// Run it.
    Run {
        /// What.
        scenario: Scenario,
        /// What the run has to come to, if not any will do.
        goal: Option<Expression>,
    },
    /// Decide whose turn it is.
    Schedule {
        /// Of what.
        scenario: Scenario,
        /// How it has to end.
        goal: Expression,
    },
    /// Place the lock.
    Repair {
        /// Where it stands at first.
        scenario: Scenario,
        /// What has to be true with the lock in its new place.
        goal: Expression,
    },
    /// Have every schedule counted.
    Prove {
        /// Of what.
        scenario: Scenario,
        /// What has to be true of them.
        goal: Expression,
    },
    /// Put steps into the right order: the order in which they stand here.
    Order {
        /// What is asked.
        question: Said,
        /// The steps.
        items: Vec<Said>,
    },
    /// Say why.
    Explain {
        /// What is asked.
        question: Said,
        /// How it is answered.
        by: Explanation,
    },
}

/// How a prediction is made.
#[derive(Clone, Debug, PartialEq)]
pub enum Prediction {
    /// A number.
    Number {
        /// What it turns out to be.
        truth: Expression,
        /// The smallest and the largest that can be said.
        range: (u32, u32),
    },
    /// One of some sentences, of which one comes true.
    Choice(Vec<Choice>),
    /// An order by something measured, the smallest first.
    Rank {
        /// What is measured.
        truth: Expression,
        /// What is ranked.
        items: Vec<Ranked>,
    },
    /// Of a hundred simulated runs, how many sell each number of tickets.
    Bars {
        /// The smallest and the largest number of tickets.
        range: (u32, u32),
    },
}

/// One of the sentences of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The sentence.
    pub text: Said,
    /// When it is true.
    pub when: Expression,
}

/// Something to be ranked.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// What it is called.
    pub text: Said,
    /// What is simulated to measure it.
    pub scenario: Scenario,
}

/// How a reason is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Explanation {
    /// In words of one's own; beside them this sentence is shown.
    Words(Said),
    /// By choosing a sentence.
    Choice {
        /// The sentences.
        options: Vec<Said>,
        /// Which of them is right, from 0.
        right: usize,
    },
}

/// An answer, and whether it passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfTest {
    /// Of which step, from 0.
    pub step: usize,
    /// The answer, as [`Answer::read`](super::Answer::read) reads it.
    pub answer: String,
    /// Whether it passes; of a prediction, whether it comes true.
    pub met: bool,
}

impl Lesson {
    /// As it was in an earlier revision, without the steps that came later: what was handed in of that one is judged by it.
    /// `None` where there has been no such revision.
    pub fn edition(&self, revision: u32) -> Option<Self> {
        let is_there = |step: &&Step| step.since <= revision;
        let steps = || self.steps.iter().filter(is_there).cloned().collect();
        // Its tests of itself are of the newest one.
        let edition = || Self { revision, steps: steps(), tests: Vec::new(), ..self.clone() };
        (1..=self.revision).contains(&revision).then(edition)
    }
}

impl Step {
    /// What runs in it, if something does.
    pub const fn scenario(&self) -> Option<&Scenario> {
        match &self.task {
            Task::Predict { scenario, .. }
            | Task::Run { scenario, .. }
            | Task::Schedule { scenario, .. }
            | Task::Repair { scenario, .. }
            | Task::Prove { scenario, .. } => Some(scenario),
            Task::Order { .. } | Task::Explain { .. } => None,
        }
    }

    /// Whether formulas of it ask for what comes from there.
    pub fn asks(&self, source: Source) -> bool {
        let own: Vec<&Expression> = match &self.task {
            Task::Predict { prediction: Prediction::Number { truth, .. } | Prediction::Rank { truth, .. }, .. } => {
                vec![truth]
            }
            Task::Predict { prediction: Prediction::Choice(options), .. } => {
                options.iter().map(|option| &option.when).collect()
            }
            Task::Run { goal: Some(goal), .. }
            | Task::Schedule { goal, .. }
            | Task::Repair { goal, .. }
            | Task::Prove { goal, .. } => vec![goal],
            _ => Vec::new(),
        };
        let mut all = own.into_iter().chain(self.says.iter().map(|say| &say.when));
        all.any(|formula| formula.facts().iter().any(|fact| fact.source() == source))
    }

    /// Whether it shows what that one, which stands before it, has had predicted: in a run, or of all schedules.
    pub fn shows(&self, prediction: &Self) -> bool {
        match (&self.task, &prediction.task) {
            (Task::Run { .. }, Task::Predict { .. }) => !prediction.asks(Source::Schedules),
            (Task::Prove { .. }, Task::Predict { .. }) => prediction.asks(Source::Schedules),
            _ => false,
        }
    }

    /// The kind of its task, as a file spells it.
    pub const fn kind(&self) -> &'static str {
        match self.task {
            Task::Predict { .. } => "predict",
            Task::Run { .. } => "run",
            Task::Schedule { .. } => "schedule",
            Task::Repair { .. } => "repair",
            Task::Prove { .. } => "prove",
            Task::Order { .. } => "order",
            Task::Explain { .. } => "explain",
        }
    }
}
