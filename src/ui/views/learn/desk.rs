//! The desk at which a lesson is done: where the reader is in it, what has been answered, and what comes of that.

use super::ordered::{moved, shuffled};
use crate::browser::embed::Parent;
use crate::browser::{handed_in, link, progress};
use crate::lesson::{
    Answer, Explanation, HandIn, Judged, Lesson, Prediction, Proof, Proofs, Standing, Step, Task, judge, uncounted,
};
use crate::present::Same;
use crate::present::learn::LearnModel;
use crate::scenario::{Choice, Link, Scenario};
use crate::store::{Action, LinkAction, Pairs, RunAction};
use crate::text::t;
use crate::trace::{Damage, Schedule, seal};
use crate::ui::live::Store;
use crate::ui::views::explore;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Which lesson, and what has run.
#[derive(Clone, PartialEq, Properties)]
pub struct DeskProps {
    /// The lesson, and what has run.
    pub model: Rc<LearnModel>,
    /// The store.
    pub store: Store,
    /// The lesson.
    pub lesson: Rc<Lesson>,
}

/// What the reader does, and what comes of it.
pub enum Input {
    /// To a step, from 0; behind the last one is handing in.
    Go(usize),
    /// This would be the answer.
    Draft(Answer),
    /// What stands at this place is being dragged.
    Drag(usize),
    /// It is dropped at this one.
    Drop(usize),
    /// It is the answer.
    Commit,
    /// It is the answer at once.
    Answer(Answer),
    /// A run is wanted.
    Run,
    /// Every schedule of a scenario was counted, or could not be.
    Counted(Scenario, Option<Proof>),
    /// The whole lesson is shown as a worksheet, with the answers or without, or no longer.
    Sheet(Option<bool>),
    /// What is typed as a name and as a code.
    Named(String),
    /// See above.
    Coded(String),
    /// The link of what was done.
    Written(String),
    /// What was done elsewhere is gone on with; or cannot be read.
    GoesOn(Result<HandIn, Damage>),
    /// What was done of all lessons is forgotten.
    Erase,
}

/// See the module.
pub struct Desk {
    pub(super) lesson: Rc<Lesson>,
    pub(super) work: HandIn,
    /// Where the reader is, from 0; behind the last step is handing in.
    pub(super) at: usize,
    /// What would be the answer.
    pub(super) draft: Option<Answer>,
    /// The place of what is being dragged.
    dragged: Option<usize>,
    /// How many answers to this step have failed since it was opened.
    pub(super) failed: usize,
    pub(super) judged: Vec<Judged>,
    pub(super) proofs: Proofs,
    /// Whether the browser keeps what was done.
    pub(super) kept: bool,
    /// The link of what was done, as far as it has been written.
    pub(super) link: Option<String>,
    /// Whether what was done elsewhere could not be gone on with.
    pub(super) cannot_go_on: bool,
    /// The step that the link asked for, where there is none such.
    pub(super) missing: Option<u32>,
    /// Whether all of it is shown as a worksheet, and then whether with the answers.
    pub(super) sheet: Option<bool>,
    /// What the page around this one was told last.
    told: Option<(usize, bool, Option<String>, Option<String>)>,
}

impl Component for Desk {
    type Message = Input;
    type Properties = DeskProps;

