//! The stage: did it oversell? Stubs, verdict, timeline, and the words for what is selected.

use super::stubs::Stubs;
use super::timeline::TimelineView;
use super::verdict::Verdict;
use crate::scenario::Scenario;
use crate::timeline::{Mark, Timeline};
use crate::trace::Executor;
use crate::ui::shown::Shown;
use crate::ui::state::{Action, Phase};
use crate::ui::words;
use rust_i18n::t;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct StageProps {
    pub lang: &'static str,
    pub scenario: Scenario,
    pub executor: Executor,
    pub phase: Phase,
    pub shown: Option<Rc<Shown>>,
    pub selected: Option<Mark>,
    pub dispatch: Callback<Action>,
}

/// The stage.
#[component]
pub fn Stage(props: &StageProps) -> Html {
    let StageProps { lang, scenario, executor, phase, shown, selected, dispatch } = props;
    let timeline = use_memo(shown.clone(), |shown| {
        shown.as_ref().map_or_else(Timeline::default, |shown| shown.timeline())
    });
    let finished = shown.as_ref().and_then(|shown| shown.finished.clone());
    let failures = shown.as_ref().map(|shown| shown.failures.clone()).unwrap_or_default();
    let running = phase.is_busy();
    html! {
        <section class="stage card" aria-label={t!("stage.title").to_string()}>
            <Stubs {lang} tickets={scenario.tickets.get()} buyers={scenario.buyers.get()} sold={timeline.sold}
                begun={shown.is_some()} />
            <Verdict {lang} scenario={*scenario} executor={*executor} sold={timeline.sold} {running} {finished} />
            if !failures.is_empty() {
                <ul id="failures">
                    { for failures.iter().map(|failure| html! { <li>{ words::failure(failure) }</li> }) }
                </ul>
            }
            <TimelineView {lang} scenario={*scenario} {timeline} {running} begun={shown.is_some()}
                selected={*selected} dispatch={dispatch.clone()} />
        </section>
    }
}
