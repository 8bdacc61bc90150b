//! You are the scheduler: a button a buyer, what has happened so far, what can still become of it, what is to be tried, and
//! where in the graph of states all that is.

mod people;
mod shown;

use super::challenges::Challenged;
use super::counter::Counter;
use super::graph::{Go, StateGraph, picture_of};
use super::{open_in_race, work};
use crate::browser::keys;
use crate::browser::slices::Slices;
use crate::model::explore::{Exploration, Explorer, Graph, Kind, Limits};
use crate::model::{History, Moment, Turn};
use crate::present::explore::{
    CHALLENGES, Drawn, ExploredModel, MOST_DRAWN, MOST_PLAYED, Standing, Trail, Turns, trail, turns,
};
use crate::program::{Action as Did, BuyerId};
use crate::store::{Action, LinkAction, pairs};
use crate::text::{count, t};
use crate::ui::live::Store;
use gloo_events::EventListener;
use std::rc::Rc;
use yew::prelude::*;

/// Keys that let a buyer take its turn.
pub const KEYS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// What is played.
#[derive(PartialEq, Properties)]
pub struct SchedulerProps {
    /// The scenario, in a language.
    pub explored: ExploredModel,
    /// The store.
    pub store: Store,
    /// Turns to step through, where there are any.
    pub played: Rc<Vec<BuyerId>>,
    /// Hears all turns up to the present, in a lesson: then there is nothing else to be tried.
    #[prop_or_default]
    pub told: Option<Callback<Rc<[BuyerId]>>>,
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
    /// Whether each button says what its step does to the odds.
    ShowOdds,
    /// A kind of moments was counted.
    Odds(u32, Kind, Exploration),
    /// A challenge is chosen, or no longer.
    Challenge(usize),
    /// The explorer is to end the challenge.
    Prove,
    /// It has.
    Proved(u32, Exploration),
    /// From the very beginning, and not from within the run of the race.
    Afresh,
}

/// See the module.
pub struct Scheduler {
    /// `None` where there are too many buyers.
    history: Option<History>,
    model: Turns,
    /// What comes of an earlier scenario is not of this one.
    series: u32,
    counter: Counter,
    shows_odds: bool,
    graph: Option<Graph>,
    drawn: Option<Rc<Drawn>>,
    trail: Rc<Trail>,
    challenged: Challenged,
    standing: Option<Standing>,
    /// What the explorer has found where it was to end a challenge, and its work on that.
    proof: Option<Exploration>,
    proves: Option<Slices>,
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
        let mut scheduler = Self {
            history: None,
            model: Turns::default(),
            series: 0,
            counter: Counter::new(&ctx.props().explored.scenario),
            shows_odds: false,
            graph: None,
            drawn: None,
            trail: Rc::default(),
            challenged: Challenged::default(),
            standing: None,
            proof: None,
            proves: None,
            _keys: (1..).zip(&KEYS).filter(|_| is_whole).filter_map(key).collect(),
        };
        scheduler.begin(ctx, false);
        scheduler
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &SchedulerProps) -> bool {
        let SchedulerProps { explored, played, .. } = ctx.props();
        let is_other = explored.scenario != old.explored.scenario;
        if is_other {
            self.counter = Counter::new(&explored.scenario);
        }
        let is_played = !Rc::ptr_eq(played, &old.played) && !played.is_empty();
        let is_moved = explored.stands.is_some() && explored.stands != old.explored.stands;
        if is_other || is_played || is_moved {
            self.begin(ctx, false);
        } else {
            if explored.lang != old.explored.lang {
                self.drawn = picture_of(explored, self.graph.as_ref());
            }
            self.look(ctx);
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
            Input::ShowOdds => {
                self.shows_odds = !self.shows_odds;
                true
            }
            Input::Odds(series, kind, found) => {
                let is_now = series == self.series;
                if is_now {
                    self.counter.hear(kind, found);
                }
                return is_now;
            }
            Input::Challenge(chosen) => {
                self.choose(ctx, chosen);
                return true;
            }
            Input::Prove => {
                let (series, link) = (self.series, ctx.link().clone());
                let explorer = Explorer::new(&ctx.props().explored.scenario, Limits::default());
                self.proves = Some(work::explore(explorer, move |came| {
                    if let Ok(found) = came {
                        link.send_message(Input::Proved(series, found));
                    }
                }));
                return true;
            }
            Input::Proved(series, found) => {
                if series == self.series {
                    (self.proves, self.proof) = (None, Some(found));
                }
                series == self.series
            }
            Input::Afresh => {
                self.begin(ctx, true);
                return true;
            }
        };
        if moved {
            self.look(ctx);
            if let (Some(told), Some(history)) = (&ctx.props().told, &self.history) {
                told.emit(history.turns()[..history.at()].into());
            }
        }
        moved
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let explored = &ctx.props().explored;
        let lang = explored.lang;
        let Some(history) = &self.history else {
            let text = t!(lang, "explore.turns.too_many", most = count(lang, MOST_PLAYED));
            return html! { <section><p class="hint">{ text }</p></section> };
        };
        let link = ctx.link();
        let choose = link.callback(Input::Challenge);
        let prove = link.callback(|_: MouseEvent| Input::Prove);
        let go = link.callback(|go: Go| match go {
            Go::Back(at) => Input::Jump(at),
            Go::On(id) => Input::Take(id),
        });
        if ctx.props().told.is_some() {
            let name = t!(lang, "explore.turns.title");
            return html! { <section id="scheduler" aria-label={name}>{ self.now(ctx, history) }{ self.table(ctx, history) }</section> };
        }
        html! {
            <>
                <section id="scheduler" aria-labelledby="scheduler-title">
                    <h2 id="scheduler-title">{ t!(lang, "explore.turns.title") }</h2>
                    <p class="hint">{ t!(lang, "explore.turns.what") }</p>
                    { self.challenged.view(lang, self.standing.as_ref(), self.proves.is_some(), &choose, prove) }
                    { Self::begun(ctx, history) }
                    { self.now(ctx, history) }
                    { self.table(ctx, history) }
                </section>
                <StateGraph explored={*explored} drawn={self.drawn.clone()} trail={self.trail.clone()} {go} />
            </>
        }
    }
}

