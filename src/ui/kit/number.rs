//! A number: a field that takes every value, and a slider for the usual ones.
//!
//! What is being typed is a draft of the field's own: whatever else changes on the page, nobody's typing is disturbed.
//! It is given on when it is finished; then the field shows what is used, whatever was typed.

use super::dom::{place, text};
use yew::prelude::*;

/// The number and what is around it.
#[derive(Clone, PartialEq, Properties)]
pub struct NumberProps {
    /// Its name.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// The value.
    pub value: String,
    /// How many stops the slider has.
    pub stops: usize,
    /// Which of them is nearest to the value.
    pub at: usize,
    /// The unit shown behind the field; may be empty.
    pub unit: &'static str,
    /// Whether it can be changed now.
    pub disabled: bool,
    /// It was given this value.
    pub given: Callback<(&'static str, String)>,
    /// Its slider was moved to this stop.
    pub slid: Callback<(&'static str, usize)>,
}

/// See the module.
pub struct NumberField {
    draft: Option<String>,
}

/// What happens to it.
pub enum Input {
    /// This stands in the field while it is being typed in.
    Typed(String),
    /// This was given.
    Given(String),
    /// The slider was moved to this stop.
    Slid(usize),
}

impl Component for NumberField {
    type Message = Input;
    type Properties = NumberProps;

    fn create(_: &Context<Self>) -> Self {
        Self { draft: None }
    }

    fn update(&mut self, ctx: &Context<Self>, input: Input) -> bool {
        let NumberProps { name, given, slid, .. } = ctx.props();
        match input {
            Input::Typed(text) => self.draft = Some(text),
            Input::Given(text) => {
                self.draft = None;
                given.emit((name, text.trim().to_owned()));
            }
            Input::Slid(at) => {
                self.draft = None;
                slid.emit((name, at));
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let NumberProps { name, label, value, stops, at, unit, disabled, .. } = ctx.props();
        let (link, disabled) = (ctx.link(), *disabled);
        let (at_now, last) = (*at, stops.saturating_sub(1));
        // As in a field of numbers: the next of the usual ones.
        let onkeydown = link.batch_callback(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowUp" => (at_now + 1).min(last),
                "ArrowDown" => at_now.saturating_sub(1),
                _ => return None,
            };
            event.prevent_default();
            Some(Input::Slid(next))
        });
        let shown = self.draft.as_ref().unwrap_or(value).clone();
        html! {
            <div class="field">
                <label>
                    <span>{ label }</span>
                    <span class="number">
                        <input name={*name} inputmode="decimal" autocomplete="off" value={shown} {disabled} {onkeydown}
                            oninput={link.callback(|event: InputEvent| Input::Typed(text(&event)))}
                            onchange={link.callback(|event: Event| Input::Given(text(&event)))} />
                        <span class="unit">{ *unit }</span>
                    </span>
                </label>
                <input type="range" name={format!("{name}-slider")} min="0" max={stops.saturating_sub(1).to_string()} step="1"
                    value={at.to_string()} aria-label={label.clone()} aria-valuetext={format!("{value} {unit}")} {disabled}
                    oninput={link.callback(|event: InputEvent| Input::Slid(place(&event)))} />
            </div>
        }
    }
}
