//! The whole page: holds the state, and carries out what the state cannot: runs, address bar, theme.

mod around;
mod prepared;
mod view;

use super::drawing::Drawing;
use super::keep::Form;
use super::later::Later;
use super::session::{Slot, start_workers};
use super::slices::Slices;
use super::state::{Action, Phase, State};
use crate::browser::embed::{Parent, Request};
use crate::browser::prepared::{Lack, Prepared};
use crate::browser::workers::BuyerModule;
use crate::browser::{isolation, link};
use crate::scenario::{Store, parse, parse_hash};
use crate::trace::{Executor, Recording};
use crate::ui::t::{complete, set_language, t};
use gloo_events::EventListener;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

/// The page.
pub struct App {
    state: State,
    slot: Slot,
    dispatch: Callback<Action>,
    run: Callback<()>,
    cancel: Callback<()>,
    run_many: Callback<bool>,
    tell: Callback<Message>,
    /// The page around this one, and what it was told last.
    parent: Option<Parent>,
    told: Option<(&'static str, String)>,
    /// The right to run, in a frame, and the file of real workers, where they have one: while it runs.
    prepared: Option<Prepared>,
    /// Many runs under way.
    many: Option<Slices>,
    /// The second module, once it is there, and what waits for it.
    later: Option<&'static dyn Later>,
    postponed: Vec<Message>,
    /// What the stage draws.
    drawing: Drawing,
    /// Whether it was tried if workers share memory here.
    probed: bool,
    /// Whether a link with autorun still waits for the page to become ready.
    autorun: bool,
    /// What address bar and root element say: query and hash, language, theme.
    said: (String, &'static str, Option<&'static str>),
    /// Owned, so that they end with the page.
    listeners: Vec<EventListener>,
}

/// What the page has to do.
pub enum Message {
    /// Change the state.
    Act(Action),
    /// Start a run.
    Run,
    /// End the run.
    Cancel,
    /// The reader changed the hash: perhaps another recorded run.
    Hash,
    /// Open the text of a recorded run.
    Open(String),
    /// Open a saved run.
    File(Option<File>),
    /// Save the run that is shown.
    Save(Form),
    /// Run the scenario with many seeds, or stop that.
    Many(bool),
    /// The page around this one asks for something.
    Asked(Request),
    /// Whether workers share memory.
    Probed(bool),
    /// What the run needs is there, or cannot be had.
    Prepared(Result<Prepared, Lack>),
    /// Real workers have ended.
    Ended(Rc<Recording>),
    /// The second module arrived, or did not.
    Later(Option<&'static dyn Later>),
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let (opened, mut notices) = parse(&link::query());
        let (recorded, more) = parse_hash(&link::hash());
        notices.extend(more);
        let state = State::new(opened, notices, link::prefers_chinese(), isolation::obstacle());
        let dispatch = ctx.link().callback(Message::Act);
        if state.obstacle.is_none() && !state.light {
            let dispatch = dispatch.clone();
            spawn_local(async move {
                let module = BuyerModule::load().await.map_err(|error| error.to_string());
                dispatch.emit(Action::Module(module));
            });
        }
        let is_recorded = recorded.is_some();
        let mut app = Self {
            // A recorded run plays by itself.
            autorun: state.link.page.autorun && !is_recorded,
            listeners: Vec::new(),
            state,
            slot: Slot::default(),
            dispatch,
            run: ctx.link().callback(|()| Message::Run),
            cancel: ctx.link().callback(|()| Message::Cancel),
            run_many: ctx.link().callback(Message::Many),
            tell: ctx.link().callback(|message| message),
            many: None,
            parent: Parent::get(),
            told: None,
            probed: false,
            prepared: None,
            later: None,
            postponed: recorded.into_iter().map(Message::Open).collect(),
            drawing: Drawing::default(),
            said: (String::new(), "", None),
        };
        app.follow(ctx);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        self.handle(ctx, message);
        self.follow(ctx);
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        if self.state.link.page.embed { self.embedded() } else { self.page() }
    }
}

impl App {
    fn handle(&mut self, ctx: &Context<Self>, message: Message) {
        match (message, self.later) {
            (Message::Act(action), _) => {
                // A recorded run takes the place of one that is under way.
                if matches!(action, Action::Replay(_)) {
                    self.cancel_run();
                }
                // Counted to the end: nothing is under way any more.
                if matches!(action, Action::Counted(_)) {
                    drop(self.slot.take());
                }
                if let (Some(action), Some(later)) = (self.state.apply(action), self.later) {
                    later.apply(&mut self.state, action);
                }
            }
            (Message::Run, _) => self.start(ctx),
            (Message::Cancel, _) => self.cancel_run(),
            (Message::Later(arrived), _) => {
                let postponed = core::mem::take(&mut self.postponed);
                let Some(later) = arrived else {
                    // Nobody could see what comes of a run.
                    self.cancel_run();
                    self.state.apply(Action::Later(false));
                    if let Some(parent) = &self.parent {
                        parent.tell("error", &[("reason", "load".into()), ("message", t!("status.incomplete").into())]);
                    }
                    return;
                };
                self.later = Some(later);
                complete(later);
                self.state.apply(Action::Later(true));
                later.listen(self, ctx);
                for message in postponed {
                    self.handle(ctx, message);
                }
            }
            (Message::File(None), _) => {}
            // The rest is done by the second module.
            (message, None) => self.postponed.push(message),
            (Message::Hash, Some(later)) => later.reopen(self, ctx),
            (Message::Probed(shares), Some(later)) => later.probed(self, shares),
            (Message::Prepared(prepared), Some(later)) => later.start_prepared(self, ctx, prepared),
            (Message::Open(text), Some(later)) => later.open(text, &self.dispatch),
            (Message::File(Some(file)), Some(later)) => later.read(file, self.tell.clone(), &self.dispatch),
            (Message::Save(form), Some(later)) => {
                if let Some(finished) = self.state.shown.as_ref().and_then(|shown| shown.finished.clone()) {
                    later.save(self.state.lang(), finished, form);
                }
            }
            (Message::Asked(request), Some(later)) => later.answer(self, ctx, request),
            (Message::Many(starts), Some(later)) => {
                self.many = starts.then(|| later.many(self.state.link.scenario, &self.dispatch));
                self.state.chance = starts.then(Rc::default);
            }
            (Message::Ended(recording), Some(later)) => later.finish(recording, &self.dispatch, &self.slot),
        }
    }

