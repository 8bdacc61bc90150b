//! What nobody needs to press Run: the second module of the page.
//!
//! The build splits the app in two where `src/bin/app.rs` says so. The first module has the controls, the state, and
//! starts real workers; this is all of the second, and the only way into it. It is fetched as soon as the first runs.

use super::app::{App, Message};
use super::crowd::start_crowd;
use super::known::{finish, open_recorded, start_virtual};
use super::many::start_many;
use super::parts::{Compare, Panels, PanelsProps, Stage, footer, mark, more_controls, notices, share, stage};
use super::race::race;
use super::session::{Session, Slot};
use super::shown::Finished;
use super::slices::Slices;
use super::state::{Action, State};
use super::{keep, keep::Form, texts};
use crate::browser::embed::Request;
use crate::browser::prepared::{Lack, Prepared};
use crate::engine::events_of;
use crate::scenario::{MAX_LANES, Scenario, parse};
use crate::trace::{Executor, Recording};
use js_sys::Promise;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

/// What the page can do once the second module is there.
pub trait Later: Sync {
    /// Hears the reader and the page around this one.
    fn listen(&self, app: &mut App, ctx: &Context<App>);
    /// Does what the page around this one asks for.
    fn answer(&self, app: &mut App, ctx: &Context<App>, request: Request);
    /// Tells the page around this one what has changed.
    fn tell(&self, app: &mut App);
    /// Changes the state in what [`State::apply`] leaves over.
    fn apply(&self, state: &mut State, action: Action);
    /// Brings into line with the state what the first module knows nothing of.
    fn follow(&self, app: &mut App);
    /// The message of a key in a language.
    fn message(&self, lang: &str, key: &str) -> Option<String>;
    /// What could not be used as given.
    fn notices(&self, state: &State, dispatch: &Callback<Action>) -> Html;
    /// Did it oversell?
    fn stage(&self, stage: &Stage<'_>) -> Html;
    /// What stands below the stage.
    fn panels(&self, props: PanelsProps) -> Html;
    /// Every guard side by side.
    fn compare(&self, state: &State) -> Html;
    /// Copies an address, or puts it into other pages.
    fn share(&self, state: &State, tell: &Callback<Message>) -> Html;
    /// What is at the foot of the page.
    fn footer(&self, executor: Executor) -> Html;
    /// In a frame, the way to a tab of its own.
    fn own_tab(&self, state: &State) -> Html;
    /// Simulates a run; gives back what keeps it going.
    fn simulate(&self, scenario: Scenario, dispatch: &Callback<Action>) -> Session;
    /// Simulates a scenario with many seeds.
    fn many(&self, scenario: Scenario, dispatch: &Callback<Action>) -> Slices;
    /// Waits for what a run on real workers needs beyond them.
    fn prepare(&self, app: &mut App, ctx: &Context<App>);
    /// Starts a run for which everything is there.
    fn start_prepared(&self, app: &mut App, ctx: &Context<App>, prepared: Result<Prepared, Lack>);
    /// Whether workers share memory is known.
    fn probed(&self, app: &mut App, shares: bool);
    /// Opens what another hash names.
    fn reopen(&self, app: &mut App, ctx: &Context<App>);
    /// What there is to say before a run: where the record is kept, what is made to go wrong.
    fn more_controls(&self, state: &State, dispatch: &Callback<Action>) -> Html;
    /// Judges what real workers did, shows and tells it.
    fn finish(&self, recording: Rc<Recording>, dispatch: &Callback<Action>, slot: &Slot);
    /// Opens the text of a recorded run.
    fn open(&self, text: String, dispatch: &Callback<Action>);
    /// Reads a saved run; its text goes to `opened`.
    fn read(&self, file: File, opened: Callback<Message>, dispatch: &Callback<Action>);
    /// Saves a run.
    fn save(&self, lang: &'static str, finished: Rc<Finished>, form: Form);
    /// Runs a scenario on real workers without showing it: `{gateMs, checked, result}`.
    fn race(&self, query: String, recording: bool) -> Promise;
    /// The number of events of so many runs in virtual time.
    fn count(&self, query: &str, runs: u32) -> f64;
}

/// The second module.
pub static LATER: &dyn Later = &Rest;

struct Rest;

impl Later for Rest {
    fn listen(&self, app: &mut App, ctx: &Context<App>) {
        app.listen(ctx);
    }

    fn answer(&self, app: &mut App, ctx: &Context<App>, request: Request) {
        app.answer(ctx, request);
    }

    fn tell(&self, app: &mut App) {
        app.tell_state();
    }

    fn apply(&self, state: &mut State, action: Action) {
        state.apply_later(action);
    }

    fn follow(&self, app: &mut App) {
        app.follow_later();
    }

    fn message(&self, lang: &str, key: &str) -> Option<String> {
        texts::message(lang, key)
    }

    fn notices(&self, state: &State, dispatch: &Callback<Action>) -> Html {
        notices(state, dispatch)
    }

    fn stage(&self, shown: &Stage<'_>) -> Html {
        stage(shown)
    }

    fn panels(&self, props: PanelsProps) -> Html {
        html! { <Panels ..props /> }
    }

    fn compare(&self, state: &State) -> Html {
        html! { <Compare lang={state.lang()} scenario={state.link.scenario} can_race={state.obstacle.is_none()} /> }
    }

    fn share(&self, state: &State, tell: &Callback<Message>) -> Html {
        share(state, tell)
    }

    fn footer(&self, executor: Executor) -> Html {
        footer(executor)
    }

    fn own_tab(&self, state: &State) -> Html {
        mark(state)
    }

    fn simulate(&self, scenario: Scenario, dispatch: &Callback<Action>) -> Session {
        if scenario.buyers.get() > MAX_LANES {
            Session::simulating(start_crowd(scenario, dispatch))
        } else {
            Session::simulating(start_virtual(scenario, dispatch))
        }
    }

    fn many(&self, scenario: Scenario, dispatch: &Callback<Action>) -> Slices {
        start_many(scenario, dispatch)
    }

    fn prepare(&self, app: &mut App, ctx: &Context<App>) {
        app.prepare(ctx);
    }

    fn start_prepared(&self, app: &mut App, ctx: &Context<App>, prepared: Result<Prepared, Lack>) {
        app.start_prepared(ctx, prepared);
    }

    fn probed(&self, app: &mut App, shares: bool) {
        app.probed(shares);
    }

    fn reopen(&self, app: &mut App, ctx: &Context<App>) {
        app.reopen(ctx);
    }

    fn more_controls(&self, state: &State, dispatch: &Callback<Action>) -> Html {
        more_controls(state, dispatch)
    }

    fn finish(&self, recording: Rc<Recording>, dispatch: &Callback<Action>, slot: &Slot) {
        spawn_local(finish(recording, dispatch.clone(), Rc::downgrade(slot)));
    }

    fn open(&self, text: String, dispatch: &Callback<Action>) {
        open_recorded(text, dispatch);
    }

    fn read(&self, file: File, opened: Callback<Message>, dispatch: &Callback<Action>) {
        let (dispatch, name) = (dispatch.clone(), file.name());
        spawn_local(async move {
            match keep::open(file).await {
                Ok(text) => opened.emit(Message::Open(text)),
                Err(damage) => dispatch.emit(Action::RefusedFile(name, damage)),
            }
        });
    }

    fn save(&self, lang: &'static str, finished: Rc<Finished>, form: Form) {
        spawn_local(async move { keep::save_as(lang, &finished, form).await });
    }

    fn race(&self, query: String, recording: bool) -> Promise {
        race(query, recording)
    }

    #[allow(clippy::cast_precision_loss, reason = "a bench does not run 2^53 events")]
    fn count(&self, query: &str, runs: u32) -> f64 {
        events_of(&parse(query).0.scenario, runs) as f64
    }
}
