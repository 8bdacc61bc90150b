//! How oversells depend on the number of buyers, on the time paying takes, or on jitter: a chart that is made
//! anew whenever the scenario changes, and gets finer while it is looked at.

use crate::browser::files::save;
use crate::engine::{Axis, Point, Sweep};
use crate::scenario::{MAX_LANES, Scenario};
use crate::ui::slices::Slices;
use crate::ui::t::t;
use crate::ui::words;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// The chart's own units: its whole size, and the area in which the curve is.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 40.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 34.0;

/// How long the page is busy at a time, in milliseconds: with what else is to do, less than a frame.
const SLICE: f64 = 10.0;

#[derive(PartialEq, Properties)]
pub struct SweepProps {
    pub lang: &'static str,
    pub scenario: Scenario,
}

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

pub struct SweepView {
    axis: Axis,
    sweep: Rc<RefCell<Sweep>>,
    /// The runs under way; none where there are too many buyers.
    work: Option<Slices>,
    chosen: Option<usize>,
}

impl Component for SweepView {
    type Message = Input;
    type Properties = SweepProps;

    fn create(ctx: &Context<Self>) -> Self {
        let axis = Axis::default();
        let sweep = Rc::new(RefCell::new(Sweep::new(&ctx.props().scenario, axis)));
        let mut view = Self { axis, sweep, work: None, chosen: None };
        view.restart(ctx);
        view
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &SweepProps) -> bool {
        if old.scenario != ctx.props().scenario {
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
                let _ =
                    save(&format!("oversold-sweep-{}.csv", self.axis.name()), "text/csv", &self.sweep.borrow().csv());
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (SweepProps { lang, scenario }, link) = (ctx.props(), ctx.link());
        if scenario.buyers.get() > MAX_LANES {
            let most = words::count(lang, MAX_LANES);
            return html! { <div id="sweep"><p class="hint">{ t!("sweep.too_many", most = most) }</p></div> };
        }
        let sweep = self.sweep.borrow();
        let (done, all) = sweep.progress();
        let axis = |(axis, name): (Axis, &'static str)| {
            let onchange = link.callback(move |_: Event| Input::Vary(axis));
            html! {
                <label class="segment">
                    <input type="radio" name="sweep" value={name} checked={axis == self.axis} {onchange} />
                    <span>{ words::text(&format!("field.{name}")) }</span>
                </label>
            }
        };
        html! {
            <div id="sweep" data-runs={done.to_string()} data-all={all.to_string()}>
                <p class="hint">{ t!("sweep.what") }</p>
                <div class="segments" role="group" aria-label={t!("sweep.axis")}>{ for Axis::ALL.map(axis) }</div>
                { self.chart(lang, link, sweep.points()) }
                <p id="sweep-here" role="status">{ self.here(lang, sweep.points()) }</p>
                <p class="hint">
                    { t!("sweep.progress", done = words::count(lang, done), all = words::count(lang, all)) }
                    { " " }
                    <button id="sweep-save" onclick={link.callback(|_: MouseEvent| Input::Save)}>{ t!("sweep.save") }</button>
                </p>
            </div>
        }
    }
}

impl SweepView {
    fn restart(&mut self, ctx: &Context<Self>) {
        let scenario = ctx.props().scenario;
        self.work = None;
        self.sweep = Rc::new(RefCell::new(Sweep::new(&scenario, self.axis)));
        if scenario.buyers.get() > MAX_LANES {
            return;
        }
        let (sweep, link) = (self.sweep.clone(), ctx.link().clone());
        let work = move || sweep.borrow_mut().step();
        self.work = Some(Slices::new(SLICE, work, move |_| link.send_message(Input::Told)));
    }

    /// The chosen point in words.
    fn here(&self, lang: &str, points: &[Point]) -> String {
        let Some(point) = self.chosen.and_then(|at| points.get(at)).filter(|point| point.runs > 0) else {
            return t!("sweep.hint");
        };
        t!(
            "sweep.here",
            at = self.value(lang, point.at),
            mean = words::decimal(lang, point.mean()),
            least = words::count(lang, point.least),
            most = words::count(lang, point.most),
            share = words::percent(lang, point.oversold_runs, point.runs),
            runs = words::count(lang, point.runs)
        )
    }

    /// A value of what is varied, with its unit.
    fn value(&self, lang: &str, at: u32) -> String {
        let number = words::count(lang, at);
        match self.axis {
            Axis::Buyers => number,
            Axis::Pay => format!("{number} ms"),
            Axis::Jitter => format!("{number} %"),
        }
    }

