//! What frames the page: name, language, theme, link; and the foot.

use crate::scenario::{Link, Theme};
use crate::trace::Executor;
use crate::ui::state::Action;
use crate::ui::t::t;
use yew::prelude::*;

/// The name of the page, the same in every language and state.
const BRAND: &str = r#"<a class="brand" href="./"><svg viewBox="0 0 28 20" width="28" height="20" aria-hidden="true"><path class="stub-shape" d="M1 1h17l1.5 3 1.5-3H27v18h-6l-1.5-3-1.5 3H1z"/><path class="stub-tear" d="M19.5 6v8"/></svg><span>Oversold</span></a>"#;

/// The head of the page.
///
/// `share` is what the second module knows of sharing.
pub fn header(lang: &'static str, link: &Link, share: Option<Html>, dispatch: &Callback<Action>) -> Html {
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
            { Html::from_html_unchecked(BRAND.into()) }
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
                if let Some(share) = share {
                    { share }
                } else {
                    <button disabled=true>{ t!("link.copy") }</button>
                    <button disabled=true>{ t!("share.open") }</button>
                }
            </div>
        </header>
    }
}

/// The foot of the page.
pub fn footer(executor: Executor) -> Html {
    let key = if executor == Executor::Workers { "foot.honest" } else { "foot.simulated" };
    html! {
        <footer class="foot">
            <p>{ t!(key) }</p>
            <p><a href="gallery.html">{ t!("foot.gallery") }</a></p>
        </footer>
    }
}
