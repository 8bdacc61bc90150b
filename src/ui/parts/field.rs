//! One number of the scenario: a field that takes every allowed value, a slider for the usual ones.

use crate::ui::state::Action;
use crate::ui::words;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// One number.
pub struct NumberField {
    /// Name of the parameter.
    pub name: &'static str,
    /// The value as the link spells it.
    pub value: String,
    /// The values the slider offers, ascending, as the link spells them.
    pub stops: &'static [&'static str],
    /// The unit shown behind the field; may be empty.
    pub unit: &'static str,
}

/// Label, slider, field, unit.
pub fn number_field(field: NumberField, disabled: bool, dispatch: &Callback<Action>) -> Html {
    let NumberField { name, value, stops, unit } = field;
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
    let oninput = dispatch.reform(move |event: InputEvent| {
        let at = event.target_dyn_into::<HtmlInputElement>().map_or(0.0, |input| input.value_as_number());
        Action::Set(name, stop_at(stops, at).to_owned())
    });
    let field = format!("field-{name}");
    html! {
        <div class="field">
            <label for={field.clone()}>{ &label }</label>
            <input type="range" name={format!("{name}-slider")} min="0" max={(stops.len() - 1).to_string()} step="1"
                value={nearest(stops, &value).to_string()} aria-label={label} aria-valuetext={format!("{value} {unit}")}
                {disabled} {oninput} />
            <span class="number">
                <input id={field} {name} inputmode="decimal" autocomplete="off" value={value.clone()}
                    {disabled} {onchange} />
                <span class="unit">{ unit }</span>
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
    let number = js_sys::Number::parse_float;
    let distance = |stop: &str| (number(stop) - number(value)).abs();
    (0..stops.len()).min_by(|a, b| distance(stops[*a]).total_cmp(&distance(stops[*b]))).unwrap_or(0)
}
