//! A lock at each of its 21 places: a triangle of buttons, each of which chooses its place. A grid: the tab key enters it, the
//! arrow keys go from cell to cell. Its runs are simulated while it is looked at.

use crate::browser::slices::Slices;
use crate::engine::once;
use crate::present::compare::{Cell, Places, PlacesModel, Triangle, has_times, triangle, with_lock};
use crate::scenario::{Choice, Scenario, Scope};
use crate::store::{Action, LinkAction, pairs};
use crate::text::{Lang, message, t};
use crate::trace::Verdict;
use crate::ui::live::{Store, View};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// How long the page is busy at a time, in milliseconds: with what else is to do, less than a frame.
const SLICE: f64 = 10.0;

/// The part of the panel.
pub struct PlacesView;

impl View for PlacesView {
    type Select = Places;

    fn view(model: &Rc<PlacesModel>, store: &Store) -> Html {
        html! { <Placements model={**model} store={store.clone()} /> }
    }
}

/// What the triangle is of.
#[derive(PartialEq, Properties)]
pub struct PlacementsProps {
    /// The scenario, in a language.
    pub model: PlacesModel,
    /// Is told which place is chosen.
    pub store: Store,
}

/// What happens in the triangle.
pub enum Input {
    /// Some of the runs are done.
    Told,
    /// The reader looks at this place, with the pointer or the focus.
    Look(Scope, bool),
}

/// See the module.
pub struct Placements {
    found: Rc<RefCell<BTreeMap<Scope, Verdict>>>,
    /// The runs under way.
    work: Option<Slices>,
    /// The one that the tab key reaches; the present choice, before the reader was at another.
    at: Option<Scope>,
    /// The one of which more is said.
    looked: Option<Scope>,
}

impl Component for Placements {
    type Message = Input;
    type Properties = PlacementsProps;

    fn create(ctx: &Context<Self>) -> Self {
        let mut view = Self { found: Rc::default(), work: None, at: None, looked: None };
        view.restart(ctx);
        view
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &PlacementsProps) -> bool {
        // Where the lock stands now changes none of the runs.
        let of = |scenario: &Scenario| with_lock(scenario, Scope::GET);
        if of(&old.model.scenario) != of(&ctx.props().model.scenario) {
            self.restart(ctx);
        }
        true
    }

