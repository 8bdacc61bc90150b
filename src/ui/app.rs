//! The whole page: holds the state, and carries out what the state cannot: runs, address bar, theme.

use super::parts::{Panels, controls, footer, header, notices, presets, run_bar, stage};
use super::session::{Slot, start_virtual, start_workers};
use super::shown::expected;
use super::state::{Action, Phase, State, Tab};
use crate::browser::workers::BuyerModule;
use crate::browser::{isolation, link};
use crate::scenario::{Scenario, parse, write};
use crate::timeline::Timeline;
use crate::trace::Executor;
use crate::ui::t::t;
use std::rc::Rc;
use yew::prelude::*;

/// The page.
pub struct App {
    state: State,
    slot: Slot,
    dispatch: Callback<Action>,
    run: Callback<()>,
    cancel: Callback<()>,
    /// What the stage draws: what has happened.
    timeline: Rc<Timeline>,
    /// What the stage draws faintly before the first run, and of which scenario.
    preview: (Option<Scenario>, Rc<Timeline>),
    /// Whether a link with autorun still waits for the page to become ready.
    autorun: bool,
    /// What address bar and root element say: query, language, theme.
    said: (String, &'static str, Option<&'static str>),
}

/// What the page has to do.
pub enum Message {
    /// Change the state.
    Act(Action),
    /// Start a run.
    Run,
    /// End the run.
    Cancel,
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let (opened, notices) = parse(&link::query());
        let state = State::new(opened, notices, link::prefers_chinese(), isolation::obstacle());
        let dispatch = ctx.link().callback(Message::Act);
        if state.obstacle.is_none() {
            let dispatch = dispatch.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let module = BuyerModule::load().await.map_err(|error| error.to_string());
                dispatch.emit(Action::Module(module));
            });
        }
        let mut app = Self {
            autorun: state.link.page.autorun,
            state,
            slot: Slot::default(),
            dispatch,
            run: ctx.link().callback(|()| Message::Run),
            cancel: ctx.link().callback(|()| Message::Cancel),
            timeline: Rc::default(),
            preview: (None, Rc::default()),
            said: (String::new(), "", None),
        };
        app.follow(ctx);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Act(action) => self.state.apply(action),
            Message::Run => self.start(),
            Message::Cancel => {
                // Dropping the session ends its workers.
                if self.slot.take().is_some() {
                    self.state.apply(Action::Cancelled);
                }
            }
        }
        self.follow(ctx);
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let (state, dispatch, lang) = (&self.state, &self.dispatch, self.state.lang());
        let busy = state.phase.is_busy();
        let scenario = state.link.scenario;
        let events = state.shown.as_ref().map(|shown| shown.events.clone()).unwrap_or_default();
        let table = if state.tab == Tab::Table { self.timeline.clone() } else { Rc::default() };
        let drawn = if state.shown.is_some() { &self.timeline } else { &self.preview.1 };
        html! {
            <>
                { header(lang, &state.link, dispatch) }
                <main id="app" data-state={state.phase.name()}>
                    { notices(state, dispatch) }
                    { presets(scenario, busy, dispatch) }
                    <div class="bench">
                        <section class="rail card" aria-label={t!("controls.title")}>
                            { controls(&scenario, busy, dispatch) }
                            { run_bar(&state.phase, scenario.buyers.get(), &self.run, &self.cancel) }
                        </section>
                        { stage(state, self.timeline.sold, drawn, &self.run, dispatch) }
                    </div>
                    <Panels {lang} {scenario} {events} live={busy} timeline={table} tab={state.tab} filter={state.filter}
                        dispatch={dispatch.clone()} />
                </main>
                { footer() }
            </>
        }
    }
}

impl App {
    fn start(&mut self) {
        let scenario = self.state.link.scenario;
        if self.state.phase.is_busy() {
            return;
        }
        match (self.state.executor(), &self.state.module) {
            (Executor::Virtual, _) => start_virtual(scenario, &self.dispatch, &self.slot),
            (Executor::Workers, Some(module)) => start_workers(scenario, module, &self.dispatch, &self.slot),
            // The button is disabled until the module is there.
            (Executor::Workers, None) => {}
        }
    }

    /// Brings everything into line with the state.
    fn follow(&mut self, ctx: &Context<Self>) {
        let (state, lang, theme) = (&self.state, self.state.lang(), self.state.theme());
        rust_i18n::set_locale(lang);
        self.timeline = Rc::new(state.shown.as_ref().map_or_else(Timeline::default, |shown| shown.timeline()));
        let expecting = state.shown.is_none().then_some(state.link.scenario);
        if self.preview.0 != expecting {
            let timeline = expecting.as_ref().map(expected).unwrap_or_default();
            self.preview = (expecting, Rc::new(timeline));
        }
        let query = write(&state.link);
        if self.said != (query.clone(), lang, theme) {
            link::replace(&query);
            link::set_root("lang", Some(if lang == "zh" { "zh-Hans" } else { lang }));
            link::set_root("data-theme", theme);
            link::set_title(&t!("title"));
            self.said = (query, lang, theme);
        }
        if self.autorun && self.state.phase == Phase::Idle {
            self.autorun = false;
            ctx.link().send_message(Message::Run);
        }
    }
}
