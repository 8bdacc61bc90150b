//! Which view is open, and which of its panels, by tabs; and the panels that come with the race: log, table. The code is in a file of
//! its own.

use crate::present::race::{Counts, CountsModel, Crowded, Log, LogLine, LogModel, Table, TableModel, Tabs, TabsModel};
use crate::store::{Action, PanelAction, Place, Tab};
use crate::ui::kit::dom::text;
use crate::ui::kit::following::Following;
use crate::ui::live::{self, Store, live};
use crate::ui::views::{Open, Panel, Show, Slot, VIEWS};
use std::marker::PhantomData;
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
    match panel.show {
        Show::With(show) => show(store),
        Show::Apart(open) => {
            let open: Open = Rc::new(open);
            html! { <Slot key={panel.name} store={store.clone()} lang={model.lang} name={panel.name} {open} /> }
        }
    }
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

/// A panel of which very many buyers have counts instead.
pub struct OrCounts<V>(PhantomData<V>);

impl<V: live::View> live::View for OrCounts<V> {
    type Select = Crowded;

    fn view(model: &Rc<bool>, store: &Store) -> Html {
        if **model { live::<CountsView>(store) } else { live::<V>(store) }
    }
}

/// What every process said, line by line.
pub struct LogView;

impl live::View for LogView {
    type Select = Log;

    fn view(model: &Rc<LogModel>, store: &Store) -> Html {
        let onchange = store.on(|event: Event| Action::Panel(PanelAction::Filter(text(&event).parse().ok())));
        html! {
            <>
                <label class="filter">
                    { &model.filter }
                    <select id="log-filter" {onchange}>
                        <option value="" selected={model.chosen.is_none()}>{ &model.all }</option>
                        { for model.people.iter().map(|(id, name)| html! {
                            <option value={id.to_string()} selected={model.chosen == Some(*id)}>{ name }</option>
                        }) }
                    </select>
                </label>
                <span class="hint">{ &model.hint }</span>
                if let Some(empty) = &model.empty { <p class="hint">{ empty }</p> }
                <Following id="log" label={model.title.clone()}>{ for model.lines.iter().map(line) }</Following>
                { more(model.more.as_ref(), store) }
            </>
        }
    }
}

fn line(line: &LogLine) -> Html {
    html! {
        <li class={line.class}>
            <span class="when" translate="no">{ &line.when }</span>
            <span class="who" translate="no">{ &line.who }</span>
            <span class="what">{ &line.what }</span>
            if let Some(printed) = &line.printed { <samp translate="no">{ printed }</samp> }
        </li>
    }
}

/// How many of how many are shown, and a button for more.
fn more(more: Option<&(String, String)>, store: &Store) -> Html {
    let Some((shown, show)) = more else { return Html::default() };
    let onclick = store.on(|_: MouseEvent| Action::Panel(PanelAction::More));
    html! { <p class="rest"><span role="status">{ shown }</span>{ " " }<button {onclick}>{ show }</button></p> }
}

/// A row a process.
pub struct TableView;

impl live::View for TableView {
    type Select = Table;

    fn view(model: &Rc<TableModel>, store: &Store) -> Html {
        if let Some(empty) = &model.empty {
            return html! { <div id="table"><p class="hint">{ empty }</p></div> };
        }
        let row = |(cells, class): &(Vec<String>, &'static str)| {
            let last = cells.len().saturating_sub(1);
            html! {
                <tr>
                    { for cells.iter().take(1).map(|who| html! { <th scope="row" translate="no">{ who }</th> }) }
                    { for cells.iter().enumerate().skip(1).map(|(at, cell)| html! {
                        <td class={(at == last).then_some(*class)}>{ cell }</td>
                    }) }
                </tr>
            }
        };
        html! {
            <>
                <div id="table" tabindex="0" role="region" aria-label={model.caption.clone()}>
                    <table>
                        <caption class="visually-hidden">{ &model.caption }</caption>
                        <thead><tr>{ for model.columns.iter().map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                        <tbody>{ for model.rows.iter().map(row) }</tbody>
                    </table>
                </div>
                { more(model.more.as_ref(), store) }
            </>
        }
    }
}

struct CountsView;

impl live::View for CountsView {
    type Select = Counts;

    fn view(model: &Rc<CountsModel>, _: &Store) -> Html {
        let row = |cells: &Vec<String>| {
            html! {
                <tr>
                    { for cells.iter().take(1).map(|at| html! { <th scope="row" translate="no">{ at }</th> }) }
                    { for cells.iter().skip(1).map(|cell| html! { <td>{ cell }</td> }) }
                </tr>
            }
        };
        html! {
            <div id="table" tabindex="0" role="region" aria-label={model.title.clone()}>
                <p class="hint">{ &model.title }</p>
                <table>
                    <caption class="visually-hidden">{ &model.title }</caption>
                    <thead><tr>{ for model.columns.iter().map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                    <tbody>{ for model.rows.iter().map(row) }</tbody>
                </table>
            </div>
        }
    }
}
