//! A list some of whose lines are marked as `here`: when none of them is in sight any more, the list is scrolled, and
//! nothing else.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The list.
#[derive(Clone, PartialEq, Properties)]
pub struct InSightProps {
    /// Its id.
    pub id: &'static str,
    /// What it is called.
    pub label: String,
    /// Is told how a pointer moves over it.
    pub onpointermove: Callback<PointerEvent>,
    /// Is told when a pointer is lifted from it.
    pub onpointerup: Callback<PointerEvent>,
    /// Its lines.
    pub children: Html,
}

/// See the module.
pub struct InSight {
    list: NodeRef,
}

impl Component for InSight {
    type Message = ();
    type Properties = InSightProps;

    fn create(_: &Context<Self>) -> Self {
        Self { list: NodeRef::default() }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(list) = self.list.cast::<HtmlElement>() {
            follow(&list);
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let InSightProps { id, label, onpointermove, onpointerup, children } = ctx.props().clone();
        html! { <ol {id} ref={self.list.clone()} tabindex="0" aria-label={label} {onpointermove} {onpointerup}>{ children }</ol> }
    }
}

/// Scrolls the list to the first marked line, unless a marked one is in sight.
fn follow(list: &HtmlElement) {
    let Ok(marked) = list.query_selector_all(".here") else { return };
    let lines = (0..marked.length()).filter_map(|at| marked.item(at)?.dyn_into::<HtmlElement>().ok());
    // Lines and list are measured from the same edge.
    let lines: Vec<(i32, i32)> =
        lines.map(|line| (line.offset_top() - list.offset_top(), line.offset_height())).collect();
    let Some((first, height)) = lines.first().copied() else { return };
    let (top, room) = (list.scroll_top(), list.client_height());
    if !lines.iter().any(|(at, high)| *at >= top && at + high <= top + room) {
        list.set_scroll_top(first - (room - height) / 2);
    }
}
