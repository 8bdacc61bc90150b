//! A list that grows at its end, which stays in sight unless the reader has scrolled away from it.

use web_sys::Element;
use yew::prelude::*;

/// How far from the end still counts as there, in CSS px.
const NEAR: i32 = 8;

/// The list.
#[derive(PartialEq, Properties)]
pub struct FollowingProps {
    /// Its id.
    pub id: &'static str,
    /// What it is called.
    pub label: String,
    /// Its lines.
    pub children: Html,
}

/// See the module.
pub struct Following {
    list: NodeRef,
    /// Whether the end was in sight before the latest lines came.
    at_end: bool,
}

impl Component for Following {
    type Message = ();
    type Properties = FollowingProps;

    fn create(_: &Context<Self>) -> Self {
        Self { list: NodeRef::default(), at_end: true }
    }

    fn changed(&mut self, _: &Context<Self>, _: &FollowingProps) -> bool {
        if let Some(list) = self.list.cast::<Element>() {
            self.at_end = list.scroll_top() + list.client_height() + NEAR >= list.scroll_height();
        }
        true
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(list) = self.list.cast::<Element>().filter(|_| self.at_end) {
            // Whatever lies behind the end is the end.
            list.set_scroll_top(i32::MAX);
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let FollowingProps { id, label, children } = ctx.props();
        html! { <ol id={*id} ref={self.list.clone()} tabindex="0" aria-label={label.clone()}>{ children.clone() }</ol> }
    }
}
