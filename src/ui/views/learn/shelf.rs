//! Takes a lesson off the shelf: its file is fetched, and the desk begins when it has come.

use super::desk::Desk;
use crate::browser::lessons;
use crate::browser::renew::to_newer;
use crate::lesson::Lesson;
use crate::present::learn::LearnModel;
use crate::text::t;
use crate::ui::live::Store;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Which lesson, and what has run.
#[derive(Clone, PartialEq, Properties)]
pub struct ShelfProps {
    /// The lesson, and what has run.
    pub model: Rc<LearnModel>,
    /// The store.
    pub store: Store,
}

/// See the module.
pub struct Shelf {
    came: Option<Result<Rc<Lesson>, String>>,
    /// Whether it was asked for again.
    again: bool,
}

/// What happens to it.
pub enum Input {
    /// The lesson is there, or cannot be had.
    Came(Result<Rc<Lesson>, String>),
    /// Once more.
    Again,
}

impl Component for Shelf {
    type Message = Input;
    type Properties = ShelfProps;

    fn create(ctx: &Context<Self>) -> Self {
        fetch(ctx);
        Self { came: None, again: false }
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        match input {
            Input::Came(came) => {
                // Not there, and asked for again: it may be of a version that is gone.
                if came.is_err() && self.again {
                    to_newer(&ctx.props().store.state());
                }
                self.came = Some(came);
            }
            Input::Again => {
                (self.came, self.again) = (None, true);
                fetch(ctx);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let ShelfProps { model, store } = ctx.props();
        match &self.came {
            None => html! { <p aria-busy="true">{ t!(model.lang, "learn.coming") }</p> },
            Some(Ok(lesson)) => html! { <Desk model={model.clone()} store={store.clone()} lesson={lesson.clone()} /> },
            Some(Err(reason)) => html! {
                <p role="alert">
                    { t!(model.lang, "learn.failed", reason = reason.as_str()) }{ " " }
                    <button onclick={ctx.link().callback(|_: MouseEvent| Input::Again)}>{ t!(model.lang, "view.again") }</button>
                </p>
            },
        }
    }
}

fn fetch(ctx: &Context<Shelf>) {
    let (link, topic) = (ctx.link().clone(), ctx.props().model.topic);
    spawn_local(async move { link.send_message(Input::Came(lessons::get(topic).await)) });
}
