//! The timeline on its two canvases, with pointer and keyboard. It takes wheel and keys only while
//! it has the focus, so that the page around it scrolls undisturbed; Escape gives them back.

use crate::browser::surface::WidthWatch;
use crate::program::Micros;
use crate::scenario::{MAX_LANES, Scenario};
use crate::timeline::{Density, Mark, Target, Timeline, Viewport, density, hit, step_mark};
use crate::ui::crowd::Crowd;
use crate::ui::paint::{Geometry, Picture, horizon, paint};
use crate::ui::state::Action;
use crate::ui::t::t;
use crate::ui::words;
use std::rc::Rc;
use web_sys::{Element, HtmlCanvasElement, HtmlElement};
use yew::prelude::*;

/// The keys that do something here.
const KEYS: [&str; 13] = ["ArrowRight", "ArrowLeft", "+", "=", "-", "0", " ", ".", ",", "Home", "End", "l", "Escape"];

/// How much one key or one notch of the wheel zooms; a button zooms twice as much.
const ZOOM: f64 = 0.8;

/// For how many lanes there is room before very many buyers are counted.
const EXPECTED: u32 = 12;

#[derive(PartialEq, Properties)]
pub struct TimelineViewProps {
    pub lang: &'static str,
    pub scenario: Scenario,
    pub timeline: Rc<Timeline>,
    pub running: bool,
    /// Where time stands in what is drawn; `None` when it stands nowhere.
    pub playhead: Option<Micros>,
    /// How many events have been played, when the whole run is drawn.
    pub played: Option<usize>,
    /// The end of the run when it is known, so that it can be played.
    pub end: Option<Micros>,
    /// How many events are played once the first lost update has happened, where there was one.
    pub lost: Option<usize>,
    /// Very many buyers, counted: drawn above a few lanes.
    pub crowd: Option<Rc<Crowd>>,
    /// Whether time goes on by itself in a known run.
    pub playing: bool,
    /// Whether there is a run to show; else the timeline is what is expected, and drawn faintly.
    pub begun: bool,
    pub selected: Option<Mark>,
    /// The theme, so that a change of it paints anew.
    pub theme: Option<&'static str>,
    pub run: Callback<()>,
    pub dispatch: Callback<Action>,
}

/// Canvases, explanation, tools; keeps which stretch of time is in view.
pub struct TimelineView {
    frame: NodeRef,
    head: NodeRef,
    lanes: NodeRef,
    watch: Option<WidthWatch>,
    /// Width of the canvases in CSS px.
    width: f64,
    /// What is in view; everything when nothing was zoomed.
    view: Option<Viewport>,
    /// What is under the pointer, and where, in CSS px of the lanes.
    hover: Option<(Target, f64, f64)>,
    /// Where the pointer was last, in CSS px.
    pointer: f64,
    /// Very many buyers, counted for what is in view.
    counted: Option<Counted>,
}

/// Counts, and what they are counts of. Counting a million rows takes longer than a frame, so a hovering pointer must not.
struct Counted {
    crowd: Rc<Crowd>,
    range: (f64, f64),
    samples: usize,
    density: Density,
}

pub enum Input {
    Width(f64),
    Key(KeyboardEvent),
    Move(PointerEvent),
    Leave,
    Click(MouseEvent),
    Wheel(WheelEvent),
    Zoom(f64),
    Fit,
}

impl Component for TimelineView {
    type Message = Input;
    type Properties = TimelineViewProps;

