//! The graph of states: one goes through it with the pointer or with arrow keys, each state says what it is, and pressing one
//! that the run has come through, or that is a turn away, goes there. The same is there as a table, and as a file.

use super::drawing::{drawn, px};
use crate::browser::files::save;
use crate::model::explore::Graph;
use crate::present::explore::{
    Direction, Drawn, ExploredModel, MOST_DRAWN, Sign, Trail, edges, legend, mark, svg, words_of,
};
use crate::program::BuyerId;
use crate::text::{count, t};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Where a state that was pressed takes the run.
pub enum Go {
    /// Back to where so many turns are taken.
    Back(usize),
    /// On by a turn of this process.
    On(BuyerId),
}

/// The graph, and where the run stands in it.
#[derive(Clone, PartialEq, Properties)]
pub struct GraphProps {
    /// The scenario, in a language.
    pub explored: ExploredModel,
    /// `None` where there are too many states.
    pub drawn: Option<Rc<Drawn>>,
    /// Where the run stands.
    pub trail: Rc<Trail>,
    /// Takes the run somewhere.
    pub go: Callback<Go>,
}

/// What happens.
pub enum Input {
    /// A key was pressed on a state.
    Key(KeyboardEvent),
    /// The pointer is over a state.
    Over(usize),
    /// A state was pressed.
    Press(usize),
    /// As a table, or not.
    Table,
    /// The picture is wanted as a file.
    Save,
}

/// See the module.
pub struct StateGraph {
    /// The state of which something is said, and which takes keys; `None` for the present.
    at: Option<usize>,
    /// Whether it is to have the focus.
    moves: bool,
    focused: NodeRef,
    table: bool,
}

impl Component for StateGraph {
    type Message = Input;
    type Properties = GraphProps;

