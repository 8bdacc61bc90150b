//! Very many buyers: which of them are drawn one by one.

use crate::program::BuyerId;
use crate::scenario::Scenario;
use crate::ui::crowd::first_of_a_row;
use crate::ui::state::Action;
use crate::ui::t::t;
use crate::ui::words;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The field for the first buyer in a row, and what the lanes are.
pub fn crowd(lang: &str, scenario: &Scenario, from: BuyerId, counted: bool, dispatch: &Callback<Action>) -> Html {
    let buyers = scenario.buyers.get();
    let onchange = dispatch.reform(move |event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        let given = input.as_ref().and_then(|input| input.value().trim().parse::<u32>().ok());
        let used = first_of_a_row(buyers, given.unwrap_or(from));
        // The field shows what is used.
        if let Some(input) = input {
            input.set_value(&used.to_string());
        }
        Action::From(used)
    });
    html! {
        <div id="crowd">
            <p class="hint">{ t!("crowd.what", buyers = words::count(lang, buyers)) }</p>
            <label>
                { t!("crowd.from") }{ " " }
                <input id="from" type="number" min="1" max={first_of_a_row(buyers, buyers).to_string()} value={from.to_string()} disabled={!counted} {onchange} />
            </label>
        </div>
    }
}
