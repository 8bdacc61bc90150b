//! Every guard side by side: which is right, and what it costs. Simulated once or many times, or on real workers.

use super::places::PlacesView;
use super::real::{News, Real};
use super::speed::SpeedView;
use super::table::table;
use crate::engine::variants;
use crate::present::compare::{Compared, ComparedModel, Sheet, many_times, once, raced, times};
use crate::scenario::MAX_LANES;
use crate::text::{Lang, count, t};
use crate::ui::live::{Store, View, live};
use std::rc::Rc;
use yew::prelude::*;

/// The panel.
pub struct GuardsView;

impl View for GuardsView {
    type Select = Compared;

    fn view(model: &Rc<ComparedModel>, store: &Store) -> Html {
        html! { <Guards compared={**model} store={store.clone()} /> }
    }
}

/// What is compared.
#[derive(PartialEq, Properties)]
pub struct GuardsProps {
    /// The scenario, in a language.
    pub compared: ComparedModel,
    /// The store, for what is measured here.
    pub store: Store,
}

/// How the variants run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Simulated, once.
    Once,
    /// Simulated, with many seeds.
    Many,
    /// On real workers.
    Real,
}

/// What happens in the panel.
pub enum Input {
    /// Run them in another way.
    Choose(Mode),
    /// Of this series on real workers.
    News(u32, News),
    /// End the series.
    Cancel,
    /// Show every number, or those that answer the question.
    All,
}

/// A component of its own, so that the runs are made only when the scenario has changed.
pub struct Guards {
    mode: Mode,
    /// What simulated runs came to; of real ones it is made anew as they end.
    sheet: Rc<Sheet>,
    real: Option<Real>,
    series: u32,
    /// Whether every number is shown.
    all: bool,
}

impl Component for Guards {
    type Message = Input;
    type Properties = GuardsProps;

    fn create(ctx: &Context<Self>) -> Self {
        let sheet = Rc::new(simulated(&ctx.props().compared, Mode::Once));
        Self { mode: Mode::Once, sheet, real: None, series: 0, all: false }
    }

    /// Another scenario: what real workers did is of the last one, and is not started again by itself.
    fn changed(&mut self, ctx: &Context<Self>, old: &GuardsProps) -> bool {
        let compared = &ctx.props().compared;
        if compared.scenario != old.compared.scenario && self.real.take().is_some() {
            self.mode = Mode::Once;
        }
        self.sheet = Rc::new(simulated(compared, self.mode));
        true
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        let compared = &ctx.props().compared;
        match input {
            Input::Choose(mode) => {
                self.mode = mode;
                self.series += 1;
                let series = self.series;
                let tell = ctx.link().callback(move |news| Input::News(series, news));
                self.real =
                    (mode == Mode::Real).then(|| Real::start(variants(&compared.scenario), compared.lang, tell));
                self.sheet = Rc::new(simulated(compared, mode));
            }
            Input::Cancel => {
                if let Some(real) = &mut self.real {
                    real.cancel();
                }
            }
            Input::News(series, news) => {
                // What comes of an earlier series is not of this one.
                if let Some(real) = self.real.as_mut().filter(|_| series == self.series) {
                    real.hear(news);
                }
            }
            Input::All => self.all = !self.all,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let ComparedModel { lang, scenario, can_race } = &ctx.props().compared;
        let lang = *lang;
        if scenario.buyers.get() > MAX_LANES {
            let text = t!(lang, "compare.too_many", most = count(lang, MAX_LANES));
            let places = live::<PlacesView>(&ctx.props().store);
            return html! { <div id="compare"><p class="hint">{ text }</p>{ places }</div> };
        }
        let one = |mode: Mode, value: &'static str, text: String| {
            let onchange = ctx.link().callback(move |_: Event| Input::Choose(mode));
            let disabled = mode == Mode::Real && !can_race;
            html! {
                <label class="segment">
                    <input type="radio" name="times" {value} checked={mode == self.mode} {disabled} {onchange} />
                    <span>{ text }</span>
                </label>
            }
        };
        let many = count(lang, times(scenario));
        let what = match self.mode {
            Mode::Once => t!(lang, "compare.what"),
            Mode::Many => t!(lang, "compare.what_many", n = many),
            Mode::Real => t!(lang, "compare.what_real"),
        };
        let sheet = self
            .real
            .as_ref()
            .map_or_else(|| self.sheet.clone(), |real| Rc::new(raced(lang, scenario, &real.outcomes)));
        let onclick = ctx.link().callback(|_: MouseEvent| Input::All);
        html! {
            <div id="compare">
                <p class="hint">{ what }</p>
                <div class="segments" role="group" aria-label={t!(lang, "compare.times")}>
                    { one(Mode::Once, "once", t!(lang, "compare.once")) }
                    { one(Mode::Many, "many", t!(lang, "compare.each", n = many)) }
                    { one(Mode::Real, "real", t!(lang, "compare.real")) }
                    if sheet.has_more {
                        <button id="compare-all" aria-pressed={self.all.to_string()} {onclick}>{ t!(lang, "compare.all") }</button>
                    }
                </div>
                { self.real.as_ref().map(|real| progress(lang, real, ctx)).unwrap_or_default() }
                <div role="region" aria-label={t!(lang, "compare.title")}>{ table(&sheet, self.all) }</div>
                { live::<PlacesView>(&ctx.props().store) }
                { live::<SpeedView>(&ctx.props().store) }
            </div>
        }
    }
}

/// Nothing where too many buyers come, or where real workers run.
fn simulated(compared: &ComparedModel, mode: Mode) -> Sheet {
    let ComparedModel { lang, scenario, .. } = compared;
    match mode {
        _ if scenario.buyers.get() > MAX_LANES => Sheet::default(),
        Mode::Once => once(*lang, scenario),
        Mode::Many => many_times(*lang, scenario, times(scenario)),
        Mode::Real => Sheet::default(),
    }
}

/// How far the runs on real workers are.
fn progress(lang: Lang, real: &Real, ctx: &Context<Guards>) -> Html {
    let (done, all) = real.progress();
    html! {
        <p id="compare-progress" data-done={done.to_string()} data-all={all.to_string()}>
            <progress max={all.to_string()} value={done.to_string()} aria-label={t!(lang, "compare.real")}></progress>
            { t!(lang, "compare.progress", done = count(lang, done), all = count(lang, all)) }
            if real.goes_on() {
                <button id="compare-cancel" onclick={ctx.link().callback(|_: MouseEvent| Input::Cancel)}>{ t!(lang, "run.cancel") }</button>
            }
        </p>
    }
}
