//! Sharing: a button that comes with the race, and a dialog that is loaded when the button is pressed.

mod dialog;

use super::Opening;
use crate::browser::renew::to_newer;
use crate::browser::style;
use crate::text::{Lang, t};
use crate::ui::live::{Store, live};
use dialog::DialogView;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

#[allow(unsafe_code, reason = "a split function is exported by one module and imported by the other")]
mod split {
    use super::{Html, Store, open};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// The content of the dialog. What only it refers to is only in its module.
    #[wasm_split(share, fallible)]
    #[allow(clippy::unnecessary_wraps, reason = "what cannot be fetched is told as an error")]
    pub fn share(store: Store) -> Result<Html, SplitLoaderError> {
        Ok(open(&store))
    }
}

fn open(store: &Store) -> Html {
    crate::text::add(crate::catalogue!("share"));
    style::add(include_str!("../../../../www/share.css"));
    live::<DialogView>(store)
}

/// What the button says.
#[derive(PartialEq, Properties)]
pub struct ButtonProps {
    /// The store.
    pub store: Store,
    /// The language of what is said until the dialog is there.
    pub lang: Lang,
    /// What the button says.
    pub label: String,
}

/// The button with its dialog.
pub struct ShareButton {
    dialog: NodeRef,
    state: Content,
    /// Whether it once could not be loaded.
    failed: bool,
}

/// How far the content of the dialog is.
enum Content {
    /// Not open.
    None,
    /// On its way.
    Coming,
    Here(Html),
    /// It could not be loaded.
    Failed,
}

/// What happens to it.
pub enum Input {
    /// The button was pressed.
    Open,
    /// The content is there, or cannot be had.
    Came(Result<Html, SplitLoaderError>),
    /// The dialog was closed, by whatever.
    Closed,
}

impl ShareButton {
    fn is_open(&self) -> bool {
        self.dialog.cast::<HtmlDialogElement>().is_some_and(|dialog| dialog.open())
    }
}

impl Component for ShareButton {
    type Message = Input;
    type Properties = ButtonProps;

    fn create(_: &Context<Self>) -> Self {
        Self { dialog: NodeRef::default(), state: Content::None, failed: false }
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        match input {
            Input::Open => {
                if let Some(dialog) = self.dialog.cast::<HtmlDialogElement>() {
                    // It fails where the dialog is open already.
                    let _ = dialog.show_modal();
                }
                if let Content::None | Content::Failed = self.state {
                    self.state = Content::Coming;
                    let came = ctx.link().callback(Input::Came);
                    let opening: Opening = Box::pin(split::share(ctx.props().store.clone()));
                    spawn_local(async move { came.emit(opening.await) });
                }
            }
            Input::Came(Ok(content)) => {
                // Closed meanwhile: it goes at once.
                self.state = if self.is_open() { Content::Here(content) } else { Content::None };
            }
            Input::Came(Err(_)) => {
                // Not there, and asked for again: it may be of a version that is gone.
                if self.failed {
                    to_newer(&ctx.props().store.state());
                }
                (self.state, self.failed) = (Content::Failed, true);
            }
            Input::Closed => {
                // That is told a moment later: it may have been opened again.
                if !self.is_open() && !matches!(self.state, Content::Coming) {
                    self.state = Content::None;
                }
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (ButtonProps { lang, label, .. }, link) = (ctx.props(), ctx.link());
        let lang = *lang;
        let close = {
            let dialog = self.dialog.clone();
            move |_: MouseEvent| {
                if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                    dialog.close();
                }
            }
        };
        let is_coming = matches!(self.state, Content::Coming);
        let content = if let Content::Here(content) = &self.state { content.clone() } else { Html::default() };
        html! {
            <>
                <button id="share-open" onclick={link.callback(|_: MouseEvent| Input::Open)} aria-haspopup="dialog">{ label }</button>
                <dialog id="share" ref={self.dialog.clone()} aria-labelledby="share-title"
                    onclose={link.callback(|_: Event| Input::Closed)}>
                    <header>
                        <h2 id="share-title">{ t!(lang, "share.title") }</h2>
                        <button class="quiet" onclick={close} aria-label={t!(lang, "share.close")}>{ "×" }</button>
                    </header>
                    if matches!(self.state, Content::Failed) {
                        <p role="alert">
                            { t!(lang, "view.failed") }{ " " }
                            <button onclick={link.callback(|_: MouseEvent| Input::Open)}>{ t!(lang, "view.again") }</button>
                        </p>
                    }
                    <div aria-busy={is_coming.to_string()}>{ content }</div>
                </dialog>
            </>
        }
    }
}
