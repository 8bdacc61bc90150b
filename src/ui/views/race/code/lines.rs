//! The lines of the program. The handles at both ends of the lock are dragged, or moved by the arrow keys, or clicked, and
//! then the place where the end is to be. What is said of it is said aloud.

use super::carried::Carried;
use crate::browser::frames::Frames;
use crate::present::race::{CodeLine, CodeModel, End, Grip, Spot};
use crate::scenario::Choice;
use crate::store::{Action, LinkAction, PanelAction, pairs};
use crate::t;
use crate::ui::kit::in_sight::InSight;
use crate::ui::live::Store;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What is shown.
#[derive(PartialEq, Properties)]
pub struct LinesProps {
    /// The program, and where everybody stands in it.
    pub model: Rc<CodeModel>,
    /// Is told where the lock is to be.
    pub store: Store,
}

/// What happens to a handle.
pub enum Input {
    /// A pointer takes it.
    Take(End, PointerEvent),
    /// The pointer moves.
    Move(PointerEvent),
    /// A frame while a pointer carries it.
    Frame,
    /// The pointer is lifted.
    Lift,
    /// It is clicked, by whatever means.
    Click(End),
    /// A key that moves it.
    Key(End, String),
    /// Another key: a click that follows is the key's.
    Pressed,
    /// It is to be at this of its spots.
    Put(End, usize),
    /// It is let go.
    LetGo,
    /// The keyboard goes to another line, below or above.
    Line(bool),
    /// The keyboard leaves the lines.
    Leave,
}

/// See the module.
pub struct Lines {
    carried: Option<Carried>,
    handles: [NodeRef; 2],
    /// What was last said.
    said: String,
    /// Which handle was moved, and whether the lines have followed.
    moved: Option<(End, bool)>,
    /// Whether the click that a browser makes of a drag is still to come.
    dragged: bool,
    /// The line that the keyboard has come to.
    cursor: Option<usize>,
}

impl Component for Lines {
    type Message = Input;
    type Properties = LinesProps;

