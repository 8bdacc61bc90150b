//! The timeline on its two canvases, with pointer and keyboard. It takes wheel and keys only while
//! it has the focus, so that the page around it scrolls undisturbed; Escape gives them back.

use crate::browser::surface::WidthWatch;
use crate::scenario::Scenario;
use crate::timeline::{Mark, Target, Timeline, Viewport, hit, step_mark};
use crate::ui::paint::{Geometry, paint};
use crate::ui::state::Action;
use crate::ui::t::t;
use crate::ui::words;
use std::rc::Rc;
use web_sys::{HtmlCanvasElement, HtmlElement};
use yew::prelude::*;

/// How much one key or one notch of the wheel zooms.
const ZOOM: f64 = 0.8;

#[derive(PartialEq, Properties)]
pub struct TimelineViewProps {
    pub lang: &'static str,
    pub scenario: Scenario,
    pub timeline: Rc<Timeline>,
    pub running: bool,
    /// Whether there is a run to show.
    pub begun: bool,
    pub selected: Option<Mark>,
    pub run: Callback<()>,
    pub dispatch: Callback<Action>,
}

/// A target under the pointer, and where the pointer is, in CSS px of the lanes.
type Hover = Option<(Target, f64, f64)>;

/// Canvases, explanation, tools.
#[component]
pub fn TimelineView(props: &TimelineViewProps) -> Html {
    let TimelineViewProps { lang, scenario, timeline, running, begun, selected, run, dispatch } = props;
    let (frame, head, lanes) = (use_node_ref(), use_node_ref(), use_node_ref());
    let width = use_state(|| 0.0_f64);
    let view = use_state(|| None::<Viewport>);
    let hover = use_state(|| Hover::None);
    let drag = use_mut_ref(|| None::<f64>);

    use_effect_with((), {
        let (frame, width) = (frame.clone(), width.setter());
        move |()| {
            let element = frame.cast::<web_sys::Element>();
            let watch = element.and_then(|element| WidthWatch::new(&element, move |now| width.set(now)));
            move || drop(watch)
        }
    });
    // Another run begins with everything in view.
    use_effect_with(*begun, {
        let (view, hover) = (view.setter(), hover.setter());
        move |_| {
            view.set(None);
            hover.set(None);
        }
    });

    let geometry = Geometry::new(*width, scenario.buyers.get());
    let end = crate::ui::paint::horizon(scenario, timeline, *running);
    let current = view.map_or_else(|| Viewport::fit(end, geometry.plot), |view| view.resized(end, geometry.plot));
    use_effect({
        let (head, lanes, timeline, selected) = (head.clone(), lanes.clone(), timeline.clone(), *selected);
        let (lang, running, scenario, begun) = (*lang, *running, *scenario, *begun);
        move || {
            if let (Some(head), Some(lanes)) = (head.cast::<HtmlCanvasElement>(), lanes.cast::<HtmlCanvasElement>()) {
                paint(&head, &lanes, lang, &scenario, &timeline, current, geometry, selected, running, begun);
            }
        }
    });

    let select = {
        let (dispatch, view) = (dispatch.clone(), view.setter());
        move |mark: Option<Mark>| {
            if let Some(mark) = mark {
                view.set(Some(current.showing(mark.at)));
            }
            dispatch.emit(Action::Select(mark));
        }
    };
    let zoom = {
        let view = view.setter();
        move |x: f64, factor: f64| view.set(Some(current.zoomed(x, factor)))
    };
    let onkeydown = {
        let (timeline, selected, select, zoom, view) =
            (timeline.clone(), *selected, select.clone(), zoom.clone(), view.setter());
        let (running, run) = (*running, run.clone());
        Callback::from(move |event: KeyboardEvent| {
            let middle = geometry.plot / 2.0;
            match event.key().as_str() {
                "ArrowRight" => select(step_mark(&timeline, selected, 1).or(selected)),
                "ArrowLeft" => select(step_mark(&timeline, selected, -1).or(selected)),
                "+" | "=" => zoom(middle, ZOOM),
                "-" => zoom(middle, 1.0 / ZOOM),
                "0" => view.set(None),
                " " if !running => run.emit(()),
                "Escape" => {
                    select(None);
                    if let Some(element) = event.target_dyn_into::<HtmlElement>() {
                        // Blurring an element that has the focus cannot fail.
                        let _ = element.blur();
                    }
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let found = {
        let timeline = timeline.clone();
        move |x: f64, y: f64| hit(&timeline, current, geometry.lane_at(y)?, x - geometry.left)
    };
    let onpointermove = {
        let (hover, drag, view, found) = (hover.clone(), drag.clone(), view.setter(), found.clone());
        Callback::from(move |event: PointerEvent| {
            let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
            let dragged = drag.borrow_mut().replace(x).filter(|_| event.buttons() & 1 == 1);
            if let Some(before) = dragged {
                view.set(Some(current.panned(x - before)));
            }
            let target = found(x, y).map(|target| (target, x, y));
            if *hover != target {
                hover.set(target);
            }
        })
    };
    let onclick = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(Target::Mark(mark)) = found(f64::from(event.offset_x()), f64::from(event.offset_y())) {
                dispatch.emit(Action::Select(Some(mark)));
            }
        })
    };
    let onpointerleave = {
        let (hover, drag) = (hover.clone(), drag.clone());
        Callback::from(move |_: PointerEvent| {
            drag.take();
            hover.set(None);
        })
    };
    let onwheel = {
        let (zoom, lanes) = (zoom.clone(), lanes.clone());
        Callback::from(move |event: WheelEvent| {
            // Without the focus the wheel scrolls the page, as everywhere.
            if has_focus(&lanes) && (event.delta_y().abs() > event.delta_x().abs()) && !event.shift_key() {
                event.prevent_default();
                let factor = if event.delta_y() < 0.0 { ZOOM } else { 1.0 / ZOOM };
                zoom(f64::from(event.offset_x()) - geometry.left, factor);
            }
        })
    };
    let explained = match (*hover, selected) {
        (_, Some(mark)) => Some(words::mark(lang, scenario, *mark)),
        (Some((target, ..)), None) => Some(words::target(lang, scenario, target)),
        (None, None) => None,
    };
    let tip = hover.filter(|_| selected.is_none()).map(|(_, x, y)| format!("left:{}px;top:{}px", whole(x), whole(y)));
    let button = |id: &'static str, key: &str, sign: &'static str, act: Callback<MouseEvent>| {
        html! { <button {id} class="quiet" onclick={act} disabled={!begun} aria-label={t!(key)} title={t!(key)}>{ sign }</button> }
    };
    let (closer, wider, fit) = (zoom.clone(), zoom, view.setter());
    html! {
        <div class="timeline" ref={frame}>
            <canvas class="head" ref={head} aria-hidden="true" style={Geometry::head_style()}></canvas>
            <div class="lanes">
                <canvas id="timeline" ref={lanes} tabindex="0" role="application" style={geometry.lanes_style()}
                    aria-label={t!("timeline.label")} aria-describedby="explain"
                    {onkeydown} {onpointermove} {onclick} {onpointerleave} {onwheel}></canvas>
                if let (Some(style), Some(text)) = (tip, &explained) {
                    <div class="tip" {style} aria-hidden="true">{ text }</div>
                }
            </div>
            <div class="timeline-foot">
                <p id="explain" role="status">
                    { explained.unwrap_or_else(|| t!(if *begun { "timeline.hint" } else { "timeline.empty" })) }
                </p>
                <div class="tools" role="group" aria-label={t!("timeline.tools")}>
                    { button("zoom-out", "timeline.wider", "−", Callback::from(move |_| wider(geometry.plot / 2.0, 1.0 / ZOOM / ZOOM))) }
                    { button("zoom-in", "timeline.closer", "+", Callback::from(move |_| closer(geometry.plot / 2.0, ZOOM * ZOOM))) }
                    { button("fit", "timeline.fit", "⤢", Callback::from(move |_| fit.set(None))) }
                </div>
            </div>
            { legend() }
        </div>
    }
}

/// What the signs mean.
fn legend() -> Html {
    let signs = [
        ("search", "activity.search"),
        ("wait", "activity.wait"),
        ("pay", "activity.pay"),
        ("confirm", "activity.confirm"),
        ("forged", "fate.oversold"),
        ("inside", "legend.inside"),
        ("read", "legend.read"),
        ("write", "legend.write"),
    ];
    html! {
        <ul class="legend" aria-label={t!("legend.title")}>
            { for signs.map(|(class, key)| html! {
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

fn has_focus(node: &NodeRef) -> bool {
    let active = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    node.cast::<web_sys::Element>().is_some_and(|element| active == Some(element))
}
