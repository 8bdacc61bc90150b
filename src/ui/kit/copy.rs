//! A button that copies a text; where that is not allowed, it shows the text to take by hand.

use crate::browser::surface;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// See the module.
pub struct CopyLink {
    /// The field with the text to take by hand, and whether it is to be selected: once, when it appears.
    by_hand: NodeRef,
    select: bool,
    /// Whether the last attempt worked; `None` when there was none, or it is long ago.
    copied: Option<bool>,
    /// Owned, so that a reader who leaves does not leave a timer behind.
    #[allow(dead_code, reason = "kept for its Drop")]
    forget: Option<Timeout>,
}

#[derive(PartialEq, Properties)]
pub struct CopyLinkProps {
    pub id: &'static str,
    /// What the button says.
    pub label: String,
    /// What the button says when it has copied.
    pub copied: String,
    /// What stands before the text where it has to be taken by hand.
    pub by_hand: String,
    /// What is copied.
    pub text: String,
}

pub enum Copy {
    Try,
    Done(bool),
    Forget,
}

impl Component for CopyLink {
    type Message = Copy;
    type Properties = CopyLinkProps;

    fn create(_: &Context<Self>) -> Self {
        Self { by_hand: NodeRef::default(), select: false, copied: None, forget: None }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Copy) -> bool {
        match message {
            Copy::Try => {
                let (text, done) = (ctx.props().text.clone(), ctx.link().callback(Copy::Done));
                wasm_bindgen_futures::spawn_local(async move { done.emit(surface::copy(&text).await) });
                return false;
            }
            Copy::Done(copied) => {
                self.copied = Some(copied);
                self.select = !copied;
                let forget = ctx.link().callback(|()| Copy::Forget);
                self.forget = copied.then(|| Timeout::new(2000, move || forget.emit(())));
            }
            Copy::Forget => self.copied = None,
        }
        true
    }

    /// What could not be copied is selected, right after the reader has asked for it: one key copies it.
    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if core::mem::take(&mut self.select)
            && let Some(field) = self.by_hand.cast::<web_sys::HtmlElement>()
        {
            // The field is there and visible, which is all that could fail.
            let _ = field.focus();
            select(&field);
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let CopyLinkProps { id, label, copied: done, by_hand, text } = ctx.props();
        let onclick = ctx.link().callback(|_: MouseEvent| Copy::Try);
        let onfocus = Callback::from(|event: FocusEvent| {
            if let Some(field) = event.target_dyn_into::<web_sys::HtmlElement>() {
                select(&field);
            }
        });
        let copied = self.copied == Some(true);
        html! {
            <div class="copy">
                <button id={*id} {onclick}>{ if copied { done.clone() } else { label.clone() } }</button>
                <span class="visually-hidden" role="status">{ if copied { done.clone() } else { String::new() } }</span>
                if self.copied == Some(false) {
                    <label class="by-hand">
                        { by_hand }
                        if text.contains('\n') {
                            <textarea ref={self.by_hand.clone()} readonly=true value={text.clone()} {onfocus} />
                        } else {
                            <input ref={self.by_hand.clone()} readonly=true value={text.clone()} {onfocus} />
                        }
                    </label>
                }
            </div>
        }
    }
}

/// Selects all of a field, of one line or of several.
fn select(field: &web_sys::HtmlElement) {
    if let Some(input) = field.dyn_ref::<web_sys::HtmlInputElement>() {
        input.select();
    } else if let Some(area) = field.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        area.select();
    }
}