    fn chart(&self, lang: &str, link: &html::Scope<Self>, points: &[Point]) -> Html {
        let scale = Scale::of(points);
        let done: Vec<&Point> = points.iter().filter(|point| point.runs > 0).collect();
        let corner = |(x, y): (f64, f64)| format!("{},{}", px(x), px(y));
        let upper = done.iter().map(|point| scale.place(point.at, f64::from(point.most)));
        let lower = done.iter().rev().map(|point| scale.place(point.at, f64::from(point.least)));
        let band: Vec<String> = upper.chain(lower).map(corner).collect();
        let mean: Vec<String> = done.iter().map(|point| corner(scale.place(point.at, point.mean()))).collect();
        let heights = [0, scale.most / 2, scale.most];
        let label = |at: u32| {
            let (x, _) = scale.place(at, 0.0);
            html! { <text x={px(x)} y={px(HEIGHT - 12.0)} text-anchor="middle">{ self.value(lang, at) }</text> }
        };
        let line = |height: u32| {
            let (_, y) = scale.place(scale.from, f64::from(height));
            html! {
                <>
                    <path d={format!("M{} {}H{}", px(LEFT), px(y), px(WIDTH - RIGHT))} class="grid" />
                    <text x={px(LEFT - 8.0)} y={px(y + 4.0)} text-anchor="end">{ words::count(lang, height) }</text>
                </>
            }
        };
        let chosen = self.chosen.and_then(|at| points.get(at)).filter(|point| point.runs > 0);
        let chosen = chosen.map(|point| (scale.place(point.at, point.mean()), scale.place(point.at, 0.0)));
        let count = points.len();
        let onpointermove = link.batch_callback(move |event: PointerEvent| {
            let chart = event.target_dyn_into::<Element>()?.closest("svg").ok()??.get_bounding_client_rect();
            let x = (f64::from(event.client_x()) - chart.left()) / chart.width().max(1.0) * WIDTH;
            Some(Input::Choose(nearest(x, count)))
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
        let middle = points.get(count / 2).map_or(scale.from, |point| point.at);
        html! {
            <svg class="chart" viewBox={format!("0 0 {} {}", px(WIDTH), px(HEIGHT))} role="img" tabindex="0"
                aria-label={t!("sweep.label", axis = words::text(&format!("field.{}", self.axis.name())))}
                {onpointermove} {onkeydown}>
                { for heights.map(line) }
                { for [scale.from, middle, scale.to].map(label) }
                <polygon points={band.join(" ")} class="band" />
                <polyline points={mean.join(" ")} class="mean" />
                if let Some(((x, y), (_, ground))) = chosen {
                    <path d={format!("M{} {}V{}", px(x), px(TOP), px(ground))} class="rule" />
                    <circle cx={px(x)} cy={px(y)} r="5" class="dot" />
                }
            </svg>
        }
    }
}

/// A place on the chart, to the tenth. In whole numbers: what formats others would be a tenth of the download.
#[allow(clippy::cast_possible_truncation, reason = "places are on the chart")]
fn px(at: f64) -> String {
    let tenths = (at * 10.0).round() as i32;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Which point lies nearest to a place on the chart: they stand evenly.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "few points")]
fn nearest(x: f64, points: usize) -> Option<usize> {
    let last = points.checked_sub(1)?;
    let share = ((x - LEFT) / (WIDTH - LEFT - RIGHT)).clamp(0.0, 1.0);
    Some((share * last as f64).round() as usize)
}

/// How values become places.
struct Scale {
    from: u32,
    to: u32,
    /// The highest value shown, an even number so that its half is one too.
    most: u32,
}

impl Scale {
    fn of(points: &[Point]) -> Self {
        let most = points.iter().map(|point| point.most).max().unwrap_or(0).max(2);
        let ends = (points.first().map_or(0, |point| point.at), points.last().map_or(1, |point| point.at));
        Self { from: ends.0, to: ends.1, most: most.next_multiple_of(2) }
    }

    fn place(&self, at: u32, value: f64) -> (f64, f64) {
        let span = f64::from(self.to.saturating_sub(self.from).max(1));
        let x = LEFT + f64::from(at.saturating_sub(self.from)) / span * (WIDTH - LEFT - RIGHT);
        let y = HEIGHT - BOTTOM - value / f64::from(self.most) * (HEIGHT - TOP - BOTTOM);
        (x, y)
    }
}
