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
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
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
    /// The same, by this button, of which many are alike.
    Moved(Answer, String),
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
    /// What was done of all lessons is to be forgotten; the second time it is.
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
    /// What was tried in this step since it was opened. It becomes the answer, unless a better one was given before.
    pub(super) tried: Option<Answer>,
    pub(super) judged: Vec<Judged>,
    /// How what was tried stands; without that, the answer.
    pub(super) attempt: Judged,
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
    /// How many runs another name or code has taken back.
    pub(super) taken_back: usize,
    /// Whether it was asked once that everything be forgotten.
    pub(super) erasing: bool,
    /// Which writing of the link is the latest.
    writing: Rc<Cell<u32>>,
    /// Where the focus goes when it would be lost, or has nothing to do any more where it is.
    focus: Option<(String, bool)>,
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
            tried: None,
            judged: Vec::new(),
            attempt: Judged::OPEN,
            proofs: Proofs::default(),
            kept: true,
            link: None,
            sheet: None,
            taken_back: 0,
            erasing: false,
            writing: Rc::default(),
            focus: None,
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
            Input::Go(at) => {
                self.open(ctx, at);
                self.focus = Some(("#step-title".to_owned(), true));
            }
            Input::Draft(answer) => self.draft = Some(answer),
            Input::Drag(place) => self.dragged = Some(place),
            Input::Drop(place) => {
                if let (Some(Answer::Ordered(order)), Some(from)) = (&self.draft, self.dragged.take()) {
                    self.draft = Some(Answer::Ordered(moved(order, from, place)));
                }
            }
            Input::Commit => {
                if let Some(answer) = self.draft.clone() {
                    self.answer(ctx, answer);
                    self.focus = Some(("#outcome".to_owned(), false));
                }
            }
            Input::Answer(answer) => {
                self.draft = Some(answer.clone());
                self.focus = matches!(answer, Answer::Counted).then(|| ("#outcome".to_owned(), false));
                self.answer(ctx, answer);
            }
            Input::Moved(answer, button) => {
                self.draft = Some(answer);
                self.focus = Some((button, false));
            }
            Input::Run if ctx.props().model.busy => ctx.props().store.send(Action::Run(RunAction::Cancel)),
            Input::Run => ctx.props().store.send(Action::Run(RunAction::Run)),
            Input::Counted(scenario, proof) => {
                self.proofs.add(&scenario, proof);
                let before = self.attempt.standing;
                self.judge(ctx);
                if before == Standing::Uncounted {
                    self.settle(ctx);
                }
            }
            Input::Named(name) => {
                self.rename(ctx, |work| work.name = name.chars().take(crate::lesson::MOST_NAME).collect());
            }
            Input::Coded(code) => {
                self.rename(ctx, |work| work.code = code.chars().take(crate::lesson::MOST_CODE).collect());
            }
            Input::Sheet(sheet) => {
                self.sheet = sheet;
                self.focus = Some(("#step-title".to_owned(), true));
            }
            Input::Written(link) => {
                self.link = Some(link);
                self.tell(ctx);
            }
            Input::GoesOn(came) => self.go_on(ctx, came),
            Input::Erase if !self.erasing => self.erasing = true,
            Input::Erase => {
                progress::erase();
                self.focus = Some(("#step-title".to_owned(), true));
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

    /// A button that was pressed may be gone, or another one by now: whoever uses the keyboard goes on where it leads.
    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        let Some((selector, always)) = self.focus.take() else { return };
        let document = web_sys::window().and_then(|window| window.document());
        let Some(document) = document else { return };
        let is_lost = document
            .active_element()
            .is_none_or(|active| active.parent_element().is_some_and(|of| of.parent_element().is_none()));
        let found = document.query_selector(&selector).ok().flatten().filter(|_| always || is_lost);
        if let Some(found) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            // It is there and visible, which is all that could fail.
            let _ = found.focus();
        }
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
        (self.failed, self.tried) = (0, None);
        (self.sheet, self.erasing, self.taken_back) = (None, false, 0);
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

    /// Tries an answer.
    fn answer(&mut self, ctx: &Context<Self>, answer: Answer) {
        if self.step().is_some_and(|step| answer.fits(step)) {
            self.tried = Some(answer);
            self.judge(ctx);
            self.settle(ctx);
        }
    }

    /// What was tried becomes the answer, unless a better one was given before, or it is not over yet.
    fn settle(&mut self, ctx: &Context<Self>) {
        let (attempt, is_played) = (self.attempt.standing, matches!(self.tried, Some(Answer::Played(_))));
        // As long as somebody can go on, nothing is missed.
        let is_over = !is_played || self.attempt.facts.is_some();
        self.failed += usize::from(attempt == Standing::Missed && is_over);
        let is_better = attempt == Standing::Done || (self.standing() != Standing::Done && !is_played);
        if is_better && let Some(answer) = self.tried.clone() {
            self.work.answers[self.at] = Some(answer);
            self.keep();
            self.judge(ctx);
        }
        self.tell(ctx);
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
                    self.taken_back += 1;
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
        let is_its = self.waits_for().is_none() && run.trace.scenario == self.work.drawn(scenario);
        if let Some(schedule) = Schedule::of(&run.trace).filter(|_| is_its) {
            self.answer(ctx, Answer::Ran(Box::new(schedule)));
        }
    }

    /// How every step stands, and what was tried in the open one; what that depends on and has not been counted yet is counted.
    fn judge(&mut self, ctx: &Context<Self>) {
        let proofs = &self.proofs;
        let known = |scenario: &Scenario| proofs.get(scenario);
        let steps = self.lesson.steps.len();
        self.judged = (0..steps).map(|at| judge(&self.lesson, &self.work, at, &known)).collect();
        let mut work = self.work.clone();
        if let (Some(answer), Some(tried)) = (work.answers.get_mut(self.at), &self.tried) {
            *answer = Some(tried.clone());
        }
        self.attempt = if self.at < steps { judge(&self.lesson, &work, self.at, &known) } else { Judged::OPEN };
        let mut open = uncounted(&self.lesson, &self.work, |scenario| proofs.knows(scenario));
        open.extend(uncounted(&self.lesson, &work, |scenario| proofs.knows(scenario)));
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
        self.writing.set(self.writing.get() + 1);
        let (writing, this) = (self.writing.clone(), self.writing.get());
        spawn_local(async move {
            let query = format!("view=check&lang={}", lang.name());
            let text = handed_in::write_down(&work).await;
            // What was written of an earlier name is of no use.
            if writing.get() == this {
                link.send_message(Input::Written(link::address(&format!("{query}#h={text}"))));
            }
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
