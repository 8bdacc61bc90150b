//! What is on the page.

use super::App;
use crate::scenario::View;
use crate::ui::parts::{Compare, Panels, Stage, controls, footer, header, notices, own_tab, presets, run_bar, stage};
use crate::ui::state::Tab;
use crate::ui::t::t;
use std::rc::Rc;
use yew::prelude::*;

impl App {
    /// In a frame: the stage and Run, and a way to the whole page.
    pub(super) fn embedded(&self) -> Html {
        let (state, dispatch) = (&self.state, &self.dispatch);
        let drawn = if state.shown.is_some() { &self.timeline } else { &self.preview.1 };
        html! {
            <main id="app" class="embed" data-state={state.phase.name()}>
                { notices(state, dispatch) }
                { stage(&Stage { state, drawn, run: &self.run, dispatch, tell: &self.tell }) }
                { run_bar(state, &self.run, &self.cancel) }
                if state.link.page.view == View::Compare {
                    <Compare lang={state.lang()} scenario={state.link.scenario} />
                }
                <a class="mark" href={own_tab(state)} target="_blank" rel="noopener" title={t!("embed.own_tab")}>
                    { "Oversold" }<span aria-hidden="true">{ " ↗" }</span>
                </a>
            </main>
        }
    }

    /// The page in a tab of its own.
    pub(super) fn page(&self) -> Html {
        let (state, dispatch, lang) = (&self.state, &self.dispatch, self.state.lang());
        let busy = state.phase.is_busy();
        let scenario = state.link.scenario;
        let events = state.shown.as_ref().map(|shown| shown.events.clone()).unwrap_or_default();
        let table = if state.tab == Tab::Table { self.timeline.clone() } else { Rc::default() };
        let drawn = if state.shown.is_some() { &self.timeline } else { &self.preview.1 };
        html! {
            <>
                { header(lang, &state.link, &state.address(), dispatch) }
                <main id="app" data-state={state.phase.name()}>
                    { notices(state, dispatch) }
                    { presets(scenario, busy, dispatch) }
                    <div class="bench">
                        <section class="rail card" aria-label={t!("controls.title")}>
                            { controls(&scenario, busy, dispatch) }
                            { run_bar(state, &self.run, &self.cancel) }
                        </section>
                        { stage(&Stage { state, drawn, run: &self.run, dispatch, tell: &self.tell }) }
                    </div>
                    <Panels {lang} {scenario} crowd={state.shown.as_ref().and_then(|shown| shown.crowd.clone())} {events} live={busy || state.shown.as_ref().is_some_and(|shown| shown.cursor.is_some())} timeline={table} tab={state.tab}
                        filter={state.filter} dialect={state.dialect} sales={state.chance.clone()}
                        dispatch={dispatch.clone()} run_many={self.run_many.clone()} />
                </main>
                { footer(state.shown_executor()) }
            </>
        }
    }
}
