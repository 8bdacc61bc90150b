//! Every schedule: how many are wrong, how likely that is, how many are sold; and single ones of them.

mod shown;

use super::single::Single;
use super::work::{self, Drawing, Found, Kind, MOST};
use crate::browser::events::{dispatch_explored, on_done};
use crate::browser::recorded;
use crate::browser::slices::Slices;
use crate::browser::tally;
use crate::engine;
use crate::model::explore::{Exploration, Explorer, Limits, Progress, Sampler, Search};
use crate::model::{History, Moment};
use crate::present::explore::{Every, ExploredModel, MOST_SHOWN, every, story};
use crate::program::BuyerId;
use crate::scenario::Scenario;
use crate::text::{count, t};
use crate::trace::Schedule;
use crate::ui::live::Store;
use gloo_events::EventListener;
use shown::{going, result};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What is explored.
#[derive(PartialEq, Properties)]
pub struct EveryProps {
    /// The scenario, in a language.
    pub explored: ExploredModel,
    /// The store.
    pub store: Store,
    /// Has a schedule played.
    pub play: Callback<Rc<Vec<BuyerId>>>,
}

/// What happens.
pub enum Input {
    /// Explore.
    Run,
    /// End what is under way.
    Cancel,
    /// An exploration is so far, or has ended.
    Came(u32, Result<Exploration, Progress>),
    /// Show a schedule of this kind.
    Ask(Kind),
    /// A search has ended.
    Found(u32, Kind, Found),
    /// All states have been worked through from which one is drawn, or so far.
    Drew(u32, Result<Drawing, Progress>),
    /// A schedule was written down.
    Written(u32, Rc<Vec<BuyerId>>, String),
    /// A run has ended.
    Ran,
}

/// Single schedules, as far as they are known.
#[derive(Default)]
struct Schedules {
    /// The wrong ones with the fewest preemptions; `None` as long as nobody has searched.
    wrong: Option<Vec<Rc<Vec<BuyerId>>>>,
    /// Which kind is shown.
    kind: Option<Kind>,
    shown: Option<Single>,
    /// What is said instead.
    said: Option<String>,
    /// Draws others, when one has been drawn.
    sampler: Option<Drawing>,
    /// How many have been drawn.
    times: u32,
}

/// See the module.
pub struct EverySchedule {
    /// What comes of earlier work is not of this one.
    series: u32,
    work: Option<Slices>,
    progress: Option<Progress>,
    found: Option<Rc<Exploration>>,
    model: Every,
    schedules: Schedules,
    /// Whether those who listen were told what was found.
    told: bool,
    _ran: Option<EventListener>,
}

