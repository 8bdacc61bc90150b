//! The stage: did it oversell? Stubs, verdict, timeline, and the words for what is selected.

use super::stubs::stubs;
use super::timeline::TimelineView;
use super::verdict::verdict;
use crate::timeline::Timeline;
use crate::ui::state::{Action, State};
use crate::ui::t::t;
use crate::ui::words;
use std::rc::Rc;
use yew::prelude::*;

/// The stage.
///
/// `drawn` is what has happened, or before anything has, what is expected.
pub fn stage(state: &State, sold: u32, drawn: &Rc<Timeline>, run: &Callback<()>, dispatch: &Callback<Action>) -> Html {
    let lang = state.lang();
    let scenario = state.link.scenario;
    let shown = state.shown.as_deref();
    let finished = shown.and_then(|shown| shown.finished.as_deref());
    let failures = shown.map(|shown| shown.failures.as_slice()).unwrap_or_default();
    let running = state.phase.is_busy();
    html! {
        <section class="stage card" aria-label={t!("stage.title")}>
            { stubs(lang, &scenario, sold, shown.is_some()) }
            { match finished {
                Some(finished) => verdict(lang, finished),
                None => super::verdict::open(lang, &scenario, state.executor(), running.then_some(sold)),
            } }
            if !failures.is_empty() {
                <ul id="failures">
                    { for failures.iter().map(|failure| html! { <li>{ words::failure(failure) }</li> }) }
                </ul>
            }
            <TimelineView {lang} {scenario} timeline={drawn.clone()} {running} run={run.clone()} begun={shown.is_some()}
                selected={state.selected} theme={state.theme()} dispatch={dispatch.clone()} />
        </section>
    }
}
