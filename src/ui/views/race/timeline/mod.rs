//! The timeline with pointer and keyboard. It takes wheel and keys only while it has the focus, so that the page around
//! it scrolls undisturbed; Escape gives them back.
//!
//! Elements are made anew when the scene is another one. Frames of their own paint what moves in between, and make none.

mod keys;
mod legend;
mod playhead;
mod scene;
mod sheets;
mod shown;

use crate::browser::clock;
use crate::browser::frames::Frames;
use crate::browser::surface::{SizeWatch, css_value, on_other_colours};
use crate::present::race::{Play, SceneModel, Time};
use crate::present::words;
use crate::scenario::MAX_LANES;
use crate::store::{Action, PanelAction, PlayAction, Tab};
use crate::text::t;
use crate::timeline::picture::Truth;
use crate::timeline::{Mark, Target, Viewport, hit};
use crate::ui::live::{Store, View};
use crate::ui::paint::{inks, size};
use gloo_events::EventListener;
use keys::{takes_key, takes_wheel, zoom_by};
use legend::legend;
use scene::Scene;
use sheets::Sheets;
use shown::Shown;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCanvasElement, HtmlElement};
use yew::prelude::*;

/// How much one key zooms; a button zooms twice as much.
const ZOOM: f64 = 0.8;

/// The timeline in the stage.
pub struct SceneView;

impl View for SceneView {
    type Select = crate::present::race::Scene;

    fn view(model: &Rc<SceneModel>, store: &Store) -> Html {
        html! { <TimelineView model={model.clone()} store={store.clone()} /> }
    }
}

/// A scene, and whom to tell what is done in it.
#[derive(Clone, Properties)]
pub struct TimelineProps {
    /// What is shown.
    pub model: Rc<SceneModel>,
    /// The store.
    pub store: Store,
}

impl PartialEq for TimelineProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.model, &other.model) && self.store == other.store
    }
}

/// Canvases, explanation, tools; keeps which stretch of time is in view.
pub struct TimelineView {
    nodes: Nodes,
    shown: Rc<RefCell<Shown>>,
    /// Paints what moves, while something does.
    frames: Option<Frames>,
    watches: Option<(SizeWatch, Option<EventListener>)>,
    /// Width of the canvases and, where that does not follow from the lanes, height of the room for them, in CSS px.
    size: (f64, Option<f64>),
    /// What is in view; everything when nothing was zoomed.
    view: Option<Viewport>,
    /// What is under the pointer, and where, in CSS px of the lanes.
    hover: Option<(Target, f64, f64)>,
    /// Where the pointer was last, in CSS px.
    pointer: f64,
    /// The step of what the reader points at, as it was told.
    pointed: Option<usize>,
}

#[derive(Default)]
struct Nodes {
    head: [NodeRef; 2],
    lanes: [NodeRef; 2],
    scrolled: NodeRef,
    inks: NodeRef,
}

pub enum Input {
    Size(f64, Option<f64>),
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
    type Properties = TimelineProps;