impl Component for EverySchedule {
    type Message = Input;
    type Properties = EveryProps;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link().clone();
        let mut explore = Self {
            series: 0,
            work: None,
            progress: None,
            found: None,
            model: Every::default(),
            schedules: Schedules::default(),
            told: false,
            _ran: on_done(move || link.send_message(Input::Ran)),
        };
        if ctx.props().explored.page.autorun {
            explore.run(ctx);
        } else {
            explore.run_if_brief(ctx);
        }
        explore
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &EveryProps) -> bool {
        let explored = &ctx.props().explored;
        if explored.scenario == old.explored.scenario {
            self.say_again(ctx);
        } else {
            self.forget();
            self.run_if_brief(ctx);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        match input {
            Input::Run => self.run(ctx),
            // What was counted is there; it is only searched no longer.
            Input::Cancel if self.found.is_some() => {
                self.series += 1;
                (self.work, self.progress) = (None, None);
                (self.schedules.kind, self.schedules.said) = (None, None);
                self.tell(ctx, None);
            }
            Input::Cancel => self.forget(),
            Input::Came(series, came) if series == self.series => match came {
                Ok(found) => self.explored(ctx, found),
                Err(progress) => self.progress = Some(progress),
            },
            Input::Found(series, kind, found) if series == self.series => self.searched(ctx, kind, found),
            Input::Drew(series, came) if series == self.series => match came {
                Ok(sampler) => {
                    (self.work, self.progress) = (None, None);
                    self.schedules.sampler = Some(sampler);
                    self.draw(ctx);
                }
                Err(progress) => self.progress = Some(progress),
            },
            Input::Written(series, turns, text) if series == self.series => self.written(ctx, &turns, text),
            Input::Ask(kind) => self.ask(ctx, kind),
            Input::Ran => self.say_again(ctx),
            Input::Came(..) | Input::Found(..) | Input::Drew(..) | Input::Written(..) => return false,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let explored = &ctx.props().explored;
        let lang = explored.lang;
        let key = if self.found.is_some() { "explore.again" } else { "explore.run" };
        let [run, cancel] =
            [|| Input::Run, || Input::Cancel].map(|input| ctx.link().callback(move |_: MouseEvent| input()));
        html! {
            <section id="every" aria-labelledby="every-title">
                <h2 id="every-title">{ t!(lang, "explore.title") }</h2>
                <p class="hint">{ t!(lang, "explore.what") }</p>
                <div class="begin">
                    <button id="explore-run" disabled={self.progress.is_some()} onclick={run}>{ t!(lang, key) }</button>
                    { self.progress.map(|at| going(lang, at, cancel.clone())).unwrap_or_default() }
                </div>
                if self.found.is_some() {
                    { result(lang, &self.model) }
                    { self.schedules(ctx) }
                }
            </section>
        }
    }
}

impl EverySchedule {
    fn forget(&mut self) {
        self.series += 1;
        self.work = None;
        self.progress = None;
        self.found = None;
        self.told = false;
        self.schedules = Schedules::default();
    }

    fn run(&mut self, ctx: &Context<Self>) {
        self.forget();
        self.progress = Some(Progress::Finding(0));
        let (series, link) = (self.series, ctx.link().clone());
        let explorer = Explorer::new(&ctx.props().explored.scenario, Limits::default());
        self.work = Some(work::explore(explorer, move |came| link.send_message(Input::Came(series, came))));
    }

    /// In another language, or after another run.
    fn say_again(&mut self, ctx: &Context<Self>) {
        let explored = &ctx.props().explored;
        if let Some(found) = &self.found {
            self.model = every(explored.lang, &explored.scenario, found, tally::of(&explored.scenario));
        }
    }

    /// What takes no longer than a frame needs no button.
    fn run_if_brief(&mut self, ctx: &Context<Self>) {
        let scenario = &ctx.props().explored.scenario;
        if are_shown(scenario) {
            let mut explorer = Explorer::new(scenario, Limits::default());
            if work::is_brief(&mut explorer) {
                self.explored(ctx, explorer.found());
            }
        }
    }

    fn explored(&mut self, ctx: &Context<Self>, found: Exploration) {
        let explored = &ctx.props().explored;
        self.model = every(explored.lang, &explored.scenario, &found, tally::of(&explored.scenario));
        let is_right = self.model.class == Some("right");
        self.found = Some(Rc::new(found));
        self.work = None;
        if is_right || !are_shown(&explored.scenario) {
            self.progress = None;
            self.tell(ctx, None);
        } else {
            self.progress = Some(Progress::Finished);
            self.search(ctx, Kind::Shortest);
        }
    }

    fn search(&mut self, ctx: &Context<Self>, kind: Kind) {
        let scenario = &ctx.props().explored.scenario;
        let (series, link) = (self.series, ctx.link().clone());
        let search = Search::new(scenario, &Moment::start(scenario), kind.goal(), MOST as usize);
        self.work = Some(work::search(search, move |found| link.send_message(Input::Found(series, kind, found))));
    }

    fn draw(&mut self, ctx: &Context<Self>) {
        let Schedules { sampler, times, .. } = &mut self.schedules;
        *times += 1;
        match sampler.as_ref().and_then(|sampler| sampler.borrow_mut().draw(u64::from(*times))) {
            Some(turns) => self.show(ctx, Kind::Drawn, &Rc::new(turns)),
            None => self.say(Kind::Drawn, t!(ctx.props().explored.lang, "explore.odds.too_many")),
        }
    }

    fn ask(&mut self, ctx: &Context<Self>, kind: Kind) {
        let ExploredModel { lang, scenario, .. } = ctx.props().explored;
        let wrong = self.schedules.wrong.clone().unwrap_or_default();
        match kind {
            Kind::Shortest => wrong.first().into_iter().for_each(|first| self.show(ctx, kind, first)),
            Kind::Another if wrong.len() < 2 => self.say(kind, t!(lang, "explore.shortest.others")),
            Kind::Another => {
                let shown = self.schedules.shown.as_ref().map(|shown| &shown.turns);
                let at = wrong.iter().position(|turns| Some(turns) == shown).unwrap_or(0);
                self.show(ctx, kind, &wrong[(at + 1) % wrong.len()]);
            }
            Kind::Drawn if self.schedules.sampler.is_some() => self.draw(ctx),
            Kind::Drawn => {
                self.say(kind, t!(lang, "explore.shortest.looking"));
                self.progress = Some(Progress::Finding(0));
                let (series, link) = (self.series, ctx.link().clone());
                let sampler = Sampler::new(&scenario, &Moment::start(&scenario), Limits::default());
                self.work = Some(work::sample(sampler, move |came| link.send_message(Input::Drew(series, came))));
            }
            Kind::AllSold | Kind::Right => {
                self.say(kind, t!(lang, "explore.shortest.looking"));
                self.progress = Some(Progress::Finished);
                self.search(ctx, kind);
            }
        }
    }

    fn say(&mut self, kind: Kind, said: String) {
        (self.schedules.kind, self.schedules.shown, self.schedules.said) = (Some(kind), None, Some(said));
    }

    fn show(&mut self, ctx: &Context<Self>, kind: Kind, turns: &Rc<Vec<BuyerId>>) {
        (self.schedules.kind, self.schedules.said) = (Some(kind), None);
        self.schedules.shown = Some(Single { turns: turns.clone(), text: None });
        let scenario = &ctx.props().explored.scenario;
        let Some(history) = History::new(scenario).with(turns) else { return };
        let schedule = Schedule::played(scenario, &history);
        let (series, link, turns) = (self.series, ctx.link().clone(), turns.clone());
        spawn_local(async move {
            let text = recorded::write_down(&schedule).await;
            link.send_message(Input::Written(series, turns, text));
        });
    }

    fn searched(&mut self, ctx: &Context<Self>, kind: Kind, found: Found) {
        let lang = ctx.props().explored.lang;
        self.work = None;
        self.progress = None;
        match found {
            Found::Schedules(schedules) => {
                let first = schedules.first().cloned().unwrap_or_default();
                if kind == Kind::Shortest {
                    self.schedules.wrong = Some(schedules);
                }
                self.show(ctx, kind, &first);
                return;
            }
            Found::None => self.say(kind, t!(lang, "explore.shortest.none")),
            Found::GaveUp(states) => self.say(kind, t!(lang, "explore.shortest.gave_up", n = count(lang, states))),
        }
        self.tell(ctx, None);
    }

    fn written(&mut self, ctx: &Context<Self>, turns: &Rc<Vec<BuyerId>>, text: String) {
        let shortest = self.schedules.wrong.as_ref().and_then(|wrong| wrong.first());
        if shortest.is_some_and(|shortest| Rc::ptr_eq(shortest, turns)) {
            let ExploredModel { lang, scenario, .. } = ctx.props().explored;
            self.tell(
                ctx,
                Some(engine::Shortest {
                    preemptions: story(lang, &scenario, turns).preemptions,
                    turns: u32::try_from(turns.len()).unwrap_or(u32::MAX),
                    schedule: text.clone(),
                }),
            );
        }
        if let Some(shown) = self.schedules.shown.as_mut().filter(|shown| Rc::ptr_eq(&shown.turns, turns)) {
            shown.text = Some(text);
        }
    }

    /// Tells what was found to whoever listens, once.
    fn tell(&mut self, ctx: &Context<Self>, shortest: Option<engine::Shortest>) {
        if let Some(found) = self.found.as_ref().filter(|_| !self.told) {
            dispatch_explored(&engine::Explored::new(&ctx.props().explored.scenario, found, shortest));
            self.told = true;
        }
    }

    /// Single schedules: one is shown, and buttons show others.
    fn schedules(&self, ctx: &Context<Self>) -> Html {
        let EveryProps { explored, store, play } = ctx.props();
        let (lang, found) = (explored.lang, self.found.as_deref());
        let counted = found.and_then(|found| found.counted.as_ref());
        let has_wrong = self.schedules.wrong.is_some();
        if !are_shown(&explored.scenario) {
            return html! { <p id="schedules-shown" class="hint">{ t!(lang, "explore.shortest.too_many", most = count(lang, MOST_SHOWN)) }</p> };
        }
        let none_right = counted.is_some_and(|counted| counted.schedules.wrong == counted.schedules.total);
        let all_sell = counted.is_none_or(|counted| {
            counted.outcomes.iter().any(|share| share.outcome.sold == explored.scenario.buyers.get())
        });
        let kinds = [
            (Kind::Shortest, "title", has_wrong),
            (Kind::Another, "other", has_wrong),
            (Kind::AllSold, "all_sold", all_sell),
            (Kind::Drawn, "drawn", counted.is_some()),
            (Kind::Right, "right", !none_right),
        ];
        let button = |(kind, key, is_there): (Kind, &str, bool)| {
            let onclick = ctx.link().callback(move |_: MouseEvent| Input::Ask(kind));
            let pressed = (self.schedules.kind == Some(kind)).to_string();
            let text = t!(lang, &format!("explore.shortest.{key}"));
            // One search at a time: those who listen wait for the first.
            let disabled = self.progress.is_some();
            html! { if is_there { <button data-schedule={key.to_owned()} aria-pressed={pressed} {disabled} {onclick}>{ text }</button> } }
        };
        html! {
            <div id="schedules">
                <div class="kinds">{ for kinds.into_iter().map(button) }</div>
                <div role="status">
                    { self.schedules.shown.as_ref().map(|shown| shown.view(explored, store, play)).unwrap_or_default() }
                    { self.schedules.said.clone().unwrap_or_default() }
                </div>
            </div>
        }
    }
}

/// Whether single schedules are shown.
fn are_shown(scenario: &Scenario) -> bool {
    scenario.buyers.get() <= MOST_SHOWN
}
