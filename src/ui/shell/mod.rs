//! All that is needed to press Run: the head, the presets, the controls, the run bar, the foot, and the room for the rest.
//! One root, in the element that the document keeps for it.

mod controls;
mod head;
mod run_bar;

use super::live::{Store, View, live};
use super::views::Places;
use crate::present::shell::{PresetsModel, Room, RoomModel, stop};
use crate::store::{Action, LinkAction, pairs};
use controls::ControlsView;
use head::{BrandView, FootView, HeadView};
use run_bar::RunBarView;
use std::rc::Rc;
use yew::prelude::*;

/// Puts the shell into the document.
pub fn mount(store: &Store, places: &Places) {
    let document = web_sys::window().and_then(|window| window.document());
    // The element comes with the document; without it there is nowhere to be.
    if let Some(root) = document.and_then(|document| document.get_element_by_id("page")) {
        let props = PageProps { store: store.clone(), places: places.clone() };
        yew::Renderer::<Page>::with_root_and_props(root, props).render();
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PageProps {
    store: Store,
    places: Places,
}

/// The page.
struct Page {
    room: Rc<RoomModel>,
    remembered: crate::present::Remembered<Room>,
    _subscription: crate::store::Subscription,
}

impl Component for Page {
    type Message = ();
    type Properties = PageProps;

    fn create(ctx: &Context<Self>) -> Self {
        let store = &ctx.props().store;
        let link = ctx.link().clone();
        let mut remembered = crate::present::Remembered::default();
        let room = remembered.get(&store.state());
        Self { room, remembered, _subscription: store.hub().subscribe(move || link.send_message(())) }
    }

    fn update(&mut self, ctx: &Context<Self>, (): ()) -> bool {
        let now = self.remembered.get(&ctx.props().store.state());
        let changed = !Rc::ptr_eq(&now, &self.room);
        self.room = now;
        changed
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let PageProps { store, places } = ctx.props();
        if self.room.embedded { embedded(&self.room, store, places) } else { whole(&self.room, store, places) }
    }
}

/// In a frame: the stage and Run, and a way to the whole page.
fn embedded(room: &RoomModel, store: &Store, places: &Places) -> Html {
    let (name, query) = &room.own_tab;
    html! {
        <main id="app" class="embed" data-state={room.phase}>
            <div id="notices" ref={places.notices.clone()}></div>
            { stage(room, places) }
            { live::<RunBarView>(store) }
            <section class="below" ref={places.panels.clone()} hidden={!room.compares}></section>
            <a class="mark" href={crate::browser::link::address(query)} target="_blank" rel="noopener" title={name.clone()}>
                { "Oversold" }<span aria-hidden="true">{ " ↗" }</span>
            </a>
        </main>
    }
}

/// The page in a tab of its own.
fn whole(room: &RoomModel, store: &Store, places: &Places) -> Html {
    html! {
        <>
            <header class="top">
                { live::<BrandView>(store) }
                <div class="tools">
                    { live::<HeadView>(store) }
                    <div class="place" ref={places.share.clone()}></div>
                </div>
            </header>
            <main id="app" data-state={room.phase}>
                <div id="notices" ref={places.notices.clone()}></div>
                { live::<PresetsView>(store) }
                <div class="bench">
                    <section class="rail card" aria-label={room.controls.clone()}>
                        { live::<ControlsView>(store) }
                        { live::<RunBarView>(store) }
                    </section>
                    { stage(room, places) }
                </div>
                <section class="panels card" ref={places.panels.clone()} aria-busy={room.coming.to_string()}></section>
            </main>
            { live::<FootView>(store) }
        </>
    }
}

/// The room for the stage, which is filled when the race has come.
fn stage(room: &RoomModel, places: &Places) -> Html {
    let lanes = format!("--lanes:{}", room.lanes);
    html! {
        <section class="stage card" style={lanes} aria-label={room.stage.clone()} aria-busy={room.coming.to_string()}>
            if let Some(text) = &room.missing {
                <p role="alert">{ text }</p>
            } else if room.coming {
                // As it stood in the page before the app.
                <div id="stubs"></div>
                <div class="answer"><h1 id="verdict">{ &room.question }</h1></div>
            }
            <div class="place" ref={places.stage.clone()}></div>
        </section>
    }
}

/// One click to each step of the story.
struct PresetsView;

impl View for PresetsView {
    type Select = crate::present::shell::Presets;

    fn view(model: &Rc<PresetsModel>, store: &Store) -> Html {
        let preset = |preset: &crate::present::shell::Preset| {
            let sets = preset.sets;
            let onclick = store.on(move |_: MouseEvent| Action::Link(LinkAction::Set(pairs(sets))));
            html! {
                <button class="preset" data-preset={preset.name} {onclick} disabled={model.disabled}
                    aria-pressed={preset.pressed.to_string()}>{ &preset.label }</button>
            }
        };
        html! {
            <div class="presets" role="group" aria-label={model.title.clone()}>{ for model.presets.iter().map(preset) }</div>
        }
    }
}

/// Tells the store that a parameter was given a value.
fn given(store: &Store) -> Callback<(&'static str, String)> {
    store.on(|(name, value): (&'static str, String)| Action::Link(LinkAction::Set(vec![(name.into(), value.into())])))
}

/// Tells the store that a slider was moved.
fn slid(store: &Store) -> Callback<(&'static str, usize)> {
    store.on_some(|(name, at): (&'static str, usize)| {
        Some(Action::Link(LinkAction::Set(vec![(name.into(), stop(name, at)?.into())])))
    })
}

/// Tells the store that a value was chosen.
fn chosen(store: &Store) -> Callback<(&'static str, &'static str)> {
    store.on(|pair: (&'static str, &'static str)| Action::Link(LinkAction::Set(pairs(&[pair]))))
}