    fn create(_: &Context<Self>) -> Self {
        let (frame, head, lanes) = (NodeRef::default(), NodeRef::default(), NodeRef::default());
        Self { frame, head, lanes, watch: None, width: 0.0, view: None, hover: None, pointer: 0.0, counted: None }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &TimelineViewProps) -> bool {
        let new = ctx.props();
        // Another run begins with everything in view.
        if new.begun != old.begun || (new.running && !old.running) {
            (self.view, self.hover) = (None, None);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        let geometry = self.geometry(ctx);
        let middle = geometry.plot / 2.0;
        match input {
            Input::Width(width) => self.width = width,
            Input::Key(event) => return self.key(ctx, &event),
            Input::Move(event) => return self.pointer(ctx, &event),
            Input::Leave => self.hover = None,
            Input::Click(event) => {
                if let Some(Target::Mark(mark)) = self.found(ctx, &event) {
                    ctx.props().dispatch.emit(Action::Select(Some(mark)));
                }
                return false;
            }
            Input::Wheel(event) => {
                let factor = if event.delta_y() < 0.0 { ZOOM } else { 1.0 / ZOOM };
                self.zoom(ctx, f64::from(event.offset_x()) - geometry.left, factor);
            }
            Input::Zoom(factor) => self.zoom(ctx, middle, factor),
            Input::Fit => self.view = None,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let TimelineViewProps { lang, scenario, begun, selected, .. } = ctx.props();
        let link = ctx.link();
        let explained = match (self.hover, selected) {
            (_, Some(mark)) => Some(words::mark(lang, scenario, *mark)),
            (Some((target, ..)), None) => Some(words::target(lang, scenario, target)),
            (None, None) => None,
        };
        let tip = self.hover.filter(|_| selected.is_none());
        let tip = tip.map(|(_, x, y)| format!("left:{}px;top:{}px", whole(x), whole(y)));
        let button = |id: &'static str, key: &str, sign: &'static str, onclick: Callback<MouseEvent>| {
            html! { <button {id} class="quiet" {onclick} aria-label={t!(key)} title={t!(key)}>{ sign }</button> }
        };
        html! {
            <div class="timeline" ref={self.frame.clone()}>
                <canvas class="head" ref={self.head.clone()} aria-hidden="true" style={self.geometry(ctx).head_style()}></canvas>
                <div class="lanes">
                    <canvas id="timeline" ref={self.lanes.clone()} tabindex="0" role="application"
                        style={self.geometry(ctx).lanes_style()} aria-label={t!("timeline.label")} aria-describedby="explain"
                        onkeydown={link.batch_callback(|event| takes_key(&event).then_some(Input::Key(event)))} onpointermove={link.callback(Input::Move)}
                        onclick={link.callback(Input::Click)} onpointerleave={link.callback(|_| Input::Leave)}
                        onwheel={link.batch_callback(|event| takes_wheel(&event).then_some(Input::Wheel(event)))}></canvas>
                    if let (Some(style), Some(text)) = (tip, &explained) {
                        <div class="tip" {style} aria-hidden="true">{ text }</div>
                    }
                </div>
                <div class="timeline-foot">
                    <p id="explain" role="status">
                        { explained.unwrap_or_else(|| t!(match (scenario.buyers.get() > MAX_LANES, begun) {
                            (true, false) => "timeline.crowd",
                            (true, true) => "timeline.hint_crowd",
                            (false, true) => "timeline.hint",
                            (false, false) => "timeline.empty",
                        })) }
                    </p>
                    <div class="tools" role="group" aria-label={t!("timeline.tools")}>
                        { button("zoom-out", "timeline.wider", "−", link.callback(|_| Input::Zoom(1.0 / ZOOM / ZOOM))) }
                        { button("zoom-in", "timeline.closer", "+", link.callback(|_| Input::Zoom(ZOOM * ZOOM))) }
                        { button("fit", "timeline.fit", "⤢", link.callback(|_| Input::Fit)) }
                    </div>
                </div>
                { legend(scenario.guard.has_clerk()) }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            let changed = ctx.link().callback(Input::Width);
            self.watch =
                self.frame.cast::<Element>().and_then(|frame| WidthWatch::new(&frame, move |w| changed.emit(w)));
        }
        let (head, lanes) = (self.head.cast::<HtmlCanvasElement>(), self.lanes.cast::<HtmlCanvasElement>());
        if let (Some(head), Some(lanes)) = (head, lanes) {
            let TimelineViewProps { lang, scenario, timeline, playhead, played, crowd, begun, selected, .. } =
                ctx.props();
            let (geometry, view) = (self.geometry(ctx), self.current(ctx));
            self.count(crowd.as_ref(), view.range(), geometry.samples());
            let density = self.counted.as_ref().map(|counted| &counted.density);
            let (selected, playhead, played, begun) = (*selected, *playhead, *played, *begun);
            paint(
                &head,
                &lanes,
                &Picture { lang, scenario, timeline, view, geometry, selected, playhead, played, density, begun },
            );
        }
    }
}

impl TimelineView {
    fn geometry(&self, ctx: &Context<Self>) -> Geometry {
        let props = ctx.props();
        let lanes = match (&props.crowd, props.scenario.processes()) {
            (Some(_), _) => u32::try_from(props.timeline.lanes.len()).unwrap_or(0),
            // Before they are counted there are no lanes to show.
            (None, buyers) => {
                if buyers > MAX_LANES {
                    EXPECTED
                } else {
                    buyers
                }
            }
        };
        Geometry::new(self.width, lanes, props.scenario.buyers.get() > MAX_LANES)
    }

    /// Counts very many buyers, unless that was done for the same stretch of time already.
    fn count(&mut self, crowd: Option<&Rc<Crowd>>, range: (f64, f64), samples: usize) {
        let is_same = |counted: &Counted, crowd| {
            Rc::ptr_eq(&counted.crowd, crowd) && (counted.range, counted.samples) == (range, samples)
        };
        self.counted = crowd.map(|crowd| match self.counted.take() {
            Some(counted) if is_same(&counted, crowd) => counted,
            _ => {
                let density = density(&crowd.census, range.0, range.1, samples);
                Counted { crowd: crowd.clone(), range, samples, density }
            }
        });
    }

    /// What is in view now.
    fn current(&self, ctx: &Context<Self>) -> Viewport {
        let props = ctx.props();
        let width = self.geometry(ctx).plot;
        let end = props.end.unwrap_or_else(|| horizon(&props.scenario, &props.timeline, props.running));
        self.view.map_or_else(|| Viewport::fit(end, width), |view| view.resized(end, width))
    }

    fn zoom(&mut self, ctx: &Context<Self>, x: f64, factor: f64) {
        self.view = Some(self.current(ctx).zoomed(x, factor));
    }

    fn select(&mut self, ctx: &Context<Self>, mark: Option<Mark>) {
        if let Some(mark) = mark {
            self.view = Some(self.current(ctx).showing(mark.at));
        }
        ctx.props().dispatch.emit(Action::Select(mark));
    }

    fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        let TimelineViewProps { timeline, selected, running, begun, run, end, lost, playing, crowd, dispatch, .. } =
            ctx.props();
        let middle = self.geometry(ctx).plot / 2.0;
        match event.key().as_str() {
            "ArrowRight" if *begun => self.select(ctx, step_mark(timeline, *selected, 1).or(*selected)),
            "ArrowLeft" if *begun => self.select(ctx, step_mark(timeline, *selected, -1).or(*selected)),
            "+" | "=" => self.zoom(ctx, middle, ZOOM),
            "-" => self.zoom(ctx, middle, 1.0 / ZOOM),
            "0" => self.view = None,
            " " if end.is_some() => dispatch.emit(Action::Resume(!playing)),
            // Of very many buyers nothing is kept that could be played; their counts are not thrown away for that.
            " " if !running && crowd.is_none() => run.emit(()),
            "." => dispatch.emit(Action::Step(1)),
            "," => dispatch.emit(Action::Step(-1)),
            "Home" => dispatch.emit(Action::Seek(0)),
            // Whatever is behind the end is the end.
            "End" => dispatch.emit(Action::Seek(usize::MAX)),
            "l" => {
                if let Some(lost) = lost {
                    dispatch.emit(Action::Show(*lost));
                }
            }
            "Escape" => {
                self.select(ctx, None);
                if let Some(element) = event.target_dyn_into::<HtmlElement>() {
                    // Blurring an element that has the focus cannot fail.
                    let _ = element.blur();
                }
            }
            _ => return false,
        }
        true
    }

    /// Drags while the button is down, else looks what is under the pointer.
    fn pointer(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let before = core::mem::replace(&mut self.pointer, x);
        let dragged = event.buttons() & 1 == 1;
        if dragged {
            self.view = Some(self.current(ctx).panned(x - before));
        }
        let hover = self.found(ctx, event).map(|target| (target, x, y));
        let changed = dragged || self.hover != hover;
        self.hover = hover;
        changed
    }

    fn found(&self, ctx: &Context<Self>, event: &MouseEvent) -> Option<Target> {
        let geometry = self.geometry(ctx);
        let lane = geometry.lane_at(f64::from(event.offset_y()))?;
        let x = f64::from(event.offset_x()) - geometry.left;
        ctx.props().begun.then(|| hit(&ctx.props().timeline, self.current(ctx), lane, x)).flatten()
    }
}

/// Keeps a key for the timeline, at once: a message would come after the browser has decided. With another key held
/// down it is the browser's.
fn takes_key(event: &KeyboardEvent) -> bool {
    let held = event.ctrl_key() || event.meta_key() || event.alt_key();
    let takes = !held && KEYS.contains(&event.key().as_str());
    if takes {
        event.prevent_default();
    }
    takes
}

/// Keeps the wheel, at once too. Without the focus, and sideways, it scrolls the page as everywhere.
fn takes_wheel(event: &WheelEvent) -> bool {
    let active = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    let has_focus = event.target_dyn_into::<Element>().is_some_and(|element| active == Some(element));
    let takes = has_focus && event.delta_y().abs() > event.delta_x().abs() && !event.shift_key();
    if takes {
        event.prevent_default();
    }
    takes
}

/// What the signs mean.
fn legend(has_clerk: bool) -> Html {
    let mut signs = vec![
        ("search", "activity.search"),
        ("wait", "activity.wait"),
        ("pay", "activity.pay"),
        ("confirm", "activity.confirm"),
        ("forged", "fate.oversold"),
        ("inside", "legend.inside"),
        ("read", "legend.read"),
        ("write", "legend.write"),
    ];
    if has_clerk {
        signs.push(("message", "legend.message"));
    }
    html! {
        <ul class="legend" aria-label={t!("legend.title")}>
            { for signs.into_iter().map(|(class, key)| html! {
                <li><span class={format!("swatch {class}")} aria-hidden="true"></span>{ t!(key) }</li>
            }) }
        </ul>
    }
}

/// CSS px without a fraction.
#[allow(clippy::cast_possible_truncation, reason = "a pointer is on the screen")]
const fn whole(px: f64) -> i32 {
    px as i32
}
