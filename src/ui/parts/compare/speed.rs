//! Memory against a file, measured here.

use super::{Compare, Input};
use crate::browser::measure::{Rates, measure};
use crate::ui::t::t;
use crate::ui::words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How far the measurement is.
pub enum Measured {
    /// Not asked for.
    No,
    /// Under way.
    Going,
    /// What came of it.
    Done(Result<Rates, String>),
}

/// Measures.
pub fn start(ctx: &Context<Compare>) {
    let tell = ctx.link().callback(Input::Measured);
    spawn_local(async move { tell.emit(measure().await) });
}

/// The button, and what was measured.
pub fn view(lang: &str, measured: &Measured, can_race: bool, ctx: &Context<Compare>) -> Html {
    let onclick = ctx.link().callback(|_: MouseEvent| Input::Measure);
    let going = matches!(measured, Measured::Going);
    let row = |name: String, rate: f64| {
        html! { <tr><th scope="row">{ name }</th><td>{ words::large(lang, rate) }</td></tr> }
    };
    html! {
        <section id="measure">
            <h2>{ t!("measure.title") }</h2>
            <p class="hint">{ t!("measure.what") }</p>
            <button id="measure-run" {onclick} disabled={going || !can_race}>{ t!("measure.run") }</button>
            <div role="status">
            { match measured {
                Measured::Done(Ok(rates)) => html! {
                    <>
                        <table>
                            <thead><tr>
                                <th scope="col">{ t!("store.title") }</th><th scope="col">{ t!("measure.rate") }</th>
                            </tr></thead>
                            <tbody>
                                { row(words::text("store.name.memory"), rates.memory) }
                                { row(words::text("store.name.file"), rates.file) }
                            </tbody>
                        </table>
                        <p id="measure-ratio">
                            { t!("measure.ratio", times = words::large(lang, rates.memory / rates.file.max(1e-9))) }
                        </p>
                    </>
                },
                Measured::Done(Err(text)) => html! { <p>{ t!("measure.failed", text = text) }</p> },
                Measured::Going => html! { <p>{ t!("measure.going") }</p> },
                Measured::No => Html::default(),
            } }
            </div>
        </section>
    }
}