    fn update(&mut self, _: &Context<Self>, input: Input) -> bool {
        match input {
            Input::Told => {}
            Input::Look(scope, focus) => {
                self.looked = Some(scope);
                self.at = if focus { Some(scope) } else { self.at };
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let PlacesModel { lang, scenario, .. } = ctx.props().model;
        let made = triangle(lang, &scenario, &self.found.borrow());
        let looked = self.looked.or(scenario.guard.scope());
        let here = made.rows.iter().flatten().find(|cell| Some(cell.scope) == looked);
        html! {
            <section id="placements" data-done={self.found.borrow().len().to_string()}>
                <h2>{ t!(lang, "placements.title") }</h2>
                <p class="hint">{ t!(lang, "placements.what") }</p>
                { self.grid(ctx, &made) }
                <p class="here-place">{ here.map(|cell| cell.here.clone()).unwrap_or_default() }</p>
                <p class="best-place" role="status">{ made.best.as_ref().map(|best| format!("★ {best}")).unwrap_or_default() }</p>
                <ol class="names" aria-label={t!(lang, "placements.legend")}>
                    { for (0..=Scope::LAST).map(|place| html! {
                        <li><strong>{ place }</strong>{ " " }{ message(lang, &format!("lock.place.{place}")) }</li>
                    }) }
                </ol>
                <p class="hint">{ made.notes.join(lang.gap()) }</p>
                <p class="hint">{ t!(lang, "placements.finding") }</p>
            </section>
        }
    }
}

impl Placements {
    fn restart(&mut self, ctx: &Context<Self>) {
        let scenario = ctx.props().model.scenario;
        self.found = Rc::default();
        let (found, link) = (self.found.clone(), ctx.link().clone());
        let mut left = Scope::ALL.iter().map(|(scope, _)| *scope);
        let work = move || {
            let Some(scope) = left.next() else { return false };
            let verdict = once(&with_lock(&scenario, scope));
            found.borrow_mut().insert(scope, verdict);
            true
        };
        self.work = has_times(&scenario).then(|| Slices::new(SLICE, work, move |_| link.send_message(Input::Told)));
    }

    fn grid(&self, ctx: &Context<Self>, made: &Triangle) -> Html {
        let PlacesModel { lang, scenario, .. } = ctx.props().model;
        let at = self.at.or(scenario.guard.scope()).unwrap_or_default();
        let row = |(from, cells): (u8, &Vec<Cell>)| {
            html! {
                <tr>
                    <th scope="row"><span class="visually-hidden">{ t!(lang, "placements.acquired", place = from) }</span><span aria-hidden="true">{ from }</span></th>
                    { for (0..from).map(|_| html! { <td></td> }) }
                    { for cells.iter().map(|cell| self::cell(ctx, cell, cell.scope == at)) }
                </tr>
            }
        };
        let column = |to: u8| {
            html! { <th scope="col"><span class="visually-hidden">{ t!(lang, "placements.released", place = to) }</span><span aria-hidden="true">{ to }</span></th> }
        };
        html! {
            <table role="grid" aria-label={t!(lang, "placements.title")}>
                <thead><tr>
                    <th scope="col"><span class="visually-hidden">{ t!(lang, "placements.corner") }</span><span aria-hidden="true">{ "↓→" }</span></th>
                    { for (1..=Scope::LAST).map(column) }
                </tr></thead>
                <tbody>{ for (0..).zip(&made.rows).map(row) }</tbody>
            </table>
        }
    }
}

fn cell(ctx: &Context<Placements>, cell: &Cell, reached: bool) -> Html {
    let (PlacesModel { lang, disabled, .. }, link, scope) = (ctx.props().model, ctx.link(), cell.scope);
    let name = [
        Some(cell.name.clone()),
        cell.is_best.then(|| t!(lang, "compare.best")),
        cell.is_now.then(|| t!(lang, "placements.now")),
    ];
    let name = name.into_iter().flatten().collect::<Vec<_>>().join(if lang == Lang::Zh { "，" } else { ", " });
    let chosen = ctx
        .props()
        .store
        .on(move |_: MouseEvent| Action::Link(LinkAction::Set(pairs(&[("guard", "lock"), ("scope", scope.name())]))));
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if let Some(to) = next(scope, &event.key()) {
            event.prevent_default();
            focus(&event, to);
        }
    });
    html! {
        <td>
            <button class={cell.class} data-scope={scope.name()} aria-current={cell.is_now.then_some("true")}
                tabindex={if reached { "0" } else { "-1" }}
                {disabled} onclick={chosen} {onkeydown} onfocus={link.callback(move |_| Input::Look(scope, true))}
                onmouseenter={link.callback(move |_| Input::Look(scope, false))}>
                <b class="visually-hidden">{ name }</b>
                <span aria-hidden="true">{ cell.sign }{ if cell.is_best { " ★" } else { "" } }</span>
                <span aria-hidden="true">{ cell.times.as_ref().map_or("…", |[elapsed, _]| elapsed) }</span>
                if let Some([_, wait]) = &cell.times { <span class="mean" aria-hidden="true">{ t!(lang, "placements.wait", wait = wait) }</span> }
            </button>
        </td>
    }
}

/// Gives the focus to a cell of the triangle that an event came from.
fn focus(event: &KeyboardEvent, to: Scope) {
    let from = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let table = from.and_then(|from| from.closest("table").ok().flatten());
    let to = table.and_then(|table| table.query_selector(&format!("[data-scope='{}']", to.name())).ok().flatten());
    if let Some(to) = to.and_then(|to| to.dyn_into::<HtmlElement>().ok()) {
        // It is there and visible, which is all that could fail.
        let _ = to.focus();
    }
}

/// Where a key goes in the triangle, if anywhere.
fn next(from: Scope, key: &str) -> Option<Scope> {
    let (a, b) = (from.from(), from.to());
    match key {
        "ArrowLeft" => Scope::new(a, b.checked_sub(1)?),
        "ArrowRight" => Scope::new(a, b + 1),
        "ArrowUp" => Scope::new(a.checked_sub(1)?, b),
        "ArrowDown" => Scope::new(a + 1, b),
        "Home" => Scope::new(a, a + 1),
        "End" => Scope::new(a, Scope::LAST),
        _ => None,
    }
}
