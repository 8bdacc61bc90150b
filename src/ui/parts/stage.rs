//! The stage: did it oversell? Stubs, verdict, timeline, and the words for what is selected.

use super::crowd::crowd;
use super::deadlock::graph;
use super::file::file;
use super::keep::keep;
use super::player::player;
use super::stubs::stubs;
use super::timeline::TimelineView;
use super::verdict::verdict;
use crate::scenario::{MAX_LANES, write};
use crate::timeline::Timeline;
use crate::trace::Cause;
use crate::ui::app::Message;
use crate::ui::shown::{Finished, Shown};
use crate::ui::state::{Action, State};
use crate::ui::t::t;
use crate::ui::words;
use std::rc::Rc;
use yew::prelude::*;

/// What the stage shows.
pub struct Stage<'a> {
    pub state: &'a State,
    /// What has happened, all of a run that is played again, or before anything has, what is expected.
    pub drawn: &'a Rc<Timeline>,
    pub run: &'a Callback<()>,
    pub dispatch: &'a Callback<Action>,
    pub tell: &'a Callback<Message>,
}

/// The stage.
pub fn stage(stage: &Stage<'_>) -> Html {
    let Stage { state, drawn, run, dispatch, tell } = *stage;
    let lang = state.lang();
    let scenario = state.link.scenario;
    let shown = state.shown.as_deref();
    let finished = shown.and_then(|shown| shown.finished.as_deref());
    let cursor = shown.and_then(|shown| shown.cursor);
    let failures = shown.map(|shown| shown.failures.as_slice()).unwrap_or_default();
    // Who waits for the dead, stands in the graph.
    let failed = failures.iter().filter(|failure| !matches!(failure.cause, Cause::Stuck { .. }));
    let failed = failed.map(|failure| words::failure(&scenario, failure));
    let died = shown.map(|shown| words::deaths(&scenario, &shown.events)).unwrap_or_default();
    let dead: Vec<Html> = failed.chain(died).map(|text| html! { <li>{ text }</li> }).collect();
    let running = state.phase.is_busy();
    let sold = shown.map_or(0, Shown::sold);
    let under_way = (running || cursor.is_some()).then_some(sold);
    let is_crowd = scenario.buyers.get() > MAX_LANES;
    let playhead = shown.filter(|_| (running || cursor.is_some()) && !is_crowd).map(|shown| shown.now);
    let so_far = shown.filter(|_| cursor.is_some()).map(Shown::so_far);
    // A run that is known has its axis to its end, however far it is played.
    let end = finished.map(Finished::end);
    let address = finished.and_then(|finished| {
        let text = finished.schedule.as_ref()?;
        Some(format!("{}#t={text}", write(&state.link)))
    });
    html! {
        <section class="stage card" aria-label={t!("stage.title")}>
            { stubs(lang, &scenario, sold, shown.is_some()) }
            { match shown.and_then(Shown::answer).filter(|_| cursor.is_none()) {
                Some(answer) => verdict(lang, &answer),
                None => super::verdict::open(lang, &scenario, state.shown_executor(), under_way, so_far.as_ref()),
            } }
            if !dead.is_empty() {
                <ul id="failures">{ for dead }</ul>
            }
            if let Some(found) = finished.and_then(|finished| finished.deadlock.as_ref()).filter(|_| cursor.is_none()) {
                { graph(lang, &scenario, found) }
            }
            { file(&scenario, state.shown_executor(), state.exclusive, shown.map_or(&[], |shown| shown.events.as_slice())) }
            <TimelineView {lang} {scenario} timeline={drawn.clone()} {running} run={run.clone()} begun={shown.is_some()}
                {playhead} played={cursor.map(|cursor| cursor.index)} {end} lost={finished.and_then(Finished::first_lost)} crowd={shown.and_then(|shown| shown.crowd.clone())} playing={state.is_playing()}
                selected={state.selected} theme={state.theme()} dispatch={dispatch.clone()} />
            if state.link.page.embed {
                // Only the answer; the page in a tab of its own has the rest.
            } else if is_crowd {
                { crowd(lang, &scenario, state.from, shown.is_some_and(|shown| shown.crowd.is_some()), dispatch) }
            } else {
                { player(lang, shown, state.rate, dispatch) }
            }
            if !state.link.page.embed {
                { keep(finished, address, tell) }
            }
        </section>
    }
}