    fn create(_: &Context<Self>) -> Self {
        Self { at: None, moves: false, focused: NodeRef::default(), table: false }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &GraphProps) -> bool {
        // After a turn the present is of interest.
        if (&ctx.props().trail, &ctx.props().drawn) != (&old.trail, &old.drawn) {
            self.at = None;
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        let GraphProps { explored, drawn, trail, go } = ctx.props();
        let Some(drawn) = drawn else { return false };
        let here = self.here(trail);
        match input {
            Input::Over(node) => {
                let is_new = node != here;
                self.at = Some(node);
                return is_new;
            }
            Input::Table => self.table = !self.table,
            Input::Save => return !save("oversold-states.svg", "image/svg+xml", &svg(explored.lang, drawn, trail)),
            Input::Press(node) => press(trail, node, go),
            Input::Key(event) => {
                let direction = match event.key().as_str() {
                    "ArrowLeft" => Direction::Back,
                    "ArrowRight" => Direction::On,
                    "ArrowUp" => Direction::Up,
                    "ArrowDown" => Direction::Down,
                    "Enter" | " " => {
                        event.prevent_default();
                        self.moves = true;
                        press(trail, here, go);
                        return false;
                    }
                    _ => return false,
                };
                event.prevent_default();
                self.at = Some(drawn.step(trail, here, direction));
                self.moves = true;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let GraphProps { explored, drawn, trail, .. } = ctx.props();
        let lang = explored.lang;
        let title = t!(lang, "explore.graph.title");
        let Some(drawn) = drawn else {
            let most = count(lang, MOST_DRAWN);
            return html! {
                <section id="states" aria-labelledby="states-title">
                    <h2 id="states-title">{ title }</h2>
                    <p class="hint">{ t!(lang, "explore.graph.many", most = most) }</p>
                </section>
            };
        };
        let on = |input: fn() -> Input| ctx.link().callback(move |_: MouseEvent| input());
        let here = self.here(trail);
        html! {
            <section id="states" aria-labelledby="states-title">
                <h2 id="states-title">{ title }</h2>
                <p class="hint">{ t!(lang, "explore.graph.what") }</p>
                <div class="moves">
                    <button id="states-table" aria-pressed={self.table.to_string()} onclick={on(|| Input::Table)}>{ t!(lang, "explore.graph.table") }</button>
                    <button id="states-save" onclick={on(|| Input::Save)}>{ t!(lang, "explore.graph.save") }</button>
                </div>
                if self.table { { table(explored, drawn, trail) } } else { { self.picture(ctx, drawn) } }
                if !self.table { <p id="states-here">{ words_of(lang, &explored.scenario, drawn, trail, here) }</p> }
            </section>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if core::mem::take(&mut self.moves)
            && let Some(node) = self.focused.get()
        {
            // An element of an SVG takes the focus by the same name.
            let _ = node.unchecked_into::<HtmlElement>().focus();
        }
    }
}

impl StateGraph {
    fn here(&self, trail: &Trail) -> usize {
        self.at.or_else(|| trail.path.last().copied()).unwrap_or(0)
    }

    fn picture(&self, ctx: &Context<Self>, picture: &Drawn) -> Html {
        let GraphProps { explored, trail, .. } = ctx.props();
        let (lang, here) = (explored.lang, self.here(trail));
        let (width, height) = picture.layout.size;
        let node = |node: usize| {
            let link = ctx.link();
            let is_here = node == here;
            let leads = trail.path.contains(&node) || trail.next.iter().any(|(to, _)| *to == node);
            let (x, y) = picture.layout.places[node];
            let focused = if is_here { self.focused.clone() } else { NodeRef::default() };
            html! {
                <g key={node} ref={focused} class={classes!(is_here.then_some("here"), leads.then_some("leads"))} data-state={node.to_string()}
                    role={if leads { "button" } else { "img" }} tabindex={if is_here { "0" } else { "-1" }}
                    aria-label={words_of(lang, &explored.scenario, picture, trail, node)}
                    onkeydown={link.callback(Input::Key)} onclick={link.callback(move |_: MouseEvent| Input::Press(node))}
                    onmouseenter={link.callback(move |_: MouseEvent| Input::Over(node))}>
                    <circle class="area" cx={px(x)} cy={px(y)} r="13" />
                    { for mark(picture, trail, node).iter().map(drawn) }
                </g>
            }
        };
        let sign = |(sign, name): &(Sign, &'static str)| {
            html! { <li><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{ for legend(*sign).iter().map(drawn) }</svg>{ t!(lang, &format!("explore.graph.{name}")) }</li> }
        };
        html! {
            <>
                <div class="graph">
                    <svg width={px(width)} height={px(height)} viewBox={format!("0 0 {width} {height}")} role="group" aria-label={t!(lang, "explore.graph.title")}>
                        <g aria-hidden="true">{ for edges(lang, picture, trail).iter().map(drawn) }</g>
                        { for (0..picture.told.len()).map(node) }
                    </svg>
                </div>
                <ul class="signs">{ for Sign::ALL.iter().map(sign) }</ul>
            </>
        }
    }
}

/// Back to where the run has been, or on by one turn.
fn press(trail: &Trail, node: usize, go: &Callback<Go>) {
    if let Some(at) = trail.path.iter().position(|passed| *passed == node) {
        go.emit(Go::Back(at));
    } else if let Some((_, id)) = trail.next.iter().find(|(to, _)| *to == node) {
        go.emit(Go::On(*id));
    }
}

fn table(explored: &ExploredModel, picture: &Drawn, trail: &Trail) -> Html {
    let lang = explored.lang;
    let title = t!(lang, "explore.graph.table_title");
    let names = ["turns", "record", "sold", "where", "ways", "wrong_ways", "what_it_is"];
    let head = |name: &&str| html! { <th scope="col">{ t!(lang, &format!("explore.graph.column.{name}")) }</th> };
    let row = |(node, told): (usize, &crate::present::explore::Told)| {
        let is_present = trail.path.last() == Some(&node);
        let class = if is_present { Some("present") } else { trail.path.contains(&node).then_some("passed") };
        let [turns, rest @ ..] = &told.row;
        html! {
            <tr {class} aria-current={is_present.then_some("step")}>
                <th scope="row">{ turns }</th>
                { for rest.iter().map(|cell| html! { <td>{ cell }</td> }) }
                <td>{ t!(lang, &format!("explore.graph.{}", told.sign.name())) }</td>
            </tr>
        }
    };
    html! {
        <div class="graph" tabindex="0" role="region" aria-label={title.clone()}>
            <table>
                <caption class="visually-hidden">{ title }</caption>
                <thead><tr>{ for names.iter().map(head) }</tr></thead>
                <tbody>{ for picture.told.iter().enumerate().map(row) }</tbody>
            </table>
        </div>
    }
}

/// The picture of a graph, where there is one.
pub fn picture_of(explored: &ExploredModel, graph: Option<&Graph>) -> Option<Rc<Drawn>> {
    graph.map(|graph| Rc::new(Drawn::new(explored.lang, &explored.scenario, graph)))
}
