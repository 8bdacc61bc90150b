//! The exploration: every schedule of the page's scenario, counted; the shortest wrong one, told in words; and a run in which
//! the reader decides whose turn it is. One panel, and one module that is loaded when it is opened.
//!
//! What is found belongs to the panel and goes with it, so the store knows nothing of it, nor does the first module.

mod challenges;
mod counter;
mod drawing;
mod every;
mod graph;
mod practice;
mod single;
mod turns;
mod work;

use super::{Panel, View};
use crate::browser::{recorded, style};
use crate::model::History;
use crate::present::explore::{Explored, ExploredModel};
use crate::program::BuyerId;
use crate::scenario::Scenario;
use crate::store::{Action, PanelAction, Place, RunAction};
use crate::text::t;
use crate::trace::Schedule;
use crate::ui::live::{Store, View as Shown, live};
use practice::Practice;
pub use split::{count, practise};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What every schedule leads to.
pub const EXPLORE: View =
    View { name: "explore", label: |lang| t!(lang, "nav.explore"), panels: &[EVERY], is_listed: true };

/// All of it.
const EVERY: Panel =
    Panel { name: "every", label: |lang| t!(lang, "nav.explore"), open: |store| Box::pin(split::explore(store)) };

#[allow(unsafe_code, reason = "a split function is exported by one module and imported by the other")]
mod split {
    use super::{BuyerId, Callback, Html, Practice, Rc, Scenario, Store, added, html, open};
    use crate::model::explore::{Limits, explore as explore_all};
    use num_bigint::BigUint;
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// The exploration. What only it refers to is only in its module.
    #[wasm_split(explore, fallible)]
    #[allow(clippy::unnecessary_wraps, reason = "what cannot be fetched is told as an error")]
    pub fn explore(store: Store) -> Result<Html, SplitLoaderError> {
        Ok(open(&store))
    }

    /// A run of the page's scenario in which the reader decides whose turn it is; each turn is told.
    #[wasm_split(explore, fallible)]
    #[allow(clippy::unnecessary_wraps, reason = "what cannot be fetched is told as an error")]
    pub fn practise(store: Store, told: Callback<Rc<[BuyerId]>>) -> Result<Html, SplitLoaderError> {
        added();
        Ok(html! { <Practice {store} {told} /> })
    }

    /// How many schedules a scenario of few buyers has, and how many of them are wrong; nothing where a limit was met.
    #[wasm_split(explore, fallible)]
    #[allow(clippy::unnecessary_wraps, reason = "what cannot be fetched is told as an error")]
    pub fn count(scenario: Scenario) -> Result<Option<(f64, f64)>, SplitLoaderError> {
        let found = explore_all(&scenario, Limits::default()).counted;
        Ok(found.map(|counted| {
            #[allow(clippy::cast_precision_loss, reason = "as near as it gets")]
            let near = |number: &BigUint| {
                number.iter_u64_digits().rfold(0.0, |sum, digit| sum * 2_f64.powi(64) + digit as f64)
            };
            (near(&counted.schedules.total), near(&counted.schedules.wrong))
        }))
    }
}

/// Texts and style sheet are there.
fn added() {
    crate::text::add(crate::catalogue!("explore"));
    style::add(include_str!("../../../../www/explore.css"));
}

fn open(store: &Store) -> Html {
    added();
    live::<ExploreView>(store)
}

/// The panel.
struct ExploreView;

impl Shown for ExploreView {
    type Select = Explored;

    fn view(model: &Rc<ExploredModel>, store: &Store) -> Html {
        html! { <Both explored={**model} store={store.clone()} /> }
    }
}

/// What is explored.
#[derive(PartialEq, Properties)]
struct BothProps {
    explored: ExploredModel,
    store: Store,
}

/// Every schedule, and one that is played; a schedule that was found can be played too.
struct Both {
    played: Rc<Vec<BuyerId>>,
}

impl Component for Both {
    type Message = Rc<Vec<BuyerId>>;
    type Properties = BothProps;

    fn create(_: &Context<Self>) -> Self {
        Self { played: Rc::default() }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &BothProps) -> bool {
        if ctx.props().explored.scenario != old.explored.scenario {
            self.played = Rc::default();
        }
        true
    }

    fn update(&mut self, _: &Context<Self>, played: Rc<Vec<BuyerId>>) -> bool {
        self.played = played;
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let BothProps { explored, store } = ctx.props();
        let play = ctx.link().callback(|turns: Rc<Vec<BuyerId>>| turns);
        html! {
            <div id="explore">
                <every::EverySchedule explored={*explored} store={store.clone()} {play} />
                <turns::Scheduler explored={*explored} store={store.clone()} played={self.played.clone()} />
            </div>
        }
    }
}

/// Opens what was played as a run in the race.
fn open_in_race(store: &Store, explored: &ExploredModel, history: &History) {
    let (store, schedule) = (store.clone(), Schedule::played(&explored.scenario, history));
    spawn_local(async move {
        let text = recorded::write_down(&schedule).await;
        store.send(Action::Run(RunAction::Open(text)));
        store.send(Action::Panel(PanelAction::Show(Place::RACE)));
    });
}
