//! The scenario: what is sold to whom, behind which guard, with which delays.

use super::field::{NumberField, number_field};
use crate::scenario::{Choice, Guard, GuardName, Scenario, Scope};
use crate::ui::state::Action;
use crate::ui::t::t;
use crate::ui::words;
use yew::prelude::*;

const TICKETS: &[&str] = &[
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "15", "20", "25", "30", "40", "50", "75", "100",
    "200", "500", "1000",
];
const BUYERS: &[&str] = &[
    "1", "2", "3", "4", "5", "6", "8", "10", "12", "15", "20", "25", "30", "40", "50", "60", "70", "80", "90", "100",
    "1000", "10000", "100000", "1000000",
];
const DELAY: &[&str] =
    &["0", "1", "2", "5", "10", "20", "50", "100", "200", "300", "500", "700", "1000", "1500", "2000", "3000", "5000"];
const SPEED: &[&str] = &["0.1", "0.25", "0.5", "1", "2", "5", "10", "20", "50", "100", "1000"];

/// All controls. `more` are those that the second module brings.
pub fn controls(scenario: &Scenario, busy: bool, more: Option<Html>, dispatch: &Callback<Action>) -> Html {
    let number = |name, value, stops, unit| number_field(NumberField { name, value, stops, unit }, busy, dispatch);
    let ms = "ms";
    html! {
        <div class="controls">
            <h2>{ t!("controls.title") }</h2>
            { number("tickets", scenario.tickets.to_string(), TICKETS, "") }
            { number("buyers", scenario.buyers.to_string(), BUYERS, "") }
            { guards(scenario.guard, busy, dispatch) }
            <fieldset>
                <legend>{ t!("controls.delays") }</legend>
                { number("search", scenario.search.to_string(), DELAY, ms) }
                { number("pay", scenario.pay.to_string(), DELAY, ms) }
                { number("confirm", scenario.confirm.to_string(), DELAY, ms) }
                { number("speed", scenario.speed.to_string(), SPEED, "×") }
            </fieldset>
            // Until they are there, as much room as they take folded.
            { more.unwrap_or_else(|| html! { <div style="height:131px"></div> }) }
        </div>
    }
}

/// Which guard, and what of the purchase a lock covers.
fn guards(guard: Guard, busy: bool, dispatch: &Callback<Action>) -> Html {
    let guards = GuardName::ALL.iter().map(|(name, _)| *name);
    let scopes = Scope::ALL.iter().map(|(scope, _)| *scope);
    html! {
        <fieldset class="guards">
            <legend>{ t!("controls.guard") }</legend>
            <div class="segments">
                { for guards.map(|name| radio("guard", name.name(), name == guard.name(), busy, dispatch)) }
            </div>
            if let Some(current) = guard.scope() {
                <div class="segments scopes" role="group" aria-label={t!("controls.scope")}>
                    { for scopes.map(|scope| radio("scope", scope.name(), scope == current, busy, dispatch)) }
                </div>
            }
            // Its words come with the second module; until then there is room for them.
            <p class="hint">if crate::ui::later().is_some() { { words::guard(guard) } }</p>
        </fieldset>
    }
}

pub fn radio(
    group: &'static str,
    value: &'static str,
    checked: bool,
    disabled: bool,
    dispatch: &Callback<Action>,
) -> Html {
    let onchange = dispatch.reform(move |_: Event| Action::Set(group, value.to_owned()));
    html! {
        <label class="segment">
            <input type="radio" name={group} {value} {checked} {disabled} {onchange} />
            <span>{ words::text(&format!("{group}.name.{value}")) }</span>
        </label>
    }
}
