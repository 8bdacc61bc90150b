//! What is shown of every schedule: how far the exploration is, the headline with both measures, and the histogram.

use crate::model::explore::Progress;
use crate::present::explore::{Bar, Count, Every, Measure, progress};
use crate::text::{Lang, t};
use yew::prelude::*;

/// How far it is.
pub(super) fn going(lang: Lang, at: Progress, cancel: Callback<MouseEvent>) -> Html {
    let (text, part) = progress(lang, at);
    html! {
        <>
            <progress max="1000" value={part.map(|part| part.to_string())} aria-label={t!(lang, "explore.run")}></progress>
            <span>{ text }</span>
            <button id="explore-cancel" onclick={cancel}>{ t!(lang, "run.cancel") }</button>
        </>
    }
}

/// What was found.
pub(super) fn result(lang: Lang, model: &Every) -> Html {
    let measure = |one: &Measure| {
        html! {
            <div data-measure={one.name}>
                <dt>{ &one.label }</dt>
                <dd><strong translate="no">{ &one.value }</strong><span class="hint">{ &one.what }</span></dd>
            </div>
        }
    };
    let exact = |one: &Count| html! { <p><strong>{ &one.label }</strong>{ " " }<span class="digits" translate="no">{ &one.digits }</span></p> };
    html! {
        <>
            <div role="status" class="result">
                <p id="every-headline" class={model.class}>{ &model.headline }</p>
                if let Some(wrong) = model.wrong {
                    <div class="whole" role="img" aria-label={t!(lang, "explore.bar")}><span ~style={format!("width:{wrong}%")}></span></div>
                }
                <dl class="measures">{ for model.measures.iter().map(measure) }</dl>
                { for model.notes.iter().map(|note| html! { <p class="hint">{ note }</p> }) }
            </div>
            if !model.exact.is_empty() {
                <details class="exact"><summary>{ t!(lang, "explore.digits") }</summary>{ for model.exact.iter().map(exact) }</details>
            }
            if !model.bars.is_empty() { { histogram(lang, model) } }
        </>
    }
}

/// How many are sold, in how many of them.
fn histogram(lang: Lang, model: &Every) -> Html {
    let title = t!(lang, "explore.histogram");
    let [sold, schedules, share, chance] = &model.columns;
    let row = |bar: &Bar| {
        html! {
            <tr>
                <th scope="row" translate="no">{ &bar.sold }</th>
                <td class="bars"><span class={classes!("bar", bar.wrong.then_some("oversold"))} ~style={format!("width:{}%", bar.length)}></span></td>
                <td>{ &bar.schedules }</td>
                <td>{ &bar.share }</td>
                <td>{ &bar.chance }</td>
            </tr>
        }
    };
    html! {
        <div class="outcomes" tabindex="0" role="region" aria-label={title.clone()}>
            <table>
                <caption class="visually-hidden">{ &title }</caption>
                <thead><tr>
                    <th scope="col">{ sold }</th>
                    <th scope="col"><span class="visually-hidden">{ &title }</span></th>
                    <th scope="col">{ schedules }</th>
                    <th scope="col">{ share }</th>
                    <th scope="col">{ chance }</th>
                </tr></thead>
                <tbody>{ for model.bars.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
