//! The desk at which a lesson is done: where the reader is in it, what has been answered, and what comes of that.

use crate::browser::embed::Parent;
use crate::browser::{handed_in, link, progress};
use crate::lesson::{Answer, Attempt, HandIn, Lesson, MOST_CODE, MOST_NAME, Proof, Step, moved};
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
    pub(super) attempt: Attempt,
    /// What would be the answer.
    pub(super) draft: Option<Answer>,
    /// The place of what is being dragged.
    dragged: Option<usize>,
    /// Whether the browser keeps what was done.
    pub(super) kept: bool,
    /// The link of what was done, as far as it has been written.
    pub(super) link: Option<String>,
    /// Whether what was done elsewhere could not be gone on with.
    pub(super) cannot_go_on: Option<&'static str>,
    /// The step that the link asked for, from 1; 0 where it asked for none.
    asked: u32,
    /// That one, where there is none such.
    pub(super) missing: Option<u32>,
    /// Whether all of it is shown as a worksheet, and then whether with the answers.
    pub(super) sheet: Option<bool>,
    /// Whether it was asked once that everything be forgotten.
    pub(super) erasing: bool,
    /// Which writing of the link is the latest.
    writing: Rc<Cell<u32>>,
    /// Where the focus goes when it would be lost, or has nothing to do any more where it is.
    focus: Option<(String, bool)>,
    /// All that it shows.
    pub(super) root: NodeRef,
    /// What the page around this one was told last.
    told: Option<(usize, bool, Option<String>, Option<String>)>,
}

impl Component for Desk {
    type Message = Input;
    type Properties = DeskProps;

    fn create(ctx: &Context<Self>) -> Self {
        let DeskProps { model, lesson, .. } = ctx.props();
        let steps = lesson.steps.len();
        let mut desk = Self {
            attempt: Attempt::new(lesson.clone(), progress::load(model.topic)),
            draft: None,
            dragged: None,
            kept: true,
            link: None,
            sheet: None,
            erasing: false,
            writing: Rc::default(),
            focus: None,
            root: NodeRef::default(),
            cannot_go_on: None,
            asked: model.step,
            missing: Some(model.step).filter(|step| *step as usize > steps + 1),
            told: None,
        };
        if let Some(text) = model.goes_on.clone() {
            let link = ctx.link().clone();
            spawn_local(async move { link.send_message(Input::GoesOn(handed_in::open(&text).await)) });
        }
        // Where the link leads, or to the first step that is not done.
        let at = if model.step == 0 { desk.attempt.first_open() } else { model.step as usize - 1 };
        desk.open(ctx, at);
        desk
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &DeskProps) -> bool {
        let model = &ctx.props().model;
        if model.step != old.model.step && model.step as usize != self.attempt.at() + 1 && model.step > 0 {
            self.open(ctx, model.step as usize - 1);
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
                let is_other = self.attempt.counted(&scenario, proof);
                self.follow(ctx, is_other);
            }
            Input::Named(name) => {
                let (name, code) = (name.chars().take(MOST_NAME).collect(), self.attempt.work().code.clone());
                self.sign(ctx, &(name, code));
            }
            Input::Coded(code) => {
                let (name, code) = (self.attempt.work().name.clone(), code.chars().take(MOST_CODE).collect());
                self.sign(ctx, &(name, code));
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
                self.attempt.begin_anew();
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
        let (Some((selector, always)), Some(root)) = (self.focus.take(), self.root.cast::<web_sys::Element>()) else {
            return;
        };
        let is_lost = root
            .owner_document()
            .and_then(|document| document.active_element())
            .is_none_or(|active| active.parent_element().is_some_and(|of| of.parent_element().is_none()));
        let found = root.query_selector(&selector).ok().flatten().filter(|_| always || is_lost);
        if let Some(found) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            // It is there and visible, which is all that could fail.
            let _ = found.focus();
        }
    }
}

