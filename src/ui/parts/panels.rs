//! Below the stage: the script's output, the purchase as code, every guard side by side, the timeline as a table, chance.

use super::chance::chance;
use super::code::code;
use super::compare::Compare;
use super::counts::counts;
use super::log::log;
use super::sweep::SweepView;
use super::table::table;
use crate::engine::Sales;
use crate::program::{BuyerId, Dialect};
use crate::scenario::Scenario;
use crate::timeline::Timeline;
use crate::trace::Event;
use crate::ui::crowd::Crowd;
use crate::ui::state::{Action, Tab};
use crate::ui::t::t;
use crate::ui::words;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

const TABS: [(Tab, &str); 6] = [
    (Tab::Log, "log"),
    (Tab::Code, "code"),
    (Tab::Compare, "compare"),
    (Tab::Table, "table"),
    (Tab::Chance, "chance"),
    (Tab::Sweep, "sweep"),
];

#[derive(PartialEq, Properties)]
pub struct PanelsProps {
    pub lang: &'static str,
    pub scenario: Scenario,
    /// Whether real workers can share memory here.
    pub can_race: bool,
    pub events: Rc<Vec<Event>>,
    /// Very many buyers, of whom no events are kept.
    pub crowd: Option<Rc<Crowd>>,
    /// Whether buyers are running.
    pub live: bool,
    /// What the table shows; empty while another panel is open, so that it costs nothing.
    pub timeline: Rc<Timeline>,
    pub tab: Tab,
    pub filter: Option<BuyerId>,
    pub dialect: Dialect,
    pub sales: Option<Rc<Sales>>,
    pub dispatch: Callback<Action>,
    pub run_many: Callback<bool>,
}

/// A component of its own, so that it is built anew only when one of its props has changed.
pub struct Panels;

impl Component for Panels {
    type Message = ();
    type Properties = PanelsProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        panels(ctx.props())
    }

    /// While time goes on, the latest line is the one to see.
    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        if ctx.props().live
            && let Some(log) = element("log")
        {
            log.set_scroll_top(log.scroll_height());
        }
    }
}

/// Tabs and the open panel.
fn panels(props: &PanelsProps) -> Html {
    let PanelsProps {
        lang,
        scenario,
        can_race,
        events,
        crowd,
        live,
        timeline,
        tab,
        filter,
        dialect,
        sales,
        dispatch,
        run_many,
    } = props;
    let one = |(this, name): (Tab, &'static str)| {
        let onclick = dispatch.reform(move |_: MouseEvent| Action::Open(this));
        let selected = this == *tab;
        html! {
            <button role="tab" id={format!("tab-{name}")} aria-selected={selected.to_string()} aria-controls="panel"
                tabindex={if selected { "0" } else { "-1" }} {onclick}>{ words::text(&format!("tab.{name}")) }</button>
        }
    };
    // Arrow keys move between tabs, as the ARIA Authoring Practices describe.
    let onkeydown = {
        let (dispatch, at) = (dispatch.clone(), TABS.iter().position(|(this, _)| this == tab).unwrap_or(0));
        Callback::from(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowRight" => (at + 1) % TABS.len(),
                "ArrowLeft" => (at + TABS.len() - 1) % TABS.len(),
                "Home" => 0,
                "End" => TABS.len() - 1,
                _ => return,
            };
            event.prevent_default();
            dispatch.emit(Action::Open(TABS[next].0));
            focus(&format!("tab-{}", TABS[next].1));
        })
    };
    let name = TABS.iter().find(|(this, _)| this == tab).map_or("log", |(_, name)| name);
    html! {
        <section class="panels card">
            <div class="tabs" role="tablist" aria-label={t!("tab.title")} {onkeydown}>{ for TABS.map(one) }</div>
            <div id="panel" role="tabpanel" aria-labelledby={format!("tab-{name}")} tabindex="0">
                { match tab {
                    Tab::Log | Tab::Table if crowd.is_some() => counts(lang, crowd.as_deref()),
                    Tab::Log => log(lang, scenario, events, *live, *filter, dispatch),
                    Tab::Table => table(lang, timeline),
                    Tab::Code => code(lang, scenario, *dialect, events, dispatch),
                    Tab::Compare => html! { <Compare {lang} scenario={*scenario} can_race={*can_race} /> },
                    Tab::Sweep => html! { <SweepView {lang} scenario={*scenario} /> },
                    Tab::Chance => chance(lang, scenario, sales.as_deref(), run_many),
                } }
            </div>
        </section>
    }
}

fn element(id: &str) -> Option<web_sys::Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

fn focus(id: &str) {
    if let Some(element) = element(id).and_then(|element| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(element).ok()) {
        // The element is there and visible, which is all that could fail.
        let _ = element.focus();
    }
}