    fn create(ctx: &Context<Self>) -> Self {
        let scene = Scene::new(&ctx.props().model, (0.0, None));
        Self {
            nodes: Nodes::default(),
            shown: Rc::new(RefCell::new(Shown::new(scene))),
            frames: None,
            watches: None,
            size: (0.0, None),
            view: None,
            hover: None,
            pointer: 0.0,
            pointed: None,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &TimelineProps) -> bool {
        let (new, old) = (&ctx.props().model, &old.model);
        // Another run begins with everything in view.
        if new.begun() != old.begun() || (new.running && !old.running) {
            (self.view, self.hover) = (None, None);
        }
        // What was lost comes into view, from the read to the write over it.
        if let Some(lost) = new.lost.filter(|lost| old.lost != Some(*lost)) {
            let before = self.current();
            self.view = Some(before.around(lost.read, lost.write.1));
        }
        if new.selected != old.selected {
            self.point(ctx);
        }
        if new.theme != old.theme {
            self.shown.borrow_mut().painted.forget_colours();
        }
        self.set(ctx);
        true
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        let geometry = self.shown.borrow().scene.geometry;
        let changed = match input {
            Input::Size(width, room) => {
                let before = core::mem::replace(&mut self.size, (width, room));
                before != self.size
            }
            Input::Key(event) => self.key(ctx, &event),
            Input::Move(event) => {
                let changed = self.pointer(&event);
                self.point(ctx);
                changed
            }
            Input::Leave => {
                let had = self.hover.take().is_some();
                self.point(ctx);
                had
            }
            Input::Click(event) => {
                if let Some(Target::Mark(mark)) = self.found(&event) {
                    ctx.props().store.send(Action::Play(PlayAction::Select(Some(mark))));
                }
                false
            }
            Input::Wheel(event) => {
                let factor = zoom_by(&event, self.size.1.unwrap_or_else(|| geometry.height()));
                self.zoom(f64::from(event.offset_x()) - geometry.left, factor)
            }
            Input::Zoom(factor) => self.zoom(geometry.plot / 2.0, factor),
            Input::Fit => self.view.take().is_some(),
        };
        if changed {
            self.set(ctx);
        }
        changed
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let TimelineProps { model, store } = ctx.props();
        let SceneModel { lang, scenario, truth, selected, .. } = &**model;
        let (lang, link, geometry) = (*lang, ctx.link(), self.shown.borrow().scene.geometry);
        // In a frame there may be room for a few words only.
        let short = store.state().embedded();
        let hint = t!(
            lang,
            match (scenario.buyers.get() > MAX_LANES, truth) {
                (true, Truth::Happened) => "timeline.hint_crowd",
                (true, _) => "timeline.crowd",
                (false, Truth::Happened) if short => "timeline.short.hint",
                (false, Truth::Expected) if short => "timeline.short.empty",
                (false, Truth::Unsaid) if short => "timeline.short.unsaid",
                (false, Truth::Happened) => "timeline.hint",
                (false, Truth::Expected) => "timeline.empty",
                (false, Truth::Unsaid) => "timeline.unsaid",
            }
        );
        let told =
            Some(self.shown.borrow().scene.told()).filter(|told| !told.is_empty()).unwrap_or_else(|| hint.clone());
        let explained = match (self.hover, selected) {
            (_, Some(mark)) => Some(words::mark(lang, scenario, *mark)),
            (Some((target, ..)), None) => Some(words::target(lang, scenario, target)),
            (None, None) => None,
        };
        let tip = self.hover.filter(|_| selected.is_none());
        let tip = tip.map(|(_, x, y)| format!("left:{}px;top:{}px", whole(x), whole(y)));
        let button = |id: &'static str, key: &str, sign: &'static str, onclick: Callback<MouseEvent>| {
            let name = t!(lang, key);
            html! { <button {id} class="quiet" {onclick} aria-label={name.clone()} title={name}>{ sign }</button> }
        };
        // What moves moves with what it lies on.
        let onscroll = {
            let shown = self.shown.clone();
            move |_: Event| shown.borrow_mut().paint_above(clock::now())
        };
        html! {
            <div class="timeline">
                { inks(self.nodes.inks.clone()) }
                if !store.state().embedded() {
                    <button id="to-table" class="skip" onclick={to_table(store)}>{ t!(lang, "timeline.as_table") }</button>
                }
                <div class="sheets">
                    <canvas class="head" ref={self.nodes.head[0].clone()} aria-hidden="true" ~style={size(geometry.head)}></canvas>
                    <canvas class="over" ref={self.nodes.head[1].clone()} aria-hidden="true"></canvas>
                </div>
                <div class="sheets">
                    <div class="lanes" ref={self.nodes.scrolled.clone()} {onscroll}>
                        <canvas id="timeline" ref={self.nodes.lanes[0].clone()} tabindex="0" role="application"
                            ~style={size(geometry.height())} aria-label={t!(lang, "timeline.label")} aria-describedby="explain"
                            onkeydown={link.batch_callback(|event| takes_key(&event).then_some(Input::Key(event)))}
                            onpointermove={link.callback(Input::Move)} onclick={link.callback(Input::Click)}
                            onpointerleave={link.callback(|_| Input::Leave)}
                            onwheel={link.batch_callback(|event| takes_wheel(&event).then_some(Input::Wheel(event)))}>
                            // For whoever reads the page aloud and comes by.
                            <p>{ &told }</p>
                        </canvas>
                        if let (Some(style), Some(text)) = (tip, &explained) {
                            <div class="tip" ~style={style} aria-hidden="true">{ text }</div>
                        }
                    </div>
                    <canvas class="over" ref={self.nodes.lanes[1].clone()} aria-hidden="true"></canvas>
                </div>
                <div class="timeline-foot">
                    <p id="explain" role="status">
                        { explained.unwrap_or(hint) }
                    </p>
                    <div class="tools" role="group" aria-label={t!(lang, "timeline.tools")}>
                        { button("zoom-out", "timeline.wider", "−", link.callback(|_| Input::Zoom(1.0 / ZOOM / ZOOM))) }
                        { button("zoom-in", "timeline.closer", "+", link.callback(|_| Input::Zoom(ZOOM * ZOOM))) }
                        { button("fit", "timeline.fit", "⤢", link.callback(|_| Input::Fit)) }
                    </div>
                </div>
                { legend(lang, scenario.guard.has_clerk()) }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.shown.borrow_mut().sheets = self.nodes.sheets();
            let (size, shown) = (ctx.link().clone(), self.shown.clone());
            let watched = (self.nodes.lanes[0].cast::<Element>(), self.nodes.scrolled.cast::<Element>());
            if let (Some(lanes), Some(room)) = watched {
                let [width_of, height_of] = [lanes.clone(), room.clone()];
                let watch = SizeWatch::new(&[&lanes, &room], move || {
                    // The style sheet says whether the lanes have to fit into a height that is given.
                    let fits = css_value(&height_of, "--fit") == "1";
                    let height = fits.then(|| f64::from(height_of.client_height()));
                    size.send_message(Input::Size(width_of.get_bounding_client_rect().width(), height));
                });
                // At once, and not with what else is drawn anew: what is printed is taken before that.
                let repaint = move || shown.borrow_mut().repaint(clock::now());
                self.watches = watch.map(|watch| (watch, on_other_colours(repaint)));
            }
        }
        self.shown.borrow_mut().paint(clock::now());
        let moves = matches!(ctx.props().model.time, Time::Live(_) | Time::Play(Play { playing: true, .. }));
        if moves != self.frames.is_some() {
            self.frames = moves.then(|| self.run(&ctx.props().store));
        }
    }
}

impl TimelineView {
    /// Frames that let time go on.
    fn run(&self, store: &Store) -> Frames {
        let (shown, store) = (self.shown.clone(), store.clone());
        Frames::new(move || {
            // While it is left, a page may be thrown out of one frame, and asked for another.
            let Ok(passed) = shown.try_borrow_mut().map(|mut shown| shown.frame(clock::now())) else { return };
            // While nothing is borrowed: the store comes back with another scene.
            if let Some(action) = passed {
                store.send(Action::Play(action));
            }
        })
    }

