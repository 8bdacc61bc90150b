//! The whole page: holds the state, and carries out what the state cannot: runs, address bar, theme.

use super::parts::{Panels, controls, footer, header, notices, presets, run_bar, stage};
use super::session::{Session, Slot, start_virtual, start_workers};
use super::shown::expected;
use super::state::{Action, State, Tab};
use crate::browser::workers::BuyerModule;
use crate::browser::{isolation, link};
use crate::scenario::{parse, write};
use crate::timeline::Timeline;
use crate::trace::Executor;
use crate::ui::t::t;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// The state in which the page opens, from its own address.
fn opening() -> State {
    let (link, notices) = parse(&link::query());
    State::new(link, notices, link::prefers_chinese(), isolation::obstacle())
}

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(opening);
    let slot: Rc<RefCell<Slot>> = use_mut_ref(Slot::default);
    let slot = slot.borrow().clone();
    // Every text below is in this language; components take it as a prop, so they follow a change.
    let lang = state.lang();
    rust_i18n::set_locale(lang);

    let dispatch = use_callback((), {
        let dispatcher = state.dispatcher();
        move |action, ()| dispatcher.dispatch(action)
    });
    use_effect_with(state.obstacle.is_none(), {
        let dispatch = dispatch.clone();
        move |can_work| {
            if *can_work {
                wasm_bindgen_futures::spawn_local(async move {
                    let module = BuyerModule::load().await.map_err(|error| error.to_string());
                    dispatch.emit(Action::Module(module));
                });
            }
        }
    });
    use_effect_with(write(&state.link), |query| link::replace(query));
    use_effect_with((lang, state.theme()), |(lang, theme)| {
        link::set_root("lang", Some(if *lang == "zh" { "zh-Hans" } else { lang }));
        link::set_root("data-theme", *theme);
        link::set_title(&t!("title"));
    });

    let run = use_callback((state.link.scenario, state.module.clone(), state.executor()), {
        let (dispatch, slot) = (dispatch.clone(), slot.clone());
        move |(): (), (scenario, module, executor)| match (executor, module) {
            (Executor::Virtual, _) => start_virtual(*scenario, &dispatch, &slot),
            (Executor::Workers, Some(module)) => start_workers(*scenario, module, &dispatch, &slot),
            (Executor::Workers, None) => {}
        }
    });
    let cancel = use_callback((), {
        let (dispatch, slot) = (dispatch.clone(), slot.clone());
        move |(): (), ()| {
            let session: Option<Session> = slot.borrow_mut().take();
            if session.is_some() {
                drop(session);
                dispatch.emit(Action::Cancelled);
            }
        }
    });
    // A link with autorun starts once, when the page has become ready.
    let autorun = use_mut_ref(|| state.link.page.autorun);
    use_effect_with((state.phase.clone(), run.clone()), move |(phase, run)| {
        if *phase == super::state::Phase::Idle && core::mem::take(&mut *autorun.borrow_mut()) {
            run.emit(());
        }
    });

    let timeline =
        use_memo(state.shown.clone(), |shown| shown.as_ref().map_or_else(Timeline::default, |shown| shown.timeline()));
    // Before the first run the stage shows faintly what virtual time expects.
    let preview = use_memo((state.link.scenario, state.shown.is_none()), |(scenario, wanted)| {
        if *wanted { expected(scenario) } else { Timeline::default() }
    });
    let busy = state.phase.is_busy();
    let scenario = state.link.scenario;
    let events = state.shown.as_ref().map(|shown| shown.events.clone()).unwrap_or_default();
    let table = if state.tab == Tab::Table { timeline.clone() } else { Rc::default() };
    html! {
        <>
            { header(lang, &state.link, &dispatch) }
            <main id="app" data-state={state.phase.name()}>
                { notices(&state, &dispatch) }
                { presets(scenario, busy, &dispatch) }
                <div class="bench">
                    <section class="rail card" aria-label={t!("controls.title")}>
                        { controls(&scenario, busy, &dispatch) }
                        { run_bar(&state.phase, scenario.buyers.get(), &run, &cancel) }
                    </section>
                    { stage(&state, &timeline, &preview, &run, &dispatch) }
                </div>
                <Panels {lang} {scenario} {events} timeline={table} tab={state.tab} filter={state.filter} {dispatch} />
            </main>
            { footer() }
        </>
    }
}
