//! You are the scheduler: a button a buyer, what has happened so far, and what can still become of it.

use super::open_in_race;
use super::work;
use crate::browser::keys;
use crate::browser::slices::Slices;
use crate::model::History;
use crate::model::explore::{Exploration, Explorer, Limits};
use crate::present::explore::{ExploredModel, MOST_PLAYED, Person, Turns, odds, turns};
use crate::program::BuyerId;
use crate::text::{count, t};
use crate::ui::live::Store;
use gloo_events::EventListener;
use std::rc::Rc;
use yew::prelude::*;

/// How far the odds of a moment are counted: they are counted anew at each turn.
const LIMITS: Limits = Limits { states: 400_000, bytes: 1 << 27 };

/// Keys that let a buyer take its turn.
const KEYS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// What is played.
#[derive(PartialEq, Properties)]
pub struct SchedulerProps {
    /// The scenario, in a language.
    pub explored: ExploredModel,
    /// The store.
    pub store: Store,
    /// Turns to step through, where there are any.
    pub played: Rc<Vec<BuyerId>>,
}

/// What the reader does, and what is counted meanwhile.
pub enum Input {
    /// Lets somebody take a turn.
    Take(BuyerId),
    /// Takes the last turn back.
    Undo,
    /// Takes it again.
    Redo,
    /// To where so many turns are taken.
    Jump(usize),
    /// Shows it as a run.
    Open,
    /// The odds of this moment.
    Odds(u32, Exploration),
}

/// See the module.
pub struct Scheduler {
    /// `None` where there are too many buyers.
    history: Option<History>,
    model: Turns,
    series: u32,
    work: Option<Slices>,
    odds: Option<Exploration>,
    _keys: Vec<EventListener>,
}

impl Component for Scheduler {
    type Message = Input;
    type Properties = SchedulerProps;

    fn create(ctx: &Context<Self>) -> Self {
        let key = |(id, key): (BuyerId, &&'static str)| {
            let link = ctx.link().clone();
            keys::on_letter(key, move || link.send_message(Input::Take(id)))
        };
        // In a frame keys belong to the page around it.
        let is_whole = !ctx.props().explored.page.embed;
        let keys = (1..).zip(&KEYS).filter(|_| is_whole).filter_map(key).collect();
        let mut scheduler =
            Self { history: None, model: Turns::default(), series: 0, work: None, odds: None, _keys: keys };
        scheduler.begin(ctx);
        scheduler
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &SchedulerProps) -> bool {
        let SchedulerProps { explored, played, .. } = ctx.props();
        if explored.scenario != old.explored.scenario || (!Rc::ptr_eq(played, &old.played) && !played.is_empty()) {
            self.begin(ctx);
        } else if let Some(history) = &self.history {
            self.model = turns(explored.lang, &explored.scenario, history);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        let Some(history) = &mut self.history else { return false };
        let moved = match input {
            Input::Take(id) => history.take(id),
            Input::Undo => history.undo(),
            Input::Redo => history.redo(),
            Input::Jump(at) => history.jump(at),
            Input::Open => {
                open_in_race(&ctx.props().store, &ctx.props().explored, history);
                false
            }
            Input::Odds(series, odds) => {
                let is_now = series == self.series;
                if is_now {
                    self.work = None;
                    self.odds = Some(odds);
                }
                return is_now;
            }
        };
        if moved {
            self.look(ctx);
        }
        moved
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let lang = ctx.props().explored.lang;
        let Some(history) = &self.history else {
            let text = t!(lang, "explore.turns.too_many", most = count(lang, MOST_PLAYED));
            return html! { <section><p class="hint">{ text }</p></section> };
        };
        let on = |input: fn() -> Input| ctx.link().callback(move |_: MouseEvent| input());
        let odds = odds(lang, self.odds.as_ref());
        let [total, wrong] = odds.counts;
        let known = (!total.is_empty()).then_some((total, wrong)).unzip();
        html! {
            <section id="scheduler" aria-labelledby="scheduler-title">
                <h2 id="scheduler-title">{ t!(lang, "explore.turns.title") }</h2>
                <p class="hint">{ t!(lang, "explore.turns.what") }</p>
                <div role="status" class="now">
                    <p>{ self.model.record.join(" ") }</p>
                    <p id="odds" class={odds.class} data-total={known.0} data-wrong={known.1}
                        data-chance={odds.chance.map(|chance| chance.to_string())}>{ odds.said }</p>
                    if let Some((text, is_right)) = &self.model.verdict {
                        <p id="played-verdict" class={if *is_right { "right" } else { "wrong" }}>{ text }</p>
                    }
                </div>
                <div class="moves">
                    <button id="undo" disabled={self.model.at == 0} onclick={on(|| Input::Undo)}>{ t!(lang, "explore.turns.undo") }</button>
                    <button id="redo" disabled={self.model.at == history.turns().len()} onclick={on(|| Input::Redo)}>{ t!(lang, "explore.turns.redo") }</button>
                    <button id="restart" disabled={self.model.at == 0} onclick={on(|| Input::Jump(0))}>{ t!(lang, "explore.turns.restart") }</button>
                    <button id="open-played" disabled={self.model.at == 0} onclick={on(|| Input::Open)}>{ t!(lang, "explore.turns.open") }</button>
                </div>
                <div class="table">
                    <ul class="people" aria-label={t!(lang, "explore.turns.buyers")}>{ for self.model.people.iter().map(|one| person(one, ctx)) }</ul>
                    { self.lines(ctx) }
                </div>
            </section>
        }
    }
}

impl Scheduler {
    /// At the beginning; with turns to step through, these can be taken again.
    fn begin(&mut self, ctx: &Context<Self>) {
        let SchedulerProps { explored, played, .. } = ctx.props();
        let scenario = &explored.scenario;
        let fits = scenario.buyers.get() <= MOST_PLAYED;
        let fresh = fits.then(|| History::new(scenario));
        let with = fresh.clone().and_then(|history| history.with(played)).map(|mut history| {
            history.restart();
            history
        });
        self.history = with.or(fresh);
        self.look(ctx);
    }