impl Scheduler {
    /// At the beginning; where it need not be `afresh`, with turns to step through, which can be taken again, or where the
    /// run in the race stands.
    fn begin(&mut self, ctx: &Context<Self>, afresh: bool) {
        let SchedulerProps { explored, played, store, .. } = ctx.props();
        let scenario = &explored.scenario;
        let fits = scenario.buyers.get() <= MOST_PLAYED;
        let fresh = fits.then(|| History::new(scenario));
        let with = fresh.clone().filter(|_| !afresh && !played.is_empty()).and_then(|history| history.with(played));
        let with = with.map(|mut history| {
            history.restart();
            history
        });
        let within = || explored.stands.filter(|_| !afresh).and_then(|_| within(store, explored));
        self.history = with.or_else(within).or(fresh);
        self.series += 1;
        (self.proof, self.proves) = (None, None);
        let start = self.history.as_ref().map(History::start);
        self.graph = start.and_then(|start| Graph::new(scenario, start, MOST_DRAWN));
        self.drawn = picture_of(explored, self.graph.as_ref());
        self.look(ctx);
    }

    /// What there is to see now, and the odds: at once, where that takes no longer than a frame.
    fn look(&mut self, ctx: &Context<Self>) {
        let ExploredModel { lang, scenario, .. } = &ctx.props().explored;
        let Some(history) = &self.history else { return };
        self.model = turns(*lang, scenario, history);
        self.trail = Rc::new(self.graph.as_mut().map(|graph| trail(graph, history)).unwrap_or_default());
        self.standing = self.challenged.chosen.and_then(|chosen| {
            let standing = CHALLENGES.get(chosen)?.standing(*lang, scenario, history, self.proof.as_ref());
            self.challenged.met[chosen] |= standing.met;
            Some(standing)
        });
        let mut moments = vec![history.present().clone()];
        if self.shows_odds {
            moments.extend(self.model.people.iter().filter(|one| one.can).map(|one| after(history, one.id)));
        }
        let (series, link) = (self.series, ctx.link().clone());
        self.counter.count(&moments, move |kind, found| link.send_message(Input::Odds(series, kind, found)));
    }

    fn choose(&mut self, ctx: &Context<Self>, chosen: usize) {
        if self.challenged.chosen == Some(chosen) {
            self.challenged.chosen = None;
            return self.look(ctx);
        }
        self.challenged.chosen = Some(chosen);
        let SchedulerProps { explored, store, .. } = ctx.props();
        let before = explored.scenario;
        if let Some(challenge) = CHALLENGES.get(chosen) {
            store.send(Action::Link(LinkAction::Set(pairs(challenge.sets))));
        }
        // Another scenario comes by itself.
        if *store.state().scenario() == before {
            self.begin(ctx, true);
        }
    }
}

/// Where a turn leads.
fn after(history: &History, id: BuyerId) -> Moment {
    let mut next = history.present().clone();
    next.take(id, &mut |_, _| ());
    next
}

/// Where the run in the race stands.
fn within(store: &Store, explored: &ExploredModel) -> Option<History> {
    let state = store.state();
    let known = state.run.run.known()?;
    let turn = |event: &crate::trace::Event| Turn { buyer: event.buyer, blocked: event.action == Did::Waiting };
    let turns: Vec<Turn> = known.run.trace.events.get(..known.index())?.iter().map(turn).collect();
    History::within(&explored.scenario, &turns)
}