    fn create(_: &Context<Self>) -> Self {
        Self {
            carried: None,
            handles: Default::default(),
            said: String::new(),
            moved: None,
            dragged: false,
            cursor: None,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &LinesProps) -> bool {
        let model = &ctx.props().model;
        if !model.movable || model.grips != old.model.grips {
            self.carried = None;
        }
        if let Some((_, followed)) = &mut self.moved {
            *followed = true;
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        match input {
            Input::Take(end, event) => {
                self.dragged = false;
                let waited = self.carried.as_ref().is_some_and(|carried| carried.end == end && carried.waits);
                self.carried = Some(Carried::taken(end, waited, &event));
                self.focus(end);
            }
            Input::Move(event) => {
                let link = ctx.link().clone();
                let Some(carried) = &mut self.carried else { return false };
                if carried.moved(&event, || Frames::new(move || link.send_message(Input::Frame))) {
                    return self.aim(ctx);
                }
                self.carried = None;
            }
            Input::Frame => return self.aim(ctx),
            Input::Lift => {
                self.aim(ctx);
                let Some(carried) = &mut self.carried else { return false };
                self.dragged = carried.is_carried();
                carried.lifted();
                if self.dragged {
                    let (end, aim) = (carried.end, carried.aim);
                    self.carried = None;
                    self.put(ctx, end, aim);
                }
            }
            Input::Pressed => {
                self.dragged = false;
                return false;
            }
            Input::Click(_) if self.dragged => self.dragged = false,
            Input::Click(end) => {
                let waits = self.carried.as_ref().is_some_and(|carried| carried.end == end && carried.waits);
                self.carried = (!waits).then(|| Carried::clicked(end));
            }
            Input::Key(end, key) => {
                self.dragged = false;
                let to = ctx.props().model.grip(end).map(|grip| grip.by_key(&key));
                self.put(ctx, end, to.flatten());
            }
            Input::Put(end, spot) => {
                self.carried = None;
                self.put(ctx, end, Some(spot));
            }
            // Lifting the pointer, later, is no click then.
            Input::LetGo => self.dragged = self.carried.take().is_some_and(|carried| carried.is_pressed()),
            Input::Line(below) => self.go(ctx, below),
            Input::Leave if self.cursor.is_none() => return false,
            Input::Leave => {
                self.cursor = None;
                point(&ctx.props().store, Rc::default());
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let LinesProps { model, store } = ctx.props();
        let link = ctx.link().clone();
        let onkey = Callback::from(move |key: String| {
            let input = match key.as_str() {
                "ArrowDown" => Input::Line(true),
                "ArrowUp" => Input::Line(false),
                "Escape" => Input::Leave,
                _ => return false,
            };
            link.send_message(input);
            true
        });
        html! {
            <>
                <InSight id="code" label={model.title.clone()} onpointermove={ctx.link().callback(Input::Move)}
                    onpointerup={ctx.link().callback(|_| Input::Lift)} {onkey} onblur={ctx.link().callback(|_| Input::Leave)}>
                    { for shown(model).map(|(index, line)| self.line(ctx, store, index, line)) }
                </InSight>
                <p class="visually-hidden" role="status">{ &self.said }</p>
            </>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        // A handle that was moved is another element, and whoever moved it goes on from there.
        if let Some((end, true)) = self.moved {
            self.moved = None;
            self.focus(end);
        }
    }
}

/// The lines that are not folded away.
fn shown(model: &CodeModel) -> impl Iterator<Item = (usize, &CodeLine)> {
    let folds = model.main.as_ref().is_some_and(|(unfolded, _)| !unfolded);
    model.lines.0.iter().enumerate().filter(move |(_, line)| !(folds && line.is_main))
}

/// The steps of a line.
fn steps(line: &CodeLine) -> Rc<[usize]> {
    line.steps.iter().chain(&line.more_of).copied().collect()
}

/// Lights the bars of these steps, and their lines.
fn point(store: &Store, steps: Rc<[usize]>) {
    store.send(Action::Panel(PanelAction::Point(steps)));
}

impl Lines {
    /// Goes to the next line that is a step, below or above: its bars light up, and it is said.
    fn go(&mut self, ctx: &Context<Self>, below: bool) {
        let LinesProps { model, store } = ctx.props();
        let mut lines: Vec<(usize, &CodeLine)> = shown(model).filter(|(_, line)| !steps(line).is_empty()).collect();
        if !below {
            lines.reverse();
        }
        let is_next = |index: usize| self.cursor.is_none_or(|at| if below { index > at } else { index < at });
        if let Some((index, line)) = lines.into_iter().find(|(index, _)| is_next(*index)) {
            self.cursor = Some(index);
            line.text.trim().clone_into(&mut self.said);
            point(store, steps(line));
        }
    }

    fn handle(&self, end: End) -> Option<HtmlElement> {
        self.handles[end as usize].cast()
    }

    fn focus(&self, end: End) {
        if let Some(handle) = self.handle(end) {
            // It is there and visible, which is all that could fail.
            let _ = handle.focus();
        }
    }

    /// Aims anew; whether at another spot.
    fn aim(&mut self, ctx: &Context<Self>) -> bool {
        let handle = self.carried.as_ref().and_then(|carried| self.handle(carried.end));
        let (Some(carried), Some(handle)) = (&mut self.carried, handle) else { return false };
        let Some(grip) = ctx.props().model.grip(carried.end) else { return false };
        carried.is_carried() && carried.aim(grip, &handle)
    }

    /// Moves an end to one of its spots, and says so; without one, that there is none.
    fn put(&mut self, ctx: &Context<Self>, end: End, spot: Option<usize>) {
        let LinesProps { model, store } = ctx.props();
        let lang = store.state().lang();
        let Some(grip) = model.grip(end) else { return };
        let Some(spot) = spot.and_then(|spot| grip.spots.get(spot)) else {
            self.said = t!(lang, "lock.no_further");
            return;
        };
        self.said.clone_from(&spot.text);
        if !spot.is_now {
            self.moved = Some((end, false));
            store.send(Action::Link(LinkAction::Set(pairs(&[("scope", spot.scope.name())]))));
        }
    }

    fn line(&self, ctx: &Context<Self>, store: &Store, index: usize, line: &CodeLine) -> Html {
        let model = &ctx.props().model;
        let (here, lit) = (model.here.get(index).cloned().flatten(), model.lit.get(index) == Some(&true));
        let point =
            |steps: Rc<[usize]>| store.on(move |_: MouseEvent| Action::Panel(PanelAction::Point(steps.clone())));
        let steps = steps(line);
        let cursor = (self.cursor == Some(index)).then_some("cursor");
        let grip = model.grips.iter().find(|grip| grip.line == index);
        html! {
            <li class={classes!(line.held.then_some("held"), here.as_ref().map(|_| "here"), lit.then_some("lit"), cursor)}
                onmouseenter={point(if self.carried.is_some() { Rc::default() } else { steps })} onmouseleave={point(Rc::default())}>
                <span class="standing">
                    if let Some((number, words)) = &here {
                        <span aria-hidden="true">{ number }{ " ▶" }</span><span class="visually-hidden">{ words }</span>
                    }
                </span>
                <code translate="no">{ &line.before }{ grip.map(|grip| self.grip(ctx, grip)).unwrap_or_default() }{ &line.text }</code>
                { self.gaps(ctx, index) }
            </li>
        }
    }

    fn grip(&self, ctx: &Context<Self>, grip: &Grip) -> Html {
        let (end, link) = (grip.end, ctx.link());
        let is_held = self.carried.as_ref().is_some_and(|carried| carried.end == end);
        let onkeydown = link.batch_callback(move |event: KeyboardEvent| {
            let key = event.key();
            let input = match key.as_str() {
                "ArrowUp" | "ArrowDown" | "Home" | "End" => Input::Key(end, key),
                "Escape" => Input::LetGo,
                _ => return Some(Input::Pressed),
            };
            event.prevent_default();
            Some(input)
        });
        html! {
            <button class={classes!("grip", is_held.then_some("carried"))} ref={self.handles[end as usize].clone()}
                data-grip={end.name()} aria-label={grip.label.clone()} title={grip.label.clone()} aria-expanded={is_held.to_string()}
                disabled={!ctx.props().model.movable} {onkeydown} onclick={link.callback(move |_| Input::Click(end))}
                onpointerdown={link.batch_callback(move |event: PointerEvent| (event.buttons() == 1).then_some(Input::Take(end, event)))}
                onpointercancel={link.callback(|_| Input::LetGo)}>{ "↕" }</button>
        }
    }

    /// Where the end that somebody holds can be put at this line.
    fn gaps(&self, ctx: &Context<Self>, index: usize) -> Html {
        let (model, link) = (&ctx.props().model, ctx.link());
        let Some(carried) = &self.carried else { return Html::default() };
        let Some(grip) = model.grip(carried.end) else { return Html::default() };
        let lang = ctx.props().store.state().lang();
        let gap = |(at, spot): (usize, &Spot)| {
            let end = carried.end;
            let name = t!(lang, "lock.put", what = spot.text);
            let onkeydown =
                link.batch_callback(|event: KeyboardEvent| (event.key() == "Escape").then_some(Input::LetGo));
            html! {
                <button class={classes!("gap", spot.below.then_some("below"), (carried.aim == Some(at)).then_some("aim"))}
                    data-scope={spot.scope.name()} aria-label={name.clone()} title={name} {onkeydown}
                    onclick={link.callback(move |_| Input::Put(end, at))}></button>
            }
        };
        let here = grip.spots.iter().enumerate().filter(|(_, spot)| spot.line == index && !spot.is_now);
        here.map(gap).collect()
    }
}
