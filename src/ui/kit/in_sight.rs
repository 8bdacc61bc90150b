//! A list some of whose lines are marked as `here`: when none of them is in sight any more, the list is scrolled, and
//! nothing else. So it is for the line that the keyboard has come to, marked as `cursor`.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
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
    /// Is told of keys while the list itself has the focus; whether it has used one.
    pub onkey: Callback<String, bool>,
    /// Is told when the list loses the focus.
    pub onblur: Callback<FocusEvent>,
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
        let InSightProps { id, label, onpointermove, onpointerup, onkey, onblur, children } = ctx.props().clone();
        let list = self.list.clone();
        let onkeydown = Callback::from(move |event: KeyboardEvent| {
            let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
            let is_own = list.get().is_some_and(|list| list.is_same_node(target.as_ref()));
            if is_own && onkey.emit(event.key()) {
                event.prevent_default();
            }
        });
        html! {
            <ol {id} ref={self.list.clone()} tabindex="0" aria-label={label} {onpointermove} {onpointerup} {onkeydown} {onblur}>
                { children }
            </ol>
        }
    }
}

/// Scrolls the list to the first marked line, unless a marked one is in sight.
fn follow(list: &HtmlElement) {
    let has_cursor = list.query_selector(".cursor").is_ok_and(|found| found.is_some());
    let Ok(marked) = list.query_selector_all(if has_cursor { ".cursor" } else { ".here" }) else { return };
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
