//! What could not be used as given, and where the page has to simulate.

use crate::browser::isolation::Obstacle;
use crate::browser::link::address;
use crate::scenario::{Engine, Notice, Store};
use crate::trace::Cause;
use crate::ui::state::{Action, State};
use crate::ui::t::t;
use crate::ui::words;
use yew::prelude::*;

/// The most notices shown one by one.
const SHOWN: usize = 8;

/// The address of the same thing in a tab of its own.
fn own_tab(state: &State) -> String {
    let mut link = state.link;
    link.page.embed = false;
    address(&State { link, ..state.clone() }.address())
}

/// In a frame: whose it is, and the way to a tab of its own.
pub fn mark(state: &State) -> Html {
    html! {
        <a class="mark" href={own_tab(state)} target="_blank" rel="noopener" title={t!("embed.own_tab")}>
            { "Oversold" }<span aria-hidden="true">{ " ↗" }</span>
        </a>
    }
}

/// The list of notices.
pub fn notices(state: &State, dispatch: &Callback<Action>) -> Html {
    let (notices, obstacle) = (&state.notices, state.obstacle);
    let failures = state.shown.as_ref().map(|shown| shown.failures.as_slice()).unwrap_or_default();
    let missing = failures.iter().filter(|failure| matches!(failure.cause, Cause::DidNotStart(_))).count();
    let buyers = state.link.scenario.buyers.get() as usize;
    let one = |(index, notice): (usize, &Notice)| {
        let dismiss = dispatch.reform(move |_: MouseEvent| Action::Dismiss(index));
        html! {
            <li class="notice" data-notice={notice.parameter.clone()}>
                <span>{ words::notice(notice) }</span>
                <button class="quiet" onclick={dismiss} aria-label={t!("notice.dismiss")}>{ "×" }</button>
            </li>
        }
    };
    // Where runs are simulated anyway, so is the file.
    let no_file =
        obstacle.is_none() && state.link.scenario.store == Store::File && state.link.page.engine != Engine::Virtual;
    let more = notices.len().saturating_sub(SHOWN);
    html! {
        <div id="notices" role="status" aria-label={t!("notice.title")}><ul>
            if let Some(obstacle) = obstacle {
                <li class="notice simulated" data-notice="engine">
                    <strong class="badge">{ t!("simulated.badge") }</strong>
                    <span>
                        { match obstacle {
                            Obstacle::ParentNotIsolated => t!("simulated.parent_not_isolated"),
                            Obstacle::ServiceWorkerBlocked => t!("simulated.service_worker_blocked"),
                            Obstacle::Sandboxed => t!("simulated.sandboxed"),
                            Obstacle::BrowserLacks => t!("simulated.browser_lacks"),
                        } }
                        if matches!(obstacle, Obstacle::ParentNotIsolated | Obstacle::Sandboxed) {
                            { " " }<a id="own-tab" href={own_tab(state)} target="_blank" rel="noopener">{ t!("simulated.own_tab") }</a>
                        }
                    </span>
                </li>
            }
            if let Some(text) = state.no_file.as_ref().filter(|_| no_file) {
                <li class="notice simulated" data-notice="store">
                    <strong class="badge">{ t!("simulated.badge") }</strong>
                    <span>{ t!("notice.no_file", text = text) }</span>
                </li>
            }
            if missing > 0 {
                <li class="notice" data-notice="buyers">
                    <span>{ t!("notice.started", started = buyers.saturating_sub(missing), buyers = buyers) }</span>
                </li>
            }
            { for notices.iter().enumerate().take(SHOWN).map(one) }
            if more > 0 {
                <li class="notice">{ t!("notice.more", n = more) }</li>
            }
        </ul></div>
    }
}
