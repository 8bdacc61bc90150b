//! Which view is open, and which of its panels, by tabs.

use crate::present::race::{Tabs, TabsModel};
use crate::store::{Action, PanelAction, Place, Tab};
use crate::ui::live::{self, Store};
use crate::ui::views::{Open, Panel, Slot, VIEWS};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// The way to every view.
pub struct NavView;

impl live::View for NavView {
    type Select = Tabs;

    fn view(model: &Rc<TabsModel>, store: &Store) -> Html {
        let one = |view: &'static crate::ui::views::View| {
            let place = Place(view.name);
            let onclick = store.on(move |_: MouseEvent| Action::Panel(PanelAction::Show(place)));
            let current = (model.view == place).then_some("page");
            html! { <button id={format!("view-{}", view.name)} aria-current={current} {onclick}>{ (view.label)(model.lang) }</button> }
        };
        let is_shown = |view: &&'static crate::ui::views::View| view.is_listed || model.view == Place(view.name);
        html! { <>{ for VIEWS.iter().filter(is_shown).map(one) }</> }
    }
}

/// Tabs and the open panel. In a frame there are no tabs.
pub struct PanelsView;

impl live::View for PanelsView {
    type Select = Tabs;

    fn view(model: &Rc<TabsModel>, store: &Store) -> Html {
        let Some(view) = VIEWS.iter().find(|view| view.name == model.view.0) else { return Html::default() };
        let is_open = |panel: &&Panel| model.open == Some(Tab(panel.name));
        let Some(open) = view.panels.iter().find(is_open).or(view.panels.first()) else { return Html::default() };
        if store.state().embedded() {
            // Only what a link can ask for by name.
            return if model.view == Place::RACE { Html::default() } else { panel(open, model, store) };
        }
        let tabs = Bar { panels: view.panels, open: open.name, store, model };
        let named = (view.panels.len() > 1).then(|| format!("tab-{}", open.name));
        html! {
            <>
                // The race has its own: the verdict.
                if model.view != Place::RACE { <h1 class="visually-hidden">{ (view.label)(model.lang) }</h1> }
                if named.is_some() { { tabs.view() } }
                <div id="panel" role="tabpanel" aria-labelledby={named} tabindex="0">{ panel(open, model, store) }</div>
            </>
        }
    }
}

fn panel(panel: &'static Panel, model: &TabsModel, store: &Store) -> Html {
    let open: Open = Rc::new(panel.open);
    html! { <Slot key={panel.name} store={store.clone()} lang={model.lang} name={panel.name} {open} /> }
}

/// The tabs of a view's panels.
struct Bar<'a> {
    panels: &'static [Panel],
    open: &'static str,
    store: &'a Store,
    model: &'a TabsModel,
}

impl Bar<'_> {
    fn view(&self) -> Html {
        html! {
            <div class="tabs" role="tablist" aria-label={self.model.title.clone()} onkeydown={self.keys()}>
                { for self.panels.iter().map(|panel| self.tab(panel)) }
            </div>
        }
    }

    fn tab(&self, panel: &'static Panel) -> Html {
        let (name, selected) = (panel.name, panel.name == self.open);
        let onclick = self.store.on(move |_: MouseEvent| Action::Panel(PanelAction::Open(Tab(name))));
        html! {
            <button role="tab" id={format!("tab-{name}")} aria-selected={selected.to_string()} aria-controls="panel"
                tabindex={if selected { "0" } else { "-1" }} {onclick}>{ (panel.label)(self.model.lang) }</button>
        }
    }

    /// Arrow keys move between tabs, as the ARIA Authoring Practices describe.
    fn keys(&self) -> Callback<KeyboardEvent> {
        let (store, panels) = (self.store.clone(), self.panels);
        let at = panels.iter().position(|panel| panel.name == self.open).unwrap_or(0);
        Callback::from(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowRight" => (at + 1) % panels.len(),
                "ArrowLeft" => (at + panels.len() - 1) % panels.len(),
                "Home" => 0,
                "End" => panels.len() - 1,
                _ => return,
            };
            event.prevent_default();
            store.send(Action::Panel(PanelAction::Open(Tab(panels[next].name))));
            let list = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
            let tab = list.and_then(|list| list.children().item(u32::try_from(next).unwrap_or(0)));
            if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
                // The tab is there and visible, which is all that could fail.
                let _ = tab.focus();
            }
        })
    }
}
