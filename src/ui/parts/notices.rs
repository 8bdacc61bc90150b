//! What could not be used as given, and where the page has to simulate.

use crate::browser::isolation::Obstacle;
use crate::scenario::Notice;
use crate::ui::state::Action;
use crate::ui::words;
use rust_i18n::t;
use yew::prelude::*;

/// The most notices shown one by one.
const SHOWN: usize = 8;

#[derive(PartialEq, Properties)]
pub struct NoticesProps {
    pub lang: &'static str,
    pub notices: Vec<Notice>,
    pub obstacle: Option<Obstacle>,
    pub dispatch: Callback<Action>,
}

/// The list of notices.
#[component]
pub fn Notices(props: &NoticesProps) -> Html {
    let NoticesProps { notices, obstacle, dispatch, .. } = props;
    let one = |(index, notice): (usize, &Notice)| {
        let dismiss = dispatch.reform(move |_: MouseEvent| Action::Dismiss(index));
        html! {
            <li class="notice" data-notice={notice.parameter.clone()}>
                <span>{ words::notice(notice) }</span>
                <button class="quiet" onclick={dismiss} aria-label={t!("notice.dismiss").to_string()}>{ "×" }</button>
            </li>
        }
    };
    let more = notices.len().saturating_sub(SHOWN);
    html! {
        <ul id="notices" role="status" aria-label={t!("notice.title").to_string()}>
            if let Some(obstacle) = obstacle {
                <li class="notice simulated" data-notice="engine">
                    <strong class="badge">{ t!("simulated.badge") }</strong>
                    <span>{ match obstacle {
                        Obstacle::NotIsolated => t!("simulated.not_isolated"),
                        Obstacle::BrowserLacks => t!("simulated.browser_lacks"),
                    } }</span>
                </li>
            }
            { for notices.iter().enumerate().take(SHOWN).map(one) }
            if more > 0 {
                <li class="notice">{ t!("notice.more", n = more) }</li>
            }
        </ul>
    }
}
