//! The whole page: holds the state, and carries out what the state cannot: runs, address bar, theme.

mod around;
mod view;

use super::crowd::{Crowd, start_crowd};
use super::keep::{self, Form};
use super::many::{runs, start_many};
use super::session::{Session, Slot, open_recorded, player, start_virtual, start_workers};
use super::shown::{Finished, expected};
use super::slices::Slices;
use super::state::{Action, Phase, State};
use crate::browser::embed::{Parent, Request};
use crate::browser::files::on_drop;
use crate::browser::turn::{self, Turn};
use crate::browser::workers::BuyerModule;
use crate::browser::{isolation, link};
use crate::program::BuyerId;
use crate::scenario::{MAX_LANES, Scenario, parse, parse_hash};
use crate::timeline::{Timeline, build};
use crate::trace::Executor;
use crate::ui::t::t;
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
    /// The page around this one, the listener to it, and what it was told last.
    parent: Option<Parent>,
    #[allow(dead_code, reason = "kept for its Drop")]
    listener: Option<EventListener>,
    told: Option<(&'static str, String)>,
    /// The right to run, in a frame: while it runs.
    turn: Option<Turn>,
    /// Many runs under way.
    many: Option<Slices>,
    /// What the stage draws: what has happened, or all of a run that is played again.
    timeline: Rc<Timeline>,
    /// The whole run that is played again, and which one.
    whole: (Option<Rc<Finished>>, Rc<Timeline>),
    /// Of very many buyers: whose lanes are laid out, and from which buyer on.
    drawn: Option<(Rc<Crowd>, BuyerId)>,
    /// What the stage draws faintly before the first run, and of which scenario.
    preview: (Option<Scenario>, Rc<Timeline>),
    /// Whether a link with autorun still waits for the page to become ready.
    autorun: bool,
    /// What address bar and root element say: query and hash, language, theme.
    said: (String, &'static str, Option<&'static str>),
    /// Owned, so that they end with the page.
    #[allow(dead_code, reason = "kept for its Drop")]
    hash: Option<EventListener>,
    #[allow(dead_code, reason = "kept for its Drop")]
    dropped: Vec<EventListener>,
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
    /// This frame may run.
    Turn(Turn),
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
        if state.obstacle.is_none() {
            let dispatch = dispatch.clone();
            spawn_local(async move {
                let module = BuyerModule::load().await.map_err(|error| error.to_string());
                dispatch.emit(Action::Module(module));
            });
        }
        let (opener, changed) = (dispatch.clone(), ctx.link().callback(|()| Message::Hash));
        let dropped = ctx.link().callback(|message| message);
        let is_recorded = recorded.is_some();
        if let Some(text) = recorded {
            open_recorded(text, &opener);
        }
        let (parent, asked) = (Parent::get(), ctx.link().callback(Message::Asked));
        let mut app = Self {
            // A recorded run plays by itself.
            autorun: state.link.page.autorun && !is_recorded,
            hash: link::on_hash_change(move || changed.emit(())),
            dropped: on_drop(move |file| dropped.emit(Message::File(file))),
            whole: (None, Rc::default()),
            drawn: None,
            state,
            slot: Slot::default(),
            dispatch,
            run: ctx.link().callback(|()| Message::Run),
            cancel: ctx.link().callback(|()| Message::Cancel),
            run_many: ctx.link().callback(Message::Many),
            tell: ctx.link().callback(|message| message),
            many: None,
            listener: parent.as_ref().and_then(|parent| parent.listen(move |request| asked.emit(request))),
            parent,
            told: None,
            turn: None,
            timeline: Rc::default(),
            preview: (None, Rc::default()),
            said: (String::new(), "", None),
        };
        app.follow(ctx);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Act(action) => {
                // A recorded run takes the place of one that is under way.
                if matches!(action, Action::Replay(_)) {
                    self.cancel_run();
                }
                // Counted to the end: nothing is under way any more.
                if matches!(action, Action::Counted(_)) {
                    drop(self.slot.take());
                }
                self.state.apply(action);
            }
            Message::Run => self.start(ctx),
            Message::Turn(turn) => self.take_turn(turn),
            Message::Hash => {
                // Whatever comes of it, the address bar says again what is on the page.
                self.said.0.clear();
                let (recorded, notices) = parse_hash(&link::hash());
                self.state.notices.retain(|notice| notice.parameter != "t" && !notice.parameter.starts_with('#'));
                self.state.notices.extend(notices);
                if let Some(text) = recorded
                    && self.state.recorded.as_ref() != Some(&text)
                {
                    open_recorded(text, &self.dispatch);
                }
            }
            Message::Open(text) => open_recorded(text, &self.dispatch),
            Message::File(file) => self.open_file(ctx, file),
            Message::Save(form) => self.save(form),
            Message::Asked(request) => self.answer(ctx, request),
            Message::Many(false) => {
                self.many = None;
                self.state.apply(Action::Chance(None));
            }
            Message::Many(true) => {
                self.many = Some(start_many(self.state.link.scenario, &self.dispatch));
                self.state.apply(Action::Chance(Some(Rc::default())));
            }
            Message::Cancel => self.cancel_run(),
        }
        self.follow(ctx);
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        if self.state.link.page.embed { self.embedded() } else { self.page() }
    }
}