    fn set(&mut self, ctx: &Context<Self>) {
        let Shown { scene, playhead, painted, .. } = &mut *self.shown.borrow_mut();
        if scene.set(&ctx.props().model, self.size, self.view) {
            painted.forget();
        }
        playhead.follow(&scene.model.time);
    }

    /// Tells at which step of the program is what the reader points at: under the pointer, else selected by keys.
    fn point(&mut self, ctx: &Context<Self>) {
        let selected = ctx.props().model.selected.map(Target::Mark);
        let step = self.hover.map(|(target, ..)| target).or(selected).and_then(Target::step);
        if core::mem::replace(&mut self.pointed, step) != step {
            ctx.props().store.send(Action::Panel(PanelAction::Point(step.into_iter().collect())));
        }
    }

    fn current(&self) -> Viewport {
        self.shown.borrow().scene.view
    }

    fn zoom(&mut self, x: f64, factor: f64) -> bool {
        self.view = Some(self.current().zoomed(x, factor));
        true
    }

    fn select(&mut self, store: &Store, mark: Option<Mark>) {
        if let Some(mark) = mark {
            self.view = Some(self.current().showing(mark.at));
        }
        store.send(Action::Play(PlayAction::Select(mark)));
    }

    /// Drags while the button is down, else looks what is under the pointer.
    fn pointer(&mut self, event: &PointerEvent) -> bool {
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let before = core::mem::replace(&mut self.pointer, x);
        let dragged = event.buttons() & 1 == 1;
        if dragged {
            self.view = Some(self.current().panned(x - before));
        }
        let hover = self.found(event).map(|target| (target, x, y));
        let changed = dragged || self.hover != hover;
        self.hover = hover;
        changed
    }

    fn found(&self, event: &MouseEvent) -> Option<Target> {
        let Scene { model, geometry, view, .. } = &self.shown.borrow().scene;
        let lane = geometry.lane_at(f64::from(event.offset_y()))?;
        let x = f64::from(event.offset_x()) - geometry.left;
        model.begun().then(|| hit(&model.timeline.0, *view, lane, x)).flatten()
    }
}

impl Nodes {
    fn sheets(&self) -> Option<Sheets> {
        let canvas = |node: &NodeRef| node.cast::<HtmlCanvasElement>();
        Some(Sheets {
            head: [canvas(&self.head[0])?, canvas(&self.head[1])?],
            lanes: [canvas(&self.lanes[0])?, canvas(&self.lanes[1])?],
            scrolled: self.scrolled.cast()?,
            inks: self.inks.cast()?,
        })
    }
}

/// Opens the table, and goes there.
fn to_table(store: &Store) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |event: MouseEvent| {
        store.send(Action::Panel(PanelAction::Open(Tab("table"))));
        // The tab stands beside the stage, on the same page.
        let page = event.target_dyn_into::<Element>().and_then(|button| button.closest(".page").ok().flatten());
        let tab = page.and_then(|page| page.query_selector("#tab-table").ok().flatten());
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            // The tab is there and visible, which is all that could fail.
            let _ = tab.focus();
        }
    })
}

/// CSS px without a fraction.
#[allow(clippy::cast_possible_truncation, reason = "a pointer is on the screen")]
const fn whole(px: f64) -> i32 {
    px as i32
}
