//! What the second module brings: chance, where the record is kept, and what is made to go wrong.

use super::controls::radio;
use super::field::{NumberField, number_field};
use crate::scenario::{Choice, Fault, Store};
use crate::trace::Executor;
use crate::ui::state::{Action, State};
use crate::ui::t::t;
use yew::prelude::*;

const JITTER: &[&str] = &["0", "5", "10", "20", "30", "40", "50", "60", "70", "80", "90", "100"];
const SEEDS: &[&str] = &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

/// The controls. Closed unless they say something, so that nothing jumps when they come.
pub fn more_controls(state: &State, dispatch: &Callback<Action>) -> Html {
    let (scenario, busy) = (&state.link.scenario, state.phase.is_busy());
    let number = |name, value, stops, unit| number_field(NumberField { name, value, stops, unit }, busy, dispatch);
    let is_lock = scenario.guard.scope().is_some();
    let stores = Store::ALL.iter().map(|(store, name)| {
        radio("store", name, *store == scenario.store, busy || !scenario.guard.has_file(), dispatch)
    });
    let faults = Fault::ALL.iter().map(|(fault, name)| radio("fault", name, *fault == scenario.fault, busy, dispatch));
    let robust = [("0", false), ("1", true)]
        .map(|(name, robust)| radio("robust", name, robust == scenario.robust, busy || !is_lock, dispatch));
    let store_hint = match (scenario.guard.has_file(), scenario.store) {
        (false, _) => t!("store.void"),
        (true, Store::Memory) => t!("store.memory"),
        (true, Store::File) if state.executor() == Executor::Virtual => t!("store.simulated"),
        (true, Store::File) => t!("store.file"),
    };
    let fault_hint = match (scenario.fault, scenario.robust) {
        (Fault::None, false) => t!("fault.none"),
        (Fault::None, true) => t!("robust.what"),
        (Fault::KillHolder, false) => t!("fault.kill"),
        (Fault::KillHolder, true) => t!("fault.kill") + " " + &t!("robust.what"),
    };
    html! {
        <>
            <details>
                <summary>{ t!("controls.more") }</summary>
                { number("jitter", scenario.jitter.to_string(), JITTER, "%") }
                { number("seed", scenario.seed.to_string(), SEEDS, "") }
            </details>
            <details open={scenario.store == Store::File}>
                <summary>{ t!("store.title") }</summary>
                <div class="segments" role="group" aria-label={t!("store.title")}>{ for stores }</div>
                <p class="hint">{ store_hint }</p>
            </details>
            <details open={scenario.fault != Fault::None || scenario.robust}>
                <summary>{ t!("fault.title") }</summary>
                <div class="segments" role="group" aria-label={t!("fault.title")}>{ for faults }</div>
                <div class="segments" role="group" aria-label={t!("robust.title")}>{ for robust }</div>
                <p class="hint">{ fault_hint }</p>
            </details>
        </>
    }
}