    fn start(&mut self, ctx: &Context<Self>) {
        if !self.state.can_run() {
            return;
        }
        let has_file = self.state.link.scenario.store == Store::File && self.state.executor() == Executor::Workers;
        // Frames take turns, whoever runs in them.
        if self.parent.is_some() || self.state.light || has_file {
            match self.later {
                Some(later) => later.prepare(self, ctx),
                None => self.postponed.push(Message::Run),
            }
            return;
        }
        // Whatever was played gives way.
        drop(self.slot.take());
        self.execute(ctx);
    }

    /// Starts the run: everything that it needs is there.
    fn execute(&mut self, ctx: &Context<Self>) {
        let scenario = self.state.link.scenario;
        match (self.state.executor(), self.later) {
            (Executor::Workers, _) => self.start_workers(ctx),
            (_, Some(later)) => {
                let session = later.simulate(scenario, &self.dispatch);
                self.slot.replace(Some(session));
                // At once: what was played before would be taken for this run.
                self.state.apply(Action::Start(Executor::Virtual));
            }
            // The button is disabled until the second module is there.
            (_, None) => {}
        }
    }

    /// Starts the run on real workers.
    fn start_workers(&mut self, ctx: &Context<Self>) {
        // The button is disabled until the buyers' module is there.
        let Ok(module) = &self.state.module else { return };
        let ended = ctx.link().callback(Message::Ended);
        let session = start_workers(self.state.link.scenario, module, &self.dispatch, ended);
        self.slot.replace(Some(session));
        self.state.apply(Action::Start(Executor::Workers));
    }

    fn cancel_run(&mut self) {
        // Dropping the session ends its workers.
        drop(self.slot.take());
        if self.state.phase.is_busy() {
            self.state.apply(Action::Cancelled);
        }
    }

    /// Brings everything into line with the state.
    fn follow(&mut self, ctx: &Context<Self>) {
        if let Some(later) = self.later {
            later.follow(self);
        }
        let (state, lang, theme) = (&self.state, self.state.lang(), self.state.theme());
        set_language(lang);
        let query = state.address();
        if self.said != (query.clone(), lang, theme) {
            link::replace(&query);
            link::set_root("lang", Some(if lang == "zh" { "zh-Hans" } else { lang }));
            link::set_root("data-theme", theme);
            link::set_root("data-embed", state.link.page.embed.then_some("1"));
            link::set_title(&t!("title"));
            self.said = (query, lang, theme);
        }
        if let Some(later) = self.later {
            later.tell(self);
        }
        if self.autorun && self.state.phase == Phase::Idle && self.state.can_run() {
            self.autorun = false;
            ctx.link().send_message(Message::Run);
        }
    }
}
