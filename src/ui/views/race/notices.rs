//! What could not be used as given, and where the page has to simulate.

use crate::browser::link::address;
use crate::present::race::{NoticeModel, Notices, NoticesModel};
use crate::store::{Action, Form, LinkAction, PageAction, RunAction};
use crate::ui::live::{Store, View};
use std::rc::Rc;
use yew::prelude::*;

/// The list of notices.
pub struct NoticesView;

impl View for NoticesView {
    type Select = Notices;

    fn view(model: &Rc<NoticesModel>, store: &Store) -> Html {
        let one = |(index, notice): (usize, &NoticeModel)| {
            let dismiss = store.on(move |_: MouseEvent| Action::Link(LinkAction::Dismiss(index)));
            html! {
                <li class="notice" data-notice={notice.parameter.clone()}>
                    <span>{ &notice.text }</span>
                    <button class="quiet" onclick={dismiss} aria-label={model.dismiss.clone()}>{ "×" }</button>
                </li>
            }
        };
        html! {
            <div role="status" aria-label={model.title.clone()}><ul>
                if let Some((text, way)) = &model.simulated {
                    <li class="notice simulated" data-notice="engine">
                        <strong class="badge">{ &model.badge }</strong>
                        <span>
                            { text }
                            if let Some((name, query)) = way {
                                { " " }<a id="own-tab" href={address(query)} target="_blank" rel="noopener">{ name }</a>
                            }
                        </span>
                    </li>
                }
                if let Some(text) = &model.no_file {
                    <li class="notice simulated" data-notice="store">
                        <strong class="badge">{ &model.badge }</strong><span>{ text }</span>
                    </li>
                }
                if let Some((text, save)) = &model.no_png {
                    <li class="notice" data-notice="png">
                        <span>{ text }</span>
                        <button onclick={store.on(|_: MouseEvent| Action::Run(RunAction::Save(Form::Svg)))}>{ save }</button>
                        <button class="quiet" aria-label={model.dismiss.clone()}
                            onclick={store.on(|_: MouseEvent| Action::Page(PageAction::AltersPictures(false)))}>{ "×" }</button>
                    </li>
                }
                if let Some(text) = &model.started {
                    <li class="notice" data-notice="buyers"><span>{ text }</span></li>
                }
                { for model.notices.iter().enumerate().map(one) }
                if let Some(text) = &model.more { <li class="notice">{ text }</li> }
            </ul></div>
        }
    }
}