    /// What there is to see now, and the odds: at once, where that takes no longer than a frame.
    fn look(&mut self, ctx: &Context<Self>) {
        let ExploredModel { lang, scenario, .. } = &ctx.props().explored;
        self.series += 1;
        (self.work, self.odds) = (None, None);
        let Some(history) = &self.history else { return };
        self.model = turns(*lang, scenario, history);
        let mut explorer = Explorer::from(scenario, history.present(), LIMITS);
        if work::is_brief(&mut explorer) {
            self.odds = Some(explorer.found());
        } else {
            let (series, link) = (self.series, ctx.link().clone());
            self.work = Some(work::explore(explorer, move |came| {
                if let Ok(found) = came {
                    link.send_message(Input::Odds(series, found));
                }
            }));
        }
    }

    /// What has happened; each line leads back to where it stands.
    fn lines(&self, ctx: &Context<Self>) -> Html {
        let lang = ctx.props().explored.lang;
        let line = |(at, text): (usize, &String)| {
            let onclick = ctx.link().callback(move |_: MouseEvent| Input::Jump(at));
            let current = (at == self.model.at).then_some("step");
            let class = (at > self.model.at).then_some("taken-back");
            html! { <li {class}><button data-jump={at.to_string()} aria-current={current} {onclick}>{ text }</button></li> }
        };
        let start = t!(lang, "explore.turns.start");
        html! {
            <div class="past">
                <h3>{ t!(lang, "explore.turns.history") }</h3>
                <ol>{ for std::iter::once(&start).chain(&self.model.lines).enumerate().map(line) }</ol>
            </div>
        }
    }
}

fn person(person: &Person, ctx: &Context<Scheduler>) -> Html {
    let id = person.id;
    let onclick = ctx.link().callback(move |_: MouseEvent| Input::Take(id));
    let keys = KEYS.get(id as usize - 1).copied().filter(|_| !ctx.props().explored.page.embed);
    let said = format!("next-{id}");
    html! {
        <li>
            <button data-take={id.to_string()} disabled={!person.can} aria-describedby={said.clone()} aria-keyshortcuts={keys} {onclick}>{ &person.name }</button>
            <span id={said}>{ &person.next }</span>
        </li>
    }
}
