//! One of several, as a row of buttons of which one is pressed.

use yew::prelude::*;

/// A value: as it is given on, what it is called, and whether it is the one.
pub type Choice<'a> = (&'static str, &'a str, bool);

/// The buttons. `name` groups them; `chosen` hears the value that was chosen.
pub fn segments<'a>(
    name: &'static str,
    choices: impl Iterator<Item = Choice<'a>>,
    disabled: bool,
    chosen: &Callback<(&'static str, &'static str)>,
) -> Html {
    let one = |(value, label, checked): Choice<'a>| {
        let onchange = chosen.reform(move |_: Event| (name, value));
        html! {
            <label class="segment">
                <input type="radio" {name} {value} {checked} {disabled} {onchange} />
                // Names of what stands in the code and the link, not words about it.
                <span translate={["guard", "store"].contains(&name).then_some("no")}>{ label }</span>
            </label>
        }
    };
    choices.map(one).collect()
}
