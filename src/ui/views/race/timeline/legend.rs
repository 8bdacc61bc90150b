//! The legend.

use crate::text::{Lang, t};
use yew::prelude::*;

/// What the signs mean.
pub fn legend(lang: Lang, has_clerk: bool) -> Html {
    let signs = [
        ("search", "activity.search"),
        ("wait", "activity.wait"),
        ("pay", "activity.pay"),
        ("confirm", "activity.confirm"),
        ("forged", "legend.oversold"),
        ("inside", "legend.inside"),
        ("read", "legend.read"),
        ("write", "legend.write"),
        ("message", "legend.message"),
    ];
    let shown = signs.into_iter().filter(|(class, _)| *class != "message" || has_clerk);
    html! {
        <ul class="legend" aria-label={t!(lang, "legend.title")}>
            { for shown.map(|(class, key)| html! {
                <li><span class={format!("swatch {class}")} aria-hidden="true"></span>{ t!(lang, key) }</li>
            }) }
        </ul>
    }
}
