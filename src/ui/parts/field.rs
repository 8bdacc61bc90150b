//! One number of the scenario: a field that takes every allowed value, a slider for the usual ones.

use crate::ui::state::Action;
use crate::ui::words;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct NumberFieldProps {
    pub lang: &'static str,
    /// Name of the parameter.
    pub name: &'static str,
    /// The value as the link spells it.
    pub value: String,
    /// The values the slider offers, ascending, as the link spells them.
    pub stops: &'static [&'static str],
    /// The unit shown behind the field; may be empty.
    #[prop_or_default]
    pub unit: &'static str,
    pub disabled: bool,
    pub dispatch: Callback<Action>,
}

/// Label, slider, field, unit.
#[component]
pub fn NumberField(props: &NumberFieldProps) -> Html {
    let NumberFieldProps { name, value, stops, unit, disabled, dispatch, .. } = props;
    let name = *name;
    let label = words::text(&format!("field.{name}"));
    let onchange = {
        let current = value.clone();
        dispatch.reform(move |event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            let given = input.as_ref().map(HtmlInputElement::value).unwrap_or_default();
            // What is refused disappears: the field shows what is used, and a notice tells the rest.
            if let Some(input) = input {
                input.set_value(&current);
            }
            Action::Set(name, given.trim().to_owned())
        })
    };
    let oninput = {
        let stops = *stops;
        dispatch.reform(move |event: InputEvent| {
            let at = event.target_dyn_into::<HtmlInputElement>().map_or(0.0, |input| input.value_as_number());
            Action::Set(name, stop_at(stops, at).to_owned())
        })
    };
    let field = format!("field-{name}");
    html! {
        <div class="field">
            <label for={field.clone()}>{ &label }</label>
            <input type="range" name={format!("{name}-slider")} min="0" max={(stops.len() - 1).to_string()} step="1"
                value={nearest(stops, value).to_string()} aria-label={label} aria-valuetext={format!("{value} {unit}")}
                disabled={*disabled} {oninput} />
            <span class="number">
                <input id={field} {name} inputmode="decimal" autocomplete="off" value={value.clone()}
                    disabled={*disabled} {onchange} />
                <span class="unit">{ *unit }</span>
            </span>
        </div>
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the slider gives an index")]
fn stop_at(stops: &'static [&'static str], at: f64) -> &'static str {
    stops.get(at.max(0.0) as usize).copied().unwrap_or_default()
}

/// Index of the stop nearest to a value.
fn nearest(stops: &[&str], value: &str) -> usize {
    let number = |text: &str| text.parse::<f64>().unwrap_or(0.0);
    let distance = |stop: &str| (number(stop) - number(value)).abs();
    (0..stops.len()).min_by(|a, b| distance(stops[*a]).total_cmp(&distance(stops[*b]))).unwrap_or(0)
}
