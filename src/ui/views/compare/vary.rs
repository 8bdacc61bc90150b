//! How oversells depend on the number of buyers, on the time paying takes, or on jitter: a chart that is made
//! anew whenever the scenario changes, and gets finer while it is looked at.

use crate::browser::files::save_csv;
use crate::browser::slices::Slices;
use crate::engine::{Axis, Sweep};
use crate::present::compare::{Chart, Compared, ComparedModel, chart};
use crate::scenario::MAX_LANES;
use crate::text::{count, message, t};
use crate::ui::live::{Store, View};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// How long the page is busy at a time, in milliseconds: with what else is to do, less than a frame.
const SLICE: f64 = 10.0;

/// The panel.
pub struct VaryView;

impl View for VaryView {
    type Select = Compared;

    fn view(model: &Rc<ComparedModel>, _: &Store) -> Html {
        html! { <Vary compared={**model} /> }
    }
}

/// What is varied.
#[derive(PartialEq, Properties)]
pub struct VaryProps {
    /// The scenario, in a language.
    pub compared: ComparedModel,
}

/// What happens in the panel.
pub enum Input {
    /// Vary another parameter.
    Vary(Axis),
    /// A slice of the runs is done.
    Told,
    /// Show the numbers of this point.
    Choose(Option<usize>),
    /// Show the numbers of the next point, or of the one before.
    Move(isize),
    /// Save the numbers.
    Save,
}

/// The chart.
pub struct Vary {
    axis: Axis,
    sweep: Rc<RefCell<Sweep>>,
    /// The runs under way; none where there are too many buyers.
    work: Option<Slices>,
    chosen: Option<usize>,
}

impl Component for Vary {
    type Message = Input;
    type Properties = VaryProps;

    fn create(ctx: &Context<Self>) -> Self {
        let axis = Axis::default();
        let sweep = Rc::new(RefCell::new(Sweep::new(&ctx.props().compared.scenario, axis)));
        let mut view = Self { axis, sweep, work: None, chosen: None };
        view.restart(ctx);
        view
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &VaryProps) -> bool {
        if old.compared.scenario != ctx.props().compared.scenario {
            self.restart(ctx);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        match input {
            Input::Vary(axis) => {
                self.axis = axis;
                self.chosen = None;
                self.restart(ctx);
            }
            Input::Told => {}
            Input::Choose(point) => self.chosen = point,
            Input::Move(by) => {
                let last = self.sweep.borrow().points().len().saturating_sub(1);
                self.chosen = Some(self.chosen.map_or(0, |at| at.saturating_add_signed(by).min(last)));
            }
            Input::Save => {
                // Where the browser refuses, it says so itself.
                let _ = save_csv(&format!("oversold-vary-{}.csv", self.axis.name()), &self.sweep.borrow().csv());
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (ComparedModel { lang, scenario, .. }, link) = (&ctx.props().compared, ctx.link());
        let lang = *lang;
        if scenario.buyers.get() > MAX_LANES {
            let text = t!(lang, "sweep.too_many", most = count(lang, MAX_LANES));
            return html! { <div id="sweep"><p class="hint">{ text }</p></div> };
        }
        let sweep = self.sweep.borrow();
        let (done, all) = sweep.progress();
        let chart = chart(lang, self.axis, sweep.points(), self.chosen);
        let axis = |(axis, name): (Axis, &'static str)| {
            let onchange = link.callback(move |_: Event| Input::Vary(axis));
            html! {
                <label class="segment">
                    <input type="radio" name="sweep" value={name} checked={axis == self.axis} {onchange} />
                    <span>{ message(lang, &format!("field.{name}")) }</span>
                </label>
            }
        };
        html! {
            <div id="sweep" data-runs={done.to_string()} data-all={all.to_string()}>
                <p class="hint">{ t!(lang, "sweep.what") }</p>
                <div class="segments" role="group" aria-label={t!(lang, "sweep.axis")}>{ for Axis::ALL.map(axis) }</div>
                <p class="axis">{ &chart.axes[0] }</p>
                { picture(&chart, sweep.points().len(), link) }
                <p class="axis along">{ &chart.axes[1] }</p>
                <p id="sweep-here" role="status">{ &chart.here }</p>
                <p class="hint">
                    { t!(lang, "sweep.progress", done = count(lang, done), all = count(lang, all)) }
                    { " " }
                    <button id="sweep-save" onclick={link.callback(|_: MouseEvent| Input::Save)}>{ t!(lang, "sweep.save") }</button>
                </p>
            </div>
        }
    }
}

impl Vary {
    fn restart(&mut self, ctx: &Context<Self>) {
        let scenario = ctx.props().compared.scenario;
        self.work = None;
        self.sweep = Rc::new(RefCell::new(Sweep::new(&scenario, self.axis)));
        if scenario.buyers.get() > MAX_LANES {
            return;
        }
        let (sweep, link) = (self.sweep.clone(), ctx.link().clone());
        let work = move || sweep.borrow_mut().step();
        self.work = Some(Slices::new(SLICE, work, move |_| link.send_message(Input::Told)));
    }
}

fn picture(chart: &Chart, points: usize, link: &html::Scope<Vary>) -> Html {
    let onpointermove = link.batch_callback(move |event: PointerEvent| {
        let element = event.target()?.dyn_into::<Element>().ok()?;
        let area = element.closest("svg").ok()??.get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - area.left()) / area.width().max(1.0);
        Some(Input::Choose(Chart::nearest(share, points)))
    });
    let onkeydown = link.batch_callback(|event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => return None,
        };
        event.prevent_default();
        Some(Input::Move(by))
    });
    html! {
        <svg class="chart" viewBox={chart.size.clone()} role="img" tabindex="0" aria-label={chart.label.clone()}
            {onpointermove} {onkeydown}>
            { for chart.lines.iter().map(|(path, [x, y], text)| html! {
                <>
                    <path d={path.clone()} class="grid" />
                    <text x={x.clone()} y={y.clone()} text-anchor="end">{ text }</text>
                </>
            }) }
            { for chart.labels.iter().map(|([x, y], text)| html! {
                <text x={x.clone()} y={y.clone()} text-anchor="middle">{ text }</text>
            }) }
            <polygon points={chart.band.clone()} class="band" />
            <polyline points={chart.mean.clone()} class="mean" />
            if let Some((rule, [x, y])) = &chart.chosen {
                <path d={rule.clone()} class="rule" />
                <circle cx={x.clone()} cy={y.clone()} r="5" class="dot" />
            }
        </svg>
    }
}
