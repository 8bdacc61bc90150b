//! What is made only when somebody unfolds it.

use wasm_bindgen::JsCast;
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct FoldedProps {
    pub id: &'static str,
    /// What is seen of it while it is folded.
    pub summary: String,
    /// Components among them begin to live when it is unfolded, and end when it is folded.
    pub children: Html,
}

/// See the module.
pub struct Folded {
    is_open: bool,
}

impl Component for Folded {
    /// Whether it is open.
    type Message = bool;
    type Properties = FoldedProps;

    fn create(_: &Context<Self>) -> Self {
        Self { is_open: false }
    }

    fn update(&mut self, _: &Context<Self>, is_open: bool) -> bool {
        core::mem::replace(&mut self.is_open, is_open) != is_open
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let ontoggle = ctx
            .link()
            .batch_callback(|event: Event| Some(event.target()?.dyn_into::<HtmlDetailsElement>().ok()?.open()));
        let FoldedProps { id, summary, children } = ctx.props();
        html! {
            <details id={*id} {ontoggle}>
                <summary>{ summary.clone() }</summary>
                if self.is_open { { children.clone() } }
            </details>
        }
    }
}