    fn create(ctx: &Context<Self>) -> Self {
        let DeskProps { model, lesson, .. } = ctx.props();
        let lesson = lesson.clone();
        let fresh = HandIn::new(&lesson);
        let kept = progress::load(model.topic).filter(|work| work.revision == lesson.revision);
        let work = kept.filter(|work| work.answers.len() == lesson.steps.len()).unwrap_or(fresh);
        let mut desk = Self {
            at: 0,
            draft: None,
            dragged: None,
            failed: 0,
            judged: Vec::new(),
            proofs: Proofs::default(),
            kept: true,
            link: None,
            sheet: None,
            cannot_go_on: false,
            missing: Some(model.step).filter(|step| *step as usize > lesson.steps.len() + 1),
            told: None,
            lesson,
            work,
        };
        if let Some(text) = model.goes_on.clone() {
            let link = ctx.link().clone();
            spawn_local(async move { link.send_message(Input::GoesOn(handed_in::open(&text).await)) });
        }
        desk.judge(ctx);
        // Where the link leads, or to the first step that is not done.
        let is_done = |judged: &Judged| matches!(judged.standing, Standing::Done | Standing::Uncounted);
        let open = desk.judged.iter().position(|judged| !is_done(judged));
        let at = match model.step {
            0 => open.unwrap_or(desk.lesson.steps.len()),
            step => (step as usize - 1).min(desk.lesson.steps.len()),
        };
        desk.open(ctx, at);
        desk
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &DeskProps) -> bool {
        let model = &ctx.props().model;
        if model.step != old.model.step && model.step as usize != self.at + 1 && model.step > 0 {
            self.open(ctx, (model.step as usize - 1).min(self.lesson.steps.len()));
        }
        if model.run != old.model.run {
            self.hear_run(ctx);
        }
        self.tell(ctx);
        true
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        match input {
            Input::Go(at) => self.open(ctx, at),
            Input::Draft(answer) => self.draft = Some(answer),
            Input::Drag(place) => self.dragged = Some(place),
            Input::Drop(place) => {
                if let (Some(Answer::Ordered(order)), Some(from)) = (&self.draft, self.dragged.take()) {
                    self.draft = Some(Answer::Ordered(moved(order, from, place)));
                }
            }
            Input::Commit => {
                if let Some(answer) = self.draft.clone() {
                    self.answer(ctx, Some(answer));
                }
            }
            Input::Answer(answer) => {
                self.draft = Some(answer.clone());
                self.answer(ctx, Some(answer));
            }
            Input::Run => ctx.props().store.send(Action::Run(RunAction::Run)),
            Input::Counted(scenario, proof) => {
                self.proofs.add(&scenario, proof);
                let before = self.standing();
                self.judge(ctx);
                if before == Standing::Uncounted {
                    self.count_failure();
                }
            }
            Input::Named(name) => {
                self.rename(ctx, |work| work.name = name.chars().take(crate::lesson::MOST_NAME).collect());
            }
            Input::Coded(code) => {
                self.rename(ctx, |work| work.code = code.chars().take(crate::lesson::MOST_CODE).collect());
            }
            Input::Sheet(sheet) => self.sheet = sheet,
            Input::Written(link) => {
                self.link = Some(link);
                self.tell(ctx);
            }
            Input::GoesOn(came) => self.go_on(ctx, came),
            Input::Erase => {
                progress::erase();
                self.work =
                    HandIn { name: self.work.name.clone(), code: self.work.code.clone(), ..HandIn::new(&self.lesson) };
                self.judge(ctx);
                self.open(ctx, 0);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        self.shown(ctx)
    }
}

impl Desk {
    /// The open step; none where it is about handing in.
    pub(super) fn step(&self) -> Option<&Step> {
        self.lesson.steps.get(self.at)
    }

    /// The answer that was given to the open step.
    pub(super) fn given(&self) -> Option<&Answer> {
        self.work.answers.get(self.at)?.as_ref()
    }

    /// How the open step stands.
    pub(super) fn standing(&self) -> Standing {
        self.judged.get(self.at).map_or(Standing::Open, |judged| judged.standing)
    }

    /// Whether a prediction has to be made before the open step can be run.
    pub(super) fn waits_for(&self) -> Option<usize> {
        let before = self.at.checked_sub(1)?;
        let (step, earlier) = (self.step()?, self.lesson.steps.get(before)?);
        let is_run = matches!(step.task, Task::Run { .. });
        let is_predicted = matches!(earlier.task, Task::Predict { .. });
        (is_run && is_predicted && self.work.answers[before].is_none()).then_some(before)
    }

    /// Goes on with what was done elsewhere, if it is of this lesson. Either way the address need not say it any more.
    fn go_on(&mut self, ctx: &Context<Self>, came: Result<HandIn, Damage>) {
        ctx.props().store.send(Action::Link(LinkAction::Hash(String::new())));
        let (topic, revision, steps) = (self.lesson.topic, self.lesson.revision, self.lesson.steps.len());
        let fits = |work: &HandIn| (work.topic, work.revision, work.answers.len()) == (topic, revision, steps);
        match came.ok().filter(fits) {
            Some(work) => {
                self.work = work;
                self.keep();
                self.judge(ctx);
                let open = self.judged.iter().position(|judged| judged.standing == Standing::Open);
                self.open(ctx, open.unwrap_or(steps));
            }
            None => self.cannot_go_on = true,
        }
    }

    /// Opens a step, and puts on the page what runs in it.
    fn open(&mut self, ctx: &Context<Self>, at: usize) {
        self.at = at.min(self.lesson.steps.len());
        self.failed = 0;
        self.sheet = None;
        self.link = None;
        self.draft = self.given().cloned().or_else(|| self.first_draft());
        let mut sets = pairs_of(&format!("lesson={}.{}", self.lesson.topic.name(), self.at + 1));
        if let Some(scenario) = self.step().and_then(Step::scenario) {
            sets.extend(whole(&self.work.drawn(scenario)));
        }
        let store = ctx.props().store.clone();
        // Not while the page is being drawn.
        spawn_local(async move { store.send(Action::Link(LinkAction::Set(sets))) });
        if self.at == self.lesson.steps.len() {
            self.write_down(ctx);
        }
        self.judge(ctx);
        self.tell(ctx);
    }

    /// What stands there before anything was said.
    fn first_draft(&self) -> Option<Answer> {
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

    fn answer(&mut self, ctx: &Context<Self>, answer: Option<Answer>) {
        let Some(step) = self.step() else { return };
        if answer.as_ref().is_some_and(|answer| !answer.fits(step)) {
            return;
        }
        self.work.answers[self.at] = answer;
        self.keep();
        self.judge(ctx);
        self.count_failure();
        self.tell(ctx);
    }

    fn count_failure(&mut self) {
        self.failed += usize::from(self.standing() == Standing::Missed);
    }

    fn keep(&mut self) {
        self.kept = progress::save(&self.work);
    }

    /// Another name or code draws other runs, so those that were made are of no use.
    fn rename(&mut self, ctx: &Context<Self>, change: impl FnOnce(&mut HandIn)) {
        let before = self.work.drawn(&Scenario::default());
        change(&mut self.work);
        if self.work.drawn(&Scenario::default()) != before {
            for answer in &mut self.work.answers {
                if matches!(answer, Some(Answer::Ran(_))) {
                    *answer = None;
                }
            }
        }
        self.keep();
        self.judge(ctx);
        self.write_down(ctx);
    }

    /// A run of the open step has come to its end.
    fn hear_run(&mut self, ctx: &Context<Self>) {
        let (Some(Same(run)), Some(step)) = (&ctx.props().model.run, self.step()) else { return };
        let Task::Run { scenario, .. } = &step.task else { return };
        if self.waits_for().is_none() && run.trace.scenario == self.work.drawn(scenario) {
            let schedule = Schedule::of(&run.trace).map(Box::new).map(Answer::Ran);
            self.answer(ctx, schedule);
        }
    }

    /// How every step stands; what that depends on and has not been counted yet is counted.
    fn judge(&mut self, ctx: &Context<Self>) {
        let proofs = &self.proofs;
        let known = |scenario: &Scenario| proofs.get(scenario);
        self.judged = (0..self.lesson.steps.len()).map(|at| judge(&self.lesson, &self.work, at, &known)).collect();
        let open = uncounted(&self.lesson, &self.work, |scenario| proofs.knows(scenario));
        for scenario in open {
            let link = ctx.link().clone();
            spawn_local(async move {
                let counted = explore::count(scenario).await.ok().flatten();
                link.send_message(Input::Counted(scenario, counted.map(|(total, wrong)| Proof { total, wrong })));
            });
        }
    }

    fn write_down(&self, ctx: &Context<Self>) {
        let (link, work, lang) = (ctx.link().clone(), self.work.clone(), ctx.props().model.lang);
        spawn_local(async move {
            let query = format!("view=check&lang={}", lang.name());
            let text = handed_in::write_down(&work).await;
            link.send_message(Input::Written(link::address(&format!("{query}#h={text}"))));
        });
    }

    /// How many steps are done.
    pub(super) fn done(&self) -> usize {
        self.judged.iter().filter(|judged| judged.standing == Standing::Done).count()
    }

    /// Tells the page around this one how far it is; what was handed in only where that page has said hello.
    fn tell(&mut self, ctx: &Context<Self>) {
        let (steps, model) = (self.lesson.steps.len(), &ctx.props().model);
        let is_done = self.done() == steps;
        let link = self.link.clone().filter(|_| is_done && model.greeted);
        let Some(parent) = Parent::get() else { return };
        // With it a page that has said hello can let the reader go on elsewhere.
        let work = model.greeted.then(|| seal(&self.work.encode(), None));
        let now = (self.at, is_done, link.clone(), work.clone());
        if self.told.as_ref() == Some(&now) {
            return;
        }
        self.told = Some(now);
        #[allow(clippy::cast_precision_loss, reason = "a lesson has few steps")]
        let number = |number: usize| wasm_bindgen::JsValue::from_f64(number as f64);
        let mut fields = vec![
            ("lesson", self.lesson.topic.name().into()),
            ("step", number((self.at + 1).min(steps))),
            ("steps", number(steps)),
            ("done", is_done.into()),
        ];
        fields.extend(link.map(|link| ("handin", link.into())));
        fields.extend(work.map(|work| ("work", work.into())));
        parent.tell("lesson", &fields);
    }

    /// The name of the document's part, for whoever listens to it.
    pub(super) fn title(&self, ctx: &Context<Self>) -> String {
        let lang = ctx.props().model.lang;
        t!(lang, "learn.title", title = self.lesson.title.get(lang))
    }
}

/// Names and values of a query.
fn pairs_of(query: &str) -> Pairs {
    let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (name.to_owned().into(), value.to_owned().into()));
    query.split('&').filter_map(pair).collect()
}

/// A whole scenario, what it has by default included.
fn whole(scenario: &Scenario) -> Pairs {
    use crate::scenario::table::{About, TABLE};
    let link = Link { scenario: *scenario, ..Link::default() };
    let rows = TABLE.iter().filter(|row| row.about == About::Run);
    // What means nothing under its guard has no effect, and saying so would be told.
    let counts = |row: &&&crate::scenario::table::Parameter| {
        row.guards().is_empty() || row.guards().contains(&scenario.guard.name().name())
    };
    rows.filter(counts).filter_map(|row| Some((row.name.into(), row.text(&link)?.into()))).collect()
}
