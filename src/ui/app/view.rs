//! What is on the page.

use super::App;
use crate::scenario::View;
use crate::ui::parts::{PanelsProps, Stage, controls, header, presets, run_bar};
use crate::ui::state::Tab;
use crate::ui::t::t;
use std::rc::Rc;
use yew::prelude::*;

impl App {
    // Yew compares children without keys from the last one: one more at the end would make all the others anew, so what the
    // second module adds there always has its place.

    /// In a frame: the stage and Run, and a way to the whole page.
    pub(super) fn embedded(&self) -> Html {
        let state = &self.state;
        html! {
            <main id="app" class="embed" data-state={state.phase.name()}>
                { self.notices() }
                { self.stage() }
                { run_bar(state, &self.run, &self.cancel) }
                if let Some(later) = self.later.filter(|_| state.link.page.view == View::Compare) {
                    { later.compare(state) }
                }
                { self.later.map(|later| later.own_tab(state)).unwrap_or_default() }
            </main>
        }
    }

    /// The page in a tab of its own.
    pub(super) fn page(&self) -> Html {
        let (state, dispatch, lang) = (&self.state, &self.dispatch, self.state.lang());
        let busy = state.phase.is_busy();
        let scenario = state.link.scenario;
        html! {
            <>
                { header(lang, &state.link, self.later.map(|later| later.share(state, &self.tell)), dispatch) }
                <main id="app" data-state={state.phase.name()}>
                    { self.notices() }
                    { presets(scenario, busy, dispatch) }
                    <div class="bench">
                        <section class="rail card" aria-label={t!("controls.title")}>
                            { controls(&scenario, busy, self.later.map(|later| later.more_controls(state, dispatch)), dispatch) }
                            { run_bar(state, &self.run, &self.cancel) }
                        </section>
                        { self.stage() }
                    </div>
                    { self.panels() }
                </main>
                { self.later.map(|later| later.footer(state.shown_executor())).unwrap_or_default() }
            </>
        }
    }

    /// The stage; before its module is there, the room for it.
    fn stage(&self) -> Html {
        let (state, dispatch) = (&self.state, &self.dispatch);
        let drawn = self.drawing.on_stage(state);
        if let Some(later) = self.later {
            return later.stage(&Stage { state, drawn, run: &self.run, dispatch, tell: &self.tell });
        }
        let missing = state.later == Some(false);
        let lanes = format!("--lanes:{}", state.link.scenario.processes());
        html! {
            <section class="stage card" style={lanes} aria-label={t!("stage.title")} aria-busy={(!missing).to_string()}>
                if missing { <p role="alert">{ t!("status.incomplete") }</p> }
            </section>
        }
    }

    /// What stands below the stage; before its module is there, the room for it.
    fn panels(&self) -> Html {
        let Some(later) = self.later else {
            return html! { <section class="panels card" aria-busy="true"></section> };
        };
        let state = &self.state;
        let shown = state.shown.as_ref();
        later.panels(PanelsProps {
            lang: state.lang(),
            scenario: state.link.scenario,
            can_race: state.obstacle.is_none(),
            events: shown.map(|shown| shown.events.clone()).unwrap_or_default(),
            crowd: shown.and_then(|shown| shown.crowd.clone()),
            live: state.phase.is_busy() || shown.is_some_and(|shown| shown.cursor.is_some()),
            timeline: if state.tab == Tab::Table { self.drawing.timeline.clone() } else { Rc::default() },
            tab: state.tab,
            filter: state.filter,
            dialect: state.dialect,
            sales: state.chance.clone(),
            dispatch: self.dispatch.clone(),
            run_many: self.run_many.clone(),
        })
    }

    /// What could not be used as given; before its module is there, the room for it.
    fn notices(&self) -> Html {
        match self.later {
            Some(later) => later.notices(&self.state, &self.dispatch),
            None => html! { <div id="notices"></div> },
        }
    }
}
