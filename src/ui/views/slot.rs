//! The place of a panel that is loaded when it is opened, and what is said until it is there.

use crate::browser::renew::to_newer;
use crate::t;
use crate::text::Lang;
use crate::ui::live::Store;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;
use web_sys::Element;
use yew::prelude::*;

/// A root that was put into an element, for as long as the page; dropping it takes it away.
pub struct Mounted(Option<Box<dyn FnOnce()>>);

impl Mounted {
    /// Puts a component into the element.
    pub fn put<C: BaseComponent>(element: Element, props: C::Properties) -> Self {
        let handle = yew::Renderer::<C>::with_root_and_props(element, props).render();
        Self(Some(Box::new(move || handle.destroy())))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if let Some(take_away) = self.0.take() {
            take_away();
        }
    }
}

/// Has something loaded.
pub type Open = Rc<dyn Fn(Store) -> Opening>;

/// A view on its way. It becomes a part of whatever shows it and is no root of its own, for Yew keeps the listeners of a
/// root for ever, and with them its element.
pub type Opening = Pin<Box<dyn Future<Output = Result<Html, SplitLoaderError>>>>;

/// Which view, of which store.
#[derive(Clone, Properties)]
pub struct SlotProps {
    /// The store.
    pub store: Store,
    /// The language of what is said until it is there.
    pub lang: Lang,
    /// Its name; another one is another panel.
    pub name: &'static str,
    /// Loads it.
    pub open: Open,
}

impl PartialEq for SlotProps {
    fn eq(&self, other: &Self) -> bool {
        // What has one name is opened in one way.
        (&self.store, self.lang, self.name) == (&other.store, other.lang, other.name)
    }
}

/// See the module.
pub struct Slot {
    content: Option<Html>,
    /// Whether it could not be loaded.
    failed: bool,
    /// Whether it was asked for again.
    again: bool,
}

/// What happens to it.
pub enum Input {
    /// It is there, or cannot be had.
    Came(Result<Html, SplitLoaderError>),
    /// Once more.
    Again,
}

impl Component for Slot {
    type Message = Input;
    type Properties = SlotProps;

    fn create(_: &Context<Self>) -> Self {
        Self { content: None, failed: false, again: false }
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        match input {
            Input::Came(Ok(content)) => self.content = Some(content),
            Input::Came(Err(_)) => {
                // Not there, and asked for again: it may be of a version that is gone.
                if self.again {
                    to_newer(&ctx.props().store.state());
                }
                self.failed = true;
            }
            Input::Again => {
                (self.failed, self.again) = (false, true);
                Self::open(ctx);
            }
        }
        true
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            Self::open(ctx);
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let lang = ctx.props().lang;
        let busy = self.content.is_none() && !self.failed;
        html! {
            <>
                <div aria-busy={busy.to_string()}>{ self.content.clone().unwrap_or_default() }</div>
                if self.failed {
                    <p role="alert">
                        { t!(lang, "view.failed") }{ " " }
                        <button onclick={ctx.link().callback(|_: MouseEvent| Input::Again)}>{ t!(lang, "view.again") }</button>
                    </p>
                }
            </>
        }
    }
}

impl Slot {
    fn open(ctx: &Context<Self>) {
        let SlotProps { store, open, .. } = ctx.props().clone();
        let (opening, came) = (open(store), ctx.link().callback(Input::Came));
        // Whoever has closed it meanwhile hears nothing, and what came is dropped.
        spawn_local(async move { came.emit(opening.await) });
    }
}
