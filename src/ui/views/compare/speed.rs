//! Memory against a file, measured here.

use crate::browser::measure::{Rates, measure};
use crate::text::{Lang, large, t};
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
pub fn start(tell: Callback<Result<Rates, String>>) {
    spawn_local(async move { tell.emit(measure().await) });
}

/// The button, and what was measured.
pub fn view(lang: Lang, measured: &Measured, can_race: bool, onclick: Callback<MouseEvent>) -> Html {
    let going = matches!(measured, Measured::Going);
    let row = |name: String, rate: f64| {
        html! { <tr><th scope="row">{ name }</th><td>{ large(lang, rate) }</td></tr> }
    };
    html! {
        <section id="measure">
            <h2>{ t!(lang, "measure.title") }</h2>
            <p class="hint">{ t!(lang, "measure.what") }</p>
            <button id="measure-run" {onclick} disabled={going || !can_race}>{ t!(lang, "measure.run") }</button>
            <div role="status">
            { match measured {
                Measured::Done(Ok(rates)) => html! {
                    <>
                        <table>
                            <thead><tr>
                                <th scope="col">{ t!(lang, "controls.store") }</th><th scope="col">{ t!(lang, "measure.rate") }</th>
                            </tr></thead>
                            <tbody>
                                { row(t!(lang, "store.name.memory"), rates.memory) }
                                { row(t!(lang, "store.name.file"), rates.file) }
                            </tbody>
                        </table>
                        <p id="measure-ratio">
                            { t!(lang, "measure.ratio", times = large(lang, rates.memory / rates.file.max(1e-9))) }
                        </p>
                    </>
                },
                Measured::Done(Err(text)) => html! { <p>{ t!(lang, "measure.failed", text = text) }</p> },
                Measured::Going => html! { <p>{ t!(lang, "measure.going") }</p> },
                Measured::No => Html::default(),
            } }
            </div>
        </section>
    }
}
