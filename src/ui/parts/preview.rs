//! A live preview in the share dialog: the address in a frame, as another page would show it. The frame is made
//! only when somebody unfolds it.

use crate::ui::t::t;
use wasm_bindgen::JsCast;
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct PreviewProps {
    pub address: String,
}

/// See the module.
pub struct Preview {
    is_open: bool,
}

impl Component for Preview {
    /// Whether it is open.
    type Message = bool;
    type Properties = PreviewProps;

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
        html! {
            <details id="share-preview" {ontoggle}>
                <summary>{ t!("share.preview") }</summary>
                if self.is_open {
                    <iframe src={ctx.props().address.clone()} title={t!("share.preview")} width="100%" height="420"
                        allow="cross-origin-isolated"></iframe>
                }
            </details>
        }
    }
}