impl App {
    fn start(&mut self, ctx: &Context<Self>) {
        let scenario = self.state.link.scenario;
        if !self.state.can_run() {
            return;
        }
        if self.parent.is_some() && self.state.executor() == Executor::Workers {
            drop(self.slot.take());
            self.state.apply(Action::Queue);
            let granted = ctx.link().callback(Message::Turn);
            spawn_local(async move { granted.emit(turn::take().await) });
            return;
        }
        // Whatever was played gives way.
        drop(self.slot.take());
        match (self.state.executor(), &self.state.module) {
            (Executor::Virtual | Executor::Replay, _) if scenario.buyers.get() > MAX_LANES => {
                let slices = start_crowd(scenario, &self.dispatch);
                self.slot.replace(Some(Session::counting(slices)));
            }
            (Executor::Virtual | Executor::Replay, _) => start_virtual(scenario, &self.dispatch),
            (Executor::Workers, Ok(module)) => {
                start_workers(scenario, module, &self.dispatch, &self.slot);
                self.state.apply(Action::Start(Executor::Workers));
            }
            // The button is disabled until the module is there.
            (Executor::Workers, Err(_)) => {}
        }
    }

    fn cancel_run(&mut self) {
        // Dropping the session ends its workers.
        drop(self.slot.take());
        if self.state.phase.is_busy() {
            self.state.apply(Action::Cancelled);
        }
    }

    fn open_file(&self, ctx: &Context<Self>, file: Option<File>) {
        let Some(file) = file else { return };
        let (opened, dispatch, name) = (ctx.link().callback(Message::Open), self.dispatch.clone(), file.name());
        spawn_local(async move {
            match keep::open(file).await {
                Ok(text) => opened.emit(text),
                Err(damage) => dispatch.emit(Action::RefusedFile(name, damage)),
            }
        });
    }

    fn save(&self, form: Form) {
        let Some(finished) = self.state.shown.as_ref().and_then(|shown| shown.finished.clone()) else { return };
        let lang = self.state.lang();
        spawn_local(async move { keep::save_as(lang, &finished, form).await });
    }

    /// The stage's timeline: what has happened so far, or all of a run that is played again.
    fn draw(&mut self) {
        let Some(shown) = &self.state.shown else {
            self.timeline = Rc::default();
            return;
        };
        if let Some(crowd) = &shown.crowd {
            // Laid out anew only when other lanes are asked for.
            let asked = (crowd.clone(), self.state.from);
            if self.drawn.as_ref() != Some(&asked) {
                self.timeline = Rc::new(crowd.drawn(self.state.from));
                self.drawn = Some(asked);
            }
            return;
        }
        self.drawn = None;
        if shown.scenario.buyers.get() > MAX_LANES {
            // Still being counted: there are no lanes yet.
            self.timeline = Rc::default();
            return;
        }
        let finished = shown.finished.clone().filter(|_| self.state.phase != Phase::Running);
        let Some(finished) = finished else {
            self.timeline = Rc::new(shown.timeline());
            return;
        };
        if self.whole.0.as_ref().is_none_or(|before| !Rc::ptr_eq(before, &finished)) {
            let timeline = build(&shown.scenario, &finished.trace.events, 0);
            self.whole = (Some(finished), Rc::new(timeline));
        }
        self.timeline = self.whole.1.clone();
    }

    /// Starts or ends the player.
    fn let_play(&mut self) {
        let has_player = self.slot.borrow().as_ref().map(Session::is_player);
        match (self.state.is_playing(), has_player) {
            (true, None) => drop(self.slot.replace(Some(player(&self.dispatch)))),
            (false, Some(true)) => drop(self.slot.take()),
            _ => {}
        }
    }

    /// Brings everything into line with the state.
    fn follow(&mut self, ctx: &Context<Self>) {
        self.draw();
        self.let_play();
        if !self.state.phase.is_busy() {
            self.turn = None;
        }
        // Another scenario, or the end: nothing is left to run.
        if self.state.chance.as_ref().is_none_or(|sales| sales.runs >= runs(&self.state.link.scenario)) {
            self.many = None;
        }
        let (state, lang, theme) = (&self.state, self.state.lang(), self.state.theme());
        rust_i18n::set_locale(lang);
        let expecting = state.shown.is_none().then_some(state.link.scenario);
        if self.preview.0 != expecting {
            let timeline = expecting.as_ref().map(expected).unwrap_or_default();
            self.preview = (expecting, Rc::new(timeline));
        }
        let query = state.address();
        if self.said != (query.clone(), lang, theme) {
            link::replace(&query);
            link::set_root("lang", Some(if lang == "zh" { "zh-Hans" } else { lang }));
            link::set_root("data-theme", theme);
            link::set_root("data-embed", state.link.page.embed.then_some("1"));
            link::set_title(&t!("title"));
            self.said = (query, lang, theme);
        }
        self.tell_state();
        if self.autorun && self.state.phase == Phase::Idle {
            self.autorun = false;
            ctx.link().send_message(Message::Run);
        }
    }
}