impl Desk {
    /// Goes on with what was done elsewhere, if it is of this lesson. Either way the address need not say it any more.
    fn go_on(&mut self, ctx: &Context<Self>, came: Result<HandIn, Damage>) {
        ctx.props().store.send(Action::Link(LinkAction::Hash(String::new())));
        let is_packed = came == Err(Damage::Packed);
        let why = if is_packed { "learn.cannot_unpack" } else { "learn.cannot_go_on" };
        self.cannot_go_on = (!self.attempt.go_on(came.ok())).then_some(why);
        if self.cannot_go_on.is_none() {
            self.keep();
            // Where the link leads, or to the first step that is not done.
            self.open(ctx, (self.asked as usize).checked_sub(1).unwrap_or(self.attempt.at()));
        }
    }

    /// Opens a step, and puts on the page what runs in it.
    fn open(&mut self, ctx: &Context<Self>, at: usize) {
        self.attempt.open(at);
        (self.sheet, self.erasing, self.link) = (None, false, None);
        self.draft = self.attempt.first_draft();
        let (at, lesson) = (self.attempt.at(), self.attempt.lesson());
        let mut sets = vec![("lesson".into(), format!("{}.{}", lesson.topic.name(), at + 1).into())];
        if let Some(scenario) = self.attempt.step().and_then(Step::scenario) {
            sets.extend(whole(&self.attempt.work().drawn(scenario)));
        }
        let store = ctx.props().store.clone();
        // Not while the page is being drawn.
        spawn_local(async move { store.send(Action::Link(LinkAction::Set(sets))) });
        if self.attempt.step().is_none() {
            self.write_down(ctx);
        }
        self.follow(ctx, false);
    }

    fn answer(&mut self, ctx: &Context<Self>, answer: Answer) {
        let is_other = self.attempt.answer(answer);
        self.follow(ctx, is_other);
    }

    /// What was answered may be another, which is kept; what it depends on is counted; and whoever listens is told.
    fn follow(&mut self, ctx: &Context<Self>, is_other: bool) {
        if is_other {
            self.keep();
        }
        for scenario in self.attempt.uncounted() {
            let link = ctx.link().clone();
            spawn_local(async move {
                let counted = explore::count(scenario).await.ok().flatten();
                link.send_message(Input::Counted(scenario, counted.map(|(total, wrong)| Proof { total, wrong })));
            });
        }
        self.tell(ctx);
    }

    fn keep(&mut self) {
        self.kept = progress::save(self.attempt.work());
    }

    fn sign(&mut self, ctx: &Context<Self>, (name, code): &(String, String)) {
        self.attempt.sign(name, code);
        self.keep();
        self.write_down(ctx);
    }

    /// A run has come to its end.
    fn hear_run(&mut self, ctx: &Context<Self>) {
        let run = ctx.props().model.run.as_ref();
        // What is asked of a run is often a matter of its times; those of an interrupted one say nothing.
        let run = run.filter(|Same(run)| run.interrupted == 0);
        if let Some(schedule) = run.and_then(|Same(run)| Schedule::of(&run.trace)) {
            let is_other = self.attempt.ran(schedule);
            self.follow(ctx, is_other);
        }
    }

    fn write_down(&self, ctx: &Context<Self>) {
        let (link, work, lang) = (ctx.link().clone(), self.attempt.work().clone(), ctx.props().model.lang);
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

    /// Tells the page around this one how far it is; what was handed in only where that page has said hello.
    fn tell(&mut self, ctx: &Context<Self>) {
        let (lesson, at, model) = (self.attempt.lesson(), self.attempt.at(), &ctx.props().model);
        let steps = lesson.steps.len();
        let is_done = self.attempt.done() == steps;
        let link = self.link.clone().filter(|_| is_done && model.greeted);
        let Some(parent) = Parent::get() else { return };
        // With it a page that has said hello can let the reader go on elsewhere.
        let work = model.greeted.then(|| seal(&self.attempt.work().encode(), None));
        let now = (at, is_done, link.clone(), work.clone());
        if self.told.as_ref() == Some(&now) {
            return;
        }
        self.told = Some(now);
        #[allow(clippy::cast_precision_loss, reason = "a lesson has few steps")]
        let number = |number: usize| wasm_bindgen::JsValue::from_f64(number as f64);
        let mut fields = vec![
            ("lesson", lesson.topic.name().into()),
            ("step", number((at + 1).min(steps))),
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
        t!(lang, "learn.title", title = self.attempt.lesson().title.get(lang))
    }
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
