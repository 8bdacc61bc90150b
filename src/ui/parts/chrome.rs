//! What frames the page: name, language, theme, link; and the foot.

use crate::browser::{link, surface};
use crate::scenario::{Link, Theme, write};
use crate::ui::state::Action;
use crate::ui::t::t;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// The head of the page.
pub fn header(lang: &'static str, link: &Link, dispatch: &Callback<Action>) -> Html {
    let other = if lang == "zh" { "en" } else { "zh" };
    let on_lang = dispatch.reform(move |_: MouseEvent| Action::Set("lang", other.into()));
    let theme = match link.page.theme {
        Theme::Auto => ("light", "theme.auto", "◐"),
        Theme::Light => ("dark", "theme.light", "○"),
        Theme::Dark => ("auto", "theme.dark", "●"),
    };
    let on_theme = dispatch.reform(move |_: MouseEvent| Action::Set("theme", theme.0.into()));
    html! {
        <header class="top">
            <a class="brand" href="./">
                <svg viewBox="0 0 28 20" width="28" height="20" aria-hidden="true">
                    <path class="stub-shape" d="M1 1h17l1.5 3 1.5-3H27v18h-6l-1.5-3-1.5 3H1z" />
                    <path class="stub-tear" d="M19.5 6v8" />
                </svg>
                <span>{ "Oversold" }</span>
            </a>
            <p class="motto">{ t!("motto") }</p>
            <div class="tools">
                <button id="lang" class="quiet" onclick={on_lang} lang={other}
                    title={t!("lang.switch")}>
                    { if lang == "zh" { "English" } else { "中文" } }
                </button>
                <button id="theme" class="quiet" onclick={on_theme} aria-label={t!(theme.1)}
                    title={t!(theme.1)}>
                    <span aria-hidden="true">{ theme.2 }</span>
                </button>
                <CopyLink {lang} query={write(link)} />
            </div>
        </header>
    }
}

/// Copies the page's address; where that is not allowed, shows it selected.
struct CopyLink {
    /// Whether the last attempt worked; `None` when there was none, or it is long ago.
    copied: Option<bool>,
    /// Owned, so that a reader who leaves does not leave a timer behind.
    #[allow(dead_code, reason = "kept for its Drop")]
    forget: Option<Timeout>,
}

#[derive(PartialEq, Properties)]
struct CopyLinkProps {
    lang: &'static str,
    query: String,
}

enum Copy {
    Try,
    Done(bool),
    Forget,
}

impl Component for CopyLink {
    type Message = Copy;
    type Properties = CopyLinkProps;

    fn create(_: &Context<Self>) -> Self {
        Self { copied: None, forget: None }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Copy) -> bool {
        match message {
            Copy::Try => {
                let (address, done) = (link::address(&ctx.props().query), ctx.link().callback(Copy::Done));
                wasm_bindgen_futures::spawn_local(async move { done.emit(surface::copy(&address).await) });
                return false;
            }
            Copy::Done(copied) => {
                self.copied = Some(copied);
                let forget = ctx.link().callback(|()| Copy::Forget);
                self.forget = copied.then(|| Timeout::new(2000, move || forget.emit(())));
            }
            Copy::Forget => self.copied = None,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let onclick = ctx.link().callback(|_: MouseEvent| Copy::Try);
        let onfocus = Callback::from(|event: FocusEvent| {
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                input.select();
            }
        });
        let copied = self.copied == Some(true);
        html! {
            <div class="copy">
                <button id="copy-link" {onclick}>{ if copied { t!("link.copied") } else { t!("link.copy") } }</button>
                <span class="visually-hidden" role="status">{ if copied { t!("link.copied") } else { String::new() } }</span>
                if self.copied == Some(false) {
                    <label class="by-hand">
                        { t!("link.by_hand") }
                        <input readonly=true value={link::address(&ctx.props().query)} {onfocus} />
                    </label>
                }
            </div>
        }
    }
}

/// The foot of the page.
pub fn footer() -> Html {
    html! {
        <footer class="foot">
            <p>{ t!("foot.honest") }</p>
        </footer>
    }
}
