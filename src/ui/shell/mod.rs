//! All that is needed to press Run: the head, the presets, the controls, the run bar, the foot, and the room for the rest.
//! One root, in the element that the document keeps for it.

mod controls;
mod head;
mod run_bar;

use super::live::{Store, View, live};
use super::views::Places;
use crate::browser::keys;
use crate::present::shell::{Room, RoomModel};
use crate::store::{Action, RunAction};
use controls::ControlsView;
use gloo_events::EventListener;
use head::HeadView;
use run_bar::RunBarView;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

/// Puts the shell into the document.
pub fn mount(store: &Store, places: &Places) {
    let document = web_sys::window().and_then(|window| window.document());
    // The element comes with the document; without it there is nowhere to be.
    if let Some((document, root)) = document.and_then(|it| it.get_element_by_id("page").map(|root| (it, root))) {
        let brand = document.query_selector(".brand").ok().flatten();
        let props = PageProps { store: store.clone(), places: places.clone(), brand: brand.map(Into::into) };
        yew::Renderer::<Page>::with_root_and_props(root, props).render();
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PageProps {
    store: Store,
    places: Places,
    /// The name of the page, the same in every language and state: the element that the document had before the app.
    brand: Option<Node>,
}

/// The page.
struct Page {
    room: Rc<RoomModel>,
    remembered: crate::present::Remembered<Room>,
    _subscription: crate::store::Subscription,
    _key: Option<EventListener>,
}

impl Component for Page {
    type Message = ();
    type Properties = PageProps;

    fn create(ctx: &Context<Self>) -> Self {
        let store = &ctx.props().store;
        let link = ctx.link().clone();
        let mut remembered = crate::present::Remembered::<Room>::default();
        let room: Rc<RoomModel> = remembered.get(&store.state());
        let run = store.clone();
        // In a frame keys belong to the page around it.
        let key =
            (!room.embedded).then(|| keys::on_letter("r", move || run.send(Action::Run(RunAction::Run)))).flatten();
        Self { room, remembered, _key: key, _subscription: store.hub().subscribe(move || link.send_message(())) }
    }

    fn update(&mut self, ctx: &Context<Self>, (): ()) -> bool {
        let now = self.remembered.get(&ctx.props().store.state());
        let changed = !Rc::ptr_eq(&now, &self.room);
        self.room = now;
        changed
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let PageProps { store, places, brand } = ctx.props();
        if self.room.embedded {
            embedded(&self.room, store, places)
        } else {
            whole(&self.room, store, places, brand.as_ref())
        }
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
            <section class="below" ref={places.panels.clone()} hidden={!room.opens}></section>
            <a class="mark" href={crate::browser::link::address(query)} target="_blank" rel="noopener" title={name.clone()}>
                { "Oversold" }<span aria-hidden="true">{ " ↗" }</span>
            </a>
        </main>
    }
}

/// The page in a tab of its own.
fn whole(room: &RoomModel, store: &Store, places: &Places, brand: Option<&Node>) -> Html {
    html! {
        <>
            <a class="skip" href="#run" onclick={Callback::from(|event| to_run(&event))}>{ &room.skip }</a>
            <header class="top">
                if let Some(brand) = brand { { Html::VRef(brand.clone()) } }
                { live::<RunBarView>(store) }
                <nav aria-label={room.nav.0.clone()}>
                    if room.coming { { coming(&room.nav.1, room.view) } }
                    <div class="place" ref={places.nav.clone()}></div>
                </nav>
                // Until the examples come: the first of them.
                if let Some(example) = &room.example { <details class="menu presets"><summary>{ example }</summary></details> }
                <div class="place" ref={places.presets.clone()}></div>
                <div class="tools">
                    { live::<HeadView>(store) }
                    <div class="place" ref={places.share.clone()}></div>
                </div>
            </header>
            <main id="app" class="page" data-state={room.phase} data-view={room.view}>
                <div id="notices" ref={places.notices.clone()}></div>
                <section class="rail" aria-label={room.controls.clone()}>
                    <div id="controls" class="controls" popover="auto">
                        { live::<ControlsView>(store) }
                        <div class="access" ref={places.access.clone()}></div>
                        <div class="others">
                            <div class="place" ref={places.differs.clone()}></div>
                            <button id="more" popovertarget="others">{ &room.others }</button>
                        </div>
                        <div id="others" popover="auto" ref={places.others.clone()}></div>
                    </div>
                </section>
                { stage(room, places) }
                <section class="panels card" ref={places.panels.clone()} aria-busy={room.coming.to_string()}></section>
            </main>
            <div class="place" ref={places.foot.clone()}></div>
        </>
    }
}

/// The views, until the race brings the way to them.
fn coming(names: &[String; 4], view: &str) -> Html {
    let one = |(name, label): (&str, &String)| {
        html! { <button disabled=true aria-current={(view == name).then_some("page")}>{ label }</button> }
    };
    html! { <>{ for ["race", "compare", "explore", "learn"].into_iter().zip(names).map(one) }</> }
}

/// The focus goes to the button; the address stays what it is.
fn to_run(event: &MouseEvent) {
    event.prevent_default();
    let page = event.target().and_then(|link| link.dyn_into::<Element>().ok()?.parent_element());
    let button = page.and_then(|page| page.query_selector(".run-bar .primary").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        // A button that cannot be pressed yet does not take it.
        _ = button.focus();
    }
}

/// The room for the stage, which is filled when the race has come.
fn stage(room: &RoomModel, places: &Places) -> Html {
    // A property, as everywhere: strict policies forbid the attribute, and no script that sets the property.
    let lanes = format!("--lanes:{}", room.lanes);
    html! {
        <section class={classes!("stage", room.embedded.then_some("card"))} ~style={lanes} aria-label={room.stage.clone()} aria-busy={room.coming.to_string()}>
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
