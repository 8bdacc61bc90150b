//! The log, like the output of the script: what each buyer prints, in order.

use crate::program::{Action as Did, BuyerId};
use crate::scenario::Scenario;
use crate::trace::Event;
use crate::ui::state::Action;
use crate::ui::t::t;
use crate::ui::words;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The most lines shown; the filter finds the others.
const SHOWN: usize = 600;

/// The most lines shown while buyers run: the latest, so that a burst of events costs no frame.
const SHOWN_LIVE: usize = 40;

/// The log and its filter; `live` while buyers run.
pub fn log(
    lang: &str,
    scenario: &Scenario,
    events: &[Event],
    live: bool,
    filter: Option<BuyerId>,
    dispatch: &Callback<Action>,
) -> Html {
    let (buyers, processes) = (scenario.buyers.get(), scenario.processes());
    let onchange = dispatch.reform(|event: yew::events::Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
        Action::Filter(chosen.and_then(|value| value.parse().ok()))
    });
    let kept = |event: &&Event| filter.is_none_or(|buyer| buyer == event.buyer);
    let said = |event: &&Event| is_said(event.action);
    let lines = events.iter().filter(kept).filter(said);
    let before = if live { lines.clone().count().saturating_sub(SHOWN_LIVE) } else { 0 };
    let lines: Vec<Html> = lines.skip(before).take(SHOWN).filter_map(|event| line(lang, buyers, *event)).collect();
    html! {
        <>
            <label class="filter">
                { t!("log.filter") }
                <select id="log-filter" {onchange}>
                    <option value="" selected={filter.is_none()}>{ t!("log.all") }</option>
                    { for (1..=processes.min(1000)).map(|buyer| html! {
                        <option value={buyer.to_string()} selected={filter == Some(buyer)}>{ words::name(buyer > buyers, buyer) }</option>
                    }) }
                </select>
            </label>
            if lines.is_empty() {
                <p class="hint">{ t!("log.empty") }</p>
            }
            <ol id="log" tabindex="0" aria-label={t!("tab.log")}>{ for lines }</ol>
        </>
    }
}

/// Whether a buyer prints anything at an event.
const fn is_said(action: Did) -> bool {
    !matches!(
        action,
        Did::Started
            | Did::Paused(_)
            | Did::Released
            | Did::Entered
            | Did::Left
            | Did::Checked { .. }
            | Did::Spared
            | Did::Ended
    )
}

/// What a buyer prints at an event; nothing for the silent ones.
fn line(lang: &str, buyers: u32, event: Event) -> Option<Html> {
    let class = match event.action {
        Did::Looked(_)
        | Did::Read(_)
        | Did::Wrote { .. }
        | Did::Loaded { .. }
        | Did::Truncated { .. }
        | Did::Stored { .. }
        | Did::Missed { .. }
        | Did::Received { .. }
        | Did::Sent(_)
        | Did::Shown(_)
        | Did::Asked { .. }
        | Did::Served { .. }
        | Did::Replied { .. }
        | Did::Answered(_)
        | Did::Closed => "",
        Did::Waiting | Did::Acquired(_) | Did::Inherited(_) | Did::SoldOut => "dim",
        Did::Bought => "bought",
        Did::Failed | Did::Raised | Did::Killed => "wrong",
        _ => return None,
    };
    Some(html! {
        <li {class}>
            <span class="when">{ words::stamp(lang, event.at) }</span>
            <span class="who">{ words::name(event.buyer > buyers, event.buyer) }</span>
            <span class="what">{ words::event(lang, event) }</span>
        </li>
    })
}
