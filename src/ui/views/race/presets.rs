//! The menu of examples.

use crate::present::race::{Preset, Presets, PresetsModel};
use crate::store::{Action, LinkAction, pairs};
use crate::ui::kit::menu::menu;
use crate::ui::live::{Store, View};
use std::rc::Rc;
use yew::prelude::*;

/// The way to each step of the story; it says which of them the scenario is.
pub struct PresetsView;

impl View for PresetsView {
    type Select = Presets;

    fn view(model: &Rc<PresetsModel>, store: &Store) -> Html {
        let preset = |preset: &Preset| {
            let sets = preset.sets;
            let onclick = store.on(move |_: MouseEvent| Action::Link(LinkAction::Set(pairs(sets))));
            html! {
                <button class="preset" data-preset={preset.name} {onclick} disabled={model.disabled}
                    aria-pressed={preset.pressed.to_string()}>{ &preset.label }</button>
            }
        };
        let items = model.presets.iter().map(preset).collect::<Html>();
        let pressed = model.presets.iter().find(|preset| preset.pressed);
        let label = pressed.map_or(&model.title, |preset| &preset.label);
        menu("presets", label, "presets", items)
    }
}
