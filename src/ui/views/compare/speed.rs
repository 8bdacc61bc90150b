//! Memory against a file, measured here.

use crate::present::shell::{Access, AccessModel};
use crate::store::{Action, MeasureAction};
use crate::text::t;
use crate::ui::live::{Store, View};
use std::rc::Rc;
use yew::prelude::*;

/// The button, and what was measured.
pub struct SpeedView;

impl View for SpeedView {
    type Select = Access;

    fn view(model: &Rc<AccessModel>, store: &Store) -> Html {
        let lang = store.state().lang();
        let onclick = store.on(|_: MouseEvent| Action::Measure(MeasureAction::Start));
        let row = |name: String, time: &String, rate: &String| {
            html! { <tr><th scope="row">{ name }</th><td>{ time }</td><td>{ rate }</td></tr> }
        };
        html! {
            <section id="measure">
                <h2>{ t!(lang, "measure.title") }</h2>
                <p class="hint">{ t!(lang, "measure.what") }</p>
                <button id="measure-run" {onclick} disabled={model.disabled}>{ &model.button }</button>
                <div role="status">
                    <p id="measure-said">{ &model.said }</p>
                    if let Some(found) = &model.found {
                        <table>
                            <thead><tr>
                                <th scope="col">{ t!(lang, "controls.store") }</th>
                                <th scope="col">{ t!(lang, "compare.access") }</th>
                                <th scope="col">{ t!(lang, "measure.rate") }</th>
                            </tr></thead>
                            <tbody>
                                { row(t!(lang, "store.name.memory"), &found.memory, &found.rates[0]) }
                                { row(t!(lang, "store.name.file"), &found.file, &found.rates[1]) }
                            </tbody>
                        </table>
                    }
                </div>
            </section>
        }
    }
}
